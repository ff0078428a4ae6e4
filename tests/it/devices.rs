//! Devices are let in once, and from then on only what they sign counts.

use crate::support::{MORNING, Tablet, TestApp, new_code, sha, submission, type_code};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use hailong::{
    domain::{device::DeviceId, staff_log::Action},
    work::pairing::new_pin,
};
use serde_json::{Value, json};

const MINUTE: i64 = 60_000;

fn id(tablet: &Tablet) -> DeviceId {
    DeviceId::parse(&tablet.id).unwrap()
}

/// Another code of as many symbols.
fn wrong(code: &str) -> String {
    code.chars().map(|c| if c == '0' { '1' } else { '0' }).collect()
}

async fn typed(app: &TestApp, desk: &str, code: &str) -> (u16, String, Value) {
    let reply = type_code(app, desk, code).await.1;
    (reply.status.as_u16(), reply.code(), reply.json()["left"].clone())
}

fn said(status: u16, code: &str, left: Value) -> (u16, String, Value) {
    (status, code.to_owned(), left)
}

#[tokio::test]
async fn a_code_lets_one_tablet_in_within_ten_minutes() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    assert_eq!((&tablet.said["desk"], &tablet.said["name"]), (&json!("MC.NT"), &json!("Máy 1")));
    assert_eq!((&tablet.said["pin"]["rounds"], &tablet.said["seals"][0]["id"]), (&json!(300_000), &json!(1)));
    let used = new_code(&app, "MC.NT").await;
    assert_eq!(type_code(&app, "MC.NT", &used).await.1.status, StatusCode::CREATED);
    assert_eq!(typed(&app, "MC.NT", &used).await, said(410, "pairing_expired", Value::Null), "used twice");
    let late = new_code(&app, "MC.NT").await;
    assert_eq!(typed(&app, "MC.CR", &late).await, said(404, "pairing_unknown", json!(0)), "another desk's");
    app.at(MORNING + 10 * MINUTE - 1);
    let unused = app.site.store.unused_pairings(app.clock.now()).await.unwrap();
    assert_eq!((unused.len(), unused[0].left, unused[0].ends_at), (1, 5, MORNING + 10 * MINUTE));
    app.at(MORNING + 10 * MINUTE);
    assert_eq!(typed(&app, "MC.NT", &late).await, said(410, "pairing_expired", Value::Null), "too late");
    let log = app.logged(9).await;
    assert!(log.iter().all(|entry| entry.action.key() == "device.pair") && log.len() == 2);
}

#[tokio::test]
async fn a_code_is_guessed_five_times_and_is_gone() {
    let app = TestApp::start().await;
    let [code, other] = [new_code(&app, "MC.NT").await, new_code(&app, "MC.CR").await];
    for left in (1..5).rev() {
        assert_eq!(typed(&app, "MC.NT", &wrong(&code)).await, said(404, "pairing_unknown", json!(left)));
    }
    assert_eq!(typed(&app, "MC.NT", &wrong(&code)).await, said(410, "pairing_gone", Value::Null));
    assert_eq!(typed(&app, "MC.NT", &code).await, said(410, "pairing_gone", Value::Null), "the right one, too late");
    assert_eq!(type_code(&app, "MC.CR", &other).await.1.status, StatusCode::CREATED, "another desk's is not");
    let next = new_code(&app, "MC.NT").await;
    assert_eq!(type_code(&app, "MC.NT", &next).await.1.status, StatusCode::CREATED, "nor is the next one");
}

/// All at once there are no more tries than one after the other, and one of two tablets wins.
#[tokio::test]
async fn many_tablets_at_once_get_no_more_than_one() {
    let app = TestApp::start().await;
    let code = new_code(&app, "MC.NT").await;
    let replies = futures_util::future::join_all((0..8).map(|_| type_code(&app, "MC.NT", &code))).await;
    let mut statuses: Vec<u16> = replies.iter().map(|(_, reply)| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 410, 410, 410, 410, 410, 410, 410]);
    assert_eq!(app.site.store.devices().await.unwrap().len(), 1);
    let bad = wrong(&new_code(&app, "MC.NT").await);
    let replies = futures_util::future::join_all((0..10).map(|_| type_code(&app, "MC.NT", &bad))).await;
    let unknown = replies.iter().filter(|(_, reply)| reply.status == StatusCode::NOT_FOUND).count();
    assert_eq!(unknown, 4, "the fifth finds them gone");
}

