//! The address that stands on paper: checked, and never one that leads nowhere.

use super::Machine;
use crate::{staff::Operator, support::TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use hailong::domain::{role::Role, staff_log::Action};
use std::path::Path;

const MINT: [&str; 10] =
    ["receipts", "mint", "--unit", "KH.NHATRANG", "--count", "1", "--survey", "one-stop-2024", "--out", "slips.csv"];

#[test]
fn an_address_that_cannot_be_printed_is_refused() {
    let Some(machine) = Machine::plain() else { return };
    for bad in [
        "https://",
        "http:///",
        "https://hailong.example/khao-sat",
        "https://hailong.example/?a=1",
        "https://hailong.example/#a",
        "https://me:secret@hailong.example",
        "http://0.0.0.0:8080",
        "http://[::]",
        "ftp://hailong.example",
        "hailong.example",
        "https://hailong example",
        "",
    ] {
        let run = machine.run(&["migrate", "--base-url", bad]);
        assert!(run.code == Some(2) && run.err.contains("base_url: expected"), "{bad}: {run:?}");
    }
    assert!(!machine.path("data").exists());
}

#[tokio::test]
async fn what_is_minted_leads_to_the_address_that_is_set() {
    let machine = Machine::new().await;
    assert_eq!(machine.run(&["migrate"]).code, Some(0));
    for nowhere in ["0.0.0.0:8080", "[::]:8080", "[::ffff:0.0.0.0]:80"] {
        let run = machine.run(&[&MINT[..], &["--listen", nowhere]].concat());
        assert!(run.code == Some(2) && run.err.contains("set --base-url"), "{nowhere}: {run:?}");
        assert!(!machine.path("slips.csv").exists(), "{nowhere}");
    }
    for (given, printed) in [
        ("https://hailong.example/", ",HTTPS://HAILONG.EXAMPLE/R/"),
        ("http://192.0.2.7:8080", ",HTTP://192.0.2.7:8080/R/"),
        ("http://[2001:db8::7]", ",http://[2001:db8::7]/r/"),
    ] {
        let run = machine.run(&[&MINT[..], &["--listen", "0.0.0.0:8080", "--base-url", given]].concat());
        assert!(run.code == Some(0) && !run.err.contains("warning"), "{given}: {run:?}");
        let csv = read(&machine.path("slips.csv"));
        assert!(csv.contains(printed), "{given}: {csv}");
    }
    let here = machine.run(&MINT);
    assert!(here.code == Some(0) && here.err.contains("warning: base_url is not set"), "{here:?}");
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

#[tokio::test]
async fn no_paper_names_every_address_of_the_machine() {
    let app = TestApp::start().await.moved("http://0.0.0.0:8080");
    let mut admin = Operator::with_role(&app, Role::Administrator, None).await;
    let said = "chưa có địa chỉ mà người dân mở được";
    assert!(admin.get("/staff/print").await.text().contains(said));
    for page in ["poster?desk=MC.NT&size=a4", "poster?desk=*&size=a5", "receipts?first=1&count=1&layout=csv"] {
        let refused = admin.get(&format!("/staff/print/{page}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert!(refused.text().contains(said) && !refused.text().contains("http://0.0.0.0"), "{page}");
    }
    for kind in ["svg", "png"] {
        assert_eq!(admin.get(&format!("/staff/print/codes/MC.NT.{kind}")).await.status, StatusCode::CONFLICT);
    }
    let form = [("unit", "KH.NT"), ("event", "received"), ("amount", "3"), ("output", "sheet")];
    let refused = admin.post("/staff/print/receipts", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(said) && refused.text().contains("value=\"3\""), "what was typed is kept");
    let secret = hailong::work::api_keys::new_secret();
    assert!(app.site.store.add_api_key("office", "receipts", &secret, app.entry(Action::ApiKeyAdd)).await.unwrap());
    let call = Request::post("/api/v1/receipts").header(header::AUTHORIZATION, format!("Bearer {secret}"));
    let body = r#"{"receipts": [{"dossier": "H32.15-240530-0007", "unit": "KH.STP"}]}"#;
    let refused = app.request(call.body(Body::from(body)).unwrap()).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "no_address".to_owned()));
    assert_eq!(app.site.store.latest_run().await.unwrap().map(|run| run.last), None, "nothing was minted");
}

/// On the machine itself one may look at paper; it says where its codes lead.
#[tokio::test]
async fn paper_for_this_machine_alone_says_so() {
    let app = TestApp::start().await.moved("http://127.0.0.1:8080");
    let admin = Operator::with_role(&app, Role::Administrator, None).await;
    for page in ["", "/poster?desk=MC.NT&size=a4"] {
        let shown = admin.get(&format!("/staff/print{page}")).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.text().contains("chỉ mở được trên máy chủ này"), "{page}");
    }
    let app = TestApp::start().await.moved("http://192.0.2.7:8080");
    let admin = Operator::with_role(&app, Role::Administrator, None).await;
    assert!(!admin.get("/staff/print").await.text().contains("chỉ mở được trên máy chủ này"));
}
