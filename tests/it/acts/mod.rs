//! An act of staff and its entry in the staff log are both there, or neither. The database is told to refuse one of the two:
//! nothing may be left of the other.

mod accounts;
mod stage;

use crate::{
    staff::Operator,
    support::{Browser, Tablet, TestApp, account, new_code},
};
use hailong::{
    domain::{device::DeviceId, role::Role, staff_log::Action},
    work::releases,
};
use sea_orm::Database;
use stage::{Act, Stage, Way, act, command, page};
use std::collections::BTreeSet;

const DESK: &str = "MC.NT";

/// An action changes something here beside its entry.
fn is_act(action: Action) -> bool {
    match action {
        Action::PasswordChange
        | Action::SignIn
        | Action::UserAdd
        | Action::UserPassword
        | Action::UserDisable
        | Action::UserEnable
        | Action::UserRole
        | Action::SessionsEnd
        | Action::SignOut
        | Action::ReceiptsMint
        | Action::ReceiptsRevoke
        | Action::ReceiptsRotateKey
        | Action::ApiKeyAdd
        | Action::ApiKeyRevoke
        | Action::DeviceAdd
        | Action::DeviceCode
        | Action::DevicePair
        | Action::DevicePin
        | Action::DevicePinLocked
        | Action::DeviceRename
        | Action::DeviceRevoke
        | Action::DevicesRotateKey
        | Action::HoursDesk => true,
        // Nothing is done.
        Action::SignInFailed
        | Action::ExportResponses
        | Action::ExportPeople
        | Action::ExportIndex
        | Action::ExportCodebook
        | Action::ExportComments
        | Action::ExportLog
        | Action::PrintPoster
        | Action::PrintCode
        | Action::PrintReceipts => false,
        // The submissions are those of people, in the writer's transactions.
        Action::QueueImport => false,
        // It is done in files and settings, and noted at a start.
        Action::HoursSite | Action::SurveyPublish | Action::ListChange | Action::SettingChange => false,
        // Nothing is changed: the state that is there is sealed.
        Action::ChainBegin => false,
    }
}

/// Every act of staff, on pages and on the command line, in an order in which all can be done.
async fn acts(stage: &Stage<'_>) -> Vec<Act> {
    let mut acts = accounts::acts(stage).await;
    acts.extend(pairing(stage).await);
    acts.extend(kiosks(stage).await);
    acts.extend(receipts_and_keys(stage.app));
    acts
}

async fn pairing(stage: &Stage<'_>) -> Vec<Act> {
    let app = stage.app;
    let pairings = "SELECT name || ' ' || CAST(made_at AS TEXT) FROM pairings ORDER BY made_at";
    let waiting = app.site.store.unused_pairings(app.clock.now()).await.unwrap().remove(0).id;
    vec![
        act(
            Action::DeviceAdd,
            page("/staff/devices", &[("desk", DESK), ("name", "A")]),
            &[("pairings", "INSERT")],
            pairings,
        ),
        act(
            Action::DeviceCode,
            page(format!("/staff/devices/pairings/{waiting}"), &[]),
            &[("pairings", "INSERT"), ("pairings", "DELETE")],
            pairings,
        ),
        act(
            Action::DevicePair,
            Way::Pair(new_code(app, DESK).await),
            &[("pairings", "UPDATE"), ("devices", "INSERT")],
            "SELECT CAST(count(*) AS TEXT) FROM devices UNION ALL SELECT CAST(count(used_at) AS TEXT) FROM pairings",
        ),
        // By the clock of the system, by which codes of the test are old.
        act(
            Action::DeviceAdd,
            command(&["devices", "add", "--desk", DESK, "--name", "B"]),
            &[("pairings", "INSERT")],
            pairings,
        ),
    ]
}

