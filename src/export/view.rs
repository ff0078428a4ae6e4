//! The export page: a GET form, and every file with its rows and links of both dialects.

use crate::domain::{
    dialect::Dialect,
    language::Lang,
    month::{Month, Period},
};
use crate::export::{
    files::{NoPeople, What},
    words,
};
use crate::ui::{
    form::{self, Mistake},
    format,
    table::{Column, Dress, Table, Value},
};
use maud::{Markup, html};

/// One file to download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    pub what: What,
    /// Without the head; else why there is no such file.
    pub rows: Result<u64, NoPeople>,
}

fn words_of(what: What, lang: Lang) -> (&'static str, &'static str) {
    match what {
        What::Responses => (words::responses(lang), words::responses_about(lang)),
        What::People => (words::people(lang), words::people_about(lang)),
        What::Index => (words::index(lang), words::index_about(lang)),
        What::Codebook => (words::codebook(lang), words::codebook_about(lang)),
    }
}

/// The state of the page.
pub struct Export<'e> {
    pub lang: Lang,
    /// Where the form gets `from`, `to`, `unit`, `survey` and `lang`.
    pub page: &'e str,
    pub period: Period,
    /// Years with data, oldest first.
    pub years: &'e [i16],
    /// `(code, name)` of the units in scope, and the one chosen or nothing.
    pub units: &'e [(&'e str, &'e str)],
    pub unit: &'e str,
    /// `(key, title)` of the versions, and the one chosen.
    pub surveys: &'e [(&'e str, &'e str)],
    pub survey: &'e str,
    pub files: &'e [File],
    /// Responses whose quarter or year lies in the period only in part.
    pub across: u64,
    /// Versions with answers in the period that are in no file, and their responses.
    pub left_out: &'e [(String, u64)],
    /// Where a file is, the filter included.
    pub href: &'e dyn Fn(What, Dialect) -> String,
    pub mistakes: &'e [Mistake],
}

pub fn export(page: &Export) -> Markup {
    let lang = page.lang;
    html! {
        (form::summary(page.mistakes, lang))
        h1 { (words::export(lang)) }
        p { (words::intro(lang)) }
        (filter(page))
        section.card {
            h2 { (words::files(lang, format::period(page.period, lang))) }
            @for (version, responses) in page.left_out {
                @let title = page.surveys.iter().find(|(key, _)| key == version).map_or(version.as_str(), |(_, title)| *title);
                p.notice { (words::left_out(lang, title, format::count(*responses, lang))) }
            }
            @if page.across > 0 { p.notice { (words::across(lang, format::count(page.across, lang))) } }
            (files(page))
            p.note { (words::dialects(lang)) }
            p.note { (words::rules(lang)) }
        }
    }
}

fn filter(page: &Export) -> Markup {
    let lang = page.lang;
    let units: Vec<(&str, &str)> =
        std::iter::once(("", words::all_units(lang))).chain(page.units.iter().copied()).collect();
    html! {
        div.filter {
            form method="get" action=(page.page) aria-label=(words::filter(lang)) {
                (months(page, "from", words::from_month(lang), page.period.from))
                (months(page, "to", words::to_month(lang), page.period.to))
                (select("unit", words::unit(lang), &units, page.unit))
                (select("survey", words::version(lang), page.surveys, page.survey))
                input type="hidden" name="lang" value=(lang.tag());
                button { (words::count(lang)) }
            }
        }
    }
}

fn select(name: &str, label: &str, options: &[(&str, &str)], chosen: &str) -> Markup {
    html! {
        label { span { (label) }
            select name=(name) id=(name) {
                @for (value, text) in options { option value=(value) selected[*value == chosen] { (text) } }
            }
        }
    }
}

fn months(page: &Export, name: &str, label: &str, chosen: Month) -> Markup {
    html! {
        label { span { (label) }
            select name=(name) id=(name) {
                @for year in page.years {
                    optgroup label=(year) {
                        @for month in (1..=12).filter_map(|month| Month::new(*year, month).ok()) {
                            option value=(month) selected[month == chosen] { (format::month(month)) }
                        }
                    }
                }
            }
        }
    }
}

fn files(page: &Export) -> Markup {
    let lang = page.lang;
    let columns = vec![
        Column::words("file", words::file(lang)),
        Column::numbers("rows", words::rows(lang)),
        Column::words(Dialect::ExcelVi.key(), words::excel(lang)),
        Column::words(Dialect::Machine.key(), words::machine(lang)),
    ];
    let rows = page.files.iter().map(|file| {
        let name = Value::Text(words_of(file.what, lang).0.to_owned());
        vec![name, file.rows.map_or(Value::Missing, Value::Count), Value::Missing, Value::Missing]
    });
    let caption = words::files(lang, format::period(page.period, lang));
    let table = Table { caption, columns, rows: rows.collect(), names: 0 };
    let dress = Dress {
        cell: &|place, column, text| cell(page, &page.files[place], &column.key, text),
        quiet_caption: true,
        ..Dress::PLAIN
    };
    table.html(lang, &dress)
}

fn cell(page: &Export, file: &File, column: &str, text: &str) -> Markup {
    let (lang, about) = (page.lang, words_of(file.what, page.lang).1);
    match (column, Dialect::from_key(column), file.rows) {
        ("file", _, _) => html! { (text) span.few { (about) } },
        (_, Some(_), Err(why)) => html! { span.few { (why.message(lang)) } },
        (_, Some(_), Ok(0)) => html! { span.few { (words::empty_file(lang)) } },
        (_, Some(dialect), Ok(_)) => {
            let name = format!("{}-{}.csv", file.what.key(), dialect.key());
            html! { a href=((page.href)(file.what, dialect)) download { (words::download(lang, name)) } }
        }
        _ => html! { (text) },
    }
}
