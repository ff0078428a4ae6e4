//! The difference between SQLite and PostgreSQL, and the only raw SQL.

use super::{
    error::{Error, Result},
    notices,
    place::Place,
    postgres, sqlite,
    waits::Waits,
};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, sqlx::sqlite::SqliteConnectOptions,
};
use std::{future::Future, sync::Arc, time::Duration};

/// Rows of one statement; far below what either database binds.
pub(super) const ROWS: usize = 1_000;
/// Serialises releases, also between instances.
const RELEASE_LOCK: i64 = 0x6861_696c_0001;

/// The longest that a transaction of PostgreSQL may take while somebody waits for it. It is longer than a lock's patience, so
/// that the end of the lock is heard of. SQLite's waits end by themselves.
const DEADLINE: Duration = Duration::from_secs(3);

/// A pool that writes, of one connection on SQLite, and a pool that reads. SQLite's file is made where it may be.
pub(super) async fn connect(place: Place<'_>, make: bool) -> Result<(DatabaseConnection, DatabaseConnection)> {
    let options = match place {
        Place::Url(url, limits) if !url.starts_with("sqlite:") => {
            let (write, read) = postgres::connect(url, limits).await?;
            return Ok((write.into(), read.into()));
        }
        Place::Url(url, _) => url
            .parse::<SqliteConnectOptions>()
            .map_err(|error| Error::from(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))))?,
        Place::File(path) => SqliteConnectOptions::new().filename(path),
    };
    sqlite::connect(options, make).await
}

/// Begins to read one state of the database, however many statements it takes.
pub(super) async fn begin_reading(db: &DatabaseConnection) -> Result<DatabaseTransaction> {
    match db.get_database_backend() {
        DbBackend::Postgres => {
            Ok(db.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?)
        }
        _ => Ok(db.begin().await?),
    }
}

/// Begins a transaction that writes. On SQLite the lock is taken at once: a transaction that reads
/// first and writes later fails as soon as there are two.
pub(super) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let mode = (db.get_database_backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
    db.begin_with_options(options).await.map_err(Error::from)
}

/// Ends a transaction. Its writes are durable then, also at the standby where one is named.
///
/// # Errors
/// [`Error::Unavailable`] where the server warned: it stopped waiting for the standby, because somebody cancelled it.
pub(super) async fn commit(tx: DatabaseTransaction) -> Result<()> {
    let (done, warned) = notices::listening(tx.commit()).await;
    done?;
    if warned { Err(Error::unavailable("the commit did not wait for its standby")) } else { Ok(()) }
}

/// Makes the transaction's commit wait for the standby although it has written nothing: the rows that it has read may have
/// been committed by somebody whose wait ended early. On SQLite what can be read is durable.
pub(super) async fn wait_at_commit(tx: &DatabaseTransaction) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let message = raw(tx, "SELECT pg_logical_emit_message(true, 'hailong', '')");
        tx.query_one_raw(message).await?;
    }
    Ok(())
}

/// The result of a database call before its deadline. Afterwards the call's connection is given up with it.
pub(super) async fn in_time<T>(db: &DatabaseConnection, call: impl Future<Output = Result<T>>) -> Result<T> {
    if db.get_database_backend() != DbBackend::Postgres {
        return call.await;
    }
    let late = |_| Err(Error::unavailable("the database server did not answer in time"));
    tokio::time::timeout(DEADLINE, call).await.unwrap_or_else(late)
}

/// Ends sessions of this process that nobody waits for any more.
pub(super) async fn end_abandoned(db: &DatabaseConnection) -> Result<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        in_time(db, async { db.execute_unprepared(postgres::END_ABANDONED).await.map_err(Error::from) }).await?;
    }
    Ok(())
}

/// Succeeds where a submission could be stored now: a row of its own is written, and PostgreSQL asks in the same statement for the
/// locks that a submission needs.
pub(super) async fn probe(db: &DatabaseConnection, now: i64) -> Result<()> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "WITH a AS (INSERT INTO accepted SELECT * FROM accepted WHERE false), \
             b AS (INSERT INTO inbox SELECT * FROM inbox WHERE false), \
             c AS (INSERT INTO spent SELECT * FROM spent WHERE false) \
             INSERT INTO probe (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at"
        }
        _ => "INSERT INTO probe (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
    };
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [now.into()]);
    db.execute_raw(statement).await.map(drop).map_err(Error::from)
}

