//! What a start screen, a poster and the JSON promise is what is asked.

use crate::{
    staff::Operator,
    support::{Backend, Folder, TestApp},
};
use axum::http::StatusCode;
use hailong::web::viewer::Role;
use serde_json::json;

/// A site that asks a version of its own, open on the tests' day.
async fn asking(toml: &str) -> TestApp {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.0.join("surveys")).unwrap();
    std::fs::write(folder.0.join("surveys/own-2024.toml"), toml).unwrap();
    TestApp::in_folder(&Backend::Sqlite, folder).await
}

fn own() -> String {
    let short = include_str!("../surveys/short-2025.toml");
    short.replace("short-2025", "own-2024").replace("opens = \"2025-01-01\"", "opens = \"2024-01-01\"")
}

/// A page as people read it: without tags, blanks that hold together as any.
async fn read(app: &TestApp, path: &str) -> String {
    let page = app.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    said(&page.text())
}

fn said(html: &str) -> String {
    regex::Regex::new("<[^>]*>").unwrap().replace_all(html, " ").replace('\u{a0}', " ")
}

fn has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
}

#[tokio::test]
async fn a_version_of_other_numbers_promises_its_own() {
    let app = asking(&own()).await;
    let poster = Operator::with_role(&app, Role::Administrator, None).await;
    let paper = said(&poster.get("/staff/print/poster?desk=MC.NT&size=a4").await.text());
    for page in [read(&app, "/q/MC.NT").await, read(&app, "/k/MC.NT").await, paper.clone()] {
        has(&page, &["5 câu · khoảng 30 giây", "Tùy ý: thêm tối đa 4 câu, khoảng 40 giây"]);
        assert!(!page.contains("22") && !page.contains("phút ·"), "{page}");
    }
    for page in [read(&app, "/q/MC.NT?lang=en").await, read(&app, "/k/MC.NT?lang=en").await, paper] {
        has(&page, &["5 questions · about 30 seconds", "Optional: up to 4 more, about 40 seconds"]);
    }
    let told = app.get("/api/v1/surveys/own-2024").await.json()["length"].clone();
    assert_eq!(told["rated"], json!({"questions": 5, "seconds": 26}));
    assert_eq!(told["more"]["citizen"]["questions"], 4);
    assert_eq!(told["more"]["organisation"]["questions"], 3);
}

#[tokio::test]
async fn where_all_are_asked_as_much_nothing_is_up_to() {
    let toml = own();
    let app = asking(&toml[..toml.find("[[about]]").unwrap()]).await;
    let page = read(&app, "/q/MC.NT").await;
    has(&page, &["Tùy ý: thêm 3 câu, khoảng 30 giây"]);
    has(&read(&app, "/q/MC.NT?lang=en").await, &["Optional: 3 more, about 30 seconds"]);
}

#[tokio::test]
async fn the_built_in_questionnaires_promise_what_they_ask() {
    let app = TestApp::start(&Backend::Sqlite).await;
    let page = read(&app, "/k/MC.NT").await;
    has(&page, &["22 câu · khoảng 3 phút", "Tùy ý: thêm tối đa 14 câu, khoảng 2 phút"]);
    has(&page, &["Đánh giá nhanh (10 giây)"]);
    has(&read(&app, "/q/MC.NT/quick").await, &["1 câu · khoảng 10 giây", "Tùy ý: thêm 1 câu, khoảng 20 giây"]);
    let quick = app.get("/api/v1/surveys/quick-2024").await.json()["length"].clone();
    assert_eq!((&quick["rated"]["questions"], &quick["more"]["unstated"]["questions"]), (&json!(1), &json!(1)));
}
