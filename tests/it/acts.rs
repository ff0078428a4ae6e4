//! What staff do and its entry in the staff log are both there, or neither. The database is told to refuse one of the two:
//! nothing may be left of the other.

use crate::{
    issuing::hailong,
    staff::Operator,
    support::{Browser, PASSWORD, Tablet, TestApp, account, new_code, sign_in, type_code},
};
use hailong::{
    domain::{device::DeviceId, role::Role, staff_log::Action},
    releases,
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::json;
use std::collections::BTreeSet;

const DESK: &str = "MC.NT";
const LONG: &str = "một câu dài dễ nhớ của riêng mình";

/// Whether an action changes something here beside its entry.
fn is_act(action: Action) -> bool {
    match action {
        Action::PasswordChange
        | Action::SignIn
        | Action::UserAdd
        | Action::UserPassword
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
    }
}

/// How somebody acts. What is true has succeeded.
enum Way {
    Page(String, Vec<(&'static str, &'static str)>),
    Command(Vec<String>),
    SignIn,
    ChangePassword,
    /// A tablet with this code.
    Pair(String),
    LockOut,
}

fn page(path: impl Into<String>, fields: &[(&'static str, &'static str)]) -> Way {
    Way::Page(path.into(), fields.to_vec())
}

fn command(arguments: &[&str]) -> Way {
    Way::Command(arguments.iter().map(|&argument| argument.to_owned()).collect())
}

/// An act: what the log calls it, how it is done, the tables that it changes with the operation that is refused there, and a
/// query for a text by which its doing shows.
struct Act {
    action: Action,
    way: Way,
    tables: &'static [(&'static str, &'static str)],
    shows: String,
}

fn act(action: Action, way: Way, tables: &'static [(&'static str, &'static str)], shows: impl Into<String>) -> Act {
    Act { action, way, tables, shows: shows.into() }
}

struct Stage<'a> {
    app: &'a TestApp,
    db: DatabaseConnection,
    admin: Operator<'a>,
    lan: Browser<'a>,
    tablet: Tablet,
}

