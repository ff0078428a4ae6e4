//! A site that people reach by https, behind a proxy that speaks http with the server.

use crate::support::{PASSWORD, Reply, TestApp, account};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use hailong::domain::role::Role;

const SITE: &str = "https://danh-gia.example";
/// The one that a proxy sends which does not pass on what the browser said.
const INNER: &str = "127.0.0.1:8080";

async fn https() -> Option<TestApp> {
    Some(TestApp::on_sqlite().await?.moved(SITE))
}

/// A form, as a browser without `Sec-Fetch-Site` sends it through the proxy.
async fn post_from(app: &TestApp, origin: &str, path: &str, body: &str) -> Reply {
    let request = Request::post(path)
        .header(header::HOST, INNER)
        .header(header::ORIGIN, origin)
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    app.request(request.body(Body::from(body.to_owned())).unwrap()).await
}

fn said<'r>(reply: &'r Reply, name: &str) -> Option<&'r str> {
    reply.headers.get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn browsers_are_told_to_stay_and_to_tell_nobody_an_address() {
    let (Some(app), Some(plain)) = (https().await, TestApp::on_sqlite().await) else { return };
    for path in [
        "/",
        "/q/HCC.NHATRANG",
        "/staff/sign-in",
        "/r/NOTATOKEN",
        "/w/NOTASLIP",
        "/nowhere",
        "/api/v1/index",
        "/health",
    ] {
        let (reply, other) = (app.get(path).await, plain.get(path).await);
        assert_eq!(said(&reply, "referrer-policy"), Some("strict-origin"), "{path}");
        assert_eq!(said(&reply, "strict-transport-security"), Some("max-age=31536000; includeSubDomains"), "{path}");
        assert_eq!(said(&other, "strict-transport-security"), None, "{path}: by http it would be no word of ours");
    }
}

#[tokio::test]
async fn the_sites_own_origin_is_trusted_whatever_host_the_proxy_sends() {
    let Some(app) = https().await else { return };
    let form = "name=lan&password=mot+mat+khau+dai+lam";
    let own = post_from(&app, SITE, "/staff/sign-in", form).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "asked about the password: {}", own.text());
    for other in
        ["https://elsewhere.example", "https://danh-gia.example.evil.example", "http://danh-gia.example", "null"]
    {
        let reply = post_from(&app, other, "/staff/sign-in", form).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{other}");
        assert!(!reply.text().contains(SITE), "{other}: not let through to the page that names the right address");
    }
}

/// A cookie that only https carries is thrown away by a browser at an http address: the person would sign in again and again.
#[tokio::test]
async fn somebody_who_signs_in_by_http_is_shown_the_https_address() {
    let Some(app) = https().await else { return };
    account(&app, "lan", Role::Analyst).await;
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("name", "lan"), ("password", PASSWORD)])
        .finish();
    // As a browser at the inner address sends it.
    let lost = post_from(&app, &format!("http://{INNER}"), "/staff/sign-in?next=/staff/units", &form).await;
    assert_eq!(lost.status, StatusCode::FORBIDDEN);
    let page = lost.text();
    assert!(page.contains(&format!("href=\"{SITE}/staff/sign-in?")), "{page}");
    assert!(page.contains("next=%2Fstaff%2Funits") && page.contains("value=\"lan\"") && !page.contains(PASSWORD));
    assert_eq!(said(&lost, "set-cookie"), None);
    let there = post_from(&app, SITE, "/staff/sign-in", &form).await;
    assert_eq!(there.status, StatusCode::SEE_OTHER, "the control: {}", there.text());
    assert!(said(&there, "set-cookie").unwrap().ends_with("; HttpOnly; SameSite=Lax; Secure"));
}
