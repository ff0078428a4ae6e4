//! The pages of devices: the rights, the secrets shown once, the buttons, and the messages about bad input.

use crate::{
    staff::Operator,
    support::{MORNING, Reply, TestApp},
};
use axum::http::StatusCode;
use hailong::{
    domain::{
        device::{Device, DeviceId, DeviceKey, PairingCode, Status},
        role::Role,
        staff_log::Action,
    },
    store::devices::Paired,
};

const LIST: &str = "/staff/devices";
const MINUTE: i64 = 60_000;

async fn admin(app: &TestApp) -> Operator<'_> {
    Operator::with_role(app, Role::Administrator, None).await
}

/// The code elements of a page: pairing code, PIN.
fn secrets(page: &Reply) -> Vec<String> {
    let text = page.text();
    text.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// The fields that a page of forms says are wrong.
fn wrong(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text());
    let text = reply.text();
    let summary = text.split("<div class=\"summary\"").nth(1).and_then(|rest| rest.split("</div>").next());
    let links = summary.unwrap_or_default().split("href=\"#").skip(1);
    links.map(|link| link.split('"').next().unwrap().to_owned()).collect()
}

/// The request of a tablet on which a code was typed.
async fn type_code(app: &TestApp, desk: &str, code: &str) -> Paired {
    let digest = app.site.device_keys.sign.pairing_digest(desk, PairingCode::parse(code).unwrap());
    let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let key = DeviceKey::from_bytes(key.verifying_key().to_sec1_point(false).as_bytes()).unwrap();
    app.site.store.pair(desk, digest, &key, app.by()).await.unwrap()
}