#[tokio::test]
async fn pairing_needs_the_key_that_it_names() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let code = new_code(&app, "MC.NT").await;
    let (_, reply) = type_code(&app, "MC.NT", "U").await;
    assert_eq!((reply.status, reply.code()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid_pairing".to_owned()));
    for body in [json!({}), json!([]), json!({"desk": "MC.NT", "code": code, "key": 1, "signature": ""})] {
        assert_eq!(app.post_json("/api/v1/devices/pair", body.to_string()).await.status, StatusCode::BAD_REQUEST);
    }
    for key in ["", "AAAA", "BGg"] {
        let body = json!({"desk": "MC.NT", "code": code, "key": key, "signature": "AAAA"});
        let reply = app.post_json("/api/v1/devices/pair", body.to_string()).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid_pairing".to_owned()));
    }
    assert_eq!(type_code(&app, "MC.NT", &code).await.1.status, StatusCode::CREATED, "no try was taken");
}

#[tokio::test]
async fn a_request_is_taken_once_and_counters_never_go_back() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let body = json!({"sent": 0, "items": [], "status": {}}).to_string();
    let with = |counter| tablet.request_with("/api/v1/devices/sync", &body, counter);
    let first = with(7);
    let again = Request::post(first.uri().clone());
    let again = first.headers().iter().fold(again, |again, (name, value)| again.header(name, value));
    let reply = tablet.send(&app, first).await;
    assert_eq!((reply.status, &reply.json()["counter"]), (StatusCode::OK, &json!(7)));
    for request in [again.body(Body::from(body.clone())).unwrap(), with(6), with(7)] {
        let reply = tablet.send(&app, request).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::CONFLICT, "device_replayed".to_owned()));
        assert_eq!(reply.json()["counter"], json!(7));
    }
    assert_eq!(tablet.send(&app, with((1 << 53) - 1)).await.status, StatusCode::OK, "the highest");
    for counter in [0, -1, 1 << 53] {
        let reply = app.request(with(counter)).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::UNAUTHORIZED, "device_unknown".to_owned()));
    }
}

/// Two requests with one counter at once: one is taken.
#[tokio::test]
async fn a_counter_is_taken_by_one_of_many() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let body = json!({"sent": 0, "items": [], "status": {}}).to_string();
    let sent = (0..8).map(|_| tablet.send(&app, tablet.request_with("/api/v1/devices/sync", &body, 1)));
    let replies = futures_util::future::join_all(sent).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == StatusCode::OK).count(), 1);
}

#[tokio::test]
async fn whoever_does_not_hold_the_key_is_unknown() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let [tablet, other] = [Tablet::pair(&app, "MC.NT").await, Tablet::pair(&app, "MC.NT").await];
    let body = json!({"sent": 0, "items": [], "status": {}}).to_string();
    let path = "/api/v1/devices/sync";
    let changed = |name: &'static str, value: &str| {
        let mut request = tablet.request(path, &body);
        request.headers_mut().insert(name, value.parse().unwrap());
        request
    };
    let mut elsewhere = tablet.request("/api/v1/devices/slips", &body);
    *elsewhere.uri_mut() = path.parse().unwrap();
    let mut other_body = tablet.request(path, &body);
    *other_body.body_mut() = Body::from(body.replace("\"sent\":0", "\"sent\":1"));
    for request in [
        changed("x-device", &other.id),
        changed("x-device", &"0".repeat(32)),
        changed("x-device", &tablet.id.to_uppercase()),
        changed("x-nonce", &"0".repeat(32)),
        changed("x-counter", "9"),
        changed("x-signature", "AAAA"),
        elsewhere,
        other_body,
        Request::post(path).body(Body::from(body.clone())).unwrap(),
        Request::post("/api/v1/devices/receipts").body(Body::from("{}")).unwrap(),
        Request::post("/api/v1/devices/slips").body(Body::from("{}")).unwrap(),
        Request::post("/api/v1/devices/slips/read").body(Body::from("{}")).unwrap(),
    ] {
        let reply = app.request(request).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::UNAUTHORIZED, "device_unknown".to_owned()));
        assert_eq!(reply.header("x-signature"), "", "nothing is signed for strangers");
    }
    assert_eq!(tablet.sync(&app, &[]).await.status, StatusCode::OK);
}

