//! The form: one static document, and page by page where there is no JavaScript.

use crate::support::{TestApp, Visitor};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};

/// The answers to every item of a factor.
fn factor(app: &TestApp, place: usize, value: &'static str) -> Vec<(String, &'static str)> {
    let survey = &app.site.surveys["one-stop-2024"];
    survey.items[survey.factors[place].items.clone()].iter().map(|item| (item.key.clone(), value)).collect()
}

#[tokio::test]
async fn the_whole_form_can_be_answered_without_javascript() {
    let app = TestApp::start().await;
    let mut visitor = Visitor::open(&app, "/q/MC.NT/pages").await;
    visitor.post(&[("kind", "citizen"), ("go", "next")]).await;
    for place in 0..5 {
        assert_eq!(visitor.page.status, StatusCode::OK, "factor {place}");
        let answers = factor(&app, place, "4");
        let mut add: Vec<(&str, &str)> = answers.iter().map(|(key, value)| (key.as_str(), *value)).collect();
        add.push(("go", "next"));
        visitor.post(&add).await;
    }
    visitor.post(&[("go", "next")]).await;
    visitor.post(&[("fact.trips", "2"), ("go", "next")]).await;
    visitor.post(&[("expectations", "officer.skill"), ("age", "25-34"), ("go", "next")]).await;
    visitor.post(&[("comment", "Phòng chờ nóng & chật"), ("go", "send")]).await;
    assert_eq!(visitor.page.status, StatusCode::CREATED, "{}", visitor.page.text());
    let thanks = visitor.page.text();
    assert!(thanks.contains("Cảm ơn"), "{thanks}");
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 1);
}

#[tokio::test]
async fn a_mistake_keeps_everything_that_was_typed() {
    let app = TestApp::start().await;
    let mut visitor = Visitor::open(&app, "/q/MC.NT/pages?lang=en").await;
    visitor.post(&[("go", "next")]).await;
    assert_eq!(visitor.page.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody said for whom");
    visitor.post(&[("kind", "citizen"), ("go", "next")]).await;
    visitor.post(&[("go", "next")]).await;
    assert_eq!(visitor.page.status, StatusCode::UNPROCESSABLE_ENTITY, "an empty page asks once");
    assert!(visitor.page.text().contains("<title>Error: "), "{}", visitor.page.text());
    visitor.post(&[("access.seats", "5"), ("go", "next")]).await;
    assert_eq!(visitor.page.status, StatusCode::OK);
    for _ in 0..7 {
        visitor.post(&[("go", "skip")]).await;
    }
    let long = "ý ".repeat(600);
    visitor.post(&[("comment", &long), ("go", "send")]).await;
    assert_eq!(visitor.page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", visitor.page.text());
    let fields = visitor.fields();
    let kept = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned());
    assert_eq!(kept("access.seats").as_deref(), Some("5"));
    assert_eq!(kept("comment").as_deref(), Some(long.trim()));
    visitor.post(&[("comment", "short"), ("go", "send")]).await;
    assert_eq!(visitor.page.status, StatusCode::CREATED, "{}", visitor.page.text());
}

#[tokio::test]
async fn sending_the_last_page_twice_is_one_submission() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut visitor = Visitor::open(&app, "/k/MC.NT/pages").await;
    visitor.post(&[("kind", "organisation"), ("go", "next")]).await;
    visitor.post(&[("access.seats", "2"), ("go", "next")]).await;
    for _ in 0..7 {
        visitor.post(&[("go", "skip")]).await;
    }
    let last = visitor.fields();
    let add: Vec<(&str, &str)> =
        last.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain([("go", "send")]).collect();
    visitor.post(&add).await;
    let first = visitor.page.text();
    assert_eq!(visitor.page.status, StatusCode::CREATED, "{first}");
    visitor.post(&add).await;
    assert_eq!((visitor.page.status, visitor.page.text()), (StatusCode::OK, first));
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 1);
}

#[tokio::test]
async fn the_document_is_the_same_for_everybody_and_travels_compressed() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    for path in ["/q/MC.NT", "/k/MC.NT", "/q/MC.NT?lang=en", "/q/TTHCC"] {
        let plain = app.get(path).await;
        assert_eq!(plain.status, StatusCode::OK);
        assert_eq!(plain.body, app.get(path).await.body);
        let request = Request::get(path).header("accept-encoding", "gzip, br").body(Body::empty()).unwrap();
        let packed = app.request(request).await;
        assert_eq!(packed.header("content-encoding"), "br");
        println!("{path}: {} bytes, {} with brotli", plain.body.len(), packed.body.len());
        assert!(packed.body.len() * 4 < plain.body.len());
        assert!(packed.header("content-security-policy").contains("default-src 'none'"));
    }
}

#[tokio::test]
async fn an_unknown_desk_is_said_with_a_list_of_desks() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    for path in ["/q/NOPE", "/k/NOPE", "/q/NOPE/pages"] {
        let page = app.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.text().contains("/MC.NT\""), "{}", page.text());
    }
}
