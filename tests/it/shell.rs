//! The files of the kiosk that a tablet keeps, so that it starts without network.

use crate::support::{Tablet, TestApp, sha};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn list(app: &TestApp, desk: &str) -> Value {
    app.get(&format!("/k/{desk}/shell.json")).await.json()
}

#[tokio::test]
async fn the_version_is_the_digest_of_what_is_served_and_every_heartbeat_names_it() {
    let app = TestApp::start().await;
    let shell = list(&app, "MC.NT").await;
    let mut contents = Vec::new();
    for file in shell["files"].as_array().unwrap() {
        let reply = app.get(file.as_str().unwrap()).await;
        assert_eq!(reply.status, StatusCode::OK, "{file}");
        contents.extend_from_slice(&reply.body);
    }
    assert_eq!(shell["version"], sha(&contents)[..16]);
    assert_eq!(shell["survey"], "one-stop-2024");
    assert_ne!(list(&app, "MC.CR").await["version"], shell["version"], "another desk's");
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let said = tablet.sync(&app, &[]).await;
    assert_eq!(said.json()["shell"], shell["version"]);
    let none = app.get("/k/NOWHERE/shell.json").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_kiosk_can_be_installed() {
    let app = TestApp::start().await;
    let reply = app.get("/k/MC.NT/manifest.webmanifest").await;
    assert_eq!(reply.header("content-type"), "application/manifest+json");
    let manifest = reply.json();
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&json!("/k/MC.NT"), &json!("/k/")));
    for icon in manifest["icons"].as_array().unwrap() {
        let file = app.get(icon["src"].as_str().unwrap()).await;
        assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, icon["type"].as_str().unwrap()));
    }
    let worker = app.get("/k/sw.js").await;
    assert!(worker.header("content-type").starts_with("text/javascript"));
    assert_eq!(worker.header("cache-control"), "public, max-age=86400", "a start asks for nothing");
    let code = app.get("/k/MC.NT/code.svg").await;
    assert!(code.text().contains("/q/MC.NT</title>"), "{}", code.text());
}
