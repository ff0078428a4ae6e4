//! Receipts are minted by the command line and by other systems: once for a dossier's event, whatever comes how
//! often, and never from what cannot be read.

use crate::support::{Backend, MORNING, Reply, TestApp, backends, submission};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use hailong::site;
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};
use std::process::{Command, Output};

/// Runs `hailong` on the site of a test.
fn hailong(app: &TestApp, arguments: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_hailong"))
        .args(arguments)
        .arg("--data-dir")
        .arg(&app.folder.0)
        .args(["--database-url", &app.database_url, "--base-url", "https://hailong.example"])
        .output();
    run.unwrap()
}

fn said(run: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&run.stdout), text(&run.stderr))
}

/// A list of dossiers in the site's folder.
fn list(app: &TestApp, content: &[u8]) -> String {
    let path = app.folder.0.join("list.csv");
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}

fn mint_list(app: &TestApp, content: &[u8], more: &[&str]) -> Output {
    let list = list(app, content);
    let common = ["receipts", "mint", "--survey", "one-stop-2024", "--unit", "KH.NT", "--dossiers", &list];
    hailong(app, &[&common, more].concat())
}

/// The record of each line, without the head.
fn records(csv: &str) -> Vec<Vec<String>> {
    let lines = csv.lines().skip(1);
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

async fn key(app: &TestApp, right: &str) -> String {
    let secret = hailong::web::api_keys::new_secret();
    assert!(app.site.store.add_api_key(&format!("for-{right}"), right, &secret, MORNING).await.unwrap());
    secret
}

async fn call(app: &TestApp, key: &str, body: &Value) -> Reply {
    let request = Request::post("/api/v1/receipts").header(header::AUTHORIZATION, format!("Bearer {key}"));
    app.request(request.body(Body::from(body.to_string())).unwrap()).await
}

fn item(dossier: &str, unit: &str, event: &str) -> Value {
    json!({ "dossier": dossier, "unit": unit, "event": event })
}

async fn numbers_given(app: &TestApp) -> u64 {
    app.site.store.ledger().await.unwrap().iter().map(|row| row.minted).sum()
}

async fn last_log(app: &TestApp) -> (String, String) {
    let entry = app.site.store.latest_log(1).await.unwrap().remove(0);
    (entry.action, entry.detail)
}

#[tokio::test]
async fn the_command_line_mints_what_can_be_answered_and_takes_it_back() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        let mint = ["receipts", "mint", "--unit", "KH.NT", "--survey", "one-stop-2024", "--out", "-", "--count", "3"];
        let run = hailong(&app, &mint);
        let (csv, heard) = said(&run);
        assert!(run.status.success() && heard.contains("minted 3 receipts, serial 1 to 3"), "{heard}");
        assert!(csv.starts_with("serial,url,short_code,unit,event,expires_on\n1,HTTPS://HAILONG.EXAMPLE/R/"), "{csv}");
        let rows = records(&csv);
        let token = |place: usize| rows[place][1].rsplit('/').next().unwrap().to_owned();
        let expires = app.site.register.read(&token(0)).unwrap().receipt.week.last_day().to_string();
        assert_eq!(rows[0][3..], ["KH.NT".to_owned(), "received".to_owned(), expires]);
        assert_eq!(last_log(&app).await.1, "1..3 KH.NT received one-stop-2024 key 1");
        let mut sent = submission("MC.NT", 0);
        sent["source"] = json!({ "receipt": token(0) });
        assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);

        let back = hailong(&app, &["receipts", "revoke", "--unit", "KH.NT", "--from", "2", "--to", "9"]);
        assert!(said(&back).0.contains("took back 2 receipts"), "{back:?}");
        assert_eq!(last_log(&app).await, ("receipts.revoke".to_owned(), "2: unit KH.NT from 2 to 9".to_owned()));
        app.at(MORNING + 2_000);
        let mut sent = submission("MC.NT", 1);
        sent["source"] = json!({ "receipt": token(1) });
        assert_eq!(app.submit(&sent).await.code(), "receipt_revoked");

        for bad in [
            &["receipts", "mint", "--unit", "NOPE", "--count", "1", "--out", "-"][..],
            &["receipts", "mint", "--unit", "KH.NT", "--count", "0", "--out", "-"],
            &["receipts", "mint", "--unit", "KH.NT", "--count", "1", "--survey", "none", "--out", "-"],
            &["receipts", "mint", "--unit", "KH.NT", "--count", "1", "--out", "/nowhere/at/all.csv"],
            &["receipts", "mint", "--unit", "KH.NT", "--out", "-"],
            &["receipts", "revoke"],
            &["receipts", "revoke", "--key", "7"],
            &["receipts", "revoke", "--unit", "NOPE"],
            &["receipts", "revoke", "--from", "9", "--to", "3"],
        ] {
            assert!(!hailong(&app, bad).status.success(), "{bad:?}");
        }
        assert_eq!(numbers_given(&app).await, 3, "what is refused gives no number away");
    }
}

