//! Versions of the questionnaire: the one that is meant, those that are left out, and that none is added to another.

use crate::{
    staff::Operator,
    support::{HOUR, MORNING, TestApp, submission},
};
use axum::http::StatusCode;
use hailong::domain::role::Role;
use serde_json::{Value, json};

const FEBRUARY: i64 = MORNING + 265 * 24 * HOUR;

fn rated(key: &str, item: &str, desk: &str, satisfied: bool) -> Value {
    let mut sent = submission(desk, 1);
    sent["survey"] = json!(key);
    sent["answers"] = json!({item: if satisfied { 5 } else { 2 }});
    sent["expectations"] = json!([]);
    sent
}

/// Forty answers to the first version in May 2024, thirty to it and fifty to the second in February 2025.
async fn two_versions() -> TestApp {
    let app = TestApp::start().await;
    let send = async |key, item, count: usize, satisfied: usize| {
        for n in 0..count {
            let reply = app.submit(&rated(key, item, "MC.NT", n < satisfied)).await;
            assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
        }
        app.release_now().await;
    };
    send("one-stop-2024", "access.seats", 40, 36).await;
    app.at(FEBRUARY);
    send("one-stop-2024", "access.seats", 30, 20).await;
    send("short-2025", "place.clean", 50, 49).await;
    app.close().await;
    app
}

#[tokio::test]
async fn a_period_has_the_version_that_was_answered_in_it() {
    let app = two_versions().await;
    app.at(FEBRUARY + 365 * 24 * HOUR);
    app.close().await;
    let index = async |query: &str| app.get(&format!("/api/v1/index?{query}")).await.json();
    let asked = async |query: &str| index(query).await["survey"].as_str().unwrap().to_owned();
    assert_eq!(asked("year=2024").await, "one-stop-2024");
    assert_eq!(asked("year=2025").await, "short-2025");
    assert_eq!(asked("year=2026").await, "short-2025", "nobody answered: the one that is asked now");
    let both = index("from=2024-01&to=2025-12").await;
    assert_eq!((&both["survey"], &both["total"]["responses"]), (&json!("short-2025"), &json!(50)), "never added up");
    let lines = both["lines"].as_array().unwrap();
    let told: Vec<_> = lines
        .iter()
        .map(|it| {
            let text = |name: &str| it[name].as_str().unwrap_or_default().to_owned();
            (text("survey"), text("from"), it["responses"].as_u64(), text("verdict"), it["target"]["value"].as_f64())
        })
        .collect();
    let line = |survey: &str, from: &str, responses, verdict: &str, target| {
        (survey.to_owned(), from.to_owned(), Some(responses), verdict.to_owned(), target)
    };
    assert_eq!(
        told,
        [
            line("short-2025", "2025-01", 50, "no_data", None),
            line("one-stop-2024", "2024-01", 40, "met_uncertain", Some(87.0)),
            line("one-stop-2024", "2025-01", 30, "no_data", None),
        ]
    );
    assert_eq!(index("year=2024").await["lines"], json!([]), "the control: one version, one target");
}

#[tokio::test]
async fn pages_tell_each_version_on_a_line() {
    let app = two_versions().await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let page = async |query: &str| analyst.get(&format!("/staff/overview?{query}")).await.text();
    let apart = "Từng mẫu khảo sát và từng chỉ tiêu";
    let both = page("from=2024-01&to=2025-12").await;
    assert!(
        both.contains(apart) && both.contains("Năm 2024") && both.contains("chưa giao chỉ tiêu năm 2025"),
        "{both}"
    );
    let unit = analyst.get("/staff/units/KH.NT?year=2025").await.text();
    assert!(unit.contains(apart), "{unit}");
    assert!(!page("year=2024").await.contains(apart), "the control: one version, one target");
    app.at(FEBRUARY + 365 * 24 * HOUR);
    app.close().await;
    let results = app.get("/results?year=2025").await.text();
    assert!(results.contains(apart), "{results}");
}

/// The public page has one method, and no version but those that were answered in its year.
#[tokio::test]
async fn the_public_page_obeys_its_year_and_a_version_that_was_answered_in_it() {
    let app = two_versions().await;
    app.at(FEBRUARY + 365 * 24 * HOUR);
    app.close().await;
    let page = async |query: &str| app.get(&format!("/results?{query}")).await.text();
    let figure = |page: &str| page.split("class=\"figure\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(figure(&page("year=2024").await), "90,00%");
    for query in ["year=2024&method=mean5", "year=2024&survey=short-2025", "year=2024&survey=quick-2024&method=mean4"] {
        assert_eq!(figure(&page(query).await), "90,00%", "{query}");
    }
    assert_eq!(figure(&page("year=2025").await), "98,00%");
    let old = page("year=2025&survey=one-stop-2024&method=mean5").await;
    assert_eq!(figure(&old), "66,67%", "a version with answers in the year");
}

#[tokio::test]
async fn a_file_says_what_it_leaves_out_and_is_never_empty_because_of_a_default() {
    let app = two_versions().await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let rows = |text: &str| text.lines().count() - 1;
    let file = async |query: &str| analyst.get(&format!("/staff/export/responses.csv?{query}")).await;
    let both = file("from=2024-01&to=2025-12").await;
    assert_eq!((rows(&both.text()), both.header("hailong-left-out")), (50, "one-stop-2024=70"));
    let named = file("from=2024-01&to=2025-12&survey=one-stop-2024").await;
    assert_eq!((rows(&named.text()), named.header("hailong-left-out")), (70, ""));
    let page = analyst.get("/staff/export?from=2024-01&to=2025-12").await.text();
    assert!(page.contains("Kỳ này còn 70 phiếu theo mẫu"), "{page}");
    assert_eq!(rows(&file("year=2026").await.text()), 0, "as it was asked for");
    app.at(FEBRUARY + 400 * 24 * HOUR);
    let analyst = Operator::with_role(&app, Role::Analyst, Some("KH")).await;
    let empty = analyst.get("/staff/export/responses.csv").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("Không có phiếu trong năm mặc định. Có phiếu trong năm: 2025"), "{}", empty.text());
}
