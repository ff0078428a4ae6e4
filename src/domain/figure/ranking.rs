//! Units side by side: figures, verdicts, ranks with how far they may be trusted, and their order.

use super::{Data, Point, Shown, selection::Selection};
use crate::domain::{
    index::{Estimate, Verdict, mean_of_units},
    lattice::{Group, Report},
    question::Question,
    target::Unjudged,
    text::fold,
    unit::Unit,
};
use std::{cmp::Ordering, collections::HashMap};

/// Fewer responses than this are not ranked.
pub const LEAST_RANKED: u64 = 30;

/// A place among the ranked, and the best and worst that the intervals allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    pub place: u64,
    pub best: u64,
    pub worst: u64,
}

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
    /// Hundredths of a per cent.
    pub target: Result<i64, Unjudged>,
    pub rank: Option<Rank>,
    /// The level above, where responses of units stand that are too small for figures of their own.
    pub collects: bool,
    estimate: Option<Estimate>,
}

impl UnitRow {
    /// Change on last year, hundredths of a point, as the two figures are shown.
    pub fn change(&self) -> Option<i64> {
        self.now.since(self.before).map(|difference| difference.points)
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
    let listed = data.catalogue.units().iter().filter(|unit| listed(data, question, selection, unit));
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
    let collects = unit.code == top && data.catalogue.children(top).next().is_some();
    UnitRow {
        code: unit.code.clone(),
        name: unit.name.clone(),
        now: Shown::of_group(groups[0], seen, Point::of),
        before: Shown::of_group(groups[1], 0, Point::of),
        verdict: figure.filter(|_| !collects).and_then(|figure| figure.verdict(target.ok())),
        target: target.map(|target| i64::from(target.hundredths)),
        rank: None,
        collects,
        estimate: figure.and_then(|figure| figure.estimate),
    }
}

/// By the exact index; equals share a place. Another unit is surely better where its interval lies wholly above.
fn rank(rows: &mut [UnitRow]) {
    let ranked: Vec<(usize, Estimate, Point)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.collects && row.responses().is_some_and(|responses| responses >= LEAST_RANKED))
        .filter_map(|(place, row)| Some((place, row.estimate?, row.now.point()?)))
        .collect();
    let count = |holds: &dyn Fn(&(usize, Estimate, Point)) -> bool| ranked.iter().filter(|it| holds(it)).count() as u64;
    for (place, estimate, point) in &ranked {
        rows[*place].rank = Some(Rank {
            place: 1 + count(&|other| other.1.compare(*estimate) == Ordering::Greater),
            best: 1 + count(&|other| other.2.low > point.high),
            worst: ranked.len() as u64 - count(&|other| other.2.high < point.low),
        });
    }
}

fn put_in_order(rows: &mut [UnitRow], order: Order) {
    // Stable: equals stay in the order of the catalogue.
    match order.sort {
        Sort::Rank => {
            let by_index = |a: &UnitRow, b: &UnitRow| match (a.estimate, b.estimate) {
                (Some(a), Some(b)) => b.compare(a),
                _ => Ordering::Equal,
            };
            both_ways(rows, order, |row| row.estimate.is_some(), by_index);
            rows.sort_by_key(|row| (row.rank.is_none(), row.estimate.is_none(), row.collects));
        }
        Sort::Name => rows.sort_by_cached_key(|row| fold(&row.name)),
        Sort::Responses => {
            both_ways(rows, order, |row| row.responses().is_some(), |a, b| a.responses().cmp(&b.responses()));
        }
        Sort::Verdict => {
            let place = |row: &UnitRow| row.verdict.map(|verdict| verdict as u8);
            both_ways(rows, order, |row| row.verdict.is_some(), |a, b| place(a).cmp(&place(b)));
        }
        Sort::Change => both_ways(rows, order, |row| row.change().is_some(), |a, b| a.change().cmp(&b.change())),
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

/// The plain mean of the units whose figures the table shows, in percent. A withheld unit has no estimate here.
pub fn mean(rows: &[UnitRow]) -> Option<f64> {
    mean_of_units(rows.iter().filter(|row| !row.collects).filter_map(|row| row.estimate))
}