async fn kiosks(stage: &Stage<'_>) -> Vec<Act> {
    let revoked = "SELECT name || ' ' || CAST(revoked_at AS TEXT) FROM devices WHERE revoked_at IS NOT NULL";
    let hours = "SELECT hours FROM desk_hours";
    let device = format!("/staff/devices/{}", stage.tablet.id);
    let other = Tablet::pair(stage.app, DESK).await;
    vec![
        act(
            Action::DevicePin,
            page(format!("{device}/pin"), &[]),
            &[("devices", "UPDATE")],
            format!("SELECT {} FROM devices ORDER BY id", stage.hex("pin_salt")),
        ),
        act(
            Action::DevicePinLocked,
            Way::LockOut,
            &[("devices", "UPDATE OF pin_locked")],
            "SELECT CAST(pin_locked AS TEXT) FROM devices ORDER BY id",
        ),
        act(
            Action::DeviceRename,
            page(format!("{device}/name"), &[("name", "Máy cửa")]),
            &[("devices", "UPDATE")],
            "SELECT name FROM devices ORDER BY id",
        ),
        act(Action::DeviceRevoke, page(format!("{device}/revoke"), &[]), &[("devices", "UPDATE")], revoked),
        act(
            Action::DeviceRevoke,
            command(&["devices", "revoke", "--device", &other.id]),
            &[("devices", "UPDATE")],
            revoked,
        ),
        act(
            Action::HoursDesk,
            page("/staff/devices/desks/MC.NT", &[("hours", "T2-T6 07:30-11:30")]),
            &[("desk_hours", "INSERT")],
            hours,
        ),
        act(
            Action::HoursDesk,
            page("/staff/devices/desks/MC.NT", &[("site", "1")]),
            &[("desk_hours", "DELETE")],
            hours,
        ),
    ]
}

fn receipts_and_keys(app: &TestApp) -> Vec<Act> {
    let runs = "SELECT unit || CAST(count AS TEXT) FROM mintings ORDER BY first";
    let keys = "SELECT name || ' ' || CAST(COALESCE(revoked_at, 0) > 0 AS TEXT) FROM api_keys ORDER BY name";
    let list = app.folder.0.join("list.csv");
    std::fs::write(&list, "Mã hồ sơ\nH32.15-240530-0001\n").unwrap();
    let mint = ["receipts", "mint", "--survey", "one-stop-2024", "--unit", "KH.NT", "--out", "-"];
    let made = [("unit", "KH.NT"), ("event", "returned"), ("amount", "12"), ("output", "sheet")];
    vec![
        act(Action::ReceiptsMint, page("/staff/print/receipts", &made), &[("mintings", "INSERT")], runs),
        act(Action::ReceiptsMint, command(&[&mint[..], &["--count", "3"]].concat()), &[("mintings", "INSERT")], runs),
        act(
            Action::ReceiptsMint,
            command(&[&mint[..], &["--dossiers", list.to_str().unwrap()]].concat()),
            &[("mintings", "INSERT"), ("dossiers", "INSERT")],
            runs,
        ),
        act(
            Action::ReceiptsRevoke,
            command(&["receipts", "revoke", "--unit", "KH.NT", "--from", "1", "--to", "2"]),
            &[("revocations", "INSERT")],
            "SELECT unit FROM revocations",
        ),
        act(Action::ReceiptsRotateKey, command(&["receipts", "rotate-key"]), &[], "SELECT 'a key'"),
        act(Action::DevicesRotateKey, command(&["devices", "rotate-key"]), &[], "SELECT 'a key'"),
        act(
            Action::ApiKeyAdd,
            command(&["api-key", "add", "--name", "kho", "--right", "responses"]),
            &[("api_keys", "INSERT")],
            keys,
        ),
        act(Action::ApiKeyRevoke, command(&["api-key", "revoke", "--name", "kho"]), &[("api_keys", "UPDATE")], keys),
    ]
}

