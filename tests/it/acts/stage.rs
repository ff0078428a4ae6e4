//! Somebody who can do every act, and a database that can be told to refuse one of its statements.

use super::DESK;
use crate::{
    issuing::hailong,
    staff::Operator,
    support::{Browser, PASSWORD, Tablet, TestApp, sign_in, type_code},
};
use hailong::domain::staff_log::Action;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::json;

const LONG: &str = "một câu dài dễ nhớ của riêng mình";

/// The way in which somebody acts.
pub enum Way {
    Page(String, Vec<(&'static str, &'static str)>),
    Command(Vec<String>),
    SignIn,
    ChangePassword,
    /// With the password that was chosen.
    SignInAgain,
    SignOut,
    /// A tablet with this code.
    Pair(String),
    LockOut,
}

pub fn page(path: impl Into<String>, fields: &[(&'static str, &'static str)]) -> Way {
    Way::Page(path.into(), fields.to_vec())
}

pub fn command(arguments: &[&str]) -> Way {
    Way::Command(arguments.iter().map(|&argument| argument.to_owned()).collect())
}

/// An act: what the log calls it, how it is done, the tables that it changes with the operation that is refused there, and a
/// query for a text by which its doing shows.
pub struct Act {
    pub action: Action,
    pub way: Way,
    pub tables: &'static [(&'static str, &'static str)],
    pub shows: String,
}

pub fn act(action: Action, way: Way, tables: &'static [(&'static str, &'static str)], shows: impl Into<String>) -> Act {
    Act { action, way, tables, shows: shows.into() }
}

pub struct Stage<'a> {
    pub app: &'a TestApp,
    pub db: DatabaseConnection,
    pub admin: Operator<'a>,
    pub lan: Browser<'a>,
    pub tablet: Tablet,
}

impl Stage<'_> {
    /// The answer of a query, of one text a row.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.db.query_all_raw(Statement::from_string(self.db.get_database_backend(), sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// A column of bytes as a text.
    pub fn hex(&self, column: &str) -> String {
        match self.db.get_database_backend() {
            DbBackend::Postgres => format!("encode({column}, 'hex')"),
            _ => format!("hex({column})"),
        }
    }

    pub async fn entries(&self) -> Vec<String> {
        self.texts("SELECT action || ' ' || detail FROM staff_log ORDER BY seq").await
    }

    /// The rest of the act: rows, and the files of keys.
    pub async fn left(&self, act: &Act) -> Vec<String> {
        let mut keys: Vec<String> = std::fs::read_dir(self.app.folder.0.join("keys"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        keys.sort();
        [self.texts(&act.shows).await, keys].concat()
    }

    /// From now on the database refuses this operation of a table.
    pub async fn refuse(&self, table: &str, operation: &str) {
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

    pub async fn allow(&self, table: &str) {
        let of =
            if self.db.get_database_backend() == DbBackend::Postgres { format!(" ON {table}") } else { String::new() };
        self.db.execute_unprepared(&format!("DROP TRIGGER refused{of}")).await.unwrap();
    }

    /// Does the act. True where it succeeds.
    pub async fn does(&mut self, act: &Act) -> bool {
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
            Way::SignInAgain => {
                self.lan.post("/staff/sign-in", &[("name", "lan"), ("password", LONG)]).await.status == 303
            }
            Way::SignOut => self.lan.post("/staff/sign-out", &[]).await.status == 303,
            Way::Pair(code) => type_code(self.app, DESK, code).await.1.status == 201,
            Way::LockOut => {
                let said = json!({"sent": 5, "items": [], "status": {"pin_locked": 2}});
                self.tablet.ask(self.app, "sync", &said).await.status == 200
            }
        }
    }
}
