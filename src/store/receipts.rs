//! Receipts: runs of numbers that were minted, and what happened to single ones.
//!
//! A receipt has no row of its own until something happens to it; then a digest that only its key leads
//! to is kept, with the unit and the week of its issue, and no time. Spending is in [`super::writer`],
//! in the transaction that stores the answer.

use super::{
    By, Store, dialect,
    entity::{contested, mintings, opened, spent},
    error::{Error, Result},
    insert::{Again, insert_rows},
    staff_log::log_and_commit,
};
use crate::domain::{
    receipt::{Event, Mark, NUMBERS, Nullifier, Receipt, Tag, Week},
    staff_log::Action,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Value,
};
use std::collections::{BTreeMap, HashSet};

/// The common facts of a run of receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minting {
    pub key: u16,
    pub survey: String,
    pub unit: String,
    pub event: Event,
    pub week: Week,
}

/// Numbers that are no further apart are looked up together: at most so many runs for each are read.
const NEAR: i32 = 64;

impl Minting {
    /// One receipt of the run, as its token says it.
    pub fn receipt(&self, number: u32) -> Receipt {
        Receipt {
            number,
            key: self.key,
            survey: Tag::of(&self.survey),
            unit: Tag::of(&self.unit),
            event: self.event,
            week: self.week,
        }
    }
}

impl Store {
    /// Mints so many receipts alike and gives the first number; `None` where the numbers are used up.
    pub async fn mint(&self, like: &Minting, count: u32, by: By<'_>) -> Result<Option<u32>> {
        let tx = dialect::begin(&self.write).await?;
        let first = match next_number(&tx).await {
            Ok(Some(first)) if u64::from(first) + u64::from(count) <= u64::from(NUMBERS) => first,
            end => {
                tx.rollback().await?;
                return end.map(|_| None);
            }
        };
        add_run(&tx, like, first, count).await?;
        let Minting { key, survey, unit, event, .. } = like;
        let last = first + count.saturating_sub(1);
        let detail = format!("{first}..{last} {unit} {} {survey} key {key}", event.key());
        log_and_commit(tx, by.does(Action::ReceiptsMint, &detail)).await?;
        Ok(Some(first))
    }

    /// The run that a number belongs to.
    pub async fn minting(&self, number: u32) -> Result<Option<Minting>> {
        run_of(&self.read, stored(number)).await?.map(minting).transpose()
    }

    pub async fn is_spent(&self, nullifier: Nullifier) -> Result<bool> {
        let row = spent::Entity::find_by_id(nullifier.0.to_vec()).one(&self.read).await;
        Ok(row?.is_some())
    }

    /// Notes receipts whose link was opened.
    pub async fn mark_opened(&self, marks: &[Mark]) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        use opened::Column as C;
        insert_marks(&tx, opened::Entity, [C::Nullifier, C::Unit, C::Week], marks.iter().collect()).await?;
        dialect::commit(tx).await
    }

    /// Counts that somebody says of an answered receipt: it was not me. Once for each receipt.
    pub async fn contest(&self, mark: &Mark) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        use contested::Column as C;
        insert_marks(&tx, contested::Entity, [C::Nullifier, C::Unit, C::Week], vec![mark]).await?;
        dialect::commit(tx).await
    }
}

/// Inserts marks in the order of their keys, and says how many were new. The columns are those of nullifier, unit and week.
pub(super) async fn insert_marks<E: EntityTrait>(
    tx: &DatabaseTransaction,
    entity: E,
    [nullifier, unit, week]: [E::Column; 3],
    mut marks: Vec<&Mark>,
) -> Result<u64> {
    // Two instances with the same receipts do not wait for each other in a circle.
    marks.sort_unstable_by_key(|mark| mark.nullifier);
    let mut new = 0;
    for marks in marks.chunks(dialect::ROWS).flat_map(dialect::pieces) {
        let rows = marks.iter().map(|mark| {
            [
                (nullifier, bytes(&mark.nullifier.0)),
                (unit, mark.unit.as_str().into()),
                (week, mark.week.to_int().into()),
            ]
        });
        new += insert_rows(tx, entity, rows, Again::Stays).await?;
    }
    Ok(new)
}

