//! Guesses at receipts: bad codes and tokens are slowed, good ones are not.

use crate::{
    receipt_pages::{DAY, answer, ask, post},
    support::{MORNING, Reply, TestApp, mint, submission},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use serde_json::json;

#[tokio::test]
async fn a_short_code_opens_its_receipt_and_five_wrong_ones_close_it_for_the_day() {
    let app = TestApp::start().await;
    let tokens = mint(&app, 2).await;
    let keys = app.site.register.keys();
    let code = |number| keys.short_code(number, 1).unwrap();
    let type_in = async |code: &str| post(&app, "/r?lang=en", &format!("code={}", code.replace(' ', "+"))).await;
    assert_eq!(app.get("/r").await.status, StatusCode::OK);
    let right = type_in(&code(2).to_lowercase().replace('-', " ")).await;
    assert_eq!(
        (right.status, right.header("location")),
        (StatusCode::SEE_OTHER, format!("/r/{}?lang=en", tokens[1]).as_str())
    );
    for slip in ["", "ABCD-EFGH", "0000-0000-0001", "<b>"] {
        let page = type_in(slip).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let kept = format!("value=\"{}\"", slip.replace('<', "&lt;").replace('>', "&gt;"));
        assert!(page.text().contains("<title>Error: ") && page.text().contains(&kept), "{}", page.text());
    }
    // A code of another site for the same number: its check symbols are right, its secret is not.
    let other = TestApp::start().await;
    let [wrong, nobodys] = [1, 99].map(|number| other.site.register.keys().short_code(number, 1).unwrap());
    for _ in 0..5 {
        assert_eq!(type_in(&wrong).await.status, StatusCode::NOT_FOUND);
        assert_eq!(type_in(&nobodys).await.status, StatusCode::NOT_FOUND);
    }
    let closed = type_in(&wrong).await;
    assert_eq!((closed.status, closed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "54000"));
    assert_eq!(type_in(&nobodys).await.status, StatusCode::NOT_FOUND, "nobody's numbers fill no memory");
    let (right, wrong) = (type_in(&code(1)).await, type_in(&wrong).await);
    let plain = |page: &Reply| page.text().split("value=").next().unwrap().to_owned();
    assert_eq!((right.status, plain(&right)), (wrong.status, plain(&wrong)), "right or wrong is not told");
    assert_eq!(type_in(&code(2)).await.status, StatusCode::SEE_OTHER, "another number");
    app.at(MORNING + DAY);
    assert_eq!(type_in(&code(1)).await.status, StatusCode::SEE_OTHER, "another day");
}

/// Behind a proxy that does not say whose request it passes on, everybody has one address.
#[tokio::test]
async fn behind_a_silent_proxy_only_wrong_codes_are_counted() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    mint(&app, 60).await;
    let other = TestApp::start().await;
    let type_in = async |of: &TestApp, number| {
        let code = of.site.register.keys().short_code(number, 1).unwrap();
        ask(&app, Method::POST, "/r", "unknown", &format!("code={code}")).await.status
    };
    for number in 1..=40 {
        assert_eq!(type_in(&app, number).await, StatusCode::SEE_OTHER, "{number}: a whole province types");
    }
    for number in 1..=40 {
        for _ in 0..3 {
            assert_eq!(type_in(&other, number).await, StatusCode::NOT_FOUND);
        }
    }
    // A guesser is told no more than that it is too much.
    assert_eq!(type_in(&other, 41).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(type_in(&app, 41).await, StatusCode::TOO_MANY_REQUESTS);
    app.at(MORNING + 60_000);
    assert_eq!(type_in(&app, 41).await, StatusCode::SEE_OTHER, "the next minute");
}

#[tokio::test]
async fn who_types_the_codes_of_many_receipts_is_slowed_and_may_still_scan() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let tokens = mint(&app, 30).await;
    let code = |number| format!("code={}", app.site.register.keys().short_code(number, 1).unwrap());
    let from = async |address: &str, number| ask(&app, Method::POST, "/r", address, &code(number)).await.status;
    for number in 1..=20 {
        assert_eq!(from("203.0.113.9", number).await, StatusCode::SEE_OTHER);
    }
    assert_eq!(from("203.0.113.9", 21).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(from("203.0.113.10", 21).await, StatusCode::SEE_OTHER);
    let scanned = ask(&app, Method::GET, &format!("/r/{}", tokens[20]), "203.0.113.9", "").await;
    assert_eq!(scanned.status, StatusCode::OK);
}

#[tokio::test]
async fn bad_tokens_are_slowed_by_address_and_good_ones_never() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let tokens = mint(&app, 1).await;
    let get = async |token: &str, from: &str| ask(&app, Method::GET, &format!("/r/{token}"), from, "").await;
    for n in 0..20 {
        let path = if n % 2 == 0 { "NOPE".to_owned() } else { format!("NOPE{n}/pages") };
        assert_eq!(get(&path, "203.0.113.9").await.status, StatusCode::NOT_FOUND);
    }
    let slowed = get("NOPE", "203.0.113.9").await;
    assert_eq!((slowed.status, slowed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "3"));
    assert_eq!(get(&tokens[0], "203.0.113.9").await.status, StatusCode::OK);
    assert_eq!(get("NOPE", "203.0.113.10").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        ask(&app, Method::POST, "/r/NOPE", "203.0.113.9", "says=not-me").await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    let mut sent = submission("MC.NT", 0);
    sent["source"] = json!({ "receipt": "NOPE" });
    let api = async |sent: &serde_json::Value| {
        let request = Request::post("/api/v1/submissions").header("x-forwarded-for", "203.0.113.9");
        app.request(request.body(Body::from(sent.to_string())).unwrap()).await
    };
    let refused = api(&sent).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::TOO_MANY_REQUESTS, "too_many".to_owned()));
    sent["source"] = json!({ "receipt": tokens[0] });
    assert_eq!(api(&sent).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn one_receipt_that_is_sent_in_a_loop_is_slowed_alone() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let tokens = mint(&app, 2).await;
    for n in 0..100 {
        let status = answer(&app, &tokens[0], n).await;
        assert!(matches!(status, StatusCode::CREATED | StatusCode::CONFLICT), "{n}: {status}");
    }
    assert_eq!(answer(&app, &tokens[0], 100).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer(&app, &tokens[1], 101).await, StatusCode::CREATED);
}
