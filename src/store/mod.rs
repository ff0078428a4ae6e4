//! The store: the only room that knows sea-orm, SQLite and PostgreSQL.
//!
//! Submissions come in through [`writer`], wait in [`inbox`], and are moved by [`release`] into
//! responses and tallies. What becomes of receipts is in [`ledger`]. Dashboards read [`tallies`], exports stream [`responses`], `hailong verify`
//! proves the invariants in [`verify`]. What differs between the databases is in `dialect`, and
//! entities never leave this room. May use the domain and the migrations, nothing else of ours.

mod api_keys;
mod catalogue;
mod comments;
pub mod devices;
mod dialect;
pub mod dossiers;
mod entity;
mod error;
mod flags;
pub mod inbox;
pub mod ledger;
mod pairings;
pub mod receipts;
pub mod release;
pub mod responses;
mod revocations;
pub mod runs;
mod sessions;
pub mod slips;
mod staff_log;
mod surveys;
pub mod tallies;
mod users;
pub mod verify;
pub mod writer;

pub use api_keys::ApiKey;
pub use comments::Comment;
pub use error::{Error, Result};
pub use sessions::SessionUser;
pub use staff_log::{LogEntry, LogKey, Logged};
pub use users::{NewUser, User};

use migrations::{Migrator, sea_orm_migration::MigratorTrait};
use sea_orm::{
    ConnectionTrait, DatabaseConnection,
    sea_query::{OnConflict, Query},
};
use std::sync::{Arc, atomic::AtomicBool};
use tallies::Snapshots;

/// A site's database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    /// One connection on SQLite, so that writers queue here and not in the file's lock.
    write: DatabaseConnection,
    read: DatabaseConnection,
    snapshots: Snapshots,
    /// Whether files may still hold traces of submissions that were released.
    remembers: Arc<AtomicBool>,
}

impl Store {
    /// Connects, checks that the database keeps what it promises, and applies missing migrations.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where it cannot be reached, [`Error::Newer`] where a newer version made
    /// it, [`Error::Pragma`] where it would lose acknowledged answers in a power cut.
    pub async fn open(url: &str) -> Result<Self> {
        let (write, read) = dialect::connect(url).await?;
        let store = Self { write, read, snapshots: Snapshots::default(), remembers: Arc::new(AtomicBool::new(true)) };
        store.migrate().await?;
        Ok(store)
    }

    /// All missing migrations or none: a process that is killed meanwhile leaves no half of one behind.
    async fn migrate(&self) -> Result<()> {
        let tx = dialect::begin_schema(&self.write).await?;
        let known: Vec<String> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
        let applied = dialect::applied_migrations(&tx).await?;
        if let Some(newer) = applied.into_iter().find(|name| !known.contains(name)) {
            // Dropped, the transaction would hold its locks until somebody uses the connection.
            tx.rollback().await.map_err(Error::from_db)?;
            return Err(Error::Newer(newer));
        }
        Migrator::up(&tx, None).await.map_err(Error::from_db)?;
        tx.commit().await.map_err(Error::from_db)
    }

    /// Whether a submission could be stored now: commits a row at `now`, in milliseconds.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where it could not.
    pub async fn probe(&self, now: i64) -> Result<()> {
        let upsert = Query::insert()
            .into_table(entity::probe::Entity)
            .columns([entity::probe::Column::Id, entity::probe::Column::At])
            .values_panic([1.into(), now.into()])
            .on_conflict(
                OnConflict::column(entity::probe::Column::Id).update_column(entity::probe::Column::At).to_owned(),
            )
            .to_owned();
        self.write.execute(&upsert).await.map_err(Error::from_db)?;
        Ok(())
    }

    /// Ends all connections; what is under way is finished first.
    pub async fn close(self) {
        for db in [self.write, self.read] {
            if let Err(error) = db.close().await {
                tracing::warn!(%error, "closing the database");
            }
        }
    }
}
