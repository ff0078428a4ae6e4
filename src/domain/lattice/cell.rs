//! Views of the tallies, and the sums of their parts.

use super::{GroupBy, NotCrossed, Part, Query, TallyRow};
use crate::domain::{
    disclosure,
    submission::Stratum,
    survey::{Kind, Survey},
    tally::{Sums, item_counts, unpack_counts},
};

/// A breakdown that is decided as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Total,
    Strata,
    Kinds,
    Flags,
    Factors,
    Items,
}

impl View {
    pub fn of(query: &Query) -> Result<Self, NotCrossed> {
        match (query.stratum, query.group_by) {
            (None, None | Some(GroupBy::Unit | GroupBy::Month)) => Ok(Self::Total),
            (_, Some(GroupBy::Stratum)) | (Some(_), None | Some(GroupBy::Unit | GroupBy::Month)) => Ok(Self::Strata),
            (None, Some(GroupBy::Respondent)) => Ok(Self::Kinds),
            (None, Some(GroupBy::Flag)) => Ok(Self::Flags),
            (None, Some(GroupBy::Factor)) => Ok(Self::Factors),
            (None, Some(GroupBy::Item)) => Ok(Self::Items),
            (Some(_), Some(GroupBy::Respondent | GroupBy::Flag | GroupBy::Factor | GroupBy::Item)) => Err(NotCrossed),
        }
    }

    /// The views that this one is decided upon, one upon the other, and itself.
    pub fn layers(self) -> &'static [Self] {
        match self {
            Self::Total => &[Self::Total],
            Self::Strata => &[Self::Total, Self::Strata],
            Self::Kinds => &[Self::Total, Self::Kinds],
            Self::Flags => &[Self::Total, Self::Flags],
            Self::Factors => &[Self::Total, Self::Factors],
            Self::Items => &[Self::Total, Self::Factors, Self::Items],
        }
    }

    /// True where a respondent is in several of its parts.
    pub fn is_shared(self) -> bool {
        matches!(self, Self::Factors | Self::Items)
    }

    /// The sums of its parts in some rows of a unit.
    pub fn cells(self, survey: &Survey, rows: &[&TallyRow]) -> Vec<Cell> {
        let place = |row: &TallyRow| match self {
            Self::Strata => Stratum::ALL.iter().position(|it| Some(*it) == row.stratum),
            Self::Kinds => Kind::ALL.iter().position(|it| Some(*it) == row.kind),
            Self::Flags => Part::FLAGS.iter().position(|it| *it == Part::Flag(row.flagged)),
            Self::Total | Self::Factors | Self::Items => Some(0),
        };
        match self {
            Self::Total => vec![Cell::total(rows)],
            Self::Strata => split(rows, Stratum::ALL.len(), place),
            Self::Kinds => split(rows, Kind::ALL.len(), place),
            Self::Flags => split(rows, Part::FLAGS.len(), place),
            Self::Factors => factors(survey, rows),
            Self::Items => items(survey, rows),
        }
    }
}

/// Sums of one part of a breakdown over whatever it covers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub responses: u64,
    pub sums: Sums,
    pub levels: Vec<u64>,
}

impl Cell {
    pub fn merge(&mut self, other: &Self) {
        self.responses += other.responses;
        self.sums.merge(&other.sums);
        self.levels.resize(self.levels.len().max(other.levels.len()), 0);
        self.levels.iter_mut().zip(&other.levels).for_each(|(count, more)| *count += more);
    }

    /// Everything in some rows.
    pub fn total(rows: &[&TallyRow]) -> Self {
        let mut total = Self::default();
        rows.iter().for_each(|row| total.add(row, row.groups.first().unwrap_or(&Sums::default())));
        total
    }

    /// The rest without a part of it.
    pub fn less(&self, part: &Self) -> Self {
        let levels = self.levels.iter().zip(&part.levels).map(|(all, some)| all.saturating_sub(*some));
        Self {
            responses: self.responses.saturating_sub(part.responses),
            sums: self.sums.less(&part.sums),
            levels: levels.collect(),
        }
    }

    fn add(&mut self, row: &TallyRow, sums: &Sums) {
        self.responses += row.responses;
        self.sums.merge(sums);
    }

    pub fn part(&self, view: View) -> disclosure::Part {
        let responses = if view.is_shared() { self.sums.n } else { self.responses };
        disclosure::Part { responses, respondents: self.sums.n, answers: self.sums.v, satisfied: self.sums.s }
    }
}

fn split(rows: &[&TallyRow], count: usize, place: impl Fn(&TallyRow) -> Option<usize>) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); count];
    for row in rows {
        if let Some(place) = place(row) {
            cells[place].add(row, row.groups.first().unwrap_or(&Sums::default()));
        }
    }
    cells
}

fn factors(survey: &Survey, rows: &[&TallyRow]) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); survey.factors.len()];
    for row in rows {
        cells.iter_mut().zip(row.groups.iter().skip(1)).for_each(|(cell, sums)| cell.add(row, sums));
    }
    cells
}

fn items(survey: &Survey, rows: &[&TallyRow]) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); survey.items.len()];
    for row in rows {
        let Some(counts) = unpack_counts(survey, &row.counts) else { continue };
        for (place, cell) in cells.iter_mut().enumerate() {
            let counts = item_counts(survey, &counts, place);
            let sums = counts.sums(survey.satisfied_from);
            cell.merge(&Cell { responses: row.responses, sums, levels: counts.levels });
        }
    }
    cells
}
