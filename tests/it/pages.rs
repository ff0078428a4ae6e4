//! Pages for people without a link, and those of errors: in the house's frame, with the reason and the next step.

use crate::{
    staff::Operator,
    support::{Reply, Tablet, TestApp},
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use hailong::domain::role::Role;
use regex::Regex;

async fn asked(app: &TestApp, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut request = Request::builder().method(method).uri(path).header(header::ACCEPT, "text/html,*/*");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.request(request.body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn the_home_is_for_the_public_in_their_language() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let home = app.get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    for part in [
        "lang=\"vi\"",
        "action=\"/r?lang=vi\"",
        "/results?lang=vi",
        "href=\"/accessibility?lang=vi\"",
        "href=\"/staff\"",
    ] {
        assert!(home.text().contains(part), "{part} is not in {}", home.text());
    }
    let english = asked(&app, "GET", "/", &[("accept-language", "en-GB,en;q=0.8")], "").await.text();
    assert!(english.contains("lang=\"en\"") && english.contains("Answer the survey"), "{english}");
    let statement = app.get("/accessibility?lang=en").await.text();
    for part in ["WCAG 2.2", "26/2020/TT-BTTTT", "What is known not to hold", "Please ask the staff"] {
        assert!(statement.contains(part), "{part} is not in {statement}");
    }
}

#[tokio::test]
async fn every_page_of_an_error_has_the_frame_and_says_why_and_what_next() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let large = format!("page={}", "x".repeat(40_000));
    // The role is asked before the address is read.
    Operator::with_role(&app, Role::Analyst, None).await;
    let signed_in = [("cookie", "hailong=analyst-all"), ("accept-encoding", "gzip, br")];
    let cross = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    for (method, path, headers, body, status, next, link) in [
        ("GET", "/nowhere", &[][..], "", 404, "Hãy so lại địa chỉ", "href=\"/?lang=vi\""),
        ("GET", "/staff/nowhere", &[], "", 404, "Hãy so lại địa chỉ", "href=\"/staff?lang=vi\""),
        ("GET", "/w/SLIP/nowhere/x", &[], "", 404, "Hãy so lại địa chỉ", "href=\"/?lang=vi\""),
        ("GET", "/staff/units/%FF", &signed_in, "", 400, "Hãy so lại địa chỉ", "href=\"/staff?lang=vi\""),
        ("DELETE", "/results", &[], "", 405, "Hãy mở lại trang từ đầu", "href=\"/?lang=vi\""),
        ("POST", "/q/MC.NT/pages", &[], &large, 413, "rút ngắn", "href=\"/?lang=vi\""),
        ("POST", "/k/MC.NT/pages", &cross, "page=0", 403, "Hãy mở lại trang rồi gửi", "href=\"/k/MC.NT?lang=vi\""),
        ("POST", "/r", &[], "code=%FF", 400, "Hãy quay lại trang trước", "href=\"/r?lang=vi\""),
    ] {
        let reply = asked(&app, method, path, headers, body).await;
        let text = reply.text();
        assert_eq!(reply.status.as_u16(), status, "{method} {path}: {text}");
        for part in [next, link, "<header class=\"top\">", "/assets/staff.", "Tỉnh Khánh Hòa"] {
            assert!(text.to_lowercase().contains(&part.to_lowercase()), "{part} is not in {method} {path}: {text}");
        }
    }
    // Headers that a layer below gave to the replaced body are not on the page.
    let packed = asked(&app, "GET", "/staff/units/%FF", &signed_in, "").await;
    assert_eq!((packed.header("content-encoding"), packed.text().starts_with("<!DOCTYPE html>")), ("", true));
    let english = asked(&app, "GET", "/nowhere", &[("accept-language", "en")], "").await.text();
    assert!(english.contains("Page not found") && english.contains("Compare the address"), "{english}");
    // Programs get what they got.
    let json = app.get("/api/v1/nowhere").await;
    assert_eq!((json.header("content-type"), json.code()), ("application/problem+json", "not_found".to_owned()));
}

/// A fault of the server says so with the request's id, and nothing that it did not receive is "not recorded".
#[tokio::test]
async fn a_fault_of_the_server_names_the_request() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.site.store.clone().close().await;
    for (method, path, body) in [("GET", "/health", ""), ("POST", "/staff/sign-in", "name=a&password=b")] {
        let reply = asked(&app, method, path, &[("x-request-id", "abc-123")], body).await;
        let text = reply.text();
        assert!(reply.status.is_server_error(), "{method} {path}: {}", reply.status);
        for part in ["<header class=\"top\">", "abc-123", "Hãy đợi ít giây"] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert_eq!(
            text.contains("Chưa thực hiện được vì hệ thống đang bận"),
            method == "POST" && reply.status == StatusCode::SERVICE_UNAVAILABLE,
            "{text}"
        );
        assert!(!text.contains("chưa được ghi nhận"), "no form of a citizen was sent");
    }
}

#[tokio::test]
async fn addresses_of_desks_and_pages_lead_where_they_mean() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    for (path, meant) in [
        ("/q/MC.NT/", "/q/MC.NT"),
        ("/q/mc.nt", "/q/MC.NT"),
        ("/Q/Mc.Nt.?lang=en", "/q/MC.NT?lang=en"),
        ("/k/mc.nt/", "/k/MC.NT"),
        ("/q/%E2%80%9Cmc.nt%E2%80%9D", "/q/MC.NT"),
        ("/results/", "/results"),
        ("/RESULTS).", "/results"),
        ("/accessibility/", "/accessibility"),
        ("/r/", "/r"),
    ] {
        let reply = app.get(path).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::TEMPORARY_REDIRECT, meant), "{path}");
        let there = app.get(meant).await;
        assert_eq!(there.status, StatusCode::OK, "{meant}");
    }
    assert_eq!(app.get("/q/NOWHERE/").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("//evil.example/").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_english_page_names_the_month_of_every_date() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.submit_many("MC.NT", 30).await;
    app.release_now().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    tablet.sync(&app, &[]).await;
    let device = format!("/staff/devices/{}", tablet.id);
    let admin = Operator::with_role(&app, Role::Administrator, None).await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let auditor = Operator::with_role(&app, Role::Auditor, None).await;
    let (digits, words) =
        (Regex::new(r"\b\d\d/\d\d/\d{4}").unwrap(), Regex::new(r"\b\d{1,2} (May|July) 202\d").unwrap());
    let mut dates = 0;
    for (who, path) in [
        (&admin, "/staff/users"),
        (&admin, "/staff/devices"),
        (&admin, device.as_str()),
        (&admin, "/staff/receipts"),
        (&analyst, "/staff/overview"),
        (&analyst, "/staff/units/KH.NT"),
        (&auditor, "/staff/log"),
        (&analyst, "/results"),
        (&analyst, "/results/receipts"),
        (&analyst, "/q/MC.NT"),
    ] {
        let page = who.get(&format!("{path}?lang=en")).await.text();
        let found: Vec<&str> = digits.find_iter(&page).map(|it| it.as_str()).collect();
        assert!(found.is_empty(), "{path}: {found:?}");
        dates += words.find_iter(&page).count();
    }
    assert!(dates > 5, "{dates} dates were seen");
}
