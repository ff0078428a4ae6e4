//! The table of units; its page dresses it and its CSV does not.

use crate::dashboard::{filter::Filter, words};
use crate::domain::{
    disclosure::LEAST,
    figure::{places_of, ranking::UnitRow},
    index::Verdict,
    language::Lang,
    unit::ABOVE,
};
use crate::ui::{
    table::{Column, Table, Value},
    words as common,
};

/// A unit's name as its row says it.
pub fn name(row: &UnitRow, lang: Lang) -> String {
    if row.collects && !row.code.ends_with(ABOVE) { words::collected_above(lang, &row.name) } else { row.name.clone() }
}

/// Key of the column of answers that wait.
const WAITING: &str = "waiting";

/// Place of the verdict among the columns; a quick version has none.
const VERDICT: usize = 6;

/// The table of units; its page dresses it and its CSV does not.
pub fn table<'r>(rows: impl IntoIterator<Item = &'r UnitRow>, caption: &str, filter: &Filter) -> Table {
    let lang = filter.lang;
    let mut columns = vec![
        Column::numbers("rank", words::rank(lang)),
        Column::words("unit", words::unit(lang)),
        Column::numbers("index", filter.measure_percent()),
        Column::ranges("ci", common::ci(lang)),
        Column::counts("responses", common::responses_head(lang)),
        Column::numbers(WAITING, words::waiting_head(lang)),
        Column::words("verdict", words::against_target(lang)),
        Column::numbers("change", common::change_head(lang)),
        Column::ranges("rank_range", words::rank_range(lang)),
        Column::ranges("change_ci", common::change_ci(lang)),
    ];
    let rows: Vec<&UnitRow> = rows.into_iter().collect();
    let places = places(&rows);
    let mut rows: Vec<Vec<Value>> = rows.into_iter().map(|row| values(row, places, filter)).collect();
    if filter.is_quick() {
        columns.remove(VERDICT);
        rows.iter_mut().for_each(|row| drop(row.remove(VERDICT)));
    }
    Table { caption: caption.to_owned(), columns, rows, names: 1 }
}

/// The same on a page, which has no column of nothing but noughts.
pub fn page_table(rows: &[&UnitRow], caption: &str, filter: &Filter) -> Table {
    let table = table(rows.iter().copied(), caption, filter);
    if rows.iter().all(|row| row.waiting == 0) { table.without(WAITING) } else { table }
}

/// A count of one to nine people is no less a cell than a share of them.
fn waiting(row: &UnitRow) -> Value {
    if (1..LEAST).contains(&row.waiting) { Value::Few } else { Value::Count(row.waiting) }
}

/// Decimals of the indices.
pub fn places(rows: &[&UnitRow]) -> u32 {
    places_of(rows.iter().map(|row| (row.now, row.target.ok())))
}

fn values(row: &UnitRow, places: u32, filter: &Filter) -> Vec<Value> {
    let lang = filter.lang;
    let verdict = row.verdict.map(|verdict| Value::named(verdict.key(), common::verdict(verdict, lang)));
    // Programs read no verdict as the API has it.
    let unjudged = || row.target.err().map_or_else(String::new, |why| words::unjudged_cell(why, lang));
    let verdict = verdict.unwrap_or_else(|| Value::named(Verdict::NoData.key(), unjudged()));
    vec![
        row.rank.map_or(Value::Missing, |rank| Value::Count(rank.place)),
        Value::named(&row.code, name(row, lang)),
        Value::index(row.now, places),
        Value::of(row.now, |point| Value::Range { low: point.low(), high: point.high() }),
        Value::people(row.now),
        waiting(row),
        if row.now.point().is_some() && !row.collects { verdict } else { Value::Missing },
        row.change().map_or(Value::Missing, |change| Value::Change(change.points)),
        row.rank.map_or(Value::Missing, |rank| Value::Between { low: rank.best, high: rank.worst }),
        row.change().map_or(Value::Missing, Value::of_change),
    ]
}