#[tokio::test]
async fn a_list_of_dossiers_is_minted_line_by_line_and_the_same_list_gives_the_same_links() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        let file = "\u{feff}Mã hồ sơ;Đơn vị;Sự kiện\r\nH32.15-240530-0001;;\r\nrubbish;;\r\n000.00.15.H32-240530-0001;;\r\n\
                    H32.15-240530-0002;KH.STP;returned\r\nH32.15-240530-0003;NOPE;\r\n";
        let rehearsed = mint_list(&app, file.as_bytes(), &["--dry-run"]);
        assert!(said(&rehearsed).0.starts_with("would mint 2 receipts; 0 were minted before"), "{rehearsed:?}");
        assert_eq!(numbers_given(&app).await, 0);

        let run = mint_list(&app, file.as_bytes(), &["--out", "-"]);
        let (csv, heard) = said(&run);
        assert_eq!(run.status.code(), Some(1), "a script notices lines that were left out");
        for line in [
            "line 3: the dossier code does not fit the pattern",
            "line 4: the same dossier and event as line 2",
            "line 6: there is no organisation `NOPE`",
            "minted 2 receipts; 0 were minted before, 1 stood in the list twice, 2 lines are bad",
        ] {
            assert!(heard.contains(line), "{line} is not in {heard}");
        }
        let rows = records(&csv);
        assert!(csv.starts_with("dossier,serial,url,short_code,unit,event,expires_on\n"), "{csv}");
        let heads: Vec<(&str, &str, &str)> =
            rows.iter().map(|row| (row[0].as_str(), row[4].as_str(), row[5].as_str())).collect();
        assert_eq!(heads, [("H32.15-240530-0001", "KH.NT", "received"), ("H32.15-240530-0002", "KH.STP", "returned")]);

        site::add_receipt_key(&app.config).unwrap();
        let again = mint_list(&app, b"000.00.15.H32-240530-0001\n", &["--out", "-"]);
        let (csv, heard) = said(&again);
        assert!(again.status.success() && heard.contains("line 1: minted before for KH.NT; the same link again"));
        assert_eq!(records(&csv)[0][1..], rows[0][1..], "also after the key was changed");
        assert_eq!(numbers_given(&app).await, 2);
        no_dossier_is_kept(&app);
    }
}