/// Errors too, also those that no handler of ours has made; and an answer belongs to its question.
#[tokio::test]
async fn every_answer_is_signed_for_its_question() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let tablet = Tablet::pair(&app, "MC.NT").await;
    for (path, body, status) in [
        ("sync", "x".to_owned(), 400),
        ("sync", json!({"sent": 0, "items": vec![0; 21]}).to_string(), 422),
        ("slips/read", json!({"slip": "0"}).to_string(), 404),
        ("receipts", json!({"receipt": "0"}).to_string(), 422),
        ("receipts", json!({"receipt": "0".repeat(71)}).to_string(), 404),
    ] {
        let reply = tablet.send(&app, tablet.request(&format!("/api/v1/devices/{path}"), &body)).await;
        assert_eq!(reply.status.as_u16(), status, "{path} {}", reply.text());
        assert_eq!(reply.header("content-type"), "application/problem+json");
    }
    let request = tablet.request("/api/v1/devices/sync", &json!({"sent": 0, "items": []}).to_string());
    let nonce = request.headers()["x-nonce"].to_str().unwrap().to_owned();
    let good = tablet.send(&app, request).await;
    let mut forged = good.clone();
    forged.body.push(b' ');
    assert!(!tablet.believes(&nonce, &forged), "another body");
    forged = good.clone();
    forged.status = StatusCode::CREATED;
    assert!(!tablet.believes(&nonce, &forged), "another status");
    assert!(!tablet.believes(sha(b"").get(..32).unwrap(), &good), "another nonce");
}

#[tokio::test]
async fn a_revoked_device_is_refused_at_its_next_request() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    assert_eq!(tablet.hand_in(&app, &submission("MC.NT", 1)).await, 201);
    assert!(app.site.store.revoke_device(id(&tablet), app.entry(Action::DeviceRevoke)).await.unwrap());
    assert!(
        !app.site.store.revoke_device(id(&tablet), app.entry(Action::DeviceRevoke)).await.unwrap(),
        "revoked already"
    );
    let reply = tablet.sync(&app, &[tablet.item(&submission("MC.NT", 2))]).await;
    assert_eq!((reply.status, reply.code()), (StatusCode::FORBIDDEN, "device_revoked".to_owned()));
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 1);
    assert_eq!(new_pin(&app.site, id(&tablet), app.entry(Action::DevicePin)).await.unwrap(), None);
}

#[tokio::test]
async fn staff_see_what_a_device_says_and_it_learns_what_they_changed() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let device = async || app.site.store.device(id(&tablet)).await.unwrap().unwrap();
    assert_eq!(device().await.seen_at, None);
    let status = json!({"queued": 3, "dead": 0, "oldest": 25, "app": "a1", "survey": "one-stop-2024", "battery": 81,
            "persisted": true, "pin_locked": 1});
    let reply = tablet.ask(&app, "sync", &json!({"sent": 5, "items": [], "status": status})).await;
    assert_eq!(reply.json()["open"], json!({"from": "06:30", "to": "18:30"}));
    let seen = device().await;
    assert_eq!((seen.seen_at, seen.status.queued, seen.status.oldest), (Some(MORNING), 3, Some(25)));
    assert_eq!((seen.status.app.as_str(), seen.status.battery, seen.status.persisted), ("a1", Some(81), true));
    assert!(!seen.status.app_is_current);
    let shell = reply.json()["shell"].clone();
    tablet.ask(&app, "sync", &json!({"sent": 6, "items": [], "status": {"app": shell}})).await;
    assert!(device().await.status.app_is_current, "{shell}");
    tablet.ask(&app, "sync", &json!({"sent": 7, "items": [], "status": {"pin_locked": 2}})).await;
    tablet.sync(&app, &[]).await;
    assert_eq!(device().await.status.pin_locked, 3, "they are added up, not forgotten at the next heartbeat");
    let logged = app.logged(9).await;
    assert_eq!(logged.iter().filter(|entry| entry.action.key() == "device.pin_locked").count(), 2);
    assert!(app.site.store.rename_device(id(&tablet), "Máy cửa", app.entry(Action::DeviceRename)).await.unwrap());
    assert!(new_pin(&app.site, id(&tablet), app.entry(Action::DevicePin)).await.unwrap().is_some());
    let told = tablet.sync(&app, &[]).await.json();
    assert_eq!(told["name"], "Máy cửa");
    assert_ne!(told["pin"], tablet.said["pin"]);
    assert!(
        !app.site
            .store
            .rename_device(DeviceId::from_bytes([0; 16]), "x", app.entry(Action::DeviceRename))
            .await
            .unwrap()
    );
}
