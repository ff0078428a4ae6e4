//! Adding rows up under a query: a year of a unit at a time, each withheld or shown by what disclosure decides.

use super::{Group, GroupBy, NotCrossed, Part, Query, Report, TallyRow};
use crate::domain::{
    disclosure::{self, Breakdown, Disclosure, Parts, disclose, single_months},
    index::{Figure, Pooled},
    month::Month,
    submission::Stratum,
    survey::Survey,
    tally::{Sums, item_counts, unpack_counts},
};
use std::collections::BTreeMap;

#[derive(Clone, Copy, PartialEq, Eq)]
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
}

/// Sums of one part of a breakdown over whatever it covers.
#[derive(Clone, Debug, Default, PartialEq)]
struct Cell {
    responses: u64,
    sums: Sums,
    levels: Vec<u64>,
}

impl Cell {
    fn merge(&mut self, other: &Self) {
        self.responses += other.responses;
        self.sums.merge(&other.sums);
        self.levels.resize(self.levels.len().max(other.levels.len()), 0);
        self.levels.iter_mut().zip(&other.levels).for_each(|(count, more)| *count += more);
    }

    fn add(&mut self, row: &TallyRow, sums: &Sums) {
        self.responses += row.responses;
        self.sums.merge(sums);
    }

    fn part(&self, view: View) -> disclosure::Part {
        let responses = if matches!(view, View::Factors | View::Items) { self.sums.n } else { self.responses };
        disclosure::Part { responses, respondents: self.sums.n, answers: self.sums.v, satisfied: self.sums.s }
    }
}

pub(super) struct Folding<'q> {
    survey: &'q Survey,
    query: &'q Query,
    view: View,
    total: Cell,
    /// By place of the part, the unit or the month.
    groups: BTreeMap<usize, Cell>,
    units: Vec<std::sync::Arc<str>>,
    withheld: u64,
}

impl<'q> Folding<'q> {
    pub fn new(survey: &'q Survey, query: &'q Query) -> Result<Self, NotCrossed> {
        let view = View::of(query)?;
        let (total, groups) = (Cell::default(), BTreeMap::new());
        Ok(Self { survey, query, view, total, groups, units: Vec::new(), withheld: 0 })
    }

    /// One unit's rows of one calendar year, sorted by month.
    pub fn year(&mut self, rows: &[&TallyRow]) {
        let Some(first) = rows.first() else { return };
        let period = self.query.period;
        if first.month.year() < period.from.year() || first.month.year() > period.to.year() {
            return;
        }
        if self.units.last() != Some(&first.unit) {
            self.units.push(first.unit.clone());
        }
        let rows: Vec<&[&TallyRow]> = rows.chunk_by(|a, b| a.month == b.month).collect();
        let months: Vec<(Month, Vec<Cell>)> =
            rows.iter().map(|rows| (rows[0].month, self.month(self.view, rows))).collect();
        let shown = self.disclosed(&rows, &months);
        for (place, (month, cells)) in months.iter().enumerate().filter(|(_, (month, _))| period.contains(*month)) {
            let run = shown.runs.iter().find(|run| run.contains(&place));
            let whole = run.is_some_and(|run| run.clone().all(|place| period.contains(months[place].0)));
            let alone = run.is_some_and(|run| run.len() == 1);
            if whole && (alone || self.query.group_by != Some(GroupBy::Month)) {
                self.shown(*month, cells, &shown.open);
            } else {
                self.withheld += self.asked(cells);
            }
        }
    }

    /// The disclosure of a year, each breakdown decided upon the one that it adds up to.
    fn disclosed(&self, rows: &[&[&TallyRow]], months: &[(Month, Vec<Cell>)]) -> Disclosure {
        let parts = |view: View| -> Vec<Vec<disclosure::Part>> {
            let part = |cells: &[Cell]| cells.iter().map(|cell| cell.part(view)).collect();
            if view == self.view {
                months.iter().map(|(_, cells)| part(cells)).collect()
            } else {
                rows.iter().map(|rows| part(&self.month(view, rows))).collect()
            }
        };
        let whole = |months: &[Vec<disclosure::Part>], kind: Parts, base: &[std::ops::Range<usize>]| {
            let all = 0..months.first().map_or(0, Vec::len);
            disclose(&Breakdown { months, parts: kind, within: &[all], closed: &[false] }, base)
        };
        let total = whole(&parts(View::Total), Parts::Disjoint, &single_months(rows.len()));
        match self.view {
            View::Total => total,
            View::Strata | View::Kinds | View::Flags => whole(&parts(self.view), Parts::Disjoint, &total.runs),
            View::Factors => whole(&parts(View::Factors), Parts::Shared, &total.runs),
            View::Items => {
                let factors = whole(&parts(View::Factors), Parts::Shared, &total.runs);
                let within: Vec<_> = self.survey.factors.iter().map(|factor| factor.items.clone()).collect();
                let closed: Vec<bool> = factors.open.iter().map(|open| !open).collect();
                let months = parts(View::Items);
                disclose(
                    &Breakdown { months: &months, parts: Parts::Shared, within: &within, closed: &closed },
                    &factors.runs,
                )
            }
        }
    }

