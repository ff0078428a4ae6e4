//! The totals of open periods as staff are shown them: they move on by groups that may be shown, never by a handful.

use super::{
    entity::{shown_tallies, tallies},
    error::{Error, Result},
    inbox::stored_period,
    insert::{Again, Cells, insert_rows},
};
use crate::domain::{
    lattice::{ShownTotal, TallyRow},
    submission::Stratum,
    survey::{Kind, Survey},
    tally::{Sums, Tally, unpack_groups},
    time_period::TimePeriod,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Rows of one INSERT: 6 columns stay below SQLite's 32,766 parameters.
const INSERT_ROWS: usize = 1_000;

/// The sums that a release adds, by unit, period, lateness, stratum, kind and flag.
pub(super) type Added<'b> = BTreeMap<(&'b str, TimePeriod, i32, Stratum, Kind, bool), Tally>;

pub(super) fn unpack(survey: &Survey, row: &tallies::Model) -> Result<Tally> {
    Tally::unpack(survey, row.responses.unsigned_abs(), &row.groups, &row.counts).ok_or_else(|| Error::Inconsistent {
        table: "tallies",
        column: "counts",
        id: format!("{}/{}/{}", row.survey, row.unit, row.period),
    })
}

type Totals = BTreeMap<(String, i32), ShownTotal>;

/// Tells whether staff are shown what is released into a stored period after so many rounds of closing.
pub(super) type IsShown<'s> = &'s (dyn Fn(i32, i32) -> bool + Sync);

/// Moves on the totals of the units and open periods that a release adds to, which held these rows before it.
pub(super) async fn move_on<'h>(
    tx: &DatabaseTransaction,
    (survey, revision): (&Survey, i64),
    added: &Added<'_>,
    (held, is_shown): (impl Iterator<Item = &'h tallies::Model>, IsShown<'_>),
) -> Result<()> {
    use shown_tallies::Column as C;
    let mut full = Totals::new();
    for row in held.filter(|row| is_shown(row.period, row.late)) {
        add(&mut full, (row.unit.clone(), row.period), &unpack(survey, row)?);
    }
    let mut touched: BTreeSet<(String, i32)> = BTreeSet::new();
    for ((unit, period, late, ..), tally) in added {
        let key = ((*unit).to_owned(), period.to_int());
        if is_shown(key.1, *late) {
            add(&mut full, key.clone(), tally);
            touched.insert(key);
        }
    }
    let stored = stored(tx, survey, &touched).await?;
    let mut rows = Vec::new();
    for key in touched {
        let before = stored.get(&key).copied().unwrap_or_default();
        let shown = before.after(full.get(&key).copied().unwrap_or_default());
        if shown == before {
            continue;
        }
        let sums = Tally { responses: 0, groups: vec![shown.sums], counts: Vec::new() }.pack_groups();
        let values: Cells<shown_tallies::Entity, 6> = [
            (C::Survey, survey.key.as_str().into()),
            (C::Unit, key.0.into()),
            (C::Period, key.1.into()),
            (C::Responses, i64::try_from(shown.responses).unwrap_or(i64::MAX).into()),
            (C::Sums, sums.into()),
            (C::Revision, revision.into()),
        ];
        rows.push(values);
    }
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        insert_rows(tx, shown_tallies::Entity, rows.by_ref().take(INSERT_ROWS), Again::Replaces).await?;
    }
    Ok(())
}

fn add(totals: &mut Totals, key: (String, i32), tally: &Tally) {
    let total = totals.entry(key).or_default();
    total.responses += tally.responses;
    total.sums.merge(tally.groups.first().unwrap_or(&Sums::default()));
}

async fn stored(
    tx: &DatabaseTransaction,
    survey: &Survey,
    touched: &BTreeSet<(String, i32)>,
) -> Result<HashMap<(String, i32), ShownTotal>> {
    use shown_tallies::Column as C;
    let units: BTreeSet<&str> = touched.iter().map(|(unit, _)| unit.as_str()).collect();
    let periods: BTreeSet<i32> = touched.iter().map(|(_, period)| *period).collect();
    let rows = shown_tallies::Entity::find()
        .filter(C::Survey.eq(&survey.key))
        .filter(C::Unit.is_in(units))
        .filter(C::Period.is_in(periods))
        .all(tx)
        .await?;
    rows.into_iter().map(|row| Ok(((row.unit.clone(), row.period), total(&row)?))).collect()
}

fn total(row: &shown_tallies::Model) -> Result<ShownTotal> {
    let sums = unpack_groups(&row.sums).and_then(|groups| groups.first().copied());
    let sums = sums.ok_or_else(|| Error::Inconsistent {
        table: "shown_tallies",
        column: "sums",
        id: format!("{}/{}/{}", row.survey, row.unit, row.period),
    })?;
    Ok(ShownTotal { responses: row.responses.unsigned_abs(), sums })
}

/// Puts shown totals to the first of the rows of their unit and period; `rows` are sorted.
pub(super) fn put(rows: &mut [TallyRow], newer: Vec<shown_tallies::Model>) -> Result<()> {
    for shown in newer {
        let key: (&str, &str, TimePeriod) = (&shown.survey, &shown.unit, stored_period("shown_tallies", shown.period)?);
        let of = |row: &TallyRow| (&*row.survey, &*row.unit, row.period).cmp(&key);
        let start = rows.partition_point(|row| of(row).is_lt());
        let end = rows.partition_point(|row| of(row).is_le());
        rows[start..end].iter_mut().for_each(|row| row.shown = None);
        if let Some(first) = rows[start..end].first_mut() {
            first.shown = Some(Box::new(total(&shown)?));
        }
    }
    Ok(())
}
