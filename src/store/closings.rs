//! Closed periods: each edition with its text, a row that is never changed, and an entry in the chain of releases.

use super::{LogKey, Store, chain::releases, check::Check, entity::closings, error::Result, inbox::stored_period};
use crate::domain::{closing::parts, time_period::TimePeriod};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// An edition of a closed period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    pub period: TimePeriod,
    /// 1 for the first.
    pub edition: i32,
    /// Milliseconds since 1970, UTC.
    pub closed_at: i64,
    /// As `domain::closing` writes it.
    pub text: String,
    /// Why it was made and the units that changed since the edition before, as `domain::closing` writes them; empty in the first.
    pub changes: String,
}

/// The latest edition of a period, without its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    pub number: i32,
    /// Milliseconds since 1970, UTC.
    pub closed_at: i64,
}

impl Closing {
    /// The SHA-256 of all that is kept of it, one behind the other: `edition`, a tab, its number; `closed`, a tab, the time; changes; text.
    pub fn digest(&self) -> [u8; 32] {
        let mut sha = Sha256::new();
        sha.update(format!("edition\t{}\nclosed\t{}\n", self.edition, self.closed_at));
        sha.update(&self.changes);
        sha.update(&self.text);
        sha.finalize().into()
    }

    /// The first 64 bits of the digest, as they are printed.
    pub fn short_digest(&self) -> String {
        let hex = data_encoding::HEXLOWER.encode(&self.digest()[..8]);
        hex.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
    }

    fn row(self) -> closings::Model {
        closings::Model {
            period: self.period.to_int(),
            edition: self.edition,
            closed_at: self.closed_at,
            digest: self.digest().to_vec(),
            text: self.text,
            changes: self.changes,
        }
    }
}

fn closing(row: closings::Model) -> Result<Closing> {
    Ok(Closing {
        period: stored_period("closings", row.period)?,
        edition: row.edition,
        closed_at: row.closed_at,
        text: row.text,
        changes: row.changes,
    })
}

impl Store {
    /// The latest edition of every closed period.
    ///
    /// # Errors
    /// [`Inconsistent`](super::Error::Inconsistent) for a period that cannot be read.
    pub async fn closings(&self) -> Result<BTreeMap<TimePeriod, Closing>> {
        let rows = closings::Entity::find().order_by_asc(closings::Column::Edition).all(&self.read).await?;
        rows.into_iter().map(|row| closing(row).map(|closing| (closing.period, closing))).collect()
    }

    /// The latest edition of every closed period, without its text.
    ///
    /// # Errors
    /// As [`Store::closings`].
    pub async fn editions(&self) -> Result<BTreeMap<TimePeriod, Edition>> {
        use closings::Column as C;
        let columns = closings::Entity::find().select_only().columns([C::Period, C::Edition, C::ClosedAt]);
        let rows: Vec<(i32, i32, i64)> = columns.order_by_asc(C::Edition).into_tuple().all(&self.read).await?;
        let edition =
            |(period, number, closed_at)| Ok((stored_period("closings", period)?, Edition { number, closed_at }));
        rows.into_iter().map(edition).collect()
    }

    /// The latest edition of a period; `None` where it is not closed.
    pub async fn closing(&self, period: TimePeriod) -> Result<Option<Closing>> {
        let of = closings::Entity::find().filter(closings::Column::Period.eq(period.to_int()));
        of.order_by_desc(closings::Column::Edition).one(&self.read).await?.map(closing).transpose()
    }

    /// Something was released into the period since this edition of it.
    pub async fn has_grown(&self, period: TimePeriod, edition: i32) -> Result<bool> {
        let parts = parts(period).into_iter().map(TimePeriod::to_int).collect();
        releases::has_any_since(&self.read, (period.to_int(), edition), parts).await
    }
}

/// Keeps an edition.
pub(super) async fn keep(tx: &DatabaseTransaction, closing: Closing, key: &LogKey) -> Result<()> {
    let row = closing.row();
    releases::append_closing(tx, key, &row).await?;
    closings::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The kept texts against their digests, and these against the chain, both ways.
pub(super) async fn verify(tx: &DatabaseTransaction) -> Result<Check> {
    let mut chained = releases::closed(tx).await?;
    let (mut good, mut bad) = (0u64, Vec::new());
    for row in closings::Entity::find().all(tx).await? {
        let (period, edition, digest) = (row.period, row.edition, row.digest.clone());
        let kept = closing(row)?;
        let is_chained = chained.remove(&(period, edition)).is_some_and(|said| said == digest);
        if is_chained && kept.digest()[..] == digest { good += 1 } else { bad.push((period, edition)) }
    }
    bad.extend(chained.into_keys());
    bad.sort_unstable();
    let named = |(period, edition): &(i32, i32)| {
        let period = TimePeriod::from_int(*period).map_or_else(|_| period.to_string(), |period| period.to_string());
        format!("{period} edition {edition}")
    };
    let figures = match &bad[..] {
        [] => format!("{good} editions of closed periods are as they were closed"),
        bad => format!("changed or missing: {}", bad.iter().map(named).collect::<Vec<_>>().join(", ")),
    };
    Ok(Check { name: "I7 editions", holds: bad.is_empty(), figures })
}
