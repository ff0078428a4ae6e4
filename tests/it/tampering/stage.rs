//! A site with releases, accounts, hours and a log, whose database can be changed and put back.

use crate::{
    issuing::{hailong, said},
    support::{HOUR, MORNING, TestApp, account},
};
use data_encoding::HEXLOWER;
use hailong::{
    clock::Clock,
    domain::{role::Role, staff_log::Action},
    store::Ages,
    work::{chains, verify},
};
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use sha2::Sha256;

/// Tables that somebody with the database alone may change, those that others lean on first.
const TABLES: [&str; 12] = [
    "users",
    "desk_hours",
    "api_keys",
    "accepted",
    "inbox",
    "responses",
    "comments",
    "tallies",
    "shown_tallies",
    "releases",
    "closings",
    "rounds",
];

/// The checks of `hailong verify` that do not hold, each with its figures.
pub async fn broken(app: &TestApp) -> Vec<String> {
    let checks = verify::run(&app.site, &app.rules, &app.clock).await.unwrap();
    checks.iter().filter(|check| !check.holds).map(ToString::to_string).collect()
}

pub struct Stage {
    pub app: TestApp,
    pub db: DatabaseConnection,
}

impl Stage {
    /// Two units with two months each, accounts, hours of a desk, a key of another system; the ends are sealed.
    pub async fn new() -> Self {
        let app = TestApp::start().await;
        for (at, count) in [(MORNING, 14), (MORNING + 20 * 24 * HOUR, 16)] {
            app.at(at);
            app.submit_many("MC.NT", count).await;
            app.submit_many("MC.CR", count - 1).await;
            app.release_now().await;
        }
        app.submit_many("MC.NT", 3).await;
        // By the clock of the system, which commands have, these wait for years.
        let ages = Ages { now: Clock::System.now(), longest: app.rules.max_age };
        assert_eq!(app.strip(ages).await.unwrap(), Some(3));
        for (name, role) in [("lan", Role::Analyst), ("minh", Role::Auditor)] {
            account(&app, name, role).await;
        }
        let store = &app.site.store;
        let hours = "mon-fri 07:30-11:30".parse().unwrap();
        store.set_desk_hours("MC.NT", Some(&hours), app.by()).await.unwrap();
        assert!(store.add_api_key("kho", "responses", "secret", app.entry(Action::ApiKeyAdd)).await.unwrap());
        assert!(store.revoke_api_key("kho", app.entry(Action::ApiKeyRevoke)).await.unwrap());
        chains::seal(&app.site, &app.clock).await.unwrap();
        Self::of(app).await
    }

    /// A site that somebody has filled.
    pub async fn of(app: TestApp) -> Self {
        let db = Database::connect(&app.database_url).await.unwrap();
        Self { app, db }
    }

    pub async fn run(&self, sql: &str) {
        self.db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Keeps the tables as they are.
    pub async fn keep(&self) {
        for table in TABLES.iter().chain(&["staff_log"]) {
            self.run(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await;
        }
    }

    /// Puts them back.
    pub async fn put_back(&self) {
        for table in TABLES.iter().chain(&["staff_log"]) {
            self.run(&format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}")).await;
        }
    }

    /// The site as it was before there were chains: neither table nor sums, and the log in its form of then.
    pub async fn make_older(&self) {
        self.run(
            "DROP TABLE releases; DROP TABLE closings; DELETE FROM rounds; ALTER TABLE staff_log DROP COLUMN state",
        )
        .await;
        self.run("DELETE FROM seaql_migrations WHERE version = 'm20261130_000012_chain'").await;
        let secret = std::fs::read_to_string(self.app.folder.0.join("keys/staff-log.key")).unwrap();
        let keyed = Hmac::<Sha256>::new_from_slice(&HEXLOWER.decode(secret.trim().as_bytes()).unwrap()).unwrap();
        let mut before = Vec::new();
        let sql = "SELECT seq, at, actor, action, detail FROM staff_log ORDER BY seq";
        let backend = self.db.get_database_backend();
        for row in self.db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap() {
            let mut mac = keyed.clone();
            mac.update(&before);
            for column in ["seq", "at"] {
                mac.update(&row.try_get::<i64>("", column).unwrap().to_be_bytes());
            }
            for column in ["actor", "action", "detail"] {
                let text: String = row.try_get("", column).unwrap();
                mac.update(&(text.len() as u64).to_be_bytes());
                mac.update(text.as_bytes());
            }
            before = mac.finalize().into_bytes().to_vec();
            let seq: i64 = row.try_get("", "seq").unwrap();
            let sql = if backend == DbBackend::Postgres { "mac = $1 WHERE seq = $2" } else { "mac = ? WHERE seq = ?" };
            let values = [before.clone().into(), seq.into()];
            let update = Statement::from_sql_and_values(backend, format!("UPDATE staff_log SET {sql}"), values);
            self.db.execute_raw(update).await.unwrap();
        }
    }

    /// The checks that do not hold, each with its figures.
    pub async fn broken(&self) -> Vec<String> {
        broken(&self.app).await
    }

    /// Each change is found and named, between two looks at the untouched database.
    pub async fn finds(&self, tampered: &[(&str, &[&str])]) {
        self.keep().await;
        for (sql, parts) in tampered {
            assert_eq!(self.broken().await, Vec::<String>::new(), "the control before {sql}");
            self.run(sql).await;
            let broken = self.broken().await.join("\n");
            for part in *parts {
                assert!(broken.contains(part), "{sql}: no `{part}` in:\n{broken}");
            }
            self.put_back().await;
        }
        assert_eq!(self.broken().await, Vec::<String>::new());
    }

    /// The same through the program: its end and its lines.
    pub fn verify(&self) -> (bool, String) {
        let run = hailong(&self.app, &["verify"]);
        let (out, err) = said(&run);
        (run.status.success(), out + &err)
    }
}
