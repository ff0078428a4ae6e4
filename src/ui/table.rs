//! A table, built once: the page shows it, the CSV carries it, and neither can say another figure.

use crate::domain::{
    dialect::{Cell, Dialect},
    figure::{Point, Shown},
    language::Lang,
};
use crate::ui::{format, words};
use jiff::civil::Date;
use maud::{Markup, html};

/// One value, not yet written in any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Date(Date),
    Count(u64),
    /// Percent in hundredths, shown without its sign: the head of the column says (%).
    Index(i64),
    /// Percent in tenths.
    Tenths(i64),
    /// Difference of two indices, hundredths of a point, shown with its sign.
    Change(i64),
    /// Percent in tenths; two columns of the CSV.
    Range {
        low: i64,
        high: i64,
    },
    /// Whole numbers from and to, such as a rank's; two columns of the CSV.
    Between {
        low: u64,
        high: u64,
    },
    /// Exists and is not published.
    Withheld,
    /// Does not exist.
    Missing,
}

impl Value {
    /// The cell of a figure: a value taken from its point.
    pub fn of(shown: Shown, take: impl Fn(Point) -> Self) -> Self {
        match shown {
            Shown::Point(point) => take(point),
            Shown::Withheld => Self::Withheld,
            Shown::NoData => Self::Missing,
        }
    }

    /// As read on the page.
    pub fn shown(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Date(day) => format::date(*day, lang),
            Self::Count(number) => format::count(*number, lang),
            Self::Index(hundredths) => format::index(*hundredths, lang),
            Self::Tenths(tenths) => format::fixed(*tenths, 1, lang),
            Self::Change(hundredths) => format::change(*hundredths, lang),
            Self::Range { low, high } => format::range(*low, *high, lang),
            Self::Between { low, high } if low == high => format::count(*low, lang),
            Self::Between { low, high } => format!("{}–{}", format::count(*low, lang), format::count(*high, lang)),
            Self::Withheld => words::withheld_short(lang).to_owned(),
            Self::Missing => "–".to_owned(),
        }
    }

    fn cells(&self, lang: Lang, dialect: Dialect, twice: bool) -> Vec<Cell<'_>> {
        let fixed = |value: i64, places| Cell::Fixed { value, places };
        let integer = |number: u64| Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let one = match self {
            Self::Text(text) => Cell::Text(text),
            Self::Date(day) => Cell::Date(*day),
            Self::Count(number) => integer(*number),
            Self::Index(value) | Self::Change(value) => fixed(*value, 2),
            Self::Tenths(value) => fixed(*value, 1),
            Self::Range { low, high } => return vec![fixed(*low, 1), fixed(*high, 1)],
            Self::Between { low, high } => return vec![integer(*low), integer(*high)],
            // A word in a column of numbers helps a reader and breaks a program.
            Self::Withheld if dialect == Dialect::ExcelVi => Cell::Text(words::withheld_short(lang)),
            Self::Withheld | Self::Missing => Cell::Empty,
        };
        if twice { vec![one, Cell::Empty] } else { vec![one] }
    }
}

/// The kind of content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Words,
    Numbers,
    /// [`Value::Range`] or [`Value::Between`]: `key_low` and `key_high` in the CSV.
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
            let cells = self.columns.iter().zip(row);
            records.write(cells.flat_map(|(column, value)| value.cells(lang, dialect, column.holds == Holds::Ranges)));
        }
        drop(records);
        out
    }
}

fn heads(column: &Column, lang: Lang, dialect: Dialect) -> Vec<String> {
    let ranges = column.holds == Holds::Ranges;
    match dialect {
        Dialect::Machine if ranges => vec![format!("{}_low", column.key), format!("{}_high", column.key)],
        Dialect::Machine => vec![column.key.clone()],
        Dialect::ExcelVi if ranges => {
            vec![words::from_column(lang, &column.head), words::to_column(lang, &column.head)]
        }
        Dialect::ExcelVi => vec![column.head.clone()],
    }
}

fn numeric(column: &Column) -> Option<&'static str> {
    (column.holds != Holds::Words).then_some("n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table {
            caption: "Bảng".into(),
            columns: vec![
                Column::words("unit", "Cơ quan"),
                Column::numbers("index", "Chỉ số (%)"),
                Column::ranges("ci", "Khoảng tin cậy 95%"),
                Column::numbers("responses", "Số phiếu"),
                Column::numbers("change", "Tăng/giảm"),
            ],
            rows: vec![
                vec![
                    Value::Text("Sở <A>".into()),
                    Value::Index(8860),
                    Value::Range { low: 874, high: 897 },
                    Value::Count(1204),
                    Value::Change(-124),
                ],
                vec![Value::Text("=B".into()), Value::Withheld, Value::Withheld, Value::Missing, Value::Missing],
            ],
            names: 0,
        }
    }

    #[test]
    fn the_page_has_heads_scopes_and_aligned_numbers() {
        let page = table().html(Lang::Vi, &Dress::PLAIN).into_string();
        for part in [
            "<caption>Bảng</caption>",
            "<th scope=\"row\">Sở &lt;A&gt;</th>",
            "<td class=\"n\">88,60</td>",
            "<td class=\"n\">87,4–89,7</td>",
            "<td class=\"n\">1.204</td>",
            "<td class=\"n\">−1,24</td>",
            "<td class=\"n\">ẩn để bảo mật</td>",
            "<th scope=\"col\" class=\"n\">",
            "tabindex=\"0\"",
        ] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
    }

    #[test]
    fn the_csv_says_the_same_in_both_dialects() {
        let text = |dialect| String::from_utf8(table().csv(Lang::Vi, dialect)).unwrap();
        assert_eq!(
            text(Dialect::Machine),
            "unit,index,ci_low,ci_high,responses,change\nSở <A>,88.60,87.4,89.7,1204,-1.24\n'=B,,,,,\n"
        );
        assert_eq!(
            text(Dialect::ExcelVi),
            "\u{feff}Cơ quan;Chỉ số (%);Khoảng tin cậy 95%: từ;Khoảng tin cậy 95%: đến;Số phiếu;Tăng/giảm\r\n\
             Sở <A>;88,60;87,4;89,7;1204;-1,24\r\n'=B;ẩn để bảo mật;ẩn để bảo mật;;;\r\n"
        );
    }
}
