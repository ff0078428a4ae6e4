//! SQLite's connections: their settings, set and asserted.

use super::error::{Error, Result};
use crate::whole;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
    sqlx::{
        self, Connection,
        sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous},
    },
};
use std::time::Duration;

/// The differences between SQLite's connections: their number, the part of the file that each holds in memory (in KiB),
/// and where it keeps what it needs meanwhile. The one that writes holds the pages that a release or the keys of
/// a million submissions touch again and again; it needs little meanwhile: the pages that a statement changes, so
/// that it alone can be taken back, and above 64 KiB that would be a file made and deleted each time. A reader
/// may sort a million rows.
struct Tuning {
    connections: u32,
    cache: &'static str,
    temporary: &'static str,
}

const WRITER: Tuning = Tuning { connections: 1, cache: "-32768", temporary: "memory" };
const READERS: Tuning = Tuning { connections: 4, cache: "-2048", temporary: "default" };
/// Pages after which the log is written into the database, 32 MiB: eight times SQLite's own number, because the same
/// pages change from group to group and are then written once.
const CHECKPOINT: &str = "8000";
/// The writer alone has about 80 texts, one for each length of a piece.
const STATEMENTS: usize = 128;
/// Rows that a stream reads ahead of their taker. Each stop and start costs two changes of thread.
const ROWS_AHEAD: usize = 512;

/// Every connection must run with these; measured in power-cut tests.
const PRAGMAS: [(&str, &str); 5] = [
    ("journal_mode", "wal"),
    ("synchronous", "2"),
    ("foreign_keys", "1"),
    ("busy_timeout", "5000"),
    ("secure_delete", "1"),
];

/// One connection that writes, and some that read. The file is made where it may be.
pub(super) async fn connect(
    place: SqliteConnectOptions,
    make: bool,
) -> Result<(DatabaseConnection, DatabaseConnection)> {
    if !make && !place.get_filename().exists() {
        return Err(Error::Absent);
    }
    if make {
        // SQLite gives its log to the owner of the database.
        whole::make_for_owner(place.get_filename()).map_err(|error| Error::unavailable(&error.to_string()))?;
    }
    let place = place.create_if_missing(make);
    let write = Database::connect(options(&place, &WRITER)).await?;
    assert_pragmas(&write).await?;
    let read = Database::connect(options(&place, &READERS)).await?;
    Ok((write, read))
}

fn options(place: &SqliteConnectOptions, tuning: &'static Tuning) -> ConnectOptions {
    // The URL chooses the driver alone: the place of the file is in `place`.
    let mut options = ConnectOptions::new("sqlite:hailong.db");
    let place = place.clone();
    options.max_connections(tuning.connections).acquire_timeout(Duration::from_secs(10)).sqlx_logging(false);
    options.test_before_acquire(false).record_stmt_in_spans(false).idle_timeout(None).max_lifetime(None);
    options.map_sqlx_sqlite_opts(move |_| {
        place
            .clone()
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("secure_delete", "ON")
            .pragma("temp_store", tuning.temporary)
            .pragma("cache_size", tuning.cache)
            .pragma("wal_autocheckpoint", CHECKPOINT)
            .statement_cache_capacity(STATEMENTS)
            .row_buffer_size(ROWS_AHEAD)
    });
    options.map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(is_sound(connection))));
    options
}

/// True where a connection may be used again. Where a commit fails, on a full disk, SQLite may end the
/// transaction by itself; the driver believes that it is still open and begins the next ones as
/// savepoints inside it, so that their "commits" commit nothing.
async fn is_sound(connection: &mut SqliteConnection) -> std::result::Result<bool, sqlx::Error> {
    // The rollback of a dropped transaction is queued before this.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

async fn assert_pragmas(db: &DatabaseConnection) -> Result<()> {
    for (pragma, expected) in PRAGMAS {
        let column = if pragma == "busy_timeout" { "timeout" } else { pragma };
        let row = db.query_one_raw(Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}"))).await?;
        let found = row.map(|row| {
            row.try_get::<String>("", column).or_else(|_| row.try_get::<i64>("", column).map(|n| n.to_string()))
        });
        let found = found.transpose()?.unwrap_or_default();
        if found != expected {
            return Err(Error::Pragma { pragma, found, expected });
        }
    }
    Ok(())
}
