//! A site's database: connecting, migrating, closing.

use super::{
    dialect,
    error::{Error, Result},
    place::Place,
    snapshot::Snapshots,
};
use crate::domain::inbox::InboxKeys;
use migrations::{Migrator, sea_orm_migration::MigratorTrait};
use sea_orm::DatabaseConnection;
use std::{
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

/// Connections that are not needed have so long to end.
const GONE: Duration = Duration::from_secs(1);

/// Names of the migrations that this version knows, in their order.
fn migrations() -> impl Iterator<Item = String> {
    Migrator::migrations().into_iter().map(|migration| migration.name().to_owned())
}

fn refuse_newer(applied: &[String]) -> Result<()> {
    let newer = applied.iter().find(|name| !migrations().any(|known| known == **name));
    newer.map_or(Ok(()), |newer| Err(Error::Newer(newer.clone())))
}

/// A site's database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    /// One connection on SQLite, so that writers queue here and not in the file's lock.
    pub(super) write: DatabaseConnection,
    pub(super) read: DatabaseConnection,
    pub(super) snapshots: Snapshots,
    pub(super) inbox_keys: InboxKeys,
    /// Files may still hold traces of submissions that were released.
    pub(super) remembers: Arc<AtomicBool>,
}

impl Store {
    /// Connects, makes the database where there is none, checks that it keeps what it promises, and applies missing
    /// migrations.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where it cannot be reached, [`Error::Newer`] where a newer version made
    /// it, [`Error::Pragma`] and [`Error::Unsafe`] where it would lose acknowledged answers in a power cut.
    pub async fn make(place: Place<'_>) -> Result<Self> {
        let store = Self::connect(place, true).await?;
        if let Err(error) = store.migrate().await {
            // The next try must not leave connections behind each time.
            let _best_effort = tokio::time::timeout(GONE, store.close()).await;
            return Err(error);
        }
        Ok(store)
    }

    /// Connects to a database that is there and up to date, and changes nothing of it.
    ///
    /// # Errors
    /// As [`Store::make`]; [`Error::Absent`] where there is none, [`Error::Older`] where migrations are missing.
    pub async fn open(place: Place<'_>) -> Result<Self> {
        let store = Self::connect(place, false).await?;
        let applied = dialect::applied_migrations(&store.read).await?;
        if applied.is_empty() {
            return Err(Error::Absent);
        }
        refuse_newer(&applied)?;
        match migrations().find(|name| !applied.contains(name)) {
            Some(missing) => Err(Error::Older(missing)),
            None => Ok(store),
        }
    }

    async fn connect(place: Place<'_>, make: bool) -> Result<Self> {
        let (write, read) = dialect::connect(place, make).await?;
        Ok(Self {
            write,
            read,
            snapshots: Snapshots::default(),
            inbox_keys: InboxKeys::default(),
            remembers: Arc::new(AtomicBool::new(true)),
        })
    }

    /// All missing migrations or none: a process that is killed meanwhile leaves no half of one behind.
    async fn migrate(&self) -> Result<()> {
        let tx = dialect::begin_schema(&self.write).await?;
        let applied = dialect::applied_migrations(&tx).await?;
        if let Err(newer) = refuse_newer(&applied) {
            // Dropped, the transaction would hold its locks until somebody uses the connection.
            tx.rollback().await?;
            return Err(newer);
        }
        // Where nothing is missing, the role need not be able to make tables.
        if applied.len() == migrations().count() {
            return tx.rollback().await.map_err(Error::from);
        }
        Migrator::up(&tx, None).await?;
        dialect::commit(tx).await
    }

    /// Succeeds where a submission could be stored now: commits a row at `now`, in milliseconds.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where it could not.
    pub async fn probe(&self, now: i64) -> Result<()> {
        dialect::probe(&self.write, now).await
    }

    /// Ends sessions at the server that nobody here waits for any more, so that they do not use up its connections.
    pub async fn end_abandoned(&self) -> Result<()> {
        dialect::end_abandoned(&self.write).await
    }

    /// Ends all connections. Work under way is finished first.
    pub async fn close(self) {
        for db in [self.write, self.read] {
            if let Err(error) = db.close().await {
                tracing::warn!(%error, "closing the database");
            }
        }
    }
}
