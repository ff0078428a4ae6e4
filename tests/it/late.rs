//! Rests that leave after their period has closed: the next round of closing tells them, apart from what was told before.

use crate::{
    closing::{DAY, JULY, JUNE, close},
    staff::Operator,
    support::{HOUR, MORNING, TestApp, submission},
    tampering::stage::broken,
};
use hailong::domain::role::Role;
use serde_json::json;
use std::collections::BTreeMap;

/// Twelve of May leave after May has closed, one of them an organisation's. A reader who looks before and after, by any
/// breakdown, finds nothing of it: the twelve are told by the next round, and stand apart from what was told before.
#[tokio::test]
async fn a_rest_of_a_closed_month_gives_nobody_away() {
    let app = TestApp::start().await;
    answered_by(&app, 40, 15).await;
    app.release_now().await;
    app.at(JUNE + 7 * DAY);
    assert_eq!(close(&app).await, 1);
    let told = told(&app).await;
    assert_eq!(told["respondent"]["organisation"], 15, "the control: the breakdown is shown");
    app.at(MORNING + HOUR);
    answered_by(&app, 12, 1).await;
    assert_eq!(app.release_now().await.submissions, 12);
    app.at(JUNE + 8 * DAY);
    assert_eq!(self::told(&app).await, told, "until the next round nobody reads of them");
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let page = analyst.get("/staff/units/KH.NT?from=2024-05&to=2024-05").await.text();
    assert!(page.contains("40 trong 52 phiếu; 12 phiếu chờ tổng hợp"), "{page}");
    app.at(JULY + 7 * DAY);
    assert_eq!(close(&app).await, 2);
    let later = self::told(&app).await;
    assert_eq!((&later["unit"]["KH.NT"], &later["respondent"]), (&52, &told["respondent"]), "{later:?}");
    assert_eq!(broken(&app).await, Vec::<String>::new());
}

/// So many people of whom some answer for an organisation.
async fn answered_by(app: &TestApp, people: usize, organisations: usize) {
    for n in 0..people {
        let mut sent = submission("MC.NT", n);
        sent["respondent"] = json!({"kind": if n < organisations { "organisation" } else { "citizen" }});
        assert_eq!(app.submit(&sent).await.status, 201);
    }
}

/// The responses of May that the API tells, by each breakdown.
async fn told(app: &TestApp) -> BTreeMap<&'static str, BTreeMap<String, u64>> {
    let mut told = BTreeMap::new();
    for by in ["unit", "respondent", "stratum", "flag", "factor", "month"] {
        let index = app.get(&format!("/api/v1/index?from=2024-05&to=2024-05&group_by={by}")).await.json();
        let groups = index["groups"].as_array().unwrap().iter();
        let shown = groups.filter_map(|it| Some((it["key"].as_str()?.to_owned(), it["responses"].as_u64()?)));
        told.insert(by, shown.collect());
    }
    told
}

/// Somebody who takes the file about people before and after such a rest would find the details of those few.
#[tokio::test]
async fn the_file_about_people_stays_as_its_year_was_closed() {
    let app = TestApp::start().await;
    answered_by(&app, 40, 15).await;
    app.release_now().await;
    app.at(JUNE + 230 * DAY);
    assert_eq!(close(&app).await, 3);
    let people = async || {
        let analyst = Operator::named(&app, uuid::Uuid::new_v4().simple().to_string(), (Role::Analyst, None)).await;
        let page = analyst.get("/staff/export?year=2024").await.text();
        (analyst.get("/staff/export/people.csv?year=2024").await.text(), page.contains("40"))
    };
    let closed = people().await;
    assert_eq!((closed.0.lines().count(), closed.1), (41, true));
    app.at(MORNING + HOUR);
    answered_by(&app, 12, 1).await;
    assert_eq!(app.release_now().await.submissions, 12);
    app.at(JUNE + 260 * DAY);
    assert!(close(&app).await > 0);
    let year = app.get("/api/v1/index?year=2024&group_by=unit").await.json();
    assert_eq!(year["groups"][0]["responses"], 52, "the control: the second edition counts them");
    assert_eq!(people().await, closed);
    assert_eq!(broken(&app).await, Vec::<String>::new());
}
