//! Versions and spans that are never added up, each on a line of its own.

use crate::dashboard::{aim::Aim, filter::Filter, words};
use crate::domain::{
    figure::{lines::Line, rows::RowFigures},
    index::hundredths,
};
use crate::ui::{
    format,
    table::{Column, Dress, Table, Value},
    words as common,
};
use maud::{Markup, html};

/// The answers of a page's period that are in none of its figures.
#[derive(Clone, Debug, Default)]
pub struct Apart {
    /// Versions and targets that are not added up; `None` where there is one of each.
    pub table: Option<Table>,
    /// Responses of which only a quarter or year is known that lies in the period only in part.
    pub across: u64,
}

/// `None` where nothing stands apart.
pub fn table(lines: &[Line], filter: &Filter) -> Option<Table> {
    let lang = filter.lang;
    let columns = vec![
        Column::words("survey", words::version(lang)),
        Column::words("period", words::period(lang)),
        Column::counts("responses", common::responses_head(lang)),
        Column::numbers("index", filter.measure_percent()),
        Column::ranges("ci", common::ci(lang)),
        Column::numbers("across", words::across_head(lang)),
        Column::words("target", words::target_head(lang)),
        Column::words("verdict", words::against_target(lang)),
    ];
    let rows: Vec<_> = lines.iter().map(|line| row(line, filter)).collect();
    (!rows.is_empty()).then(|| Table { caption: words::apart(lang).to_owned(), columns, rows, names: 0 })
}

fn row(line: &Line, filter: &Filter) -> Vec<Value> {
    let lang = filter.lang;
    let said = |key: String, text: String| Value::named(key, text);
    let (from, to) = (line.period.from, line.period.to);
    let figure = |take: &dyn Fn(&RowFigures) -> Option<Value>| match &line.row.figures {
        Some(figures) => take(figures).unwrap_or(Value::Missing),
        None => Value::Withheld,
    };
    let target = match line.target {
        Ok(target) => said(format!("{:.2}", target.percent()), Aim::of(target).words(lang)),
        Err(why) => said(String::new(), words::unjudged_cell(why, lang)),
    };
    // Bounds are told in tenths of a per cent.
    let tenths = |percent: f64| (percent * 10.0).round() as i64;
    vec![
        said(line.survey.key.clone(), line.survey.title.get(lang).to_owned()),
        said(format!("{from}/{to}"), format::sentence(&format::period(line.period, lang))),
        figure(&|it| Some(Value::counted(it.responses, it.of))),
        figure(&|it| it.index.map(|index| Value::Index(hundredths(index)))),
        figure(&|it| Some(Value::Range { low: tenths(it.low?), high: tenths(it.high?) })),
        Value::Count(line.across),
        target,
        figure(&|it| it.verdict.map(|it| said(it.key().to_owned(), common::verdict(it, lang).to_owned()))),
    ]
}

/// A notice of the number that is counted in no month of the period, where there are some.
pub(super) fn across(apart: &Apart, filter: &Filter) -> Markup {
    let lang = filter.lang;
    html! {
        @if apart.across > 0 { p.notice { (words::across(lang, format::count(apart.across, lang))) } }
    }
}

/// The lines of a page, with why they stand apart.
pub(super) fn apart(apart: &Apart, filter: &Filter) -> Markup {
    let lang = filter.lang;
    html! {
        (across(apart, filter))
        @if let Some(table) = &apart.table {
            section.card.apart {
                h2 { (table.caption) }
                p { (words::apart_why(lang)) }
                (table.html(lang, &Dress { quiet_caption: true, ..Dress::PLAIN }))
            }
        }
    }
}