/// A device of a desk, through the page.
async fn device(app: &TestApp, admin: &mut Operator<'_>, desk: &str, name: &str) -> Device {
    let page = admin.post(LIST, &[("desk", desk), ("name", name)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    match type_code(app, desk, &secrets(&page)[0]).await {
        Paired::Device(device) => *device,
        other => panic!("{other:?}"),
    }
}

async fn says(app: &TestApp, id: DeviceId, status: Status) {
    app.site.store.note_device(id, app.clock.now(), &status).await.unwrap();
    if status.pin_locked > 0 {
        let entry = app.entry(Action::DevicePinLocked);
        app.site.store.add_lock_outs(id, status.pin_locked, entry).await.unwrap();
    }
}

async fn log(app: &TestApp) -> Vec<String> {
    let entries = app.logged(50).await;
    entries.into_iter().rev().map(|entry| format!("{} {}", entry.action.key(), entry.detail)).collect()
}

/// Every route × role × {known, unknown} id. A refused request changes nothing.
#[tokio::test]
async fn only_the_administrator_sees_and_changes_devices() {
    let app = TestApp::start().await;
    let mut administrator = admin(&app).await;
    let id = device(&app, &mut administrator, "MC.NT", "Máy 1").await.id;
    let waiting = administrator.post(LIST, &[("desk", "MC.NT"), ("name", "Máy 2")]).await;
    assert_eq!(secrets(&waiting).len(), 2);
    let pairing = app.site.store.unused_pairings(MORNING).await.unwrap()[0].id;
    let (of, unknown) = (format!("{LIST}/{id}"), format!("{LIST}/{}", "0".repeat(32)));
    let gets = [
        (LIST.to_owned(), 200),
        (of.clone(), 200),
        (format!("{of}/revoke"), 200),
        (format!("{LIST}/desks/MC.NT"), 200),
        (unknown.clone(), 404),
        (format!("{LIST}/MC.NT"), 404),
        (format!("{unknown}/revoke"), 404),
        (format!("{LIST}/desks/NOPE"), 404),
    ];
    // Path, fields and status, in an order in which each finds what it needs.
    type Post = (String, &'static [(&'static str, &'static str)], u16);
    let posts: [Post; 11] = [
        (LIST.to_owned(), &[("desk", "MC.NT"), ("name", "Máy 3")], 200),
        (format!("{LIST}/pairings/{pairing}"), &[], 200),
        (format!("{LIST}/pairings/{pairing}"), &[], 404),
        (format!("{LIST}/desks/MC.NT"), &[("hours", "T2-T6 07:30-17:00")], 303),
        (format!("{LIST}/desks/NOPE"), &[("site", "1")], 404),
        (format!("{of}/name"), &[("name", "Máy 9")], 303),
        (format!("{of}/pin"), &[], 200),
        (format!("{of}/revoke"), &[], 303),
        (format!("{of}/pin"), &[], 404),
        (format!("{of}/name"), &[("name", "Máy 8")], 404),
        (format!("{unknown}/revoke"), &[], 404),
    ];
    let others = [Role::Analyst, Role::Manager, Role::Oversight, Role::Auditor];
    let before = log(&app).await;
    for role in others {
        let mut operator = Operator::with_role(&app, role, Some("KH.NT")).await;
        for (path, _) in &gets {
            assert_eq!(operator.get(path).await.status, StatusCode::FORBIDDEN, "{role:?} at {path}");
        }
        for (path, fields, _) in &posts {
            assert_eq!(operator.post(path, fields).await.status, StatusCode::FORBIDDEN, "{role:?} posts {path}");
        }
    }
    let mut nobody = Operator::nobody(&app);
    for (path, _) in &gets {
        assert!(nobody.get(path).await.header("location").starts_with("/staff/sign-in?"), "nobody at {path}");
    }
    for (path, fields, _) in &posts {
        assert!(
            nobody.post(path, fields).await.header("location").starts_with("/staff/sign-in?"),
            "nobody posts {path}"
        );
    }
    assert_eq!(log(&app).await, before, "nobody changed anything");
    for (path, expected) in gets {
        assert_eq!(administrator.get(&path).await.status.as_u16(), expected, "{path}");
    }
    for (path, fields, expected) in posts {
        assert_eq!(administrator.post(&path, fields).await.status.as_u16(), expected, "posts {path}");
    }
}

#[tokio::test]
async fn code_and_pin_are_shown_once_and_let_one_tablet_in() {
    let app = TestApp::start().await;
    let mut admin = admin(&app).await;
    let page = admin.post(LIST, &[("desk", "MC.NT"), ("name", "Máy 1")]).await;
    let [code, pin] = &secrets(&page)[..] else { panic!("{}", page.text()) };
    assert!(code.len() == 9 && pin.len() == 6, "{code} {pin}");
    for part in ["http://127.0.0.1/k/MC.NT", "09:10", "<svg class=\"qr\"", "<ol>"] {
        assert!(page.text().contains(part), "{part} is not in {}", page.text());
    }
    let waiting = admin.get(LIST).await.text();
    assert!(waiting.contains("chờ ghép") && waiting.contains("Cấp mã ghép mới"), "{waiting}");
    assert!(!waiting.contains(code) && !waiting.contains(pin));

    // Lost, or too late: another one, and the first is over.
    let pairing = app.site.store.unused_pairings(MORNING).await.unwrap()[0].id;
    app.at(MORNING + 11 * MINUTE);
    assert!(admin.get(LIST).await.text().contains("mã ghép đã hết hạn"));
    let again = secrets(&admin.post(&format!("{LIST}/pairings/{pairing}"), &[]).await);
    assert!(matches!(type_code(&app, "MC.NT", code).await, Paired::Unknown { left: 4 }));
    let Paired::Device(device) = type_code(&app, "MC.NT", &again[0]).await else { panic!("it is good") };
    let list = admin.get(LIST).await.text();
    assert!(list.contains("đang hoạt động") && !list.contains("chờ ghép"), "{list}");

    let renew = admin.post(&format!("{LIST}/{}/pin", device.id), &[]).await;
    let new = app.site.store.device(device.id).await.unwrap().unwrap().pin;
    assert!(new != device.pin && secrets(&renew)[0].len() == 6);
    let renamed = admin.post(&format!("{LIST}/{}/name", device.id), &[("name", "Máy cửa 2")]).await;
    assert_eq!(renamed.header("location"), format!("{LIST}/{}?lang=vi", device.id));
    admin.post(&format!("{LIST}/{}/name", device.id), &[("name", "Máy cửa 2")]).await;
    for _ in 0..2 {
        admin.post(&format!("{LIST}/{}/revoke", device.id), &[]).await;
    }
    let said = log(&app).await;
    assert_eq!(
        said,
        [
            "device.add MC.NT Máy 1",
            "device.code MC.NT Máy 1",
            "device.pin MC.NT Máy 1",
            "device.rename MC.NT Máy 1: Máy cửa 2",
            "device.revoke MC.NT Máy cửa 2",
        ],
        "each once, and no secret"
    );
    assert!(admin.get(LIST).await.text().contains("đã thu hồi"));
}

#[tokio::test]
async fn every_device_says_how_it_is_and_the_worst_stands_above() {
    let app = TestApp::start().await;
    let mut admin = admin(&app).await;
    assert!(admin.get(LIST).await.text().contains("Chưa có máy nào"));
    let mut ids = Vec::new();
    for n in 1..=4 {
        ids.push(device(&app, &mut admin, "MC.NT", &format!("Máy {n}")).await.id);
    }
    admin.post(&format!("{LIST}/desks/MC.NT"), &[("hours", "T2-T6 07:30-11:30 13:30-17:00")]).await;
    let survey = app.site.current_survey(app.clock.local().date()).unwrap().key.clone();
    let well = Status { persisted: true, survey, battery: Some(85), ..Status::default() };
    for (id, status) in [
        (ids[0], Status { pin_locked: 3, ..well.clone() }),
        (ids[1], Status { queued: 214, oldest: Some(3), ..well.clone() }),
        (ids[2], Status { dead: 2, survey: "one-stop-2020".into(), ..well.clone() }),
        (ids[3], Status { queued: 51, persisted: false, battery: None, ..well }),
    ] {
        says(&app, id, status).await;
    }
    let page = admin.get(LIST).await.text();
    for part in [
        "đang hoạt động",
        "214",
        "báo động",
        "cũ nhất 3 giờ",
        "2 phiếu bị từ chối",
        "85%",
        "one-stop-2020 (bản cũ)",
        "(mới nhất)",
        "1 máy có từ 200 phiếu chờ gửi, hoặc có phiếu chờ từ 24 giờ: Máy 2 – ",
        "1 máy có phiếu bị từ chối, cần người xem: Máy 3 – ",
        "1 máy có hơn 50 phiếu chờ gửi: Máy 4 – ",
        "1 máy mà trình duyệt có thể xóa phiếu chờ khi hết chỗ: Máy 4 – ",
        "T2-T6 07:30-11:30 13:30-17:00 (riêng của nơi này)",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains("im lặng"), "{page}");
    let one = admin.get(&format!("{LIST}/{}", ids[0])).await.text();
    for part in ["được giữ lâu dài", "<dd>3</dd>", "85%"] {
        assert!(one.contains(part), "{part} is not in {one}");
    }
    app.at(MORNING + 11 * MINUTE);
    let later = admin.get(&format!("{LIST}?lang=en")).await.text();
    assert!(later.contains("Silent kiosks, 4: Máy 1") && later.contains("and 1 more"), "{later}");
    assert!(later.contains("silent since 09:00, 30 May 2024"), "{later}");
    let asked = admin.get(&format!("{LIST}/{}/revoke", ids[1])).await.text();
    assert!(asked.contains("Lúc 09:00 30/05/2024 trên máy còn 214 phiếu chưa gửi được"), "{asked}");
}

#[tokio::test]
async fn bad_input_names_its_field_and_is_kept() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut admin = admin(&app).await;
    let empty = admin.post(LIST, &[]).await;
    assert_eq!(wrong(&empty), ["desk", "name"]);
    let long = "ă".repeat(61);
    let bad = admin.post(LIST, &[("desk", "NOPE"), ("name", &long)]).await;
    assert_eq!(wrong(&bad), ["desk", "name"]);
    assert!(bad.text().contains(&long), "what was typed is kept");
    let id = device(&app, &mut admin, "MC.NT", "Máy 1").await.id;
    device(&app, &mut admin, "MC.NT", "Máy 2").await;
    let taken = admin.post(LIST, &[("desk", "MC.NT"), ("name", "máy 1")]).await;
    assert_eq!(wrong(&taken), ["name"]);
    let other_desk = admin.post(LIST, &[("desk", "MC.CR"), ("name", "Máy 1")]).await;
    assert_eq!(other_desk.status, StatusCode::OK);
    let rename = format!("{LIST}/{id}/name");
    for name in ["", "  ", "\u{7}", "a\u{0}b", "Máy 2"] {
        assert_eq!(wrong(&admin.post(&rename, &[("name", name)]).await), ["name"], "{name:?}");
    }
    let hours = format!("{LIST}/desks/MC.NT");
    for (typed, said) in [
        ("", "Nhập ngày rồi đến giờ"),
        ("T2-T6", "Nhập ngày rồi đến giờ"),
        ("T2-T6 25:00-26:00", "“25:00-26:00” không phải là ngày"),
        ("T2-T6 17:00-07:30", "“17:00-07:30” kết thúc trước khi bắt đầu"),
        ("T2-T6 07:30-12:00 11:00-17:00", "trùng nhau"),
        ("<b>", "“&lt;b&gt;” không phải là ngày"),
    ] {
        let reply = admin.post(&hours, &[("hours", typed)]).await;
        assert_eq!(wrong(&reply), ["hours"], "{typed}");
        assert!(reply.text().contains(said), "{said} is not in {}", reply.text());
    }
    assert!(app.site.store.opening_hours(&app.site.opening_hours).await.unwrap().desks.is_empty());
    assert_eq!(admin.post(&hours, &[("hours", "T2-CN 0h00-24h00")]).await.status, StatusCode::SEE_OTHER);
    assert!(admin.get(&hours).await.text().contains("value=\"T2-CN 00:00-24:00\""));
    assert_eq!(admin.post(&hours, &[("site", "1")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        log(&app).await.split_off(3),
        [
            "hours.desk MC.NT: mon-sun 00:00-24:00 (before: as the site)",
            "hours.desk MC.NT: as the site (before: mon-sun 00:00-24:00)",
        ]
    );
}
