//! Tallies, and the copy of them in memory that dashboards read.
//!
//! Tallies change only in a release, which gives all it touches one new revision. A reader asks for
//! what is newer than what it holds, which is nothing nearly always: a page costs one small query.

use super::{
    Store,
    entity::tallies,
    error::{Error, Result},
    inbox::stored_month,
};
use crate::domain::{
    lattice::TallyRow,
    submission::Stratum,
    survey::{Kind, Survey},
    tally::{Tally, unpack_groups},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::{collections::BTreeSet, sync::Arc};
use tokio::sync::Mutex;

/// All tallies as of a revision, sorted by version, unit, month, stratum and kind.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub revision: i64,
    pub rows: Arc<Vec<TallyRow>>,
}

/// The latest snapshot, shared by all who read.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapshots(Arc<Mutex<Snapshot>>);

impl Store {
    /// All tallies as they are now.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for keys that the program does not know.
    pub async fn tallies(&self) -> Result<Snapshot> {
        let mut held = self.snapshots.0.lock().await;
        let newer = tallies::Entity::find()
            .filter(tallies::Column::Revision.gt(held.revision))
            .all(&self.read)
            .await
            .map_err(Error::from_db)?;
        if let Some(revision) = newer.iter().map(|row| row.revision).max() {
            *held = Snapshot { revision, rows: Arc::new(merge(&held.rows, newer)?) };
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
            stratum: Stratum::from_key(&row.stratum).ok_or_else(|| bad("stratum"))?,
            kind: Kind::from_key(&row.kind).ok_or_else(|| bad("kind"))?,
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

fn key(row: &TallyRow) -> (&str, &str, crate::domain::month::Month, Stratum, Kind) {
    (&row.survey, &row.unit, row.month, row.stratum, row.kind)
}

pub(super) fn unpack(survey: &Survey, row: &tallies::Model) -> Result<Tally> {
    Tally::unpack(survey, row.responses.unsigned_abs(), &row.groups, &row.counts).ok_or_else(|| Error::Inconsistent {
        table: "tallies",
        column: "counts",
        id: format!("{}/{}/{}", row.survey, row.unit, row.month),
    })
}
