//! Keys that are made while servers run: each that shares the folder reads them without a restart.

use super::{Machine, running::Running};
use crate::{
    issuing::{hailong, said},
    support::{Tablet, TestApp, submission},
};
use hailong::domain::receipt::TokenError;
use serde_json::json;
use std::{
    fs, thread,
    time::{Duration, Instant},
};

const MINT: [&str; 10] =
    ["receipts", "mint", "--unit", "KH.NT", "--survey", "one-stop-2024", "--count", "1", "--out", "-"];

fn token(csv: &str) -> String {
    let row = csv.lines().nth(1).unwrap_or_else(|| panic!("no receipt in {csv}"));
    row.split(',').nth(1).and_then(|url| url.rsplit('/').next()).unwrap().to_owned()
}

#[tokio::test]
async fn the_next_keys_are_read_while_the_site_is_open() {
    let app = TestApp::without_end().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let old = token(&said(&hailong(&app, &MINT)).0);
    for kind in ["receipts", "devices"] {
        let rotated = said(&hailong(&app, &[kind, "rotate-key"])).0;
        assert!(rotated.starts_with("key 2 is made; servers that share the keys folder"), "{rotated}");
    }
    let new = token(&said(&hailong(&app, &MINT)).0);
    assert_eq!(app.site.register.read(&new), Err(TokenError::UnknownKey));
    assert_eq!(app.site.read_new_keys().unwrap(), ["receipt-0002", "seal-0002"]);
    let read = [&old, &new].map(|token| app.site.register.read(token).map(|issued| issued.receipt.key));
    assert_eq!((read, app.site.register.keys().newest()), ([Ok(1), Ok(2)], Some(2)));
    let mut answer = submission("MC.NT", 0);
    answer["source"] = json!({ "receipt": new });
    assert_eq!(app.submit(&answer).await.status.as_u16(), 201);
    // An answer that waits on the tablet is sealed to the old key, a later one to the new one.
    let reply = tablet.sync(&app, &[tablet.item(&submission("MC.NT", 1))]).await.json();
    assert_eq!((&reply["results"][0]["status"], &reply["seals"][0]["id"]), (&json!(201), &json!(2)));
    let renewed = Tablet::pair(&app, "MC.NT").await;
    assert_eq!((renewed.seal.0, renewed.hand_in(&app, &submission("MC.NT", 2)).await), (2, 201));
    assert_eq!(app.site.read_new_keys().unwrap(), Vec::<String>::new());
    // A file that is no key is said, and costs nothing that was there; nor does one that is gone.
    fs::write(app.folder.0.join("keys/receipt-0003.key"), "half").unwrap();
    fs::remove_file(app.folder.0.join("keys/receipt-0001.key")).unwrap();
    let bad = app.site.read_new_keys().unwrap_err().to_string();
    assert!(bad.contains("receipt-0003.key"), "{bad}");
    assert!([&old, &new].iter().all(|token| app.site.register.read(token).is_ok()));
    assert!(!app.folder.0.join("keys/receipt-0001.key").exists(), "no other secret is made under its name");
}

/// Two servers on one folder and database; on SQLite there is one.
#[tokio::test]
async fn servers_that_run_read_and_mint_with_the_next_key() {
    let machine = Machine::new().await;
    assert_eq!(machine.run(&["migrate"]).code, Some(0));
    let count = if machine.database.is_some() { 2 } else { 1 };
    let servers: Vec<Running> = (0..count).map(|_| Running::start(&machine, "true")).collect();
    let mint = MINT.map(|word| if word == "KH.NT" { "KH.NHATRANG" } else { word });
    assert_eq!(machine.run(&["receipts", "rotate-key"]).code, Some(0));
    let token = token(&machine.run(&mint).out);
    assert!(machine.run(&["receipts", "revoke", "--key", "1"]).code == Some(0), "the old one has leaked");
    let added = machine.run(&["api-key", "add", "--name", "office", "--right", "receipts"]).out;
    let secret = added.trim().rsplit(' ').next().unwrap();
    for (n, server) in servers.iter().enumerate() {
        let began = Instant::now();
        while !server.ask(&format!("GET /r/{token}"), "\r\n").starts_with("HTTP/1.1 200") {
            assert!(began.elapsed() < Duration::from_secs(10), "the server does not read the new key");
            thread::sleep(Duration::from_millis(700));
        }
        let body =
            json!({"receipts": [{"dossier": format!("H32.15-240530-000{n}"), "unit": "KH.NHATRANG"}]}).to_string();
        let head = format!(
            "authorization: Bearer {secret}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let minted = server.ask("POST /api/v1/receipts", &(head + &body));
        assert!(minted.starts_with("HTTP/1.1 200") && minted.contains("\"known\":false"), "{minted}");
    }
    for server in servers {
        let log = server.log();
        assert_eq!(log.matches("the key receipt-0002 is read").count(), 1, "{log}");
    }
}
