//! Other systems ask for receipts: once for a dossier's event, whatever comes how often, with a key for it.

use crate::{
    issuing::{hailong, numbers_given, said},
    support::{MORNING, Reply, TestApp, submission},
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use hailong::domain::staff_log::Action;
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};

async fn key(app: &TestApp, right: &str) -> String {
    let secret = hailong::work::api_keys::new_secret();
    let entry = app.entry(Action::ApiKeyAdd);
    assert!(app.site.store.add_api_key(&format!("for-{right}"), right, &secret, entry).await.unwrap());
    secret
}

async fn call(app: &TestApp, key: &str, body: &Value) -> Reply {
    let request = Request::post("/api/v1/receipts").header(header::AUTHORIZATION, format!("Bearer {key}"));
    app.request(request.body(Body::from(body.to_string())).unwrap()).await
}

fn item(dossier: &str, unit: &str, event: &str) -> Value {
    json!({ "dossier": dossier, "unit": unit, "event": event })
}

#[tokio::test]
async fn another_system_gets_one_receipt_for_a_dossiers_event_in_order() {
    let app = TestApp::start().await;
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

    app.site.add_receipt_key(app.by()).await.unwrap();
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

#[tokio::test]
async fn a_dossier_gets_another_receipt_where_its_own_was_taken_back_unanswered() {
    let app = TestApp::start().await;
    let key = key(&app, "receipts").await;
    let asked = json!({ "receipts": [
        item("H32.15-240530-0001", "KH.NT", "received"),
        item("H32.15-240530-0002", "KH.NT", "received"),
    ]});
    let token = |reply: &Value, place: usize| {
        reply["receipts"][place]["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
    };
    let answer = |token: String, n| {
        let mut sent = submission("MC.NT", n);
        sent["source"] = json!({ "receipt": token });
        sent
    };
    let first = call(&app, &key, &asked).await.json();
    assert_eq!(app.submit(&answer(token(&first, 1), 0)).await.status, StatusCode::CREATED);
    assert!(hailong(&app, &["receipts", "revoke", "--key", "1"]).status.success());

    let dead = call(&app, &key, &asked).await;
    assert_eq!((dead.status, dead.code()), (StatusCode::CONFLICT, "revoked_key".to_owned()), "no new key yet");
    let mint = ["receipts", "mint", "--unit", "KH.NT", "--survey", "one-stop-2024", "--out", "-", "--count", "1"];
    let (csv, heard) = said(&hailong(&app, &mint));
    assert!(csv.is_empty() && heard.contains("key 1 was taken back"), "{heard}");
    assert_eq!(numbers_given(&app).await, 2);

    assert!(hailong(&app, &["receipts", "rotate-key"]).status.success());
    let renewed = TestApp::restarted(&app).await;
    renewed.at(MORNING + 2_000);
    let again = call(&renewed, &key, &asked).await.json();
    let told = |reply: &Value| [0, 1].map(|place| reply["receipts"][place]["known"].as_bool().unwrap());
    assert_eq!(told(&again), [false, true], "what was answered is not answered twice");
    assert_eq!(again["receipts"][0]["serial"], 3);
    assert_eq!(again["receipts"][1]["url"], first["receipts"][1]["url"]);
    assert_eq!(renewed.submit(&answer(token(&again, 0), 1)).await.status, StatusCode::CREATED);
    assert_eq!(renewed.submit(&answer(token(&first, 0), 2)).await.code(), "receipt_revoked");
    let third = call(&renewed, &key, &asked).await.json();
    assert_eq!((told(&third), &third["receipts"][0]["url"]), ([true, true], &again["receipts"][0]["url"]));
    assert_eq!(numbers_given(&app).await, 3);
    let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
    assert!(checks.iter().all(|check| check.holds), "{checks:?}");
}

#[tokio::test]
async fn a_key_that_is_gone_costs_its_own_dossiers_and_its_id_is_not_used_again() {
    let app = TestApp::without_end().await;
    let secret = key(&app, "receipts").await;
    let old = item("H32.15-240530-0001", "KH.NT", "received");
    call(&app, &secret, &json!({ "receipts": [old] })).await;
    let file = |id: u16| app.folder.0.join(format!("keys/receipt-{id:04}.key"));
    assert_eq!(app.site.add_receipt_key(app.by()).await.unwrap(), 2);
    std::fs::remove_file(file(1)).unwrap();
    let renewed = TestApp::restarted(&app).await;
    assert_eq!(renewed.site.register.keys().newest(), Some(2));
    let asked = json!({ "receipts": [old, item("H32.15-240530-0002", "KH.NT", "received")] });
    let reply = call(&renewed, &secret, &asked).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let told = reply.json();
    assert_eq!(
        (&told["receipts"][0]["error"]["code"], &told["receipts"][1]["known"]),
        (&json!("key_gone"), &json!(false))
    );

    let list = app.folder.0.join("list.csv");
    std::fs::write(&list, "H32.15-240530-0003\nH32.15-240530-0001\nH32.15-240530-0002\n").unwrap();
    let list = list.display().to_string();
    let mint = ["receipts", "mint", "--survey", "one-stop-2024", "--unit", "KH.NT", "--dossiers", &list];
    for more in [&["--dry-run"][..], &["--out", "-"]] {
        let run = hailong(&app, &[&mint, more].concat());
        let (out, heard) = said(&run);
        assert_eq!(run.status.code(), Some(1), "{heard}");
        assert!(heard.contains("line 2: it has a receipt of key 1, which is not in the keys folder"), "{heard}");
        assert!(format!("{out}{heard}").contains("1 were minted before, 0 stood in the list twice, 1 lines are bad"));
    }

    std::fs::remove_file(file(2)).unwrap();
    assert!(hailong(&app, &["receipts", "rotate-key"]).status.success());
    assert!(!file(1).exists() && !file(2).exists() && file(3).exists() && file(4).exists(), "3 to open, 4 next");
}

#[tokio::test]
async fn a_call_has_its_bounds() {
    let app = TestApp::start().await;
    let key = key(&app, "receipts").await;
    let many = |count: usize| {
        let items = (0..count).map(|n| item(&format!("000.00.15.H32-240530-{n:05}"), "KH.STP", "supplement"));
        json!({ "receipts": items.collect::<Vec<_>>() })
    };
    let too_many = call(&app, &key, &many(1_001)).await;
    assert_eq!((too_many.status, too_many.code()), (StatusCode::UNPROCESSABLE_ENTITY, "too_many_receipts".to_owned()));
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

#[tokio::test]
async fn a_key_has_one_right_and_ends_with_the_next_request() {
    let app = TestApp::start().await;
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
    let log: Vec<String> = app.logged(9).await.into_iter().map(|entry| entry.action.key().to_owned()).collect();
    assert_eq!(log, ["api-key.revoke", "api-key.add"]);
}

#[tokio::test]
async fn responses_are_fetched_with_a_key_for_them_and_logged_under_its_name() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 12).await;
    app.release_now().await;
    let (fetching, minting) = (key(&app, "responses").await, key(&app, "receipts").await);
    let get = |key: String| {
        let request = Request::get("/api/v1/responses?survey=one-stop-2024&from=2024-01");
        app.request(request.header(header::AUTHORIZATION, format!("Bearer {key}")).body(Body::empty()).unwrap())
    };
    let reply = get(fetching).await;
    assert_eq!((reply.status, reply.text().lines().count()), (StatusCode::OK, 13));
    let entry = app.logged(1).await.remove(0);
    assert_eq!((entry.actor.as_str(), entry.action.key()), ("key:for-responses", "export.responses"));
    assert_eq!(get(minting).await.status, StatusCode::FORBIDDEN);
    assert_eq!(get("x".to_owned()).await.status, StatusCode::UNAUTHORIZED);
}

/// Each act of tampering, and the invariant that must fall.
#[tokio::test]
async fn tampering_with_receipts_is_found() {
    for (sql, invariant) in [
        ("DELETE FROM spent", "I3"),
        ("DELETE FROM inbox", "I3"),
        ("UPDATE mintings SET count = 0", "I6"),
        ("UPDATE spent SET week = week - 1", "I6"),
        ("UPDATE mintings SET count = 9 WHERE first = 1", "I6"),
        ("UPDATE dossiers SET number = 1", "I6"),
        ("UPDATE dossiers SET number = 900", "I6"),
    ] {
        let app = TestApp::start().await;
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
