//! Batches: at least ten of one unit and month, small units go up, old versions stay countable.

use crate::support::{HOUR, MORNING, TestApp, submission};
use axum::http::StatusCode;
use hailong::work::releases;
use serde_json::json;

#[tokio::test]
async fn nine_wait_and_ten_are_released_once_they_have_settled() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 9).await;
    assert_eq!(app.release_now().await.submissions, 0);
    app.submit_many("MC.NT", 1).await;
    let scheduled = releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
    assert_eq!((scheduled.submissions, scheduled.waiting), (0, 10), "a batch waits a little for more");
    app.at(MORNING + HOUR);
    let scheduled = releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
    assert_eq!((scheduled.submissions, scheduled.batches, scheduled.waiting), (10, 1, 0));
}

#[tokio::test]
async fn what_a_small_unit_leaves_behind_is_released_at_its_parent() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 6).await;
    app.submit_many("MC.CR", 5).await;
    assert_eq!(app.release_now().await.submissions, 0);
    app.at(MORNING + 8 * 24 * HOUR);
    let released = releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
    assert_eq!((released.submissions, released.batches), (11, 1));
    let index = app.get("/api/v1/index?from=2024-01&to=2024-12&group_by=unit").await.json();
    assert_eq!(index["groups"].as_array().unwrap().len(), 1);
    assert_eq!((&index["groups"][0]["key"], &index["groups"][0]["responses"]), (&json!("KH"), &json!(11)));
}

#[tokio::test]
async fn all_that_can_leave_leaves() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 25).await;
    app.submit_many("MC.CR", 12).await;
    let released = app.release_now().await;
    assert_eq!((released.submissions, released.batches, released.waiting), (37, 2, 0));
    app.submit_many("MC.NT", 11).await;
    assert_eq!(app.release_now().await.submissions, 11);
    let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
    assert!(checks.iter().all(|check| check.holds), "{checks:?}");
    let total = app.get("/api/v1/index?from=2024-01").await.json()["total"]["responses"].clone();
    assert_eq!(total, json!(48));
}

/// A shorter version with other words goes the same way from door to figure.
#[tokio::test]
async fn another_version_needs_no_other_program() {
    let app = TestApp::start().await;
    app.at(MORNING + 300 * 24 * HOUR);
    let survey = app.site.surveys.get("short-2025").unwrap();
    for n in 0..24usize {
        let answers: serde_json::Map<_, _> =
            survey.items.iter().map(|item| (item.key.clone(), json!(if n % 3 == 0 { 2 } else { 5 }))).collect();
        let mut sent = submission("MC.NT", n);
        sent["survey"] = json!("short-2025");
        sent["answers"] = answers.into();
        sent["expectations"] = json!([]);
        let reply = app.submit(&sent).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    }
    app.submit_many("MC.NT", 12).await;
    assert_eq!(app.release_now().await.submissions, 36);
    let index = app.get("/api/v1/index?survey=short-2025&from=2025-01&to=2025-12").await.json();
    let total = &index["total"];
    assert_eq!((&total["responses"], &total["answers"]), (&json!(24), &json!(24 * survey.items.len())));
    let percent = total["index"].as_f64().unwrap();
    assert!((percent - 100.0 * 16.0 / 24.0).abs() < 1e-9, "{percent}");
    let old = app.get("/api/v1/index?survey=one-stop-2024&from=2025-01&to=2025-12").await.json();
    assert_eq!(old["total"]["responses"], json!(12));
}
