//! Acknowledged means durable and counted once.

use crate::support::{TestApp, submission};
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn the_same_submission_always_gets_the_same_code() {
    let app = TestApp::start().await;
    let sent = submission("MC.NT", 1);
    let first = app.submit(&sent).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    let code = first.json()["code"].as_str().unwrap().to_owned();
    assert_eq!(code.len(), 12);
    let again = app.submit(&sent).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, json!({"code": code, "receipt": code})));
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 1);

    // After a release, on another instance, the answer is still the same.
    app.submit_many("MC.NT", 9).await;
    assert_eq!(app.release_now().await.submissions, 10);
    let other = TestApp::beside(&app).await;
    let later = other.submit(&sent).await;
    assert_eq!((later.status, later.json()), (StatusCode::OK, json!({"code": code, "receipt": code})));
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 0);
}

#[tokio::test]
async fn the_same_id_with_other_content_is_a_conflict_and_is_kept_aside() {
    let app = TestApp::start().await;
    let mut sent = submission("MC.NT", 1);
    assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
    sent["answers"]["access.seats"] = json!(1);
    sent["seconds"] = json!(99);
    let reply = app.submit(&sent).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::CONFLICT, "submission_conflict"));
    assert_eq!(reply.header("content-type"), "application/problem+json");
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 1);
    let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
    assert!(checks.iter().any(|check| check.figures.starts_with("1 kept")), "{checks:?}");
    assert!(checks.iter().all(|check| check.holds), "{checks:?}");
}

/// Somebody sends one id with ever other content: each is told so, and no more than a few fill the disk.
#[tokio::test]
async fn of_one_id_a_few_contents_are_kept_aside_and_each_once() {
    let app = TestApp::start().await;
    let mut sent = submission("MC.NT", 1);
    assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
    let kept = async || {
        let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
        let aside = checks.iter().find_map(|check| check.figures.strip_suffix(" kept, in no figure")).unwrap();
        aside.parse::<usize>().unwrap()
    };
    for seconds in 200..300 {
        sent["seconds"] = json!(seconds);
        assert_eq!(app.submit(&sent).await.status, StatusCode::CONFLICT);
        if seconds < 210 {
            assert_eq!(app.submit(&sent).await.status, StatusCode::CONFLICT);
        }
    }
    assert!((4..=8).contains(&kept().await), "{}", kept().await);
    let mut other = submission("MC.NT", 2);
    assert_eq!(app.submit(&other).await.status, StatusCode::CREATED);
    let before = kept().await;
    other["seconds"] = json!(1_000);
    for _ in 0..3 {
        assert_eq!(app.submit(&other).await.status, StatusCode::CONFLICT);
    }
    assert_eq!(kept().await, before + 1, "another id has places of its own");
}

#[tokio::test]
async fn many_at_once_with_duplicates_are_each_stored_once() {
    let app = TestApp::start().await;
    let list: Vec<_> = (0..60).map(|n| submission("MC.NT", n)).collect();
    let deliveries = list.iter().chain(&list).chain(&list);
    let replies = futures_util::future::join_all(deliveries.map(|sent| app.submit(sent))).await;
    let created = replies.iter().filter(|reply| reply.status == StatusCode::CREATED).count();
    let known = replies.iter().filter(|reply| reply.status == StatusCode::OK).count();
    assert_eq!((created, known), (60, 120));
    for (n, reply) in replies.iter().enumerate() {
        assert_eq!(reply.json(), replies[n % 60].json());
    }
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 60);
}

#[tokio::test]
async fn two_instances_accept_one_id_once() {
    let one = TestApp::start().await;
    let two = TestApp::beside(&one).await;
    let list: Vec<_> = (0..40).map(|n| submission("MC.NT", n)).collect();
    let here = futures_util::future::join_all(list.iter().map(|sent| one.submit(sent)));
    let there = futures_util::future::join_all(list.iter().rev().map(|sent| two.submit(sent)));
    let (here, mut there) = tokio::join!(here, there);
    there.reverse();
    for (a, b) in here.iter().zip(&there) {
        let created = [a, b].iter().filter(|reply| reply.status == StatusCode::CREATED).count();
        assert_eq!(created, 1, "{} {}", a.text(), b.text());
        assert_eq!(a.json(), b.json());
    }
    assert_eq!(one.site.store.waiting_count().await.unwrap(), 40);
}

#[tokio::test]
async fn a_composed_and_a_decomposed_comment_are_the_same_content() {
    let app = TestApp::start().await;
    let mut sent = submission("MC.NT", 1);
    sent["comment"] = json!("Hài lòng");
    assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
    sent["comment"] = json!("Ha\u{300}i lo\u{300}ng");
    assert_eq!(app.submit(&sent).await.status, StatusCode::OK);
}

#[tokio::test]
async fn questionnaires_and_units_can_be_read() {
    let app = TestApp::start().await;
    let survey = app.get("/api/v1/surveys/one-stop-2024").await.json();
    assert_eq!(survey["items"].as_array().unwrap().len(), 22);
    assert_eq!(survey["items"][0]["key"], "access.seats");
    let keys: Vec<_> = app.get("/api/v1/surveys").await.json()["surveys"].as_array().unwrap().clone();
    assert_eq!(keys.len(), 3);
    let units = app.get("/api/v1/units").await.json();
    assert!(units["units"].as_array().unwrap().iter().any(|unit| unit["code"] == "KH.STP" && unit["parent"] == "KH"));
    assert!(units["desks"].as_array().unwrap().iter().any(|desk| desk["code"] == "TTHCC"));
    assert_eq!(app.get("/api/v1/surveys/nothing").await.code(), "not_found");
    assert_eq!(app.get("/health").await.json(), json!({"status": "ok"}));
    assert_eq!(app.get("/readyz").await.json(), json!({"status": "ok"}));
}
