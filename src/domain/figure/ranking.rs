//! Units side by side: figures, verdicts, ranks with how far they may be trusted, and their order.

use super::{
    Change, Data, Point, Shown,
    outside::Lack,
    ranks::{Rank, ranks},
    selection::Selection,
};
use crate::domain::{
    index::{Estimate, Figure, Verdict, mean_of_units},
    lattice::{Group, Report},
    question::Question,
    target::{Target, Threshold, Unjudged},
    text::fold,
    unit::{ABOVE, Unit},
};
use std::{cmp::Ordering, collections::HashMap};

/// By what units are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sort {
    #[default]
    Rank,
    Name,
    Responses,
    Verdict,
    Change,
}

impl Sort {
    pub const ALL: [Self; 5] = [Self::Rank, Self::Name, Self::Responses, Self::Verdict, Self::Change];

    pub fn key(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Name => "name",
            Self::Responses => "responses",
            Self::Verdict => "verdict",
            Self::Change => "change",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }
}

/// The order of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Order {
    pub sort: Sort,
    pub descending: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct UnitRow {
    pub code: String,
    pub name: String,
    pub now: Shown,
    pub before: Shown,
    pub verdict: Option<Verdict>,
    pub target: Result<Threshold, Unjudged>,
    pub rank: Option<Rank>,
    /// The level above, where responses of units stand that are too small for figures of their own.
    pub collects: bool,
    /// For an uncertain verdict: further people who would make it certain.
    pub more_needed: Option<u64>,
    /// Answers that were given to it in closed months of the period and wait.
    pub waiting: u64,
    /// Why there is no figure, where nothing is withheld.
    pub lack: Option<Lack>,
    pub(super) figure: Option<Figure>,
}

impl UnitRow {
    /// Change on last year.
    pub fn change(&self) -> Option<Change> {
        self.now.since(self.before)
    }

    fn estimate(&self) -> Option<Estimate> {
        self.now.point().and(self.figure?.estimate)
    }

    fn responses(&self) -> Option<u64> {
        self.now.point().map(|point| point.responses)
    }
}

/// All units of the question in an order. Answers that were collected above them come last.
pub fn units(
    data: &Data,
    question: &Question,
    selection: &Selection,
    order: Order,
    [now, before]: [&Report; 2],
) -> Vec<UnitRow> {
    let [now, before] = [now, before].map(by_code);
    let counted_above = data.catalogue.above().filter(|unit| selection.responses_by_unit.contains_key(&*unit.code));
    let units = data.catalogue.units().iter().chain(counted_above);
    let listed = units.filter(|unit| listed(data, question, selection, unit));
    let mut rows: Vec<UnitRow> = listed
        .map(|unit| {
            let code = unit.code.as_str();
            let seen = selection.responses_by_unit.get(code).copied().unwrap_or(0);
            row(data, question, unit, seen, [&now, &before].map(|groups| groups.get(code).copied()))
        })
        .collect();
    rank(&mut rows);
    put_in_order(&mut rows, order);
    rows
}

fn by_code(report: &Report) -> HashMap<&str, &Group> {
    report.groups.iter().filter_map(|group| Some((group.part.unit()?, group))).collect()
}

/// Units without answers are told of the full form only: a unit offers a quick one if it likes to.
fn listed(data: &Data, question: &Question, selection: &Selection, unit: &Unit) -> bool {
    let seen = selection.responses_by_unit.contains_key(unit.code.as_str());
    let month = |month: crate::domain::month::Month| (month.year(), month.number().cast_signed());
    let (start, end) = (month(question.period.from), month(question.period.to));
    let starts = unit.validity.from.is_none_or(|day| (day.year(), day.month()) <= end);
    let ends = unit.validity.to.is_none_or(|day| (day.year(), day.month()) >= start);
    question.covers(data.catalogue, &unit.code)
        && (seen || (!data.survey.is_quick() && unit.code != question.units.code() && starts && ends))
}