impl Stage<'_> {
    async fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.db.query_all_raw(Statement::from_string(self.db.get_database_backend(), sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    async fn entries(&self) -> Vec<String> {
        self.texts("SELECT action || ' ' || detail FROM staff_log ORDER BY seq").await
    }

    /// What the act has left: rows, and the files of keys.
    async fn left(&self, act: &Act) -> Vec<String> {
        let mut keys: Vec<String> = std::fs::read_dir(self.app.folder.0.join("keys"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        keys.sort();
        [self.texts(&act.shows).await, keys].concat()
    }

    /// From now on the database refuses this operation of a table.
    async fn refuse(&self, table: &str, operation: &str) {
        let sql = if self.db.get_database_backend() == DbBackend::Postgres {
            format!(
                "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''refused''; END'; \
                 CREATE TRIGGER refused BEFORE {operation} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()"
            )
        } else {
            format!("CREATE TRIGGER refused BEFORE {operation} ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END")
        };
        self.db.execute_unprepared(&sql).await.unwrap();
    }

    async fn allow(&self, table: &str) {
        let of =
            if self.db.get_database_backend() == DbBackend::Postgres { format!(" ON {table}") } else { String::new() };
        self.db.execute_unprepared(&format!("DROP TRIGGER refused{of}")).await.unwrap();
    }

    async fn does(&mut self, act: &Act) -> bool {
        // Another moment, so that it shows where only a time is new.
        self.app.at(self.app.clock.now() + 1);
        match &act.way {
            Way::Page(path, fields) => {
                let reply = self.admin.post(path, fields).await;
                assert!(!reply.status.is_client_error(), "{path}: {}", reply.text());
                !reply.status.is_server_error()
            }
            Way::Command(arguments) => {
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                hailong(self.app, &arguments).status.success()
            }
            Way::SignIn => sign_in(&mut self.lan, "/staff/sign-in", "lan").await.status == 303,
            Way::ChangePassword => {
                let fields = [("current", PASSWORD), ("new", LONG), ("again", LONG)];
                let reply = self.lan.post("/staff/password", &fields).await;
                assert!(!reply.status.is_client_error(), "{}", reply.text());
                reply.status == 303
            }
            Way::Pair(code) => type_code(self.app, DESK, code).await.1.status == 201,
            Way::LockOut => {
                let said = json!({"sent": 5, "items": [], "status": {"pin_locked": 2}});
                self.tablet.ask(self.app, "sync", &said).await.status == 200
            }
        }
    }
}

/// Every act of staff, on pages and on the command line, in an order in which all can be done.
async fn acts(stage: &Stage<'_>) -> Vec<Act> {
    use Action as A;
    const CHANGE: &str = "INSERT";
    let app = stage.app;
    let hex = |column: &str| match stage.db.get_database_backend() {
        DbBackend::Postgres => format!("encode({column}, 'hex')"),
        _ => format!("hex({column})"),
    };
    let (users, sessions) =
        ("SELECT name || password FROM users ORDER BY name", "SELECT CAST(count(*) AS TEXT) FROM sessions");
    let pairings = "SELECT name || ' ' || CAST(made_at AS TEXT) FROM pairings ORDER BY made_at";
    let revoked = "SELECT name || ' ' || CAST(revoked_at AS TEXT) FROM devices WHERE revoked_at IS NOT NULL";
    let runs = "SELECT unit || CAST(count AS TEXT) FROM mintings ORDER BY first";
    let keys = "SELECT name || ' ' || CAST(COALESCE(revoked_at, 0) > 0 AS TEXT) FROM api_keys ORDER BY name";
    let admin = app.site.store.users().await.unwrap().into_iter().find(|user| user.name == "lan").unwrap();
    let new_password = format!("/staff/users/{}/password", admin.id.simple());
    let waiting = app.site.store.unused_pairings(app.clock.now()).await.unwrap().remove(0).id;
    let device = format!("/staff/devices/{}", stage.tablet.id);
    let list = app.folder.0.join("list.csv");
    std::fs::write(&list, "Mã hồ sơ\nH32.15-240530-0001\n").unwrap();
    let mint = ["receipts", "mint", "--survey", "one-stop-2024", "--unit", "KH.NT", "--out", "-"];
    let other = Tablet::pair(app, DESK).await;
    let made = [("unit", "KH.NT"), ("event", "returned"), ("amount", "12"), ("output", "sheet")];
    vec![
        act(A::SignIn, Way::SignIn, &[("users", "UPDATE"), ("sessions", CHANGE)], sessions),
        act(A::PasswordChange, Way::ChangePassword, &[("users", "UPDATE"), ("sessions", "DELETE")], users),
        act(A::UserPassword, page(new_password, &[]), &[("users", "UPDATE"), ("sessions", "DELETE")], users),
        act(A::UserAdd, page("/staff/users", &[("name", "binh"), ("role", "auditor")]), &[("users", CHANGE)], users),
        act(A::UserAdd, command(&["user", "add", "--name", "an", "--role", "auditor"]), &[("users", CHANGE)], users),
        act(A::DeviceAdd, page("/staff/devices", &[("desk", DESK), ("name", "A")]), &[("pairings", CHANGE)], pairings),
        act(
            A::DeviceCode,
            page(format!("/staff/devices/pairings/{waiting}"), &[]),
            &[("pairings", CHANGE), ("pairings", "DELETE")],
            pairings,
        ),
        act(
            A::DevicePair,
            Way::Pair(new_code(app, DESK).await),
            &[("pairings", "UPDATE"), ("devices", CHANGE)],
            "SELECT CAST(count(*) AS TEXT) FROM devices UNION ALL SELECT CAST(count(used_at) AS TEXT) FROM pairings",
        ),
        // By the clock of the system, by which codes of the test are old.
        act(
            A::DeviceAdd,
            command(&["devices", "add", "--desk", DESK, "--name", "B"]),
            &[("pairings", CHANGE)],
            pairings,
        ),
        act(
            A::DevicePin,
            page(format!("{device}/pin"), &[]),
            &[("devices", "UPDATE")],
            format!("SELECT {} FROM devices ORDER BY id", hex("pin_salt")),
        ),
        act(
            A::DevicePinLocked,
            Way::LockOut,
            &[("devices", "UPDATE OF pin_locked")],
            "SELECT CAST(pin_locked AS TEXT) FROM devices ORDER BY id",
        ),
        act(
            A::DeviceRename,
            page(format!("{device}/name"), &[("name", "Máy cửa")]),
            &[("devices", "UPDATE")],
            "SELECT name FROM devices ORDER BY id",
        ),
        act(A::DeviceRevoke, page(format!("{device}/revoke"), &[]), &[("devices", "UPDATE")], revoked),
        act(A::DeviceRevoke, command(&["devices", "revoke", "--device", &other.id]), &[("devices", "UPDATE")], revoked),
        act(
            A::HoursDesk,
            page("/staff/devices/desks/MC.NT", &[("hours", "T2-T6 07:30-11:30")]),
            &[("desk_hours", CHANGE)],
            "SELECT hours FROM desk_hours",
        ),
        act(
            A::HoursDesk,
            page("/staff/devices/desks/MC.NT", &[("site", "1")]),
            &[("desk_hours", "DELETE")],
            "SELECT hours FROM desk_hours",
        ),
        act(A::ReceiptsMint, page("/staff/print/receipts", &made), &[("mintings", CHANGE)], runs),
        act(A::ReceiptsMint, command(&[&mint[..], &["--count", "3"]].concat()), &[("mintings", CHANGE)], runs),
        act(
            A::ReceiptsMint,
            command(&[&mint[..], &["--dossiers", list.to_str().unwrap()]].concat()),
            &[("mintings", CHANGE), ("dossiers", CHANGE)],
            runs,
        ),
        act(
            A::ReceiptsRevoke,
            command(&["receipts", "revoke", "--unit", "KH.NT", "--from", "1", "--to", "2"]),
            &[("revocations", CHANGE)],
            "SELECT unit FROM revocations",
        ),
        act(A::ReceiptsRotateKey, command(&["receipts", "rotate-key"]), &[], "SELECT 'a key'"),
        act(A::DevicesRotateKey, command(&["devices", "rotate-key"]), &[], "SELECT 'a key'"),
        act(
            A::ApiKeyAdd,
            command(&["api-key", "add", "--name", "kho", "--right", "responses"]),
            &[("api_keys", CHANGE)],
            keys,
        ),
        act(A::ApiKeyRevoke, command(&["api-key", "revoke", "--name", "kho"]), &[("api_keys", "UPDATE")], keys),
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

/// What is done twice is done once.
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
