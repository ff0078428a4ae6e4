//! Receipts: runs of numbers that were minted, and what happened to single ones.
//!
//! A receipt has no row of its own until something happens to it; then a digest that only its key leads
//! to is kept, with the unit and the week of its issue, and no time. Spending is in [`super::writer`],
//! in the transaction that stores the answer.

use super::{
    Store, dialect,
    entity::{contested, dossiers, mintings, opened, revocations, spent},
    error::{Error, Result},
};
use crate::domain::receipt::{Event, Mark, NUMBERS, Nullifier, Revocation, Week};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Value,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};
use std::collections::{BTreeMap, HashMap};

/// Rows of one statement; far below what either database binds.
const ROWS: usize = 1_000;

/// What the receipts of a run have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minting {
    pub key: u16,
    pub survey: String,
    pub unit: String,
    pub event: Event,
    pub week: Week,
}

/// A receipt for a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minted {
    pub number: u32,
    pub minting: Minting,
    /// Whether it was minted before.
    pub known: bool,
}

/// What became of the receipts of a unit and week of issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerRow {
    pub unit: String,
    pub week: i32,
    pub minted: u64,
    /// Opened or answered.
    pub opened: u64,
    pub spent: u64,
    pub contested: u64,
}

impl Store {
    /// Mints so many receipts alike and gives the first number; `None` where the numbers are used up.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn mint(&self, like: &Minting, count: u32) -> Result<Option<u32>> {
        let tx = dialect::begin(&self.write).await?;
        let first = match next_number(&tx).await {
            Ok(Some(first)) if u64::from(first) + u64::from(count) <= u64::from(NUMBERS) => first,
            end => {
                tx.rollback().await.map_err(Error::from_db)?;
                return end.map(|_| None);
            }
        };
        add_run(&tx, like, first, count).await?;
        tx.commit().await.map_err(Error::from_db)?;
        Ok(Some(first))
    }

    /// Mints a receipt for each dossier's event (see [`crate::domain::receipt::KeyRing::dossier_digest`]) that has
    /// none yet, and gives all of them in the order of the digests, which are different; `None` where the
    /// numbers are used up.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn mint_for(&self, like: &Minting, digests: &[[u8; 16]]) -> Result<Option<Vec<Minted>>> {
        let tx = dialect::begin(&self.write).await?;
        let first = next_number(&tx).await?;
        let known = known_dossiers(&tx, digests).await?;
        let new: Vec<&[u8; 16]> = digests.iter().filter(|digest| !known.contains_key(*digest)).collect();
        let Some(first) = first.filter(|first| *first as usize + new.len() <= NUMBERS as usize) else {
            tx.rollback().await.map_err(Error::from_db)?;
            return Ok(None);
        };
        if !new.is_empty() {
            add_run(&tx, like, first, u32::try_from(new.len()).unwrap_or(NUMBERS)).await?;
        }
        let fresh: HashMap<&[u8; 16], i32> = new.iter().copied().zip(stored(first)..).collect();
        for rows in new.chunks(ROWS) {
            let values = rows.iter().flat_map(|digest| [bytes(digest), fresh[*digest].into()]).collect();
            dialect::insert_rows(&tx, "dossiers (digest, number)", 2, values, "").await?;
        }
        let runs = runs(&tx).await?;
        tx.commit().await.map_err(Error::from_db)?;
        let minted = |digest: &[u8; 16]| {
            let number = fresh.get(digest).or_else(|| known.get(digest)).copied().unwrap_or_default();
            let (_, run) = runs.range(..=number).next_back().ok_or_else(|| lost(number))?;
            let number = u32::try_from(number).map_err(|_| lost(number))?;
            Ok(Minted { number, minting: run.clone(), known: known.contains_key(digest) })
        };
        digests.iter().map(minted).collect::<Result<_>>().map(Some)
    }

    /// The run that a number belongs to.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn minting(&self, number: u32) -> Result<Option<Minting>> {
        let run = mintings::Entity::find()
            .filter(mintings::Column::First.lte(stored(number)))
            .order_by_desc(mintings::Column::First)
            .one(&self.read)
            .await
            .map_err(Error::from_db)?;
        run.filter(|run| stored(number) < run.first + run.count).map(minting).transpose()
    }

    /// Whether a receipt was answered.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn is_spent(&self, nullifier: Nullifier) -> Result<bool> {
        let row = spent::Entity::find_by_id(nullifier.0.to_vec()).one(&self.read).await;
        Ok(row.map_err(Error::from_db)?.is_some())
    }

    /// Notes receipts whose link was opened.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn mark_opened(&self, marks: &[Mark]) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        insert_marks(&tx, "opened", marks.iter().collect()).await?;
        tx.commit().await.map_err(Error::from_db)
    }

    /// Counts that somebody says of an answered receipt: it was not me. Once for each receipt.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn contest(&self, mark: &Mark) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        insert_marks(&tx, "contested", vec![mark]).await?;
        tx.commit().await.map_err(Error::from_db)
    }

    /// What became of all receipts, by unit and week of issue, in that order.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn ledger(&self) -> Result<Vec<LedgerRow>> {
        ledger(&self.read).await
    }

    /// Everything that was taken back.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for numbers that were never minted.
    pub async fn revocations(&self) -> Result<Vec<Revocation>> {
        let rows = revocations::Entity::find().all(&self.read).await.map_err(Error::from_db)?;
        let number = |value: i32| u32::try_from(value).map_err(|_| lost(value));
        rows.into_iter()
            .map(|row| {
                let key = row.key.map(|key| u16::try_from(key).map_err(|_| lost(key))).transpose()?;
                Ok(Revocation { key, unit: row.unit, first: number(row.first)?, last: number(row.last)? })
            })
            .collect()
    }

    /// Takes receipts back from now on. Where no last number is meant, it is the last that was minted, so
    /// that later receipts are good; a key is taken back for ever.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn revoke(&self, what: &Revocation, at: i64) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        let minted = next_number(&tx).await?.unwrap_or(1).saturating_sub(1);
        let last = if what.key.is_some() { what.last } else { Ord::min(what.last, minted) };
        let row = revocations::Model {
            id: Uuid::now_v7(),
            key: what.key.map(i32::from),
            unit: what.unit.clone(),
            first: stored(what.first),
            last: stored(last),
            at,
        };
        revocations::Entity::insert(row.into_active_model())
            .exec_without_returning(&tx)
            .await
            .map_err(Error::from_db)?;
        tx.commit().await.map_err(Error::from_db)
    }
}