/// Takes a try of a keyed digest; `false` where it has to wait. In one statement, so that no two take the same.
pub(super) async fn take_try(db: &DatabaseConnection, key: &[u8], waits: Waits, now: i64) -> Result<bool> {
    let mut until = String::from("CASE tries.count + 1");
    let mut count = 1;
    while waits.after(count) < waits.longest {
        let free_at = if waits.after(count) == 0 { 0 } else { now + waits.after(count) };
        until.push_str(&format!(" WHEN {count} THEN {free_at}"));
        count += 1;
    }
    let until = format!("{until} ELSE {} END", now + waits.longest);
    let sql = format!(
        "INSERT INTO tries (key, count, free_at, last) VALUES ({}, 1, 0, {now}) ON CONFLICT (key) DO UPDATE \
         SET count = tries.count + 1, free_at = {until}, last = {now} WHERE tries.free_at <= {now}",
        if db.get_database_backend() == DbBackend::Postgres { "$1" } else { "?" }
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [key.to_vec().into()]);
    Ok(db.execute_raw(statement).await?.rows_affected() > 0)
}

/// Holds other releases off until the transaction ends.
pub(super) async fn lock_release(tx: &DatabaseTransaction) -> Result<()> {
    lock(tx, RELEASE_LOCK).await
}

/// Holds other minting off until the transaction ends, so that numbers are given once.
pub(super) async fn lock_minting(tx: &DatabaseTransaction) -> Result<()> {
    lock(tx, RELEASE_LOCK + 2).await
}

/// Holds other pairing off until the transaction ends, so that many tries at once are one after the other.
pub(super) async fn lock_pairing(tx: &DatabaseTransaction) -> Result<()> {
    lock(tx, RELEASE_LOCK + 3).await
}

/// SQLite has one writer anyway. Its holder works for half a second or so, and more than one may stand before us.
async fn lock(tx: &DatabaseTransaction, lock: i64) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("SET LOCAL lock_timeout = '20s'").await?;
        let lock = raw(tx, format!("SELECT pg_advisory_xact_lock({lock})"));
        tx.execute_raw(lock).await?;
    }
    Ok(())
}

/// After a release nothing of the inbox may be left where a copy of the files would show it: the
/// log is emptied into the database (whose deleted content is zeroed), dead rows are vacuumed.
/// `false` where a long reader still holds the log; the writer does not wait for it.
pub(super) async fn forget_released(db: &DatabaseConnection) -> Result<bool> {
    if db.get_database_backend() != DbBackend::Sqlite {
        // Rows that an older snapshot still sees stay where they are. The next call does it again.
        let seen = "SELECT count(*) AS readers FROM pg_stat_activity \
             WHERE datname = current_database() AND backend_xmin IS NOT NULL AND pid <> pg_backend_pid()";
        let row = db.query_one_raw(raw(db, seen)).await?;
        let readers: Option<i64> = row.and_then(|row| row.try_get("", "readers").ok());
        let (done, warned) = notices::listening(db.execute_unprepared("VACUUM inbox, slips")).await;
        done?;
        if warned {
            tracing::error!(
                "the database refused VACUUM inbox, slips to this role: released answers stay readable in its files; \
                 make the role the owner of its tables"
            );
        }
        return Ok(readers == Some(0) && !warned);
    }
    db.execute_unprepared("PRAGMA busy_timeout = 100").await?;
    let row = db.query_one_raw(raw(db, "PRAGMA wal_checkpoint(TRUNCATE)")).await;
    db.execute_unprepared("PRAGMA busy_timeout = 5000").await?;
    let busy: Option<i64> = row?.and_then(|row| row.try_get("", "busy").ok());
    Ok(busy == Some(0))
}

/// Ids that are written anew in one transaction. A submission that is sent again waits for no longer than that takes.
const ORDERED: usize = 4_000;

