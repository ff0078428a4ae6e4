//! Tallies, and the copy of them in memory that dashboards read.
//!
//! Tallies change only in a release, which gives all it touches one new revision. A reader asks for
//! what is newer than what it holds, which is nothing nearly always: a page costs one small query.

use super::{
    Store, dialect, editions,
    entity::{shown_tallies, tallies},
    error::{Error, Result},
    inbox::stored_period,
    insert::{Again, Cells, insert_rows},
    revision, rounds, shown,
    snapshot::Snapshot,
};
use crate::domain::{
    lattice::{Tallies, TallyRow},
    submission::Stratum,
    survey::{Kind, Survey},
    tally::unpack_groups,
    time_period::TimePeriod,
};
pub(super) use shown::{Added, unpack};

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

impl Store {
    /// All tallies as they are now.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for keys that the program does not know.
    pub async fn tallies(&self) -> Result<Snapshot> {
        let mut held = self.snapshots.0.lock().await;
        let is_held = revision::latest(&self.read).await? == held.revision
            && rounds::read(&self.read).await? == *held.tallies.rounds();
        if !is_held {
            let tx = dialect::begin_reading(&self.read).await?;
            *held = newer(&tx, &held).await?;
            tx.rollback().await?;
        }
        Ok(held.clone())
    }

    /// All tallies as they are stored, whatever is held in memory: somebody may have changed them behind its back.
    ///
    /// # Errors
    /// As [`Store::tallies`].
    pub async fn stored_tallies(&self) -> Result<Tallies> {
        let tx = dialect::begin_reading(&self.read).await?;
        let stored = newer(&tx, &Snapshot::default()).await?;
        tx.rollback().await?;
        Ok(Arc::unwrap_or_clone(stored.tallies))
    }
}

/// The tallies of one state of the database: a release between two reads would show all of a total that it holds back, or what no
/// round has told.
async fn newer(tx: &DatabaseTransaction, held: &Snapshot) -> Result<Snapshot> {
    let newer = tallies::Column::Revision.gt(held.revision);
    let newer = tallies::Entity::find().filter(newer).all(tx).await?;
    let shown = shown_tallies::Column::Revision.gt(held.revision);
    let shown = shown_tallies::Entity::find().filter(shown).all(tx).await?;
    let revision = newer.iter().map(|row| row.revision).max().unwrap_or(held.revision);
    let mut rows = merge(held.tallies.rows(), newer)?;
    shown::put(&mut rows, shown)?;
    Ok(Snapshot {
        revision,
        tallies: Arc::new(Tallies::new(rows, rounds::read(tx).await?).judged_by(editions::read(tx).await?)),
    })
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
            id: format!("{}/{}/{}", row.survey, row.unit, row.period),
        };
        rows.push(TallyRow {
            survey: shared(&row.survey),
            unit: shared(&row.unit),
            period: stored_period("tallies", row.period)?,
            late: u32::try_from(row.late).map_err(|_| bad("late"))?,
            round: None,
            stratum: Some(Stratum::from_key(&row.stratum).ok_or_else(|| bad("stratum"))?),
            kind: Some(Kind::from_key(&row.kind).ok_or_else(|| bad("kind"))?),
            flagged: row.flagged,
            responses: row.responses.unsigned_abs(),
            groups: unpack_groups(&row.groups).ok_or_else(|| bad("groups"))?.into(),
            counts: row.counts.into(),
            shown: None,
        });
    }
    rows.extend_from_slice(held);
    // Stable: of two rows with one key the newer stands first and stays, with what was shown.
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    rows.dedup_by(|older, newer| {
        let is_same = key(older) == key(newer);
        if is_same {
            newer.shown = newer.shown.take().or(older.shown.take());
        }
        is_same
    });
    Ok(rows)
}

type Key<'r> = (&'r str, &'r str, TimePeriod, u32, Option<Stratum>, Option<Kind>, bool);

fn key(row: &TallyRow) -> Key<'_> {
    (&row.survey, &row.unit, row.period, row.late, row.stratum, row.kind, row.flagged)
}

/// Rows of one INSERT; 11 columns stay below SQLite's 32,766 parameters.
const INSERT_ROWS: usize = 1_000;

/// Adds sums to the tallies of one version, all under one new revision. Staff are shown totals of open periods for which `is_shown`.
pub(super) async fn add(
    tx: &DatabaseTransaction,
    survey: &Survey,
    added: Added<'_>,
    is_shown: &(dyn Fn(TimePeriod) -> bool + Sync),
) -> Result<()> {
    use tallies::Column as C;
    let revision = revision::latest(tx).await? + 1;
    let held = held(tx, survey, &added).await?;
    let open = |period: i32, late: i32| late == 0 && TimePeriod::from_int(period).is_ok_and(is_shown);
    shown::move_on(tx, (survey, revision), &added, (held.values(), &open)).await?;
    let mut rows = Vec::with_capacity(added.len());
    for ((unit, period, late, stratum, kind, flagged), mut tally) in added {
        let key = (unit.to_owned(), period.to_int(), late, stratum.key().to_owned(), kind.key().to_owned(), flagged);
        if let Some(row) = held.get(&key) {
            tally.merge(&unpack(survey, row)?);
        }
        let (unit, period, late, stratum, kind, flagged) = key;
        let values: Cells<tallies::Entity, 11> = [
            (C::Survey, survey.key.as_str().into()),
            (C::Unit, unit.into()),
            (C::Period, period.into()),
            (C::Late, late.into()),
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

type Held = HashMap<(String, i32, i32, String, String, bool), tallies::Model>;

/// The tallies that are added to, and perhaps some of the same units in other periods.
async fn held(tx: &DatabaseTransaction, survey: &Survey, added: &Added<'_>) -> Result<Held> {
    use tallies::Column as C;
    let units: BTreeSet<&str> = added.keys().map(|(unit, ..)| *unit).collect();
    let periods: BTreeSet<i32> = added.keys().map(|(_, period, ..)| period.to_int()).collect();
    let rows = tallies::Entity::find()
        .filter(C::Survey.eq(&survey.key))
        .filter(C::Unit.is_in(units))
        .filter(C::Period.is_in(periods))
        .all(tx)
        .await?;
    let key = |row: &tallies::Model| {
        (row.unit.clone(), row.period, row.late, row.stratum.clone(), row.kind.clone(), row.flagged)
    };
    Ok(rows.into_iter().map(|row| (key(&row), row)).collect())
}
