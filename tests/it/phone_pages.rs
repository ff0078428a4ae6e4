//! Somebody at a kiosk writes on a phone: one text, read once.

use crate::support::{MORNING, Reply, Tablet, TestApp, Visitor};
use axum::http::StatusCode;
use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::{Value, json};

const MINUTE: i64 = 60_000;

async fn ask(app: &TestApp, tablet: &Tablet) -> (String, Value) {
    let reply = tablet.ask(app, "slips", &json!({})).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    (reply.json()["slip"].as_str().unwrap().to_owned(), reply.json())
}

async fn read(app: &TestApp, tablet: &Tablet, slip: &str) -> Reply {
    tablet.ask(app, "slips/read", &json!({ "slip": slip })).await
}

async fn texts(app: &TestApp) -> i64 {
    count(app, "SELECT count(text) AS n FROM slips").await
}

/// Pages that tell the minute in which their device asked for them.
async fn minutes(app: &TestApp) -> i64 {
    count(app, "SELECT count(*) AS n FROM slips WHERE expires_at % 86400000 <> 0").await
}

async fn count(app: &TestApp, sql: &str) -> i64 {
    let db = Database::connect(&app.database_url).await.unwrap();
    let sql = Statement::from_string(db.get_database_backend(), sql);
    db.query_one_raw(sql).await.unwrap().unwrap().try_get("", "n").unwrap()
}

#[tokio::test]
async fn a_text_goes_from_a_phone_to_the_kiosk_and_is_nowhere_else() {
    let app = TestApp::start().await;
    let [tablet, other] = [Tablet::pair(&app, "MC.NT").await, Tablet::pair(&app, "MC.NT").await];
    let (slip, said) = ask(&app, &tablet).await;
    assert_eq!(said["url"], format!("HTTP://127.0.0.1/W/{slip}"));
    let picture = app.get(said["code"].as_str().unwrap()).await;
    assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/svg+xml"));
    assert_eq!(read(&app, &tablet, &slip).await.json(), json!({"text": null}));
    let mut phone = Visitor::open(&app, &format!("/W/{slip}")).await;
    let late = phone.clone();
    phone.post(&[("comment", "  Cán bộ rất\r\nnhiệt tình  ")]).await;
    assert_eq!(phone.page.status, StatusCode::OK);
    assert!(phone.page.text().contains("Đã gửi tới màn hình"), "{}", phone.page.text());
    let mut again = late.clone();
    again.post(&[("comment", "khác")]).await;
    assert!(again.page.text().contains("Đã gửi tới màn hình"), "sent twice is sent");
    assert_eq!(app.get(&format!("/w/{slip}?lang=en")).await.text().matches("Sent to the screen").count(), 2);
    assert_eq!(read(&app, &other, &slip).await.status, StatusCode::NOT_FOUND, "another tablet's");
    assert_eq!((texts(&app).await, minutes(&app).await), (1, 1));
    assert_eq!(read(&app, &tablet, &slip).await.json(), json!({"text": "Cán bộ rất\nnhiệt tình"}));
    assert_eq!((texts(&app).await, minutes(&app).await), (0, 0), "neither what was said nor when");
    let twice = read(&app, &tablet, &slip).await;
    assert_eq!((twice.status, twice.code()), (StatusCode::GONE, "slip_over".to_owned()));
    let mut later = late;
    later.post(&[("comment", "muộn")]).await;
    assert_eq!(later.page.status, StatusCode::GONE);
    assert!(later.page.text().contains("Trang này đã hết hạn"));
    let unknown = app.get("/w/0000000000000000").await;
    assert_eq!((unknown.status, unknown.text().contains("Không có trang này")), (StatusCode::NOT_FOUND, true));
    assert!(app.get("/w/0000000000000000?lang=en").await.text().contains("There is no such page"));
}

#[tokio::test]
async fn a_phone_page_is_over_after_fifteen_minutes_and_forgotten() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let (written, _) = ask(&app, &tablet).await;
    let (empty, _) = ask(&app, &tablet).await;
    app.at(MORNING + 15 * MINUTE - 1);
    let mut phone = Visitor::open(&app, &format!("/w/{written}")).await;
    phone.post(&[("comment", "kịp")]).await;
    assert_eq!(phone.page.status, StatusCode::OK);
    app.at(MORNING + 15 * MINUTE);
    for slip in [&written, &empty] {
        let reply = read(&app, &tablet, slip).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::GONE, "slip_over".to_owned()));
        assert_eq!(app.get(&format!("/w/{slip}")).await.status, StatusCode::GONE);
    }
    assert_eq!((texts(&app).await, minutes(&app).await), (1, 2));
    app.site.store.forget_phone_pages(app.clock.now()).await.unwrap();
    assert_eq!((texts(&app).await, minutes(&app).await), (0, 0), "what nobody fetched");
    assert_eq!(read(&app, &tablet, &written).await.code(), "slip_over");
    app.at(MORNING + 2 * 1440 * MINUTE);
    app.site.store.forget_phone_pages(app.clock.now()).await.unwrap();
    assert_eq!(app.get(&format!("/w/{written}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_cannot_be_taken_stays_on_the_phone_with_a_word_why() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let (slip, _) = ask(&app, &tablet).await;
    let long = "ế".repeat(1001);
    for (text, words, en) in [
        ("   ", "Hãy viết ý kiến", "Write something"),
        (long.as_str(), "tối đa 1.000 ký tự", "1,000 characters or fewer"),
        ("a\u{0}b", "ký tự không đọc được", "characters that cannot be read"),
    ] {
        for (query, words) in [("", words), ("?lang=en", en)] {
            let mut phone = Visitor::open(&app, &format!("/w/{slip}{query}")).await;
            phone.post_to(&format!("/w/{slip}{query}"), &[("comment", text)]).await;
            assert_eq!(phone.page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(phone.page.text().contains(words), "{words}: {}", phone.page.text());
            let kept = phone.fields().into_iter().find(|(name, _)| name == "comment").unwrap().1;
            assert_eq!(kept, text);
        }
    }
    let mut phone = Visitor::open(&app, &format!("/w/{slip}")).await;
    phone.post(&[("comment", &"ế".repeat(1000))]).await;
    assert_eq!(read(&app, &tablet, &slip).await.json()["text"].as_str().unwrap().chars().count(), 1000);
}
