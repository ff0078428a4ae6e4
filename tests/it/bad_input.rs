//! Bad input gets a clear answer by field, never a crash, and loses nothing.

use crate::support::{TestApp, submission};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use serde_json::json;

#[tokio::test]
async fn each_mistake_names_its_field() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    type Change = fn(&mut serde_json::Value);
    let table: [(&str, Change, &str); 14] = [
        ("no desk", |s| s["source"] = json!({}), "source.desk"),
        ("an unknown desk", |s| s["source"]["desk"] = json!("NOPE"), "source.desk"),
        ("a desk for several without a unit", |s| s["source"]["desk"] = json!("TTHCC"), "source.unit"),
        ("an unknown version", |s| s["survey"] = json!("one-stop-1999"), "survey"),
        ("level 6", |s| s["answers"]["access.seats"] = json!(6), "answers.access.seats"),
        ("a level with a space", |s| s["answers"]["access.seats"] = json!("5 "), "answers.access.seats"),
        ("a broken level", |s| s["answers"]["access.seats"] = json!(4.5), "answers.access.seats"),
        ("an unknown item", |s| s["answers"]["access.colour"] = json!(5), "answers.access.colour"),
        ("a comment too long", |s| s["comment"] = json!("ơ".repeat(1001)), "comment"),
        ("NUL in a comment", |s| s["comment"] = json!("a\u{0}b"), "comment"),
        ("an id too short", |s| s["id"] = json!("6f1c"), "id"),
        ("an unknown field", |s| s["phone"] = json!("0905123456"), "phone"),
        ("a list for a text", |s| s["comment"] = json!(["a"]), "comment"),
        ("an unknown language", |s| s["language"] = json!("fr"), "language"),
    ];
    for (name, change, field) in table {
        let mut sent = submission("MC.NT", 1);
        change(&mut sent);
        let reply = app.submit(&sent).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", reply.text());
        assert_eq!(
            (reply.code().as_str(), reply.header("content-type")),
            ("invalid_submission", "application/problem+json")
        );
        assert_eq!(reply.fields(), [field], "{name}");
        assert!(!reply.json()["errors"][0]["message"].as_str().unwrap().is_empty(), "{name}");
    }
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 0);
}

#[tokio::test]
async fn several_mistakes_are_said_together_in_the_readers_language() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut sent = submission("NOPE", 1);
    sent["answers"]["access.seats"] = json!(9);
    sent["id"] = json!(7);
    let request = Request::post("/api/v1/submissions").header("accept-language", "en-GB");
    let reply = app.request(request.body(Body::from(sent.to_string())).unwrap()).await;
    assert_eq!(reply.fields(), ["id", "id", "source.desk", "answers.access.seats"]);
    assert!(reply.text().contains("There is no such desk"), "{}", reply.text());
    let vi = app.submit(&sent).await.text();
    assert!(vi.contains("Không có nơi tiếp nhận này"), "{vi}");
}

#[tokio::test]
async fn what_is_no_json_or_too_large_is_refused_before_it_is_read() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    for (body, status, code) in [
        (b"{".to_vec(), StatusCode::BAD_REQUEST, "malformed"),
        (b"\xff\xfe{}".to_vec(), StatusCode::BAD_REQUEST, "malformed"),
        (b"{\"comment\":\"\xff\"}".to_vec(), StatusCode::BAD_REQUEST, "malformed"),
        (vec![b' '; 33 * 1024], StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        (b"[]".to_vec(), StatusCode::UNPROCESSABLE_ENTITY, "invalid_submission"),
    ] {
        let reply = app.post_json("/api/v1/submissions", body).await;
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{}", reply.text());
        assert_eq!(reply.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn ten_thousand_fields_are_an_answer_not_a_crash() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let fields: String = (0..10_000).map(|n| format!("\"f{n}\":1,")).collect();
    let big = app.post_json("/api/v1/submissions", format!("{{{fields}\"id\":\"\"}}")).await;
    assert_eq!(big.code(), "too_large");
    let small: String = (0..3_000).map(|n| format!("f{n}=1&")).collect();
    let form = app.post_json("/q/MC.NT/pages", small).await;
    assert_eq!(form.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", form.text());
}

#[tokio::test]
async fn a_closed_survey_and_an_unopened_one_take_nothing() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut early = submission("MC.NT", 1);
    early["survey"] = json!("short-2025");
    early["answers"] = json!({});
    early["expectations"] = json!([]);
    early["comment"] = json!("sớm quá");
    let reply = app.submit(&early).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::FORBIDDEN, "survey_not_open"));

    let folder = crate::support::Folder::new();
    std::fs::create_dir_all(folder.0.join("surveys")).unwrap();
    let closed = include_str!("../surveys/short-2025.toml")
        .replace("opens = \"2025-01-01\"", "opens = \"2023-01-01\"\ncloses = \"2024-05-29\"");
    std::fs::write(folder.0.join("surveys/short-2025.toml"), closed).unwrap();
    let app = TestApp::in_folder(folder).await;
    let reply = app.submit(&early).await;
    assert_eq!((reply.status, reply.code().as_str()), (StatusCode::GONE, "survey_closed"), "{}", reply.text());
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 0);
}

