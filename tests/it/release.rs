//! Batches: at least ten of one unit and month, small units go up, old versions stay countable.

use crate::support::{CLOSED, HOUR, MORNING, TestApp, submission};
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
    assert_eq!(app.release_now().await.submissions, 10, "an administrator need not wait");
}

/// Through a year's end, as the server does it by itself.
#[tokio::test]
async fn a_small_unit_keeps_its_answers_under_a_coarser_time() {
    let app = TestApp::start().await;
    let run = async || releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
    let day = 24 * HOUR;
    for (later, many) in [(0, 6), (20, 12), (60, 23)] {
        app.at(MORNING + later * day);
        app.submit_many("MC.NT", many).await;
    }
    app.at(MORNING + 60 * day + HOUR);
    assert_eq!(run().await.submissions, 12 + 13, "June is closed and leaves whole; the oldest of July leave");
    app.at(MORNING + 200 * day);
    assert_eq!(run().await.submissions, 0, "ten of July are behind, and six of May are too few");
    app.at(MORNING + 230 * day);
    let last = run().await;
    assert_eq!((last.submissions, last.waiting), (16, 0), "the year is closed");
    app.close().await;
    let groups = async |query: &str| {
        let index = app.get(&format!("/api/v1/index?{query}")).await.json();
        let groups = index["groups"].as_array().unwrap().clone();
        groups.iter().map(|group| (group["key"].clone(), group["responses"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(groups("from=2024-01&to=2024-12&group_by=unit").await, [(json!("KH.NT"), json!(41))]);
    let periods = [("2024-06", 12), ("2024-07", 13), ("2024", 16)].map(|(key, count)| (json!(key), json!(count)));
    assert_eq!(groups("from=2024-01&to=2024-12&group_by=month").await, periods);
    let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
    assert!(checks.iter().all(|check| check.holds), "{checks:?}");
}

#[tokio::test]
async fn only_a_unit_with_too_few_in_a_year_is_counted_above_it() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 6).await;
    app.submit_many("MC.CR", 5).await;
    assert_eq!(app.release_now().await.submissions, 0);
    for (days, submissions) in [(8, 0), (200, 0), (230, 11)] {
        app.at(MORNING + days * 24 * HOUR);
        let released = releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
        assert_eq!(released.submissions, submissions, "after {days} days");
    }
    app.close().await;
    let index = app.get("/api/v1/index?from=2024-01&to=2024-12&group_by=unit").await.json();
    assert_eq!(index["groups"].as_array().unwrap().len(), 1);
    assert_eq!((&index["groups"][0]["key"], &index["groups"][0]["responses"]), (&json!("KH+"), &json!(11)));
}

#[tokio::test]
async fn all_that_can_leave_leaves() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 25).await;
    app.submit_many("MC.CR", 12).await;
    let released = app.release_now().await;
    assert_eq!((released.submissions, released.batches, released.waiting), (37, 2, 0));
    app.submit_many("MC.NT", 11).await;
    assert_eq!(app.release_and_close().await.submissions, 11);
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
    app.at(CLOSED + 365 * 24 * HOUR);
    app.close().await;
    let index = app.get("/api/v1/index?survey=short-2025&from=2025-01&to=2025-12").await.json();
    let total = &index["total"];
    assert_eq!((&total["responses"], &total["answers"]), (&json!(24), &json!(24 * survey.items.len())));
    let percent = total["index"].as_f64().unwrap();
    assert!((percent - 100.0 * 16.0 / 24.0).abs() < 1e-9, "{percent}");
    let old = app.get("/api/v1/index?survey=one-stop-2024&from=2025-01&to=2025-12").await.json();
    assert_eq!(old["total"]["responses"], json!(12));
}
