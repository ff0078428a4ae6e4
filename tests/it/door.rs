//! The way through the sign-in to the page that was asked for, and to nothing outside the site.

use crate::support::{Browser, HOUR, TestApp, account, sign_in};
use axum::http::StatusCode;
use hailong::domain::role::Role;

#[tokio::test]
async fn a_page_that_was_asked_for_is_where_the_sign_in_leads() {
    let app = TestApp::start().await;
    account(&app, "hoa", Role::Oversight).await;
    let mut browser = Browser::new(&app);
    let filtered = "/staff/comments?unit=KH.NT&words=ch%E1%BB%9D+l%C3%A2u&lang=en";
    let door = browser.get(filtered).await.header("location").to_owned();
    assert!(!browser.get(&door).await.text().contains("has ended"), "nobody was signed in before");
    assert_eq!(sign_in(&mut browser, &door, "hoa").await.header("location"), filtered);
    assert_eq!(browser.get(filtered).await.status, StatusCode::OK);

    app.at(app.clock.now() + HOUR);
    let door = browser.get("/staff/comments.csv?unit=KH.NT&dialect=machine").await.header("location").to_owned();
    assert!(browser.get(&door).await.text().contains("Phiên làm việc đã hết."), "{door}");
    let back = sign_in(&mut browser, &door, "hoa").await;
    assert_eq!(back.header("location"), "/staff/comments?unit=KH.NT&lang=vi", "no browser stays at a file");
    for evil in ["//evil.example", "/%5Cevil.example", "https:evil.example", "https%3A%2F%2Fevil.example", "/staff/log"]
    {
        let right = sign_in(&mut browser, &format!("/staff/sign-in?next={evil}"), "hoa").await;
        assert_eq!(right.header("location"), "/staff?lang=vi", "{evil}");
    }
}