/// Inserts marks in the order of their keys, and says how many were new.
pub(super) async fn insert_marks(tx: &DatabaseTransaction, table: &str, mut marks: Vec<&Mark>) -> Result<u64> {
    // Two instances with the same receipts do not wait for each other in a circle.
    marks.sort_unstable_by_key(|mark| mark.nullifier);
    let mut new = 0;
    for marks in dialect::pieces(&marks) {
        let row = |mark: &&Mark| [bytes(&mark.nullifier.0), mark.unit.as_str().into(), mark.week.to_int().into()];
        let values = marks.iter().flat_map(row).collect();
        let into = format!("{table} (nullifier, unit, week)");
        new += dialect::insert_rows(tx, &into, 3, values, "ON CONFLICT (nullifier) DO NOTHING").await?;
    }
    Ok(new)
}

/// Which of these receipts were answered.
pub(super) async fn spent_of(tx: &DatabaseTransaction, marks: &[&Mark]) -> Result<Vec<Nullifier>> {
    let keys = marks.iter().map(|mark| mark.nullifier.0.to_vec());
    let rows: Vec<Vec<u8>> = spent::Entity::find()
        .select_only()
        .column(spent::Column::Nullifier)
        .filter(spent::Column::Nullifier.is_in(keys))
        .into_tuple()
        .all(tx)
        .await
        .map_err(Error::from_db)?;
    Ok(rows.into_iter().filter_map(|row| row.try_into().ok().map(Nullifier)).collect())
}

/// The next free number, held for this transaction; `None` where it would be too large.
async fn next_number(tx: &DatabaseTransaction) -> Result<Option<u32>> {
    dialect::lock_minting(tx).await?;
    let last = mintings::Entity::find().order_by_desc(mintings::Column::First).one(tx).await.map_err(Error::from_db)?;
    let next = last.map_or(1, |run| run.first.saturating_add(run.count));
    Ok(u32::try_from(next).ok().filter(|next| *next < NUMBERS))
}