/// Which of these receipts were answered.
pub(super) async fn spent_of(
    db: &impl ConnectionTrait,
    receipts: impl IntoIterator<Item = Nullifier>,
) -> Result<HashSet<Nullifier>> {
    let keys = receipts.into_iter().map(|nullifier| nullifier.0.to_vec());
    let rows: Vec<Vec<u8>> = spent::Entity::find()
        .select_only()
        .column(spent::Column::Nullifier)
        .filter(spent::Column::Nullifier.is_in(keys))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| row.try_into().ok().map(Nullifier)).collect())
}

/// The next free number, held for this transaction; `None` where it would be too large.
pub(super) async fn next_number(tx: &DatabaseTransaction) -> Result<Option<u32>> {
    dialect::lock_minting(tx).await?;
    free_number(tx).await
}

/// The next free number, where minting is locked already.
pub(super) async fn free_number(tx: &DatabaseTransaction) -> Result<Option<u32>> {
    let last = mintings::Entity::find().order_by_desc(mintings::Column::First).one(tx).await?;
    let next = last.map_or(1, |run| run.first.saturating_add(run.count));
    Ok(u32::try_from(next).ok().filter(|next| *next < NUMBERS))
}

pub(super) async fn add_run(tx: &DatabaseTransaction, like: &Minting, first: u32, count: u32) -> Result<()> {
    let run = mintings::ActiveModel {
        first: Set(stored(first)),
        count: Set(stored(count)),
        key: Set(like.key.into()),
        survey: Set(like.survey.clone()),
        unit: Set(like.unit.clone()),
        event: Set(like.event.key().to_owned()),
        week: Set(like.week.to_int()),
    };
    mintings::Entity::insert(run).exec_without_returning(tx).await?;
    Ok(())
}

/// The run that holds a number.
async fn run_of(db: &impl ConnectionTrait, number: i32) -> Result<Option<mintings::Model>> {
    let run = mintings::Entity::find()
        .filter(mintings::Column::First.lte(number))
        .order_by_desc(mintings::Column::First)
        .one(db)
        .await?;
    Ok(run.filter(|run| number - run.first < run.count))
}

/// The runs that hold these numbers, by their first. A system that asks for one receipt at a time makes as
/// many runs as there are receipts: they are never all read, but those of numbers near each other are read at once.
pub(super) async fn runs_of(
    db: &impl ConnectionTrait,
    numbers: impl Iterator<Item = i32>,
) -> Result<BTreeMap<i32, Minting>> {
    let mut numbers: Vec<i32> = numbers.collect();
    numbers.sort_unstable();
    let (mut runs, mut end, mut rest) = (BTreeMap::new(), 0, &numbers[..]);
    while let Some(&number) = rest.first() {
        if number < end {
            rest = &rest[1..];
            continue;
        }
        let near = rest.windows(2).take_while(|pair| pair[1] - pair[0] <= NEAR).count();
        let begin = run_of(db, number).await?.ok_or_else(|| lost(number))?;
        end = begin.first.saturating_add(begin.count);
        runs.insert(begin.first, minting(begin)?);
        let more = mintings::Entity::find()
            .filter(mintings::Column::First.between(end, rest[near]))
            .order_by_asc(mintings::Column::First);
        let more = if rest[near] < end { Vec::new() } else { more.all(db).await? };
        for run in more {
            end = run.first.saturating_add(run.count);
            runs.insert(run.first, minting(run)?);
        }
    }
    Ok(runs)
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

pub(super) fn lost(number: i32) -> Error {
    Error::Inconsistent { table: "mintings", column: "first", id: number.to_string() }
}

pub(super) fn stored(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

pub(super) fn bytes(bytes: &[u8; 16]) -> Value {
    bytes.to_vec().into()
}
