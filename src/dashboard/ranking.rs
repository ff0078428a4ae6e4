//! The table of units; its page dresses it and its CSV does not.

use crate::dashboard::{filter::Filter, words};
use crate::domain::{figure::ranking::UnitRow, language::Lang};
use crate::ui::{
    table::{Column, Table, Value},
    words as common,
};

/// A unit's name as its row says it.
pub fn name(row: &UnitRow, lang: Lang) -> String {
    if row.collects { words::collected_above(lang, &row.name) } else { row.name.clone() }
}

/// Place of the verdict among the columns; a quick version has none.
const VERDICT: usize = 5;

/// The table of units; its page dresses it and its CSV does not.
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
    let lang = filter.lang;
    let verdict = row.verdict.map(|verdict| common::verdict(verdict, lang).to_owned());
    let verdict =
        verdict.unwrap_or_else(|| row.target.err().map_or_else(String::new, |why| words::unjudged_cell(why, lang)));
    vec![
        row.rank.map_or(Value::Missing, |rank| Value::Count(rank.place)),
        Value::Text(name(row, lang)),
        Value::of(row.now, |point| Value::Index(point.index)),
        Value::of(row.now, |point| Value::Range { low: point.low, high: point.high }),
        Value::of(row.now, |point| Value::Count(point.responses)),
        if row.now.point().is_some() && !row.collects { Value::Text(verdict) } else { Value::Missing },
        row.change().map_or(Value::Missing, Value::Change),
        row.rank.map_or(Value::Missing, |rank| Value::Between { low: rank.best, high: rank.worst }),
    ]
}
