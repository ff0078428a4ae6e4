//! A table, built once: the page shows it, the CSV carries it, and neither can say another figure.

mod value;

pub use value::Value;

use crate::domain::{
    dialect::{Cell, Dialect},
    language::Lang,
};
use crate::ui::words;
use maud::{Markup, html};

/// The kind of content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Words,
    Numbers,
    /// [`Value::Count`] or [`Value::PartOf`]: `key` and `key_of` in the CSV.
    Counts,
    /// [`Value::Range`], [`Value::Changes`] or [`Value::Between`]: `key_low` and `key_high` in the CSV.
    Ranges,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Head of the column for programs.
    pub key: String,
    pub head: String,
    pub holds: Holds,
}

impl Column {
    pub fn words(key: impl Into<String>, head: impl Into<String>) -> Self {
        Self { key: key.into(), head: head.into(), holds: Holds::Words }
    }

    pub fn numbers(key: impl Into<String>, head: impl Into<String>) -> Self {
        Self { key: key.into(), head: head.into(), holds: Holds::Numbers }
    }

    pub fn counts(key: impl Into<String>, head: impl Into<String>) -> Self {
        Self { key: key.into(), head: head.into(), holds: Holds::Counts }
    }

    pub fn ranges(key: impl Into<String>, head: impl Into<String>) -> Self {
        Self { key: key.into(), head: head.into(), holds: Holds::Ranges }
    }
}

/// Rows of as many values as there are columns; the place of the column that names its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Value>>,
    pub names: usize,
}

/// The dress of a table on a page. The text is always the table's own.
pub struct Dress<'d> {
    /// The head of a column; its text is given.
    pub head: &'d dyn Fn(&Column) -> Markup,
    /// `aria-sort` of a column.
    pub sort: &'d dyn Fn(&Column) -> Option<&'static str>,
    /// The content of a cell: row, column and text are given.
    pub cell: &'d dyn Fn(usize, &Column, &str) -> Markup,
    pub row_class: &'d dyn Fn(usize) -> Option<&'static str>,
    /// The caption is read by assistive technology only.
    pub quiet_caption: bool,
}

impl Dress<'_> {
    /// Text and nothing else.
    pub const PLAIN: Dress<'static> = Dress {
        head: &|column| html! { (column.head) },
        sort: &|_| None,
        cell: &|_, _, text| html! { (text) },
        row_class: &|_| None,
        quiet_caption: false,
    };
}

impl Table {
    /// The same table without one of its columns, which the page says in another one.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        if let Some(place) = self.columns.iter().position(|column| column.key == key) {
            self.columns.remove(place);
            self.rows.iter_mut().for_each(|row| drop(row.remove(place)));
        }
        self
    }

    /// A region that scrolls sideways by touch and keyboard where the table is wider than the page.
    pub fn html(&self, lang: Lang, dress: &Dress) -> Markup {
        html! {
            div.scroll role="region" tabindex="0" aria-label=(words::scroll_region(lang, &self.caption)) {
                table {
                    caption class=[dress.quiet_caption.then_some("quiet")] { (self.caption) }
                    thead { tr { @for column in &self.columns {
                        th scope="col" class=[numeric(column)] aria-sort=[(dress.sort)(column)] { ((dress.head)(column)) }
                    } } }
                    tbody { @for (place, row) in self.rows.iter().enumerate() {
                        tr class=[(dress.row_class)(place)] { (self.row(place, row, lang, dress)) }
                    } }
                }
            }
        }
    }

    fn row(&self, place: usize, row: &[Value], lang: Lang, dress: &Dress) -> Markup {
        html! {
            @for (n, (column, value)) in self.columns.iter().zip(row).enumerate() {
                @let content = (dress.cell)(place, column, &value.shown(lang));
                @if n == self.names { th scope="row" class=[numeric(column)] { (content) } }
                @else { td class=[numeric(column)] { (content) } }
            }
        }
    }

    /// The whole table as CSV: heads by key for programs, in words for people.
    pub fn csv(&self, lang: Lang, dialect: Dialect) -> Vec<u8> {
        let mut out = dialect.preamble().to_vec();
        let heads: Vec<String> = self.columns.iter().flat_map(|column| heads(column, lang, dialect)).collect();
        let mut records = dialect.records(&mut out);
        records.write(heads.iter().map(|head| Cell::Text(head)));
        for row in &self.rows {
            let texts: Vec<String> = row.iter().map(|value| value.text(dialect)).collect();
            let cells = self.columns.iter().zip(row).zip(&texts);
            let twice = |column: &Column| matches!(column.holds, Holds::Ranges | Holds::Counts);
            records.write(cells.flat_map(|((column, value), text)| value.cells(text, lang, dialect, twice(column))));
        }
        drop(records);
        out
    }
}

fn heads(column: &Column, lang: Lang, dialect: Dialect) -> Vec<String> {
    let Column { key, head, holds } = column;
    match (holds, dialect) {
        (Holds::Ranges, Dialect::Machine) => vec![format!("{key}_low"), format!("{key}_high")],
        (Holds::Ranges, Dialect::ExcelVi) => vec![words::from_column(lang, head), words::to_column(lang, head)],
        (Holds::Counts, Dialect::Machine) => vec![key.clone(), format!("{key}_of")],
        (Holds::Counts, Dialect::ExcelVi) => vec![head.clone(), words::of_column(lang, head)],
        (Holds::Words | Holds::Numbers, Dialect::Machine) => vec![key.clone()],
        (Holds::Words | Holds::Numbers, Dialect::ExcelVi) => vec![head.clone()],
    }
}

fn numeric(column: &Column) -> Option<&'static str> {
    (column.holds != Holds::Words).then_some("n")
}

#[cfg(test)]
mod tests;
