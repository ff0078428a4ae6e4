//! Units side by side: figures, verdicts, ranks with how far they may be trusted, and their order.

use crate::dashboard::{
    filter::{Filter, Sort},
    select::{Data, Selection, shown},
    words,
};
use crate::domain::{
    index::{Estimate, Verdict, mean_of_units},
    lattice::{Group, Report},
    target::judge,
    text::fold,
    unit::Unit,
};
use crate::ui::{
    chart::dots::{Point, Shown},
    table::{Column, Table, Value},
    words as common,
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

#[derive(Clone, Debug)]
pub struct UnitRow {
    pub code: String,
    pub name: String,
    pub now: Shown,
    pub before: Shown,
    pub verdict: Option<Verdict>,
    /// Hundredths of a per cent.
    pub target: Option<i64>,
    pub rank: Option<Rank>,
    /// The level above, where responses of units stand that are too small for figures of their own.
    pub collects: bool,
    estimate: Option<Estimate>,
}

impl UnitRow {
    /// Change on last year, hundredths of a point, as the two figures are shown.
    #[must_use]
    pub fn change(&self) -> Option<i64> {
        Some(self.now.point()?.index - self.before.point()?.index)
    }

    fn responses(&self) -> Option<u64> {
        self.now.point().map(|point| point.responses)
    }
}

/// All units of the scope in the order asked for; what is collected above them comes last.
#[must_use]
pub fn units(
    data: &Data,
    filter: &Filter,
    selection: &Selection,
    top: &str,
    now: &Report,
    before: &Report,
) -> Vec<UnitRow> {
    let [now, before] = [now, before].map(by_code);
    let listed = data.catalogue.units().iter().filter(|unit| listed(data, filter, selection, top, unit));
    let mut rows: Vec<UnitRow> = listed
        .map(|unit| {
            let seen = selection.responses_by_unit.get(unit.code.as_str()).copied().unwrap_or(0);
            unit_row(
                data,
                filter,
                unit,
                top,
                seen,
                [now.get(unit.code.as_str()), before.get(unit.code.as_str())].map(Option::<&&Group>::copied),
            )
        })
        .collect();
    rank(&mut rows);
    sort(&mut rows, filter);
    rows
}

fn by_code(report: &Report) -> HashMap<&str, &Group> {
    report.groups.iter().filter_map(|group| Some((group.part.unit()?, group))).collect()
}

/// Where nobody answered is told of the full form only: a quick one is offered by who likes to.
fn listed(data: &Data, filter: &Filter, selection: &Selection, top: &str, unit: &Unit) -> bool {
    let seen = selection.responses_by_unit.contains_key(unit.code.as_str());
    let block = filter.question.block.as_ref().is_none_or(|block| unit.block == *block);
    let starts = unit.validity.from.is_none_or(|day| (day.year(), day.month()) <= end(filter));
    let ends = unit.validity.to.is_none_or(|day| (day.year(), day.month()) >= start(filter));
    data.catalogue.is_within(&unit.code, top)
        && block
        && (seen || (!filter.is_quick() && unit.code != top && starts && ends))
}

fn start(filter: &Filter) -> (i16, i8) {
    (filter.question.period.from.year(), filter.question.period.from.number().cast_signed())
}

fn end(filter: &Filter) -> (i16, i8) {
    (filter.question.period.to.year(), filter.question.period.to.number().cast_signed())
}

fn unit_row(data: &Data, filter: &Filter, unit: &Unit, top: &str, seen: u64, groups: [Option<&Group>; 2]) -> UnitRow {
    let target = judge(data.targets, data.survey, data.catalogue, &unit.code, filter.question.period.to.year());
    let figure = groups[0].and_then(|group| group.figure.as_ref());
    let collects = unit.code == top && data.catalogue.children(top).next().is_some();
    UnitRow {
        code: unit.code.clone(),
        name: if collects { words::collected_above(filter.lang, &unit.name) } else { unit.name.clone() },
        now: shown(groups[0], seen, Point::of),
        before: shown(groups[1], 0, Point::of),
        verdict: figure.filter(|_| !collects).and_then(|figure| figure.verdict(target)),
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

fn sort(rows: &mut [UnitRow], filter: &Filter) {
    // Stable: equals stay in the order of the catalogue.
    match filter.sort {
        Sort::Rank => {
            let by_index = |a: &UnitRow, b: &UnitRow| match (a.estimate, b.estimate) {
                (Some(a), Some(b)) => b.compare(a),
                _ => Ordering::Equal,
            };
            order(rows, filter, |row| row.estimate.is_some(), by_index);
            rows.sort_by_key(|row| (row.rank.is_none(), row.estimate.is_none(), row.collects));
        }
        Sort::Name => rows.sort_by_cached_key(|row| fold(&row.name)),
        Sort::Responses => {
            order(rows, filter, |row| row.responses().is_some(), |a, b| a.responses().cmp(&b.responses()));
        }
        Sort::Verdict => {
            let place = |row: &UnitRow| row.verdict.map(|verdict| verdict as u8);
            order(rows, filter, |row| row.verdict.is_some(), |a, b| place(a).cmp(&place(b)));
        }
        Sort::Change => order(rows, filter, |row| row.change().is_some(), |a, b| a.change().cmp(&b.change())),
    }
    if filter.sort == Sort::Name && filter.descending {
        rows.reverse();
    }
    rows.sort_by_key(|row| row.collects);
}

/// Sorts both ways; rows without the value stay at the end either way.
fn order(
    rows: &mut [UnitRow],
    filter: &Filter,
    has: impl Fn(&UnitRow) -> bool,
    by: impl Fn(&UnitRow, &UnitRow) -> Ordering,
) {
    rows.sort_by(|a, b| match (has(a), has(b)) {
        (true, true) if filter.descending => by(b, a),
        (true, true) => by(a, b),
        (a, b) => b.cmp(&a),
    });
}

/// The plain mean of the units whose figures the table shows, in percent. A withheld unit has no estimate here.
#[must_use]
pub fn mean(rows: &[UnitRow]) -> Option<f64> {
    mean_of_units(rows.iter().filter(|row| !row.collects).filter_map(|row| row.estimate))
}

/// Place of the verdict among the columns; a quick version has none.
const VERDICT: usize = 5;

/// The table of units; its page dresses it and its CSV does not.
#[must_use]
pub fn table<'r>(rows: impl IntoIterator<Item = &'r UnitRow>, caption: &str, filter: &Filter) -> Table {
    let lang = filter.lang;
    let mut columns = vec![
        Column::numbers("rank", words::rank(lang)),
        Column::words("unit", words::unit(lang)),
        Column::numbers("index", filter.measure_percent()),
        Column::ranges("ci", common::ci(lang)),
        Column::numbers("responses", common::responses_head(lang)),
        Column::words("verdict", words::against_target(lang)),
        Column::numbers("change", common::change_head(lang)),
        Column::ranges("rank_range", words::rank_range(lang)),
    ];
    let mut rows: Vec<Vec<Value>> = rows.into_iter().map(|row| values(row, filter)).collect();
    if filter.is_quick() {
        columns.remove(VERDICT);
        rows.iter_mut().for_each(|row| drop(row.remove(VERDICT)));
    }
    Table { caption: caption.to_owned(), columns, rows, names: 1 }
}

fn values(row: &UnitRow, filter: &Filter) -> Vec<Value> {
    let (lang, year) = (filter.lang, filter.question.period.to.year());
    let verdict = row.verdict.map(|verdict| common::verdict(verdict, lang).to_owned());
    let verdict = verdict.unwrap_or_else(|| words::no_target_cell(lang, year));
    vec![
        row.rank.map_or(Value::Missing, |rank| Value::Count(rank.place)),
        Value::Text(row.name.clone()),
        row.now.value(|point| Value::Index(point.index)),
        row.now.value(|point| Value::Range { low: point.low, high: point.high }),
        row.now.value(|point| Value::Count(point.responses)),
        if row.now.point().is_some() && !row.collects { Value::Text(verdict) } else { Value::Missing },
        row.change().map_or(Value::Missing, Value::Change),
        row.rank.map_or(Value::Missing, |rank| Value::Between { low: rank.best, high: rank.worst }),
    ]
}
