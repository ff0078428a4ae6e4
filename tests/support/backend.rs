//! The database of this run: all its tests use the same.

use std::env;

#[derive(Clone, Debug)]
pub enum Backend {
    /// Each test has a file of its own.
    Sqlite,
    /// Each test has a schema of its own on this server.
    Postgres(String),
}

impl Backend {
    /// PostgreSQL where `TEST_DATABASE_URL` names a server, else SQLite.
    pub fn of_this_run() -> Self {
        match env::var("TEST_DATABASE_URL") {
            Ok(url) if !url.is_empty() => Self::Postgres(url),
            _ => Self::Sqlite,
        }
    }
}