/// Writes the ids that were accepted anew, in the order of keys, which is SQLite's own: PostgreSQL keeps rows in the order of arrival,
/// by their places and by the numbers of their transactions. New ids come in meanwhile, and are in order the next time. An id that is
/// sent again waits until its row is written, and finds it.
pub(super) async fn order_accepted(db: &DatabaseConnection) -> Result<()> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let mut after = Vec::new();
    loop {
        let end = format!("SELECT key FROM accepted WHERE key > $1 ORDER BY key OFFSET {} LIMIT 1", ORDERED - 1);
        let end = Statement::from_sql_and_values(DbBackend::Postgres, end, [after.clone().into()]);
        let end: Option<Vec<u8>> = db.query_one_raw(end).await?.map(|row| row.try_get("", "key")).transpose()?;
        let last = if end.is_some() { "AND key <= $2" } else { "AND $2::bytea IS NULL" };
        let sql = format!(
            "WITH gone AS (DELETE FROM accepted WHERE key > $1 {last} RETURNING key, digest) \
             INSERT INTO accepted (key, digest) SELECT key, digest FROM gone ORDER BY key"
        );
        let tx = begin(db).await?;
        tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [after.into(), end.clone().into()]))
            .await?;
        commit(tx).await?;
        match end {
            Some(end) => after = end,
            None => break,
        }
    }
    // Where the role may not, the log says so after each release.
    db.execute_unprepared("VACUUM accepted").await.map(drop).map_err(Error::from)
}

/// There is a table of this name. It is one of ours, never what somebody typed.
pub(super) async fn has_table(db: &impl ConnectionTrait, name: &'static str) -> Result<bool> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => format!("SELECT name FROM sqlite_master WHERE type = 'table' AND name = '{name}'"),
        _ => format!("SELECT 'x' AS name WHERE to_regclass('{name}') IS NOT NULL"),
    };
    Ok(db.query_one_raw(raw(db, sql)).await?.is_some())
}

/// Removes a table of ours and all that it held.
pub(super) async fn drop_table(tx: &DatabaseTransaction, name: &'static str) -> Result<()> {
    tx.execute_unprepared(&format!("DROP TABLE {name}")).await.map(drop).map_err(Error::from)
}

/// Names of the migrations that were applied, or none where there is no schema yet.
pub(super) async fn applied_migrations(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    if !has_table(db, "seaql_migrations").await? {
        return Ok(Vec::new());
    }
    let rows = db.query_all_raw(raw(db, "SELECT version FROM seaql_migrations ORDER BY version")).await;
    let rows = rows?;
    rows.iter().map(|row| row.try_get("", "version").map_err(Error::from)).collect()
}

/// SQLite's own check of the file; PostgreSQL has none that a client can call.
pub(super) async fn integrity(db: &DatabaseConnection) -> Result<Option<String>> {
    if db.get_database_backend() != DbBackend::Sqlite {
        return Ok(None);
    }
    let row = db.query_one_raw(raw(db, "PRAGMA quick_check(1)")).await?;
    row.map(|row| row.try_get("", "quick_check").map_err(Error::from)).transpose()
}

/// Cuts a list into a multiple of eight and what is left. A few dozen statement texts then serve all
/// batch sizes, so that prepared ones are found again; and each piece costs two changes of thread.
pub(super) fn pieces<T>(list: &[T]) -> impl Iterator<Item = &[T]> {
    let (most, rest) = list.split_at(list.len() - list.len() % 8);
    [most, rest].into_iter().filter(|piece| !piece.is_empty())
}

/// Begins the transaction that changes the schema. Two instances that start at once do it one after
/// the other.
pub(super) async fn begin_schema(db: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let tx = begin(db).await?;
    lock(&tx, RELEASE_LOCK + 1).await?;
    Ok(tx)
}

fn raw(db: &impl ConnectionTrait, sql: impl Into<String>) -> Statement {
    Statement::from_string(db.get_database_backend(), sql)
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn every_place_is_in_one_piece() {
        for n in [0, 1, 7, 8, 9, 100, 255, 256] {
            let list: Vec<usize> = (0..n).collect();
            let cut: Vec<&[usize]> = pieces(&list).collect();
            assert_eq!(cut.concat(), list);
            assert!(cut.iter().all(|piece| !piece.is_empty() && (piece.len() < 8 || piece.len() % 8 == 0)));
        }
    }
}