#[tokio::test]
async fn an_act_and_its_entry_are_both_there_or_neither() {
    let app = TestApp::without_end().await;
    let lan = account(&app, "lan", Role::Analyst).await;
    new_code(&app, DESK).await;
    let mut stage = Stage {
        app: &app,
        db: Database::connect(&app.database_url).await.unwrap(),
        admin: Operator::with_role(&app, Role::Administrator, None).await,
        lan: Browser::of(&app, &lan).await,
        tablet: Tablet::pair(&app, DESK).await,
    };
    let acts = acts(&stage).await;
    let done: BTreeSet<Action> = acts.iter().map(|act| act.action).collect();
    let missing: Vec<_> = Action::ALL.iter().filter(|action| is_act(**action) != done.contains(action)).collect();
    assert!(missing.is_empty(), "acts that are not tried, or are none: {missing:?}");
    for act in &acts {
        let before = (stage.left(act).await, stage.entries().await);
        for (table, operation) in [("staff_log", "INSERT")].iter().chain(act.tables) {
            stage.refuse(table, operation).await;
            let succeeded = stage.does(act).await;
            stage.allow(table).await;
            let what = format!("{:?} where {table} refuses to {operation}", act.action);
            assert!(!succeeded, "{what} succeeds");
            assert_eq!((stage.left(act).await, stage.entries().await), before, "{what} leaves something");
        }
        // The control: it is what the database refused that nothing was left of.
        assert!(stage.does(act).await, "{:?}", act.action);
        assert_ne!(stage.left(act).await, before.0, "{:?} shows nowhere", act.action);
        let new = stage.entries().await.split_off(before.1.len());
        assert!(new.len() == 1 && new[0].starts_with(&format!("{} ", act.action.key())), "{:?}: {new:?}", act.action);
    }
    for check in app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap() {
        assert!(check.holds, "{check}");
    }
}

/// A thing that is done twice is done once.
#[tokio::test]
async fn an_act_that_changes_nothing_has_no_entry() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, DESK).await;
    let id = DeviceId::parse(&tablet.id).unwrap();
    let store = &app.site.store;
    let by = app.site.by("an", app.clock.now());
    assert!(store.rename_device(id, "Máy cửa", by.does(Action::DeviceRename, "")).await.unwrap());
    assert!(!store.rename_device(id, "Máy cửa", by.does(Action::DeviceRename, "")).await.unwrap());
    assert!(store.add_api_key("kho", "responses", "a", by.does(Action::ApiKeyAdd, "")).await.unwrap());
    assert!(!store.add_api_key("kho", "responses", "b", by.does(Action::ApiKeyAdd, "")).await.unwrap());
    for again in [true, false] {
        assert_eq!(store.revoke_api_key("kho", by.does(Action::ApiKeyRevoke, "")).await.unwrap(), again);
        assert_eq!(store.revoke_device(id, by.does(Action::DeviceRevoke, "")).await.unwrap(), again);
    }
    let logged = app.logged(9).await.into_iter().filter(|entry| entry.actor == "an");
    let logged: Vec<String> = logged.map(|entry| entry.action.key().to_owned()).collect();
    assert_eq!(logged, ["device.revoke", "api-key.revoke", "api-key.add", "device.rename"]);
}

/// A file is in no transaction: a process may end between a key's file and its entry.
#[tokio::test]
async fn a_key_that_nobody_logged_is_logged_at_the_next_start() {
    let app = TestApp::start().await;
    releases::note_hours(&app.site, &app.clock).await.unwrap();
    app.site.add_seal_key(app.site.by("cli", 1)).await.unwrap();
    for kind in ["receipt", "seal"] {
        let keys = app.folder.0.join("keys");
        std::fs::copy(keys.join(format!("{kind}-0001.key")), keys.join(format!("{kind}-0003.key"))).unwrap();
    }
    let started = TestApp::restarted(&app).await;
    for _ in 0..2 {
        releases::note_hours(&started.site, &started.clock).await.unwrap();
    }
    let keys = started.logged(100).await.into_iter().filter(|entry| entry.action.key().ends_with("rotate-key"));
    let mut said: Vec<String> =
        keys.map(|entry| format!("{} {} {}", entry.actor, entry.action.key(), entry.detail)).collect();
    said.sort();
    let expected =
        ["cli devices.rotate-key key 2", "settings devices.rotate-key key 3", "settings receipts.rotate-key key 3"];
    assert_eq!(said, expected, "the first of each was made with the site");
}
