//! Everything that somebody holds who has copied the database: files, log, heap. The keys are elsewhere.

use super::TestApp;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use std::path::Path;

/// The tables that know an answer, before its release or after it.
const TABLES: [&str; 6] = ["inbox", "accepted", "accepted_lately", "responses", "comments", "conflicts"];

/// Begins to watch a database.
pub struct Thief {
    db: DatabaseConnection,
    /// The place in PostgreSQL's log from which on it is copied.
    since: String,
}

impl Thief {
    pub async fn of(app: &TestApp) -> Self {
        let db = Database::connect(&app.database_url).await.unwrap();
        let since = if db.get_database_backend() == DbBackend::Postgres {
            text(&db, "SELECT pg_current_wal_insert_lsn()::text").await
        } else {
            String::new()
        };
        Self { db, since }
    }

    /// The database as it lies on the disk once all is written there: SQLite's file, or the tables of PostgreSQL in the order of
    /// [`TABLES`].
    pub async fn heap(&self, app: &TestApp) -> Vec<u8> {
        if self.db.get_database_backend() != DbBackend::Postgres {
            self.db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
            return std::fs::read(app.folder.0.join("hailong.db")).unwrap();
        }
        self.db.execute_unprepared("CHECKPOINT").await.unwrap();
        let mut heap = Vec::new();
        for table in TABLES {
            let sql = format!("SELECT pg_read_binary_file(pg_relation_filepath(to_regclass('{table}'))) AS it");
            let row = self.db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap().unwrap();
            heap.extend(row.try_get::<Option<Vec<u8>>>("", "it").unwrap().unwrap_or_default());
        }
        heap
    }

    /// The log of all that was written since, as far as it is there.
    pub async fn log(&self, app: &TestApp) -> Vec<u8> {
        if self.db.get_database_backend() != DbBackend::Postgres {
            return std::fs::read(app.folder.0.join("hailong.db-wal")).unwrap_or_default();
        }
        let sql = format!(
            "SELECT pg_read_binary_file('pg_wal/' || name) AS it FROM pg_ls_waldir() \
             WHERE name BETWEEN pg_walfile_name('{}') AND pg_walfile_name(pg_current_wal_insert_lsn()) ORDER BY name",
            self.since
        );
        let rows = self.db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
        rows.iter().flat_map(|row| row.try_get::<Vec<u8>>("", "it").unwrap()).collect()
    }
}

async fn text(db: &DatabaseConnection, sql: &str) -> String {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// All that lies in the data folder but for the keys and the lists.
pub fn folder(folder: &Path) -> Vec<u8> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.is_file());
    files.flat_map(|file| std::fs::read(file).unwrap()).collect()
}

/// Where a text stands.
pub fn places(bytes: &[u8], needle: &[u8]) -> Vec<usize> {
    let first = needle[0];
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == first).map(|(place, _)| place);
    starts.filter(|place| bytes[*place..].starts_with(needle)).collect()
}