#[tokio::test]
async fn a_database_that_is_gone_acknowledges_nothing() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.submit_many("MC.NT", 1).await;
    app.site.store.clone().close().await;
    let reply = app.submit(&submission("MC.NT", 2)).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        "{}",
        reply.text()
    );
    assert_eq!(reply.header("retry-after"), "5");
    assert_eq!(app.get("/health").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(app.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_said_in_words() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let request = Request::get("/nothing").header("accept", "text/html").body(Body::empty()).unwrap();
    let page = app.request(request).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text().contains("Không tìm thấy trang"), "{}", page.text());
    assert_eq!(app.get("/api/v1/submissions").await.code(), "method_not_allowed");
    assert_eq!(app.get("/api/v1/nothing").await.code(), "not_found");
}

#[tokio::test]
async fn another_site_cannot_post_for_somebody() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let sent = submission("MC.NT", 1).to_string();
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")] {
        let request = Request::post("/api/v1/submissions").header("host", "127.0.0.1").header(name, value);
        let reply = app.request(request.body(Body::from(sent.clone())).unwrap()).await;
        assert_eq!((reply.status, reply.code().as_str()), (StatusCode::FORBIDDEN, "cross_site"), "{name}");
    }
    let request = Request::post("/staff/sign-out").header("cookie", "hailong=x").body(Body::empty()).unwrap();
    assert_eq!(app.request(request).await.status, StatusCode::FORBIDDEN, "a cookie without any origin");
}

/// Pastes from Word, Excel and chat programs are taken, in JSON as in a posted form. A text that nobody can see is none.
#[tokio::test]
async fn what_was_pasted_from_word_is_taken() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    for (n, pasted) in
        ["Nhanh\u{b}gọn", "trang\u{c}sau\u{85}nữa", "\u{feff}tốt\u{ad}\u{200b}", "a\u{1}\u{1f}\u{9f}b\u{2028}"]
            .iter()
            .enumerate()
    {
        let mut sent = submission("MC.NT", n);
        sent["comment"] = json!(pasted);
        let reply = app.submit(&sent).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{pasted:?}: {}", reply.text());
        let fields = [
            ("page", "9"),
            ("go", "send"),
            ("id", &format!("{n:0>32}")),
            ("kind", "citizen"),
            ("access.seats", "4"),
            ("comment", pasted),
        ];
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post("/q/MC.NT/pages").header("content-type", "application/x-www-form-urlencoded");
        let page = app.request(request.body(Body::from(body)).unwrap()).await;
        assert!(
            page.status.is_success() || page.status.is_redirection(),
            "{pasted:?}: {} {}",
            page.status,
            page.text()
        );
    }
    let mut unseen = submission("MC.NT", 90);
    (unseen["comment"], unseen["answers"], unseen["expectations"]) =
        (json!("\u{200b}\u{b}\u{3164}"), json!({}), json!([]));
    unseen["respondent"] = json!({ "kind": "citizen" });
    assert_eq!(app.submit(&unseen).await.fields(), ["answers"], "a comment of nothing visible is no answer");
}
