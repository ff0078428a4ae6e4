//! Several submissions in one request: each is told what it would have been told alone.

use crate::support::{Reply, TestApp, mint, submission};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn send(app: &TestApp, submissions: &[Value]) -> Reply {
    app.post_json("/api/v1/submissions/batch", json!({ "submissions": submissions }).to_string()).await
}

fn told(reply: &Reply, name: &str) -> Vec<Value> {
    reply.json()["results"].as_array().unwrap().iter().map(|result| result[name].clone()).collect()
}

#[tokio::test]
async fn a_bad_one_keeps_none_of_the_others_back() {
    let app = TestApp::start().await;
    let token = mint(&app, 1).await.remove(0);
    let receipt = |n: usize| {
        let mut sent = submission("MC.NT", n);
        sent["source"] = json!({ "receipt": token });
        sent
    };
    let (good, mut bad, mut conflict) = (submission("MC.NT", 0), submission("MC.NT", 1), submission("MC.NT", 2));
    bad["answers"]["access.seats"] = json!(6);
    conflict["id"] = good["id"].clone();
    let sent = [good.clone(), bad, conflict, json!("x"), receipt(3), receipt(4), submission("MC.NT", 5)];
    let reply = send(&app, &sent).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert_eq!(told(&reply, "status"), [201, 422, 409, 422, 201, 409, 201]);
    assert_eq!(
        told(&reply, "code")[1..4],
        [json!("invalid_submission"), json!("submission_conflict"), json!("invalid_submission")]
    );
    assert_eq!(told(&reply, "code")[5], json!("already_answered"));
    assert_eq!(reply.json()["results"][1]["errors"][0]["field"], "answers.access.seats");
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 3);
    let again = send(&app, &[good.clone(), good]).await;
    assert_eq!(told(&again, "status"), [200, 200]);
    assert_eq!(told(&again, "code")[0], told(&reply, "receipt")[0]);
}

#[tokio::test]
async fn what_is_no_batch_is_refused_whole() {
    let app = TestApp::start().await;
    let many: Vec<Value> = (0..21).map(|n| submission("MC.NT", n)).collect();
    let reply = send(&app, &many).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::UNPROCESSABLE_ENTITY, "too_many_submissions".to_owned()));
    for body in [
        "",
        "[]",
        "{}",
        "{\"submissions\":1}",
        "{\"submissions\":[],\"more\":1}",
        "{\"submissions\":[],\"waited\":[1]}",
    ] {
        let reply = app.post_json("/api/v1/submissions/batch", body).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::BAD_REQUEST, "malformed".to_owned()), "{body}");
    }
    let mut large = submission("MC.NT", 0);
    large["comment"] = json!("x".repeat(33 * 1024));
    let reply = send(&app, &[large, submission("MC.NT", 1)]).await;
    assert_eq!(told(&reply, "status"), [413, 201]);
    let reply = app.post_json("/api/v1/submissions/batch", "x".repeat(700 * 1024)).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(send(&app, &[]).await.json(), json!({ "results": [] }));
}
