//! The tallies that pages read, and what most pages need of them: a few rows in place of a dozen.

use super::{Query, TallyRow, fold::View};
use crate::domain::tally::Sums;
use std::collections::BTreeSet;

/// Tallies of all versions, sorted by version, unit, month, stratum, kind and flag.
#[derive(Clone, Debug, Default)]
pub struct Tallies {
    rows: Vec<TallyRow>,
    /// The same, added up over strata and kinds of respondents.
    added: Vec<TallyRow>,
}

impl Tallies {
    /// `rows` are sorted.
    pub fn new(rows: Vec<TallyRow>) -> Self {
        let months = rows.chunk_by(|a, b| (&a.survey, &a.unit, a.month) == (&b.survey, &b.unit, b.month));
        let added = months.flat_map(|month| [false, true].map(|flagged| add_up(month, flagged))).flatten().collect();
        Self { rows, added }
    }

    /// Every row as stored.
    pub fn rows(&self) -> &[TallyRow] {
        &self.rows
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

    /// The calendar years that have responses of these versions, in order.
    pub fn years(&self, of: impl Fn(&str) -> bool) -> Vec<i16> {
        let versions = self.added.chunk_by(|a, b| a.survey == b.survey).filter(|rows| of(&rows[0].survey));
        let years: BTreeSet<i16> = versions.flatten().map(|row| row.month.year()).collect();
        years.into_iter().collect()
    }
}

fn version<'r>(rows: &'r [TallyRow], survey: &str) -> &'r [TallyRow] {
    let start = rows.partition_point(|row| &*row.survey < survey);
    let end = rows.partition_point(|row| &*row.survey <= survey);
    &rows[start..end]
}

fn add_up(month: &[TallyRow], flagged: bool) -> Option<TallyRow> {
    let mut rows = month.iter().filter(|row| row.flagged == flagged);
    let mut sum = TallyRow { stratum: None, kind: None, counts: Box::default(), ..rows.next()?.clone() };
    for row in rows {
        sum.responses += row.responses;
        sum.groups.iter_mut().zip(&row.groups).for_each(|(sum, more): (&mut Sums, _)| sum.merge(more));
    }
    Some(sum)
}
