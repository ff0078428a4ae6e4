//! `hailong verify` finds what somebody changed behind our back.

use crate::support::{TestApp, submission};
use hailong::{domain::staff_log::Action, store::Check};
use sea_orm::{ConnectionTrait, Database};
use serde_json::json;

async fn verified(app: &TestApp) -> Vec<Check> {
    app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap()
}

async fn broken(app: &TestApp) -> Vec<&'static str> {
    verified(app).await.into_iter().filter(|check| !check.holds).map(|check| check.name).collect()
}

async fn filled() -> TestApp {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 14).await;
    app.release_now().await;
    app.submit_many("MC.NT", 3).await;
    for action in [Action::SignIn, Action::UserAdd, Action::PasswordChange] {
        app.site.store.log(app.entry(action)).await.unwrap();
    }
    assert_eq!(broken(&app).await, Vec::<&str>::new());
    app
}

/// Each act of tampering, and the invariant that must fall.
#[tokio::test]
async fn every_tampering_is_found() {
    for (sql, invariant) in [
        ("DELETE FROM inbox", "I1"),
        ("DELETE FROM responses", "I1"),
        ("DELETE FROM accepted", "I1"),
        ("UPDATE responses SET answers = replace(answers, '1', '5')", "I7"),
        ("UPDATE responses SET answers = 'x'", "I7"),
        ("UPDATE responses SET flags = 'burst-1|speeder-1'", "I6"),
        ("UPDATE responses SET flags = 'burst-1|speeder-1'", "I7"),
        ("UPDATE responses SET flags = 'x'", "I7"),
        ("UPDATE tallies SET flagged = NOT flagged", "I6"),
        ("UPDATE tallies SET responses = responses + 1", "I7"),
        ("DELETE FROM tallies", "I7"),
        ("UPDATE responses SET month = 202401 WHERE id = (SELECT id FROM responses LIMIT 1)", "I8"),
        ("UPDATE staff_log SET detail = 'x' WHERE seq = 2", "I11"),
        ("DELETE FROM staff_log WHERE seq = 2", "I11"),
        ("UPDATE staff_log SET seq = 900 WHERE seq = 3", "I11"),
    ] {
        let app = filled().await;
        let db = Database::connect(&app.database_url).await.unwrap();
        db.execute_unprepared(sql).await.unwrap();
        let broken = broken(&app).await;
        assert!(broken.iter().any(|name| name.contains(invariant)), "{sql}: only {broken:?}");
    }
}

#[tokio::test]
async fn figures_are_printed_with_each_invariant() {
    let app = filled().await;
    let said: Vec<String> = verified(&app).await.iter().map(ToString::to_string).collect();
    assert!(said[0].starts_with("ok   I1") && said[0].contains("17 accepted = 3 waiting + 14 released"), "{said:#?}");
    let mut again = submission("MC.NT", 0);
    again["id"] = json!("0".repeat(32));
    app.submit(&again).await;
    assert!(verified(&app).await[0].figures.contains("18 accepted"));
}
