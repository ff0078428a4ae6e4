//! The ledger's pages. Links are given.

use crate::domain::{dialect::Dialect, language::Lang};
use crate::receipts::words;
use crate::ui::{
    format,
    table::{Dress, Table},
    words as common,
};
use jiff::civil::DateTime;
use maud::{Markup, html};

/// The state of the staff's page.
pub struct LedgerPage<'p> {
    pub lang: Lang,
    /// Where the form gets `year` and `lang`.
    pub here: &'p str,
    /// Local time.
    pub counted: DateTime,
    /// Oldest first.
    pub years: &'p [i16],
    pub year: i16,
    /// Most weeks that are shown.
    pub weeks: usize,
    /// By name; `None` where there is none.
    pub tables: &'p [(&'p str, Option<Table>)],
    /// Where a table is as CSV.
    pub csv: &'p dyn Fn(&str, Dialect) -> String,
}

pub fn ledger(page: &LedgerPage) -> Markup {
    let lang = page.lang;
    html! {
        h1 { (words::ledger(lang)) }
        p { (words::ledger_about(lang)) }
        div.filter {
            form method="get" action=(page.here) aria-label=(words::year(lang)) {
                label { span { (words::year(lang)) }
                    select name="year" id="year" {
                        @for year in page.years { option value=(year) selected[*year == page.year] { (year) } }
                    }
                }
                input type="hidden" name="lang" value=(lang.tag());
                button { (words::show(lang)) }
            }
        }
        @for (name, table) in page.tables {
            @if let Some(table) = table {
                section.card { (shown(table, lang, words::nothing_minted(lang), &|dialect| (page.csv)(name, dialect))) }
            }
        }
        p.note { (words::latest_weeks(lang, page.weeks)) }
        p.note { (words::rules(lang)) }
        p.note { (words::contested_about(lang)) }
        p.note { (words::counted_at(lang, format::moment(page.counted, lang))) }
    }
}

/// The state of the public's page.
pub struct PublicPage<'p> {
    pub lang: Lang,
    pub table: &'p Table,
    /// The results, to go back to.
    pub results: &'p str,
    pub csv: &'p dyn Fn(Dialect) -> String,
}

pub fn public(page: &PublicPage) -> Markup {
    let lang = page.lang;
    html! {
        h1 { (words::ledger(lang)) }
        p { (words::ledger_about(lang)) }
        p { (words::public_about(lang)) }
        section.card { (shown(page.table, lang, words::nothing_yet(lang), page.csv)) }
        p.note { (words::contested_about(lang)) " " (words::contested_tens_about(lang)) }
        p { a href=(page.results) { (words::back(lang)) } }
    }
}

fn shown(table: &Table, lang: Lang, nothing: &str, csv: &dyn Fn(Dialect) -> String) -> Markup {
    html! {
        h2 { (table.caption) }
        @if table.rows.is_empty() { p { (nothing) } } @else {
            (table.html(lang, &Dress { quiet_caption: true, ..Dress::PLAIN }))
            p {
                a href=(csv(Dialect::ExcelVi)) download { (common::csv_excel(lang)) span.quiet { " " (common::csv_of(lang, &table.caption)) } }
                " · "
                a href=(csv(Dialect::Machine)) download { (common::csv_machine(lang)) span.quiet { " " (common::csv_of(lang, &table.caption)) } }
            }
        }
    }
}
