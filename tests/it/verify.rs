//! `hailong verify` finds what somebody changed behind our back.

use crate::{
    support::{TestApp, submission},
    tampering::stage::{Stage, broken},
};
use hailong::{
    domain::staff_log::Action,
    store::Check,
    work::{chains, verify},
};
use serde_json::json;

async fn verified(app: &TestApp) -> Vec<Check> {
    verify::run(&app.site, &app.rules, &app.clock).await.unwrap()
}

async fn filled() -> TestApp {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 14).await;
    app.release_now().await;
    app.submit_many("MC.NT", 3).await;
    for action in [Action::SignIn, Action::UserAdd, Action::PasswordChange] {
        app.site.store.log(app.entry(action)).await.unwrap();
    }
    chains::seal(&app.site, &app.clock).await.unwrap();
    assert_eq!(broken(&app).await, Vec::<String>::new());
    app
}

/// Each act of tampering, and the invariant that must fall.
#[tokio::test]
async fn every_tampering_is_found() {
    let tampered: &[(&str, &[&str])] = &[
        ("DELETE FROM inbox", &["FAIL I1 no lost acknowledgement"]),
        (
            "INSERT INTO inbox (seal_key, sealed) SELECT seal_key, sealed FROM inbox LIMIT 1",
            &["FAIL I2 no phantom, I4"],
        ),
        ("UPDATE inbox SET sealed = (SELECT sealed FROM inbox ORDER BY seq LIMIT 1)", &["FAIL I2 no phantom, I4"]),
        ("UPDATE inbox SET seal_key = 9", &["FAIL I2 no phantom, I4 idempotence, I8b"]),
        ("UPDATE inbox SET seq = -seq", &["FAIL I2 no phantom, I4 idempotence, I8b"]),
        ("DELETE FROM responses", &["FAIL I1 no lost acknowledgement"]),
        ("DELETE FROM accepted", &["FAIL I1 no lost acknowledgement"]),
        ("UPDATE responses SET answers = replace(answers, '1', '5')", &["FAIL I7 reproducible"]),
        ("UPDATE responses SET answers = 'x'", &["FAIL I7 reproducible"]),
        ("UPDATE responses SET flags = 'burst-1|speeder-1'", &["FAIL I6 flags"]),
        ("UPDATE responses SET flags = 'burst-1|speeder-1'", &["FAIL I7 reproducible"]),
        ("UPDATE responses SET flags = 'x'", &["FAIL I7 reproducible"]),
        ("UPDATE tallies SET flagged = NOT flagged", &["FAIL I6 flags"]),
        ("UPDATE tallies SET responses = responses + 1", &["FAIL I7 reproducible"]),
        ("DELETE FROM tallies", &["FAIL I7 reproducible"]),
        ("UPDATE responses SET period = 20240101 WHERE id = (SELECT id FROM responses LIMIT 1)", &["FAIL I8 batches"]),
        ("UPDATE staff_log SET detail = 'x' WHERE seq = 2", &["FAIL I11 staff log"]),
        ("DELETE FROM staff_log WHERE seq = 2", &["FAIL I11 staff log"]),
        ("UPDATE staff_log SET seq = 900 WHERE seq = 3", &["FAIL I11 staff log"]),
    ];
    Stage::of(filled().await).await.finds(tampered).await;
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
