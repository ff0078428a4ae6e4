//! Everything that is done is in the staff log, in sentences of the language that its reader chose.

use crate::{
    issuing::hailong,
    staff::Operator,
    support::{Tablet, TestApp, submission},
};
use hailong::{
    domain::{
        language::Lang,
        role::Role,
        staff_log::{Action, AnyAction},
    },
    oversight::told::told,
    store::Logged,
    work::releases,
};
use serde_json::json;
use std::collections::BTreeSet;

const DESK: &str = "MC.NT";

/// An administrator's acts on the pages.
async fn administers(app: &TestApp) {
    let mut admin = Operator::with_role(app, Role::Administrator, None).await;
    admin.post("/staff/users", &[("name", "minh"), ("role", "manager"), ("unit", "KH.NT")]).await;
    let minh = app.site.store.users().await.unwrap().into_iter().find(|user| user.name == "minh").unwrap();
    admin.post(&format!("/staff/users/{}/password", minh.id.simple()), &[]).await;
    for act in ["sessions", "disable", "enable"] {
        admin.post(&format!("/staff/users/{}/{act}", minh.id.simple()), &[]).await;
    }
    admin.post(&format!("/staff/users/{}/role", minh.id.simple()), &[("role", "auditor"), ("unit", "")]).await;
    for place in ["poster?desk=MC.NT&size=a4", "poster?desk=*&size=a5", "codes/MC.NT.svg"] {
        admin.get(&format!("/staff/print/{place}")).await;
    }
    let wanted = [("unit", "KH.NT"), ("event", "returned"), ("amount", "12"), ("output", "sheet")];
    admin.post("/staff/print/receipts", &wanted).await;
    for layout in ["sheet", "strips", "csv"] {
        admin.get(&format!("/staff/print/receipts?first=1&count=2&layout={layout}")).await;
    }
    admin.post("/staff/devices", &[("desk", DESK), ("name", "Bàn số 1")]).await;
    let pairing = app.site.store.unused_pairings(app.clock.now()).await.unwrap()[0].id;
    admin.post(&format!("/staff/devices/pairings/{pairing}"), &[]).await;
    let tablet = Tablet::pair(app, DESK).await;
    tablet.ask(app, "sync", &json!({"sent": 5, "items": [], "status": {"pin_locked": 2}})).await;
    let device = format!("/staff/devices/{}", tablet.id);
    admin.post(&format!("{device}/pin"), &[]).await;
    admin.post(&format!("{device}/name"), &[("name", "Máy cửa 2")]).await;
    admin.post(&format!("{device}/revoke"), &[]).await;
    for hours in [("hours", "T2-T6 07:30-11:30 13:30-17:00, T7 07:30-11:30"), ("site", "1")] {
        admin.post("/staff/devices/desks/MC.NT", &[hours]).await;
    }
}

/// Other people's acts: they sign in, rightly and wrongly, and take out files.
async fn reads_out(app: &TestApp) {
    let password = app.new_analyst("lan").await;
    let mut lan = Operator::nobody(app);
    lan.post("/staff/sign-in", &[("name", "lan"), ("password", "not this one at all")]).await;
    lan.post("/staff/sign-in", &[("name", "lan"), ("password", &password)]).await;
    let long = "một mật khẩu khá dài";
    lan.post("/staff/password", &[("current", &password), ("new", long), ("again", long)]).await;
    for by in ["", "&group_by=unit", "&group_by=respondent"] {
        lan.get(&format!("/staff/export/index.csv?from=2024-01&to=2024-03{by}")).await;
    }
    lan.get("/staff/export/responses.csv?unit=KH.NT&from=2024-01&to=2024-12").await;
    app.close().await;
    lan.get("/staff/export/people.csv?year=2023").await;
    lan.get("/staff/export/codebook.csv").await;
    let reader = Operator::with_role(app, Role::Oversight, None).await;
    reader.get("/staff/comments.csv").await;
    reader.get("/staff/comments.csv?unit=KH.NT&period=2024-05").await;
    Operator::with_role(app, Role::Auditor, None).await.get("/staff/log.csv").await;
    lan.post("/staff/sign-out", &[]).await;
}

