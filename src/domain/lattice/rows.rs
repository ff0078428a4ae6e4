//! The tallies that pages read, and what most pages need of them: a few rows in place of a dozen.

use super::{
    NotCrossed, Query, Readers, Report, Rounds, Sight, TallyRow,
    cell::View,
    memo::{Asked, Memo, Units},
    report,
};
use crate::domain::{flags::Editions, month::Period, survey::Survey, tally::Sums};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Tallies of all versions, sorted by version, unit, time period, lateness, stratum, kind and flag, as rounds of closing told them.
#[derive(Clone, Debug, Default)]
pub struct Tallies {
    rows: Vec<TallyRow>,
    /// The same, added up over strata and kinds of respondents.
    added: Vec<TallyRow>,
    rounds: Rounds,
    editions: Editions,
    answers: Memo,
}

impl Tallies {
    /// `rows` are sorted.
    pub fn new(mut rows: Vec<TallyRow>, rounds: Rounds) -> Self {
        rows.iter_mut().for_each(|row| row.round = rounds.telling(row.period, row.late));
        let group = |row: &TallyRow| (row.period, row.late);
        let groups = rows.chunk_by(|a, b| (&a.survey, &a.unit, group(a)) == (&b.survey, &b.unit, group(b)));
        let added = groups.flat_map(|group| [false, true].map(|flagged| add_up(group, flagged))).flatten().collect();
        Self { rows, added, rounds, editions: Editions::default(), answers: Memo::default() }
    }

    /// The same tallies after other rounds.
    #[must_use]
    pub fn after(&self, rounds: Rounds) -> Self {
        Self::new(self.rows.clone(), rounds).judged_by(self.editions.clone())
    }

    /// The same tallies, of answers that were judged by these rules of flags.
    #[must_use]
    pub fn judged_by(self, editions: Editions) -> Self {
        Self { editions, ..self }
    }

    pub fn editions(&self) -> &Editions {
        &self.editions
    }

    pub fn rounds(&self) -> &Rounds {
        &self.rounds
    }

    /// The part of them that some readers see.
    pub fn sight(&self, readers: Readers) -> Sight {
        Sight::new(readers, self.rounds.closed_to())
    }

    /// Responses of a version and unit that were released into closed time periods of these months and wait for the next round.
    pub fn untold(&self, survey: &str, unit: &str, months: Period) -> u64 {
        let rows = version(&self.added, survey);
        let start = rows.partition_point(|row| &*row.unit < unit);
        let of_unit = rows[start..].iter().take_while(|row| &*row.unit == unit);
        let untold = of_unit.filter(|row| row.late > 0 && row.round.is_none() && row.period.lies_in(months));
        untold.map(|row| row.responses).sum()
    }

    /// Every row as stored.
    pub fn rows(&self) -> &[TallyRow] {
        &self.rows
    }

    /// Answers a query from the rows of these units, as [`report`] does.
    ///
    /// # Errors
    /// [`NotCrossed`].
    pub fn report(
        &self,
        survey: &Survey,
        query: &Query,
        covers: impl Fn(&str) -> bool,
    ) -> Result<Arc<Report>, NotCrossed> {
        let (mut units, mut covered) = (Units::default(), Vec::new());
        for (place, rows) in self.of(&survey.key, query).chunk_by(|a, b| a.unit == b.unit).enumerate() {
            let is_covered = covers(&rows[0].unit);
            units.push(place, is_covered);
            covered.extend(is_covered.then_some(rows));
        }
        let asked = Asked { survey: survey.key.clone(), query: *query, units };
        self.answers.get(asked, || report(covered.into_iter().flatten(), survey, query))
    }

    /// The fewest rows of a version that answer a query.
    pub fn of(&self, survey: &str, query: &Query) -> &[TallyRow] {
        match View::of(query) {
            Ok(View::Total | View::Flags | View::Factors) => version(&self.added, survey),
            _ => version(&self.rows, survey),
        }
    }

    /// Every row of a version as stored.
    pub fn version(&self, survey: &str) -> &[TallyRow] {
        version(&self.rows, survey)
    }

    #[cfg(test)]
    pub(super) fn added_rows(&self) -> usize {
        self.added.len()
    }

    /// The versions that have responses of these units in a period, and how many, shown or not, as far as the reader sees their
    /// time periods.
    pub fn versions(&self, period: Period, sight: Sight, covers: impl Fn(&str) -> bool) -> BTreeMap<&str, u64> {
        let mut versions = BTreeMap::new();
        let units = self.added.chunk_by(|a, b| (&a.survey, &a.unit) == (&b.survey, &b.unit));
        for rows in units.filter(|rows| covers(&rows[0].unit)) {
            let seen = rows.iter().filter(|row| sight.sees(row) && row.period.lies_in(period));
            let responses: u64 = seen.map(|row| row.responses).sum();
            if responses > 0 {
                *versions.entry(&*rows[0].survey).or_default() += responses;
            }
        }
        versions
    }

    /// Responses of a version and of these units whose time period lies in these months only in part.
    pub fn across(&self, survey: &str, (months, sight): (Period, Sight), covers: impl Fn(&str) -> bool) -> u64 {
        let units = version(&self.added, survey).chunk_by(|a, b| a.unit == b.unit);
        let seen = units.filter(|rows| covers(&rows[0].unit)).flatten().filter(|row| sight.sees(row));
        let across = seen.filter(|row| row.period.lies_across(months));
        across.map(|row| row.responses).sum()
    }

    /// The calendar years that have responses of these versions, in order.
    pub fn years(&self, of: impl Fn(&str) -> bool) -> Vec<i16> {
        let versions = self.added.chunk_by(|a, b| a.survey == b.survey).filter(|rows| of(&rows[0].survey));
        let years: BTreeSet<i16> = versions.flatten().map(|row| row.period.year()).collect();
        years.into_iter().collect()
    }
}

fn version<'r>(rows: &'r [TallyRow], survey: &str) -> &'r [TallyRow] {
    let start = rows.partition_point(|row| &*row.survey < survey);
    let end = rows.partition_point(|row| &*row.survey <= survey);
    &rows[start..end]
}

fn add_up(period: &[TallyRow], flagged: bool) -> Option<TallyRow> {
    let mut rows = period.iter().filter(|row| row.flagged == flagged);
    let mut sum = TallyRow { stratum: None, kind: None, counts: Box::default(), ..rows.next()?.clone() };
    for row in rows {
        sum.responses += row.responses;
        sum.shown = sum.shown.or_else(|| row.shown.clone());
        sum.groups.iter_mut().zip(&row.groups).for_each(|(sum, more): (&mut Sums, _)| sum.merge(more));
    }
    Some(sum)
}