async fn add_run(tx: &DatabaseTransaction, like: &Minting, first: u32, count: u32) -> Result<()> {
    let run = mintings::ActiveModel {
        first: Set(stored(first)),
        count: Set(stored(count)),
        key: Set(like.key.into()),
        survey: Set(like.survey.clone()),
        unit: Set(like.unit.clone()),
        event: Set(like.event.key().to_owned()),
        week: Set(like.week.to_int()),
    };
    mintings::Entity::insert(run).exec_without_returning(tx).await.map_err(Error::from_db)?;
    Ok(())
}

async fn known_dossiers(tx: &DatabaseTransaction, digests: &[[u8; 16]]) -> Result<HashMap<[u8; 16], i32>> {
    let mut known = HashMap::new();
    for digests in digests.chunks(ROWS) {
        let rows = dossiers::Entity::find()
            .filter(dossiers::Column::Digest.is_in(digests.iter().map(|digest| digest.to_vec())))
            .all(tx)
            .await
            .map_err(Error::from_db)?;
        known.extend(rows.into_iter().filter_map(|row| Some((row.digest.try_into().ok()?, row.number))));
    }
    Ok(known)
}

/// All runs by their first number. There are few: a run is a call.
async fn runs(tx: &DatabaseTransaction) -> Result<BTreeMap<i32, Minting>> {
    let rows = mintings::Entity::find().all(tx).await.map_err(Error::from_db)?;
    rows.into_iter().map(|row| Ok((row.first, minting(row)?))).collect()
}

pub(super) fn minting(row: mintings::Model) -> Result<Minting> {
    let first = row.first;
    Ok(Minting {
        key: u16::try_from(row.key).map_err(|_| lost(first))?,
        event: Event::from_key(&row.event).ok_or_else(|| lost(first))?,
        week: Week::from_int(row.week).ok_or_else(|| lost(first))?,
        survey: row.survey,
        unit: row.unit,
    })
}

pub(super) async fn ledger(db: &impl ConnectionTrait) -> Result<Vec<LedgerRow>> {
    let mut rows: BTreeMap<(String, i32), LedgerRow> = BTreeMap::new();
    let minted = mintings::Entity::find().all(db).await.map_err(Error::from_db)?;
    for run in minted {
        row_of(&mut rows, run.unit, run.week).minted += u64::from(run.count.unsigned_abs());
    }
    let answered = spent::Entity::find().select_only().columns([spent::Column::Unit, spent::Column::Week]);
    let answered = answered.column_as(Expr::col(spent::Column::Week).count(), "n");
    let answered: Vec<(String, i32, i64)> = answered
        .group_by(spent::Column::Unit)
        .group_by(spent::Column::Week)
        .into_tuple()
        .all(db)
        .await
        .map_err(Error::from_db)?;
    for (unit, week, n) in answered {
        let row = row_of(&mut rows, unit, week);
        row.spent += n.unsigned_abs();
        row.opened += n.unsigned_abs();
    }
    // Whoever answers has opened; a page that was opened while the process died is in no count but this.
    let answered = spent::Entity::find().select_only().column(spent::Column::Nullifier);
    let only_opened: Vec<(String, i32, i64)> = opened::Entity::find()
        .select_only()
        .columns([opened::Column::Unit, opened::Column::Week])
        .column_as(Expr::col(opened::Column::Week).count(), "n")
        .filter(opened::Column::Nullifier.not_in_subquery(sea_orm::QueryTrait::into_query(answered)))
        .group_by(opened::Column::Unit)
        .group_by(opened::Column::Week)
        .into_tuple()
        .all(db)
        .await
        .map_err(Error::from_db)?;
    for (unit, week, n) in only_opened {
        row_of(&mut rows, unit, week).opened += n.unsigned_abs();
    }
    for mark in contested::Entity::find().all(db).await.map_err(Error::from_db)? {
        row_of(&mut rows, mark.unit, mark.week).contested += 1;
    }
    Ok(rows.into_values().collect())
}

fn row_of(rows: &mut BTreeMap<(String, i32), LedgerRow>, unit: String, week: i32) -> &mut LedgerRow {
    let key = (unit, week);
    rows.entry(key.clone()).or_insert_with(|| LedgerRow { unit: key.0, week, ..LedgerRow::default() })
}

pub(super) fn lost(number: i32) -> Error {
    Error::Inconsistent { table: "mintings", column: "first", id: number.to_string() }
}

pub(super) fn stored(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn bytes(bytes: &[u8; 16]) -> Value {
    bytes.to_vec().into()
}
