//! The promise of a start screen, a poster and the JSON is kept. The rated statements can be sent alone.

use crate::{
    staff::Operator,
    support::{Folder, TestApp, Visitor, opened},
};
use axum::http::StatusCode;
use hailong::domain::role::Role;
use serde_json::json;

/// A site that asks a version of its own, open on the tests' day.
async fn asking(toml: &str) -> TestApp {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.0.join("surveys")).unwrap();
    std::fs::write(folder.0.join("surveys/own-2024.toml"), toml).unwrap();
    TestApp::in_folder(folder).await
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
    let kiosk = read(&app, "/k/MC.NT").await;
    has(&kiosk, &["Trả lời thêm 4 câu (khoảng 40 giây)", "Trả lời thêm 3 câu (khoảng 30 giây)"]);
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
    has(&page, &["Tùy ý: thêm 3 câu, khoảng 30 giây", "Trả lời thêm 3 câu (khoảng 30 giây)"]);
    assert_eq!(page.matches("Trả lời thêm").count(), 1, "one offer for all: {page}");
    has(&read(&app, "/q/MC.NT?lang=en").await, &["Optional: 3 more, about 30 seconds"]);
}

#[tokio::test]
async fn the_built_in_questionnaires_promise_what_they_ask() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let page = read(&app, "/k/MC.NT").await;
    has(&page, &["22 câu · khoảng 3 phút", "Tùy ý: thêm tối đa 14 câu, khoảng 2 phút"]);
    has(&page, &["Trả lời thêm 14 câu (khoảng 2 phút)", "Trả lời thêm 13 câu (khoảng 2 phút)"]);
    has(&page, &["Đánh giá nhanh (10 giây)"]);
    has(&read(&app, "/q/MC.NT/quick").await, &["1 câu · khoảng 10 giây", "Tùy ý: thêm 1 câu, khoảng 20 giây"]);
    let quick = app.get("/api/v1/surveys/quick-2024").await.json()["length"].clone();
    assert_eq!((&quick["rated"]["questions"], &quick["more"]["unstated"]["questions"]), (&json!(1), &json!(1)));
}

/// Without JavaScript, up to the page after the ratings.
async fn rate<'a>(app: &'a TestApp, kind: &str) -> Visitor<'a> {
    let survey = &app.site.surveys["one-stop-2024"];
    let mut visitor = Visitor::open(app, "/q/MC.NT/pages").await;
    visitor.post(&[("kind", kind), ("go", "next")]).await;
    for factor in &survey.factors {
        let items = survey.items[factor.items.clone()].iter().map(|item| (item.key.as_str(), "4"));
        let add: Vec<(&str, &str)> = items.chain([("go", "next")]).collect();
        visitor.post(&add).await;
        assert_eq!(visitor.page.status, StatusCode::OK, "{}", visitor.page.text());
    }
    visitor
}

async fn stored(app: &TestApp) -> String {
    opened(app, |entry| entry.answers.to_owned()).await.remove(0)
}

#[tokio::test]
async fn what_was_rated_is_sent_alone_without_javascript() {
    let app = TestApp::start().await;
    let mut visitor = rate(&app, "citizen").await;
    has(&said(&visitor.page.text()), &["Gửi ngay", "Trả lời thêm 14 câu (khoảng 2 phút)"]);
    visitor.post(&[("go", "send")]).await;
    assert_eq!(visitor.page.status, StatusCode::CREATED, "{}", visitor.page.text());
    let answers = stored(&app).await;
    let (rated, rest) = answers.split_at(22);
    assert_eq!((rated, rest.trim_matches('.')), ("4".repeat(22).as_str(), ""), "the rest is not reached: {answers}");
}

#[tokio::test]
async fn who_goes_on_is_counted_to_the_end_without_javascript() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let counter = regex::Regex::new(r"Câu thêm (\d+)/(\d+)").unwrap();
    for (kind, total) in [("citizen", 14), ("organisation", 13)] {
        let mut visitor = rate(&app, kind).await;
        has(&said(&visitor.page.text()), &[&format!("Trả lời thêm {total} câu")]);
        let mut counted = Vec::new();
        for go in ["next", "skip", "skip"] {
            visitor.post(&[("go", go)]).await;
            let page = said(&visitor.page.text());
            counted.extend(counter.captures_iter(&page).map(|found| (found[1].to_owned(), found[2].to_owned())));
        }
        let want: Vec<_> = (1..=total).map(|n: i32| (n.to_string(), total.to_string())).collect();
        assert_eq!(counted, want, "{kind}");
        visitor.post(&[("comment", "Tốt"), ("go", "send")]).await;
        assert_eq!(visitor.page.status, StatusCode::CREATED, "{}", visitor.page.text());
    }
}

#[tokio::test]
async fn a_busy_answer_leaves_the_page_that_was_sent() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut visitor = rate(&app, "citizen").await;
    app.site.store.clone().close().await;
    visitor.post(&[("go", "send")]).await;
    assert_eq!(visitor.page.status, StatusCode::SERVICE_UNAVAILABLE);
    let page = visitor.page.text();
    has(&said(&page), &["Hệ thống đang bận", "Gửi ngay", "Trả lời thêm 14 câu"]);
    assert!(!page.contains("<textarea"), "{page}");
    assert_eq!(visitor.fields().iter().filter(|(_, value)| value == "4").count(), 22, "nothing is lost");
}
