//! Receipts that were taken back, in anybody's hands.

use super::{
    By, Store, dialect,
    entity::{mintings, revocations},
    error::Result,
    receipts::{lost, next_number, stored},
    staff_log::log_and_commit,
};
use crate::domain::{receipt::Revocation, staff_log::Action};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, prelude::Uuid};

impl Store {
    /// Everything that was taken back.
    ///
    /// # Errors
    /// Faults of the database; [`super::Error::Inconsistent`] for numbers that were never minted.
    pub async fn revocations(&self) -> Result<Vec<Revocation>> {
        let rows = revocations::Entity::find().all(&self.read).await?;
        let number = |value: i32| u32::try_from(value).map_err(|_| lost(value));
        rows.into_iter()
            .map(|row| {
                let key = row.key.map(|key| u16::try_from(key).map_err(|_| lost(key))).transpose()?;
                Ok(Revocation { key, unit: row.unit, first: number(row.first)?, last: number(row.last)? })
            })
            .collect()
    }

    /// The highest id of a key that minted or was taken back; 0 where none was.
    pub async fn highest_key(&self) -> Result<u16> {
        use sea_orm::{QueryOrder, QuerySelect};
        let minted = mintings::Entity::find().select_only().column(mintings::Column::Key);
        let minted = minted.order_by_desc(mintings::Column::Key).into_tuple::<i32>().one(&self.read).await;
        let revoked = self.revocations().await?.into_iter().filter_map(|what| what.key).max();
        let minted = minted?.unwrap_or_default();
        Ok(Ord::max(u16::try_from(minted).map_err(|_| lost(minted))?, revoked.unwrap_or_default()))
    }

    /// Takes receipts back from now on, and gives how many of those that were minted so far. Where no last number is
    /// meant, it is the last that was minted, so that later receipts are good; a key is taken back for ever. `named` is
    /// how somebody has said which, as the log keeps it.
    pub async fn revoke(&self, what: &Revocation, named: &str, by: By<'_>) -> Result<u64> {
        let tx = dialect::begin(&self.write).await?;
        let minted = next_number(&tx).await?.unwrap_or(1).saturating_sub(1);
        let last = if what.key.is_some() { what.last } else { Ord::min(what.last, minted) };
        let row = revocations::Model {
            id: Uuid::now_v7(),
            key: what.key.map(i32::from),
            unit: what.unit.clone(),
            first: stored(what.first),
            last: stored(last),
            at: by.at,
        };
        revocations::Entity::insert(row.into_active_model()).exec_without_returning(&tx).await?;
        let covered = covered(&tx, what).await?;
        log_and_commit(tx, by.does(Action::ReceiptsRevoke, &format!("{covered}:{named}"))).await?;
        Ok(covered)
    }
}

/// The number of receipts minted so far that this covers.
async fn covered(db: &impl ConnectionTrait, what: &Revocation) -> Result<u64> {
    let mut runs = mintings::Entity::find();
    if let Some(key) = what.key {
        runs = runs.filter(mintings::Column::Key.eq(i32::from(key)));
    }
    if let Some(unit) = &what.unit {
        runs = runs.filter(mintings::Column::Unit.eq(unit));
    }
    let runs = runs.all(db).await?;
    let (first, last) = (i64::from(what.first), i64::from(what.last));
    let covered = runs.iter().map(|run| {
        let (from, to) = (i64::from(run.first), i64::from(run.first) + i64::from(run.count) - 1);
        (Ord::min(to, last) - Ord::max(from, first) + 1).max(0)
    });
    Ok(covered.sum::<i64>().unsigned_abs())
}