fn row(data: &Data, question: &Question, unit: &Unit, seen: u64, groups: [Option<&Group>; 2]) -> UnitRow {
    let top = question.units.code();
    let target = data.judge(question.method).of(&unit.code, question.period);
    let figure = groups[0].and_then(|group| group.figure.as_ref());
    let collects = unit.code.ends_with(ABOVE) || unit.code == top && data.catalogue.children(top).next().is_some();
    let judged = figure.filter(|_| !collects);
    let (now, waiting) = (Shown::of_group(groups[0], seen, Point::of), waiting(data, question, &unit.code));
    UnitRow {
        code: unit.code.clone(),
        name: unit.name.clone(),
        now,
        before: Shown::of_group(groups[1], 0, Point::of),
        verdict: judged.and_then(|figure| figure.verdict(target.ok())),
        more_needed: judged.and_then(|figure| figure.more_needed(target.ok())),
        target: target.map(Target::threshold),
        rank: None,
        collects,
        waiting,
        lack: lack(data, question, &unit.code, (now, seen)),
        figure: figure.copied(),
    }
}

/// Answers of a unit in closed months of the period that wait.
pub(super) fn waiting(data: &Data, question: &Question, unit: &str) -> u64 {
    let survey = &data.survey.key;
    let waiting = data.outside.waiting(survey, unit, (question.period, data.sight));
    waiting + data.tallies.untold(survey, unit, question.period)
}

/// Why a unit has no figure, where nothing is withheld; `seen` are the responses that there are.
pub(super) fn lack(data: &Data, question: &Question, unit: &str, (now, seen): (Shown, u64)) -> Option<Lack> {
    match now {
        Shown::Point(_) | Shown::Fragment(_) | Shown::Withheld => None,
        Shown::NoData if seen > 0 => Some(Lack::Levels),
        Shown::NoData if waiting(data, question, unit) > 0 => Some(Lack::Releases),
        Shown::NoData if data.outside.is_counted_above(&data.survey.key, unit, question.period) => Some(Lack::Company),
        Shown::NoData => Some(Lack::Answers),
    }
}

/// Responses that were collected above the units have no rank.
fn rank(rows: &mut [UnitRow]) {
    let figures: Vec<Option<Figure>> = rows.iter().map(|row| row.figure.filter(|_| !row.collects)).collect();
    rows.iter_mut().zip(ranks(&figures)).for_each(|(row, rank)| row.rank = rank);
}

fn put_in_order(rows: &mut [UnitRow], order: Order) {
    // Stable: equals stay in the order of the catalogue.
    match order.sort {
        Sort::Rank => {
            let by_index = |a: &UnitRow, b: &UnitRow| match (a.estimate(), b.estimate()) {
                (Some(a), Some(b)) => b.compare(a),
                _ => Ordering::Equal,
            };
            both_ways(rows, order, |row| row.estimate().is_some(), by_index);
            rows.sort_by_key(|row| (row.rank.is_none(), row.estimate().is_none(), row.collects));
        }
        Sort::Name => rows.sort_by_cached_key(|row| fold(&row.name)),
        Sort::Responses => {
            both_ways(rows, order, |row| row.responses().is_some(), |a, b| a.responses().cmp(&b.responses()));
        }
        Sort::Verdict => {
            let place = |row: &UnitRow| row.verdict.map(|verdict| verdict as u8);
            both_ways(rows, order, |row| row.verdict.is_some(), |a, b| place(a).cmp(&place(b)));
        }
        Sort::Change => {
            let points = |row: &UnitRow| row.change().map(|change| change.points);
            both_ways(rows, order, |row| row.change().is_some(), |a, b| points(a).cmp(&points(b)));
        }
    }
    if order.sort == Sort::Name && order.descending {
        rows.reverse();
    }
    rows.sort_by_key(|row| row.collects);
}

/// Sorts both ways; rows without the value stay at the end either way.
fn both_ways(
    rows: &mut [UnitRow],
    order: Order,
    has: impl Fn(&UnitRow) -> bool,
    by: impl Fn(&UnitRow, &UnitRow) -> Ordering,
) {
    rows.sort_by(|a, b| match (has(a), has(b)) {
        (true, true) if order.descending => by(b, a),
        (true, true) => by(a, b),
        (a, b) => b.cmp(&a),
    });
}

/// The plain mean of the units whose figures the table shows, in percent. A withheld unit has no estimate here, nor has a part of one.
pub fn mean(rows: &[UnitRow]) -> Option<f64> {
    mean_of_units(rows.iter().filter(|row| !row.collects).filter_map(UnitRow::estimate))
}
