//! Tallies, and the copy of them in memory that dashboards read.
//!
//! Tallies change only in a release, which gives all it touches one new revision. A reader asks for
//! what is newer than what it holds, which is nothing nearly always: a page costs one small query.

use super::{
    Store,
    entity::tallies,
    error::{Error, Result},
    inbox::stored_month,
    insert::{Again, Cells, insert_rows},
    snapshot::Snapshot,
};
use crate::domain::{
    lattice::{Tallies, TallyRow},
    month::Month,
    submission::Stratum,
    survey::{Kind, Survey},
    tally::{Tally, unpack_groups},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

impl Store {
    /// All tallies as they are now.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for keys that the program does not know.
    pub async fn tallies(&self) -> Result<Snapshot> {
        let mut held = self.snapshots.0.lock().await;
        let newer = tallies::Entity::find().filter(tallies::Column::Revision.gt(held.revision)).all(&self.read).await?;
        if let Some(revision) = newer.iter().map(|row| row.revision).max() {
            *held = Snapshot { revision, tallies: Arc::new(Tallies::new(merge(held.tallies.rows(), newer)?)) };
        }
        Ok(held.clone())
    }
}

fn merge(held: &[TallyRow], newer: Vec<tallies::Model>) -> Result<Vec<TallyRow>> {
    let mut names: BTreeSet<Arc<str>> = held.iter().flat_map(|row| [row.survey.clone(), row.unit.clone()]).collect();
    let mut shared = |name: &str| -> Arc<str> {
        if let Some(known) = names.get(name) {
            return known.clone();
        }
        let new: Arc<str> = name.into();
        names.insert(new.clone());
        new
    };
    let mut rows = Vec::with_capacity(held.len() + newer.len());
    for row in newer {
        let bad = |column| Error::Inconsistent {
            table: "tallies",
            column,
            id: format!("{}/{}/{}", row.survey, row.unit, row.month),
        };
        rows.push(TallyRow {
            survey: shared(&row.survey),
            unit: shared(&row.unit),
            month: stored_month("tallies", row.month)?,
            stratum: Some(Stratum::from_key(&row.stratum).ok_or_else(|| bad("stratum"))?),
            kind: Some(Kind::from_key(&row.kind).ok_or_else(|| bad("kind"))?),
            flagged: row.flagged,
            responses: row.responses.unsigned_abs(),
            groups: unpack_groups(&row.groups).ok_or_else(|| bad("groups"))?.into(),
            counts: row.counts.into(),
        });
    }
    rows.extend_from_slice(held);
    // Stable: of two rows with one key the newer stands first and stays.
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    rows.dedup_by(|later, earlier| key(later) == key(earlier));
    Ok(rows)
}

fn key(row: &TallyRow) -> (&str, &str, Month, Option<Stratum>, Option<Kind>, bool) {
    (&row.survey, &row.unit, row.month, row.stratum, row.kind, row.flagged)
}

pub(super) fn unpack(survey: &Survey, row: &tallies::Model) -> Result<Tally> {
    Tally::unpack(survey, row.responses.unsigned_abs(), &row.groups, &row.counts).ok_or_else(|| Error::Inconsistent {
        table: "tallies",
        column: "counts",
        id: format!("{}/{}/{}", row.survey, row.unit, row.month),
    })
}

/// The sums that a release adds, by unit, month, stratum, kind and flag.
pub(super) type Added<'b> = BTreeMap<(&'b str, i32, Stratum, Kind, bool), Tally>;

/// Rows of one INSERT; 10 columns stay below SQLite's 32,766 parameters.
const INSERT_ROWS: usize = 1_000;

/// Adds sums to the tallies of one version, all under one new revision.
pub(super) async fn add(tx: &DatabaseTransaction, survey: &Survey, added: Added<'_>) -> Result<()> {
    use tallies::Column as C;
    let revision = latest_revision(tx).await? + 1;
    let held = held(tx, survey, &added).await?;
    let mut rows = Vec::with_capacity(added.len());
    for ((unit, month, stratum, kind, flagged), mut tally) in added {
        let key = (unit.to_owned(), month, stratum.key().to_owned(), kind.key().to_owned(), flagged);
        if let Some(row) = held.get(&key) {
            tally.merge(&unpack(survey, row)?);
        }
        let (unit, month, stratum, kind, flagged) = key;
        let values: Cells<tallies::Entity, 10> = [
            (C::Survey, survey.key.as_str().into()),
            (C::Unit, unit.into()),
            (C::Month, month.into()),
            (C::Stratum, stratum.into()),
            (C::Kind, kind.into()),
            (C::Flagged, flagged.into()),
            (C::Responses, i64::try_from(tally.responses).unwrap_or(i64::MAX).into()),
            (C::Groups, tally.pack_groups().into()),
            (C::Counts, tally.pack_counts().into()),
            (C::Revision, revision.into()),
        ];
        rows.push(values);
    }
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        insert_rows(tx, tallies::Entity, rows.by_ref().take(INSERT_ROWS), Again::Replaces).await?;
    }
    Ok(())
}

async fn latest_revision(tx: &DatabaseTransaction) -> Result<i64> {
    let latest: Option<Option<i64>> = tallies::Entity::find()
        .select_only()
        .column_as(tallies::Column::Revision.max(), "latest")
        .into_tuple()
        .one(tx)
        .await?;
    Ok(latest.flatten().unwrap_or(0))
}

type Held = HashMap<(String, i32, String, String, bool), tallies::Model>;

/// The tallies that are added to, and perhaps some of the same units in other months.
async fn held(tx: &DatabaseTransaction, survey: &Survey, added: &Added<'_>) -> Result<Held> {
    use tallies::Column as C;
    let units: BTreeSet<&str> = added.keys().map(|(unit, ..)| *unit).collect();
    let months: BTreeSet<i32> = added.keys().map(|(_, month, ..)| *month).collect();
    let rows = tallies::Entity::find()
        .filter(C::Survey.eq(&survey.key))
        .filter(C::Unit.is_in(units))
        .filter(C::Month.is_in(months))
        .all(tx)
        .await?;
    let key = |row: &tallies::Model| (row.unit.clone(), row.month, row.stratum.clone(), row.kind.clone(), row.flagged);
    Ok(rows.into_iter().map(|row| (key(&row), row)).collect())
}