/// Neither form of the code is in the files of the database.
fn no_dossier_is_kept(app: &TestApp) {
    if !app.database_url.starts_with("sqlite:") {
        return;
    }
    let mut bytes = std::fs::read(app.folder.0.join("hailong.db")).unwrap();
    bytes.extend(std::fs::read(app.folder.0.join("hailong.db-wal")).unwrap_or_default());
    for needle in [&b"240530-0001"[..], b"240530-0002"] {
        assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{needle:?}");
    }
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_refused_in_words_and_mints_nothing() {
    let app = TestApp::start(&Backend::Sqlite).await;
    let lists: [(&[u8], &str); 4] = [
        (b"M\xe3 h\xf4\xcc s\xf5\nH32.15-240530-0007\n", "line 1 is not UTF-8"),
        (b"\xff\xfeH\x003\x002\x00", "UTF-16"),
        (b"STT,Ho ten\n1,Lan\n", "no column `dossier`"),
        (b"", "nothing in the file"),
    ];
    for (content, words) in lists {
        let run = mint_list(&app, content, &["--out", "-"]);
        let (csv, heard) = said(&run);
        assert!(!run.status.success() && csv.is_empty() && heard.contains(words), "{words} is not in {heard}");
    }
    assert_eq!(numbers_given(&app).await, 0);
}

#[tokio::test]
async fn a_sites_own_pattern_holds_for_lists_and_a_bad_one_is_said() {
    let app = TestApp::start(&Backend::Sqlite).await;
    let own =
        mint_list(&app, b"dossier\nhs000001\nH32.15-240530-0007\n", &["--dry-run", "--dossier-pattern", "HS[0-9]{6}"]);
    let (out, heard) = said(&own);
    assert!(out.starts_with("would mint 1 receipts") && heard.contains("line 3:"), "{out}{heard}");
    let bad = mint_list(&app, b"dossier\n", &["--dry-run", "--dossier-pattern", "HS[0-9"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(said(&bad).1.contains("dossier_pattern: expected a regular expression"), "{bad:?}");
}

#[tokio::test]
async fn another_system_gets_one_receipt_for_a_dossiers_event_in_order() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        let key = key(&app, "receipts").await;
        let asked = json!({ "receipts": [
            item("H32.15-240530-0007", "KH.STP", "received"),
            item("rubbish", "KH.STP", "received"),
            item("000.00.15.H32-240530-0007", "KH.STP", "received"),
            item("H32.15-240530-0007", "KH.STP", "returned"),
            item("H32.15-240530-0008", "NOPE", "received"),
            item("H32.15-240530-0008", "KH.NT", "lost"),
            { "dossier": 7 },
            { "dossier": "H32.15-240530-0009", "unit": "KH.NT", "phone": "0905123456" },
            { "dossier": "H32.15-240530-0010", "unit": "KH.NT" },
        ]});
        let reply = call(&app, &key, &asked).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        let first = reply.json()["receipts"].as_array().unwrap().clone();
        let codes: Vec<&str> = first.iter().map(|one| one["error"]["code"].as_str().unwrap_or("minted")).collect();
        assert_eq!(
            codes,
            [
                "minted",
                "bad_dossier",
                "minted",
                "minted",
                "unknown_unit",
                "unknown_event",
                "malformed_item",
                "malformed_item",
                "minted"
            ]
        );
        assert_eq!((&first[0]["serial"], &first[2]["known"]), (&first[2]["serial"], &json!(true)), "one dossier");
        assert_ne!(first[0]["serial"], first[3]["serial"], "another event");
        assert_eq!(first[8]["event"], "received");
        assert_eq!(first[1]["dossier"], "rubbish");
        assert!(first[0]["url"].as_str().unwrap().starts_with("HTTP://127.0.0.1/R/"), "{}", first[0]);
        assert_eq!(first[0]["expires_on"], "2024-07-02");

        site::add_receipt_key(&app.config).unwrap();
        let renewed = TestApp::restarted(&app).await;
        let again = call(&renewed, &key, &asked).await.json();
        for (before, now) in first.iter().zip(again["receipts"].as_array().unwrap()) {
            let mut before = before.clone();
            if before["error"].is_null() {
                before["known"] = json!(true);
            }
            assert_eq!(&before, now, "after the key was changed");
        }
        assert_eq!(numbers_given(&app).await, 3);
    }
}

#[tokio::test]
async fn a_call_has_its_bounds() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        let key = key(&app, "receipts").await;
        let many = |count: usize| {
            let items = (0..count).map(|n| item(&format!("000.00.15.H32-240530-{n:05}"), "KH.STP", "supplement"));
            json!({ "receipts": items.collect::<Vec<_>>() })
        };
        let too_many = call(&app, &key, &many(1_001)).await;
        assert_eq!(
            (too_many.status, too_many.code()),
            (StatusCode::UNPROCESSABLE_ENTITY, "too_many_receipts".to_owned())
        );
        assert_eq!(numbers_given(&app).await, 0);
        let all = call(&app, &key, &many(1_000)).await.json();
        assert_eq!(all["receipts"].as_array().unwrap().len(), 1_000);
        assert_eq!(numbers_given(&app).await, 1_000);
        let large = json!({ "receipts": [item(&"x".repeat(600_000), "KH.STP", "received")] });
        assert_eq!(call(&app, &key, &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        for bad in [json!([]), json!({}), json!({ "receipts": {} }), json!({ "receipts": [], "unit": "KH.STP" })] {
            assert_eq!(call(&app, &key, &bad).await.code(), "invalid_receipts", "{bad}");
        }
        let request = Request::post("/api/v1/receipts").header(header::AUTHORIZATION, format!("Bearer {key}"));
        assert_eq!(app.request(request.body(Body::from("{")).unwrap()).await.code(), "malformed");
        let large = submission("MC.NT", 0).to_string() + &" ".repeat(40_000);
        assert_eq!(app.post_json("/api/v1/submissions", large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}

#[tokio::test]
async fn a_key_has_one_right_and_ends_with_the_next_request() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        let made = hailong(&app, &["api-key", "add", "--name", "mcdt", "--right", "receipts"]);
        let (out, _) = said(&made);
        let secret = out.trim().rsplit(' ').next().unwrap().to_owned();
        let fetching = key(&app, "responses").await;
        let nothing = json!({ "receipts": [] });
        assert_eq!(call(&app, &secret, &nothing).await.status, StatusCode::OK);
        let other = call(&app, &fetching, &nothing).await;
        assert_eq!((other.status, other.code()), (StatusCode::FORBIDDEN, "wrong_api_key".to_owned()));
        for unknown in ["", "x", &secret[1..]] {
            let reply = call(&app, unknown, &nothing).await;
            assert_eq!((reply.status, reply.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
        }
        let bare = app.post_json("/api/v1/receipts", nothing.to_string()).await;
        assert_eq!((bare.status, bare.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));

        let listed = said(&hailong(&app, &["api-key", "list"])).0;
        assert!(listed.contains("mcdt") && !listed.contains(&secret), "{listed}");
        assert!(!hailong(&app, &["api-key", "add", "--name", "mcdt", "--right", "receipts"]).status.success());
        assert!(!hailong(&app, &["api-key", "add", "--name", "new", "--right", "all"]).status.success());
        assert!(hailong(&app, &["api-key", "revoke", "--name", "mcdt"]).status.success());
        assert_eq!(call(&app, &secret, &nothing).await.status, StatusCode::UNAUTHORIZED);
        assert!(!hailong(&app, &["api-key", "revoke", "--name", "mcdt"]).status.success());
        let log: Vec<String> =
            app.site.store.latest_log(9).await.unwrap().into_iter().map(|entry| entry.action).collect();
        assert_eq!(log, ["api-key.revoke", "api-key.add"]);
    }
}

#[tokio::test]
async fn responses_are_fetched_with_a_key_for_them_and_logged_under_its_name() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        app.submit_many("MC.NT", 12).await;
        app.release_now().await;
        let (fetching, minting) = (key(&app, "responses").await, key(&app, "receipts").await);
        let get = |key: String| {
            let request = Request::get("/api/v1/responses?survey=one-stop-2024&from=2024-01");
            app.request(request.header(header::AUTHORIZATION, format!("Bearer {key}")).body(Body::empty()).unwrap())
        };
        let reply = get(fetching).await;
        assert_eq!((reply.status, reply.text().lines().count()), (StatusCode::OK, 13));
        let entry = app.site.store.latest_log(1).await.unwrap().remove(0);
        assert_eq!((entry.actor.as_str(), entry.action.as_str()), ("key:for-responses", "export.responses"));
        assert_eq!(get(minting).await.status, StatusCode::FORBIDDEN);
        assert_eq!(get("x".to_owned()).await.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn the_next_key_mints_after_a_start_and_the_old_ones_read() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        let mint = ["receipts", "mint", "--unit", "KH.NT", "--survey", "one-stop-2024", "--out", "-", "--count", "1"];
        let token = |run: &Output| records(&said(run).0)[0][1].rsplit('/').next().unwrap().to_owned();
        let old = token(&hailong(&app, &mint));
        let rotated = hailong(&app, &["receipts", "rotate-key"]);
        assert!(said(&rotated).0.contains("key 2 is made; restart every server"), "{rotated:?}");
        assert_eq!(last_log(&app).await, ("receipts.rotate-key".to_owned(), "key 2".to_owned()));
        let new = token(&hailong(&app, &mint));
        let renewed = TestApp::restarted(&app).await;
        let keys = [&old, &new].map(|token| renewed.site.register.read(token).map(|issued| issued.receipt.key));
        assert_eq!(keys, [Ok(1), Ok(2)]);
        assert!(said(&hailong(&app, &["receipts", "revoke", "--key", "1"])).0.contains("took back 1 receipts"));
    }
}

/// Each act of tampering, and the invariant that must fall.
#[tokio::test]
async fn tampering_with_receipts_is_found() {
    for backend in backends() {
        for (sql, invariant) in [
            ("DELETE FROM spent", "I3"),
            ("UPDATE inbox SET stratum = 'poster'", "I3"),
            ("UPDATE mintings SET count = 0", "I6"),
            ("UPDATE spent SET week = week - 1", "I6"),
            ("UPDATE mintings SET count = 9 WHERE first = 1", "I6"),
            ("UPDATE dossiers SET number = 1", "I6"),
            ("UPDATE dossiers SET number = 900", "I6"),
        ] {
            let app = TestApp::start(&backend).await;
            let key = key(&app, "receipts").await;
            let asked = |n: usize| json!({ "receipts": [item(&format!("H32.15-240530-000{n}"), "KH.NT", "received")] });
            call(&app, &key, &asked(1)).await;
            let minted = call(&app, &key, &asked(2)).await.json();
            let mut sent = submission("MC.NT", 0);
            let url = minted["receipts"][0]["url"].as_str().unwrap();
            sent["source"] = json!({ "receipt": url.rsplit('/').next().unwrap() });
            assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
            let broken = async || {
                let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
                checks.into_iter().filter(|check| !check.holds).map(|check| check.name).collect::<Vec<_>>()
            };
            assert_eq!(broken().await, Vec::<&str>::new());
            Database::connect(&app.database_url).await.unwrap().execute_unprepared(sql).await.unwrap();
            let found = broken().await;
            assert!(found.iter().any(|name| name.contains(invariant)), "{sql}: only {found:?}");
        }
    }
}