/// An operator's commands.
async fn commands(app: &TestApp) {
    let tablet = Tablet::pair(app, DESK).await;
    let queue = app.folder.0.join("queue.txt");
    std::fs::write(&queue, tablet.rescue(&[tablet.item(&submission(DESK, 1))])).unwrap();
    let dossiers = app.folder.0.join("list.csv");
    std::fs::write(&dossiers, "Mã hồ sơ\nH32.15-240530-0001\n").unwrap();
    let (queue, dossiers) = (queue.to_str().unwrap(), dossiers.to_str().unwrap());
    let mint = ["receipts", "mint", "--survey", "one-stop-2024", "--unit", "KH.NT", "--out", "-"];
    for arguments in [
        &["user", "add", "--name", "binh", "--role", "oversight"][..],
        &[&mint[..], &["--count", "3"]].concat(),
        &[&mint[..], &["--dossiers", dossiers]].concat(),
        &["receipts", "revoke", "--key", "1", "--unit", "KH.NT", "--from", "1", "--to", "2"],
        &["receipts", "rotate-key"],
        &["api-key", "add", "--name", "igate", "--right", "receipts"],
        &["api-key", "add", "--name", "kho", "--right", "responses"],
        &["api-key", "revoke", "--name", "kho"],
        &["devices", "add", "--desk", DESK, "--name", "Bàn số 9"],
        &["devices", "revoke", "--device", &tablet.id],
        &["devices", "rotate-key"],
        &["import-queue", queue],
        &["export", "index", "--from", "2024-05", "--to", "2024-05", "--group-by", "stratum", "--out", "-"],
    ] {
        let run = hailong(app, arguments);
        assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    }
}

/// Parts of keys and of English that no Vietnamese sentence has.
const FOREIGN: [&str; 34] = [
    " key ",
    "key:",
    "unit ",
    " from ",
    " to ",
    " by ",
    "..",
    " for ",
    "known",
    "stored",
    "refused",
    "before",
    "site)",
    "0 min",
    "mon-",
    "fri",
    "analyst",
    "manager",
    "oversight",
    "received",
    "returned",
    "sheet",
    "strips",
    "; a4",
    "; a5",
    "base_url",
    "release_",
    "SHA",
    "one-stop",
    "short-2025",
    "quick-",
    "responses",
    "receipts",
    "stratum",
];

fn foreign(text: &str) -> Vec<&'static str> {
    FOREIGN.into_iter().filter(|part| text.contains(part)).collect()
}

/// The mistakes in the detail of an entry in both languages.
fn wrong(app: &TestApp, entry: &Logged) -> Option<String> {
    let [vi, en] = [Lang::Vi, Lang::En].map(|lang| told(&entry.action, &entry.detail, &app.site, lang));
    let same = vi == en && !entry.detail.is_empty();
    let raw = vi == entry.detail && !entry.detail.is_empty();
    let found = foreign(&vi);
    (same || raw || !found.is_empty())
        .then(|| format!("{}: {} → {vi} | {en}: {found:?}", entry.action.key(), entry.detail))
}

#[tokio::test]
async fn every_action_is_told_in_the_language_of_the_page() {
    let app = TestApp::without_end().await;
    releases::note_hours(&app.site, &app.clock).await.unwrap();
    administers(&app).await;
    reads_out(&app).await;
    commands(&app).await;
    // At a site that is older than its chains.
    let began = app.site.by("settings", app.clock.now()).does(Action::ChainBegin, "4 groups of responses");
    app.site.store.log(began).await.unwrap();
    let log = app.logged(500).await;
    let done: BTreeSet<&str> = log.iter().map(|entry| entry.action.key()).collect();
    let missing: Vec<_> = Action::ALL.iter().filter(|action| !done.contains(action.key())).collect();
    assert!(missing.is_empty(), "nobody did {missing:?}");
    let wrong: Vec<String> = log.iter().filter_map(|entry| wrong(&app, entry)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");

    let auditor = app.site.store.users().await.unwrap().into_iter().find(|user| user.role == "auditor").unwrap();
    let page = Operator::again(&app, &auditor).get("/staff/log?lang=vi").await.text();
    let rows = page.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    assert!(rows.matches("<tr>").count() > 40, "{rows}");
    let raw = |entry: &&Logged| !entry.detail.is_empty() && rows.contains(&format!(">{}<", entry.detail));
    assert!(!log.iter().any(|entry| raw(&entry)), "{:?}", log.iter().find(raw));
    for said in [
        "Ủy ban nhân dân thành phố Nha Trang (KH.NT)",
        "Tài khoản minh, vai trò Lãnh đạo đơn vị",
        "T2-T6 07:30-11:30 13:30-17:00, T7 07:30-11:30; trước đó: theo giờ chung",
        "1 mã mới theo danh sách hồ sơ; 0 mã đã cấp từ trước",
        "máy “Máy 1” nay là “Máy cửa 2”",
        "Số phiếu ít nhất của một lần tổng hợp: 10",
    ] {
        assert!(page.contains(said), "{said}: {rows}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_stays_as_it_was_written() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let known = Action::ALL.iter().map(|action| AnyAction::Known(*action));
    for action in known.chain([AnyAction::Other("attic.sweep".to_owned())]) {
        for odd in ["", " ", "MC.NT", "nobody: knows (what", "KH.NOPE x..y by z", "7: unit NOPE from", "é.é"] {
            for lang in [Lang::Vi, Lang::En] {
                let said = told(&action, odd, &app.site, lang);
                assert!(said.contains(odd.trim()), "{action:?} loses {odd:?}: {said:?}");
            }
        }
    }
}