    fn month(&self, view: View, rows: &[&TallyRow]) -> Vec<Cell> {
        match view {
            View::Total => vec![rows.iter().fold(Cell::default(), |mut cell, row| {
                cell.add(row, row.groups.first().unwrap_or(&Sums::default()));
                cell
            })],
            View::Strata => {
                self.split(rows, Stratum::ALL.len(), |row| Stratum::ALL.iter().position(|s| Some(*s) == row.stratum))
            }
            View::Kinds => {
                let kinds = self.survey.kinds();
                self.split(rows, kinds.len(), |row| kinds.iter().position(|kind| Some(*kind) == row.kind))
            }
            View::Flags => self
                .split(rows, Part::FLAGS.len(), |row| Part::FLAGS.iter().position(|it| *it == Part::Flag(row.flagged))),
            View::Factors => self.factors(rows),
            View::Items => self.items(rows),
        }
    }

    fn split(&self, rows: &[&TallyRow], count: usize, place: impl Fn(&TallyRow) -> Option<usize>) -> Vec<Cell> {
        let mut cells = vec![Cell::default(); count];
        for row in rows {
            if let Some(place) = place(row) {
                cells[place].add(row, row.groups.first().unwrap_or(&Sums::default()));
            }
        }
        cells
    }

    fn factors(&self, rows: &[&TallyRow]) -> Vec<Cell> {
        let mut cells = vec![Cell::default(); self.survey.factors.len()];
        for row in rows {
            cells.iter_mut().zip(row.groups.iter().skip(1)).for_each(|(cell, sums)| cell.add(row, sums));
        }
        cells
    }

    fn items(&self, rows: &[&TallyRow]) -> Vec<Cell> {
        let mut cells = vec![Cell::default(); self.survey.items.len()];
        for row in rows {
            let Some(counts) = unpack_counts(self.survey, &row.counts) else { continue };
            for (place, cell) in cells.iter_mut().enumerate() {
                let counts = item_counts(self.survey, &counts, place);
                let sums = counts.sums(self.survey.satisfied_from);
                cell.merge(&Cell { responses: row.responses, sums, levels: counts.levels });
            }
        }
        cells
    }

    fn asked(&self, cells: &[Cell]) -> u64 {
        match self.view {
            View::Factors | View::Items => cells.first().map_or(0, |cell| cell.responses),
            View::Strata if self.query.group_by != Some(GroupBy::Stratum) => {
                self.wanted_stratum().map_or(0, |place| cells[place].responses)
            }
            _ => cells.iter().map(|cell| cell.responses).sum(),
        }
    }

    fn wanted_stratum(&self) -> Option<usize> {
        Stratum::ALL.iter().position(|stratum| Some(*stratum) == self.query.stratum)
    }

    fn shown(&mut self, month: Month, cells: &[Cell], open: &[bool]) {
        for (place, cell) in cells.iter().enumerate() {
            let wanted =
                self.view != View::Strata || self.query.stratum.is_none() || self.wanted_stratum() == Some(place);
            if !wanted {
                continue;
            }
            if !open[place] {
                self.withheld += if matches!(self.view, View::Factors | View::Items) { 0 } else { cell.responses };
                continue;
            }
            let group = match self.query.group_by {
                Some(GroupBy::Unit) => self.units.len() - 1,
                Some(GroupBy::Month) => usize::try_from(month.to_int()).unwrap_or(0),
                _ => place,
            };
            self.groups.entry(group).or_default().merge(cell);
            self.total.merge(cell);
        }
    }

    pub fn finish(self) -> Report {
        let items = self.survey.items.len();
        let group = |place: usize, part: Part| {
            let shown = self.groups.get(&place).filter(|cell| cell.part(self.view).is_safe());
            let levels = shown.map(|cell| cell.levels.clone()).unwrap_or_default();
            let pooled = match &part {
                Part::Item(_) => Pooled::OneItem,
                Part::Factor(factor) => Pooled::OverItems(self.survey.factors[*factor].items.len()),
                _ => Pooled::OverItems(items),
            };
            Group { part, figure: shown.map(|cell| self.figure(cell, pooled)), levels }
        };
        let groups = self.parts().into_iter().map(|(place, part)| group(place, part)).collect();
        let total = (self.total.responses > 0 && !matches!(self.view, View::Factors | View::Items))
            .then(|| self.figure(&self.total, Pooled::OverItems(items)));
        Report { total, groups, withheld: self.withheld }
    }

    /// The parts of the breakdown, each with the place of its sums.
    fn parts(&self) -> Vec<(usize, Part)> {
        let numbered = |parts: Vec<Part>| parts.into_iter().enumerate().collect();
        let month = |place: &usize| {
            let month = Month::from_int(i32::try_from(*place).ok()?).ok()?;
            Some((*place, Part::Month(month)))
        };
        match self.query.group_by {
            None => Vec::new(),
            Some(GroupBy::Unit) => numbered(self.units.iter().cloned().map(Part::Unit).collect()),
            Some(GroupBy::Factor) => numbered((0..self.survey.factors.len()).map(Part::Factor).collect()),
            Some(GroupBy::Item) => numbered((0..self.survey.items.len()).map(Part::Item).collect()),
            Some(GroupBy::Month) => self.groups.keys().filter_map(month).collect(),
            Some(GroupBy::Stratum) => numbered(Stratum::ALL.map(Part::Stratum).to_vec()),
            Some(GroupBy::Respondent) => numbered(self.survey.kinds().iter().copied().map(Part::Respondent).collect()),
            Some(GroupBy::Flag) => numbered(Part::FLAGS.to_vec()),
        }
    }

    fn figure(&self, cell: &Cell, pooled: Pooled) -> Figure {
        Figure::of(&cell.sums, cell.responses, self.query.method, self.survey.scale_size(), pooled)
    }
}
