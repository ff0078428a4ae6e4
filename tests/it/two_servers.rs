//! Two servers on one database: a guesser gets no more tries by going from one to the other.

use crate::support::{Reply, TestApp, mint, new_code, type_code};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

async fn post(app: &TestApp, path: &str, body: String) -> Reply {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    app.request(request.body(Body::from(body)).unwrap()).await
}

/// Five tries in turn, three at the first server and two at the second.
fn in_turn<'a>(one: &'a TestApp, two: &'a TestApp) -> [&'a TestApp; 5] {
    [one, two, one, two, one]
}

#[tokio::test]
async fn wrong_passwords_are_counted_for_both() {
    let one = TestApp::start().await;
    let two = TestApp::restarted(&one).await;
    let sign_in = async |app: &TestApp, name: &str| {
        post(app, "/staff/sign-in", format!("name={name}&password=wrong+wrong+wrong")).await.status
    };
    for app in in_turn(&one, &two) {
        assert_eq!(sign_in(app, "lan").await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for app in [&two, &one] {
        assert_eq!(sign_in(app, "lan").await, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(sign_in(app, "minh").await, StatusCode::UNPROCESSABLE_ENTITY, "another account is not slowed");
    }
}

#[tokio::test]
async fn wrong_short_codes_are_counted_for_both() {
    let one = TestApp::start().await;
    let two = TestApp::restarted(&one).await;
    mint(&one, 2).await;
    // The number is right, the secret is another site's.
    let other = TestApp::start().await;
    let wrong = other.site.register.keys().short_code(1, 1).unwrap();
    let [right, next] = [1, 2].map(|number| one.site.register.keys().short_code(number, 1).unwrap());
    let type_in = async |app: &TestApp, code: &str| post(app, "/r", format!("code={code}")).await.status;
    for app in in_turn(&one, &two) {
        assert_eq!(type_in(app, &wrong).await, StatusCode::NOT_FOUND);
    }
    for app in [&two, &one] {
        assert_eq!(type_in(app, &right).await, StatusCode::TOO_MANY_REQUESTS, "also the right one");
        assert_eq!(type_in(app, &next).await, StatusCode::SEE_OTHER, "another receipt is not closed");
    }
}

#[tokio::test]
async fn wrong_pairing_codes_are_counted_for_both() {
    let one = TestApp::start().await;
    let two = TestApp::restarted(&one).await;
    let code = new_code(&one, "MC.NT").await;
    let first = if code.starts_with('0') { "1" } else { "0" };
    let wrong = format!("{first}{}", &code[1..]);
    for (app, expected) in in_turn(&one, &two).into_iter().zip([404, 404, 404, 404, 410]) {
        assert_eq!(type_code(app, "MC.NT", &wrong).await.1.status.as_u16(), expected);
    }
    for app in [&two, &one] {
        assert_eq!(type_code(app, "MC.NT", &code).await.1.status, StatusCode::GONE, "the right one, too late");
    }
}
