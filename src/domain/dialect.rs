//! A table as CSV: for machines, or for a Vietnamese Excel.
//!
//! `machine` is UTF-8, comma, LF, no BOM, decimal point, ISO dates. `excel-vi` opens in a Vietnamese
//! Excel by a double click: BOM, semicolon, CRLF, decimal comma, percentages of two decimals, dd/MM/yyyy. A text that a spreadsheet
//! would run as a formula is given an apostrophe, and no-break blanks are plain ones; numbers stay numbers.

use crate::domain::{
    index::{PLACES, hundredths},
    text::plain_blanks,
};
use jiff::civil::Date;
use std::fmt::Write as _;

/// A way of writing CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    Machine,
    ExcelVi,
}

/// One value of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Cell<'t> {
    #[default]
    Empty,
    /// Anything that people or programs wrote; neutralised.
    Text(&'t str),
    Integer(i64),
    /// `value / 10^places`, exact.
    Fixed {
        value: i64,
        places: u32,
    },
    /// Programs get full precision, in as few digits as give the same number back; people get two decimals.
    /// Not a number: empty.
    Percent(f64),
    Date(Date),
}

impl Dialect {
    pub const ALL: [Self; 2] = [Self::Machine, Self::ExcelVi];

    pub fn key(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::ExcelVi => "excel-vi",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.key() == key)
    }

    /// The bytes before the first record.
    pub fn preamble(self) -> &'static [u8] {
        match self {
            Self::Machine => b"",
            Self::ExcelVi => "\u{feff}".as_bytes(),
        }
    }

    /// Appends records to `out`. A stream takes one `Records` for some hundred rows, sends the bytes,
    /// clears the buffer and goes on.
    pub fn records(self, out: &mut Vec<u8>) -> Records<'_> {
        let mut builder = csv::WriterBuilder::new();
        builder.flexible(true);
        if self == Self::ExcelVi {
            builder.delimiter(b';').terminator(csv::Terminator::CRLF);
        } else {
            builder.delimiter(b',').terminator(csv::Terminator::Any(b'\n'));
        }
        Records { csv: builder.from_writer(out), dialect: self, text: String::new() }
    }
}

/// Records on their way into a buffer; everything is there when it is dropped.
#[derive(Debug)]
pub struct Records<'b> {
    csv: csv::Writer<&'b mut Vec<u8>>,
    dialect: Dialect,
    text: String,
}

impl Records<'_> {
    pub fn write<'t>(&mut self, cells: impl IntoIterator<Item = Cell<'t>>) {
        for cell in cells {
            self.text.clear();
            self.put(&cell);
            // A vector takes every byte, and records of any length are allowed: this cannot fail.
            self.csv.write_field(&self.text).ok();
        }
        self.csv.write_record(None::<&[u8]>).ok();
    }

    fn put(&mut self, cell: &Cell) {
        let text = &mut self.text;
        // Writing into a string cannot fail.
        match *cell {
            Cell::Empty => {}
            Cell::Text(words) => put_text(text, words),
            Cell::Integer(number) => write!(text, "{number}").unwrap_or_default(),
            Cell::Fixed { value, places } => put_fixed(text, value, places),
            Cell::Percent(number) if !number.is_finite() => {}
            Cell::Percent(number) if self.dialect == Dialect::ExcelVi => put_fixed(text, hundredths(number), PLACES),
            Cell::Percent(number) => write!(text, "{number}").unwrap_or_default(),
            Cell::Date(day) if self.dialect == Dialect::ExcelVi => {
                write!(text, "{:02}/{:02}/{:04}", day.day(), day.month(), day.year()).unwrap_or_default();
            }
            Cell::Date(day) => write!(text, "{day}").unwrap_or_default(),
        }
        if self.dialect == Dialect::ExcelVi && matches!(cell, Cell::Fixed { .. } | Cell::Percent(_)) {
            *text = text.replace('.', ",");
        }
    }
}

/// The signs with which a program for tables begins a formula, also in the width of Chinese and Japanese signs, which some take for the
/// same, and the blanks that some skip before them.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\t', '\r'];

fn put_text(out: &mut String, words: &str) {
    if words.starts_with(FORMULA) {
        out.push('\'');
    }
    out.push_str(&plain_blanks(words));
}

fn put_fixed(out: &mut String, value: i64, places: u32) {
    let (size, power) = (value.unsigned_abs(), 10u64.saturating_pow(places));
    let sign = if value < 0 { "-" } else { "" };
    write!(out, "{sign}{}", size / power).unwrap_or_default();
    if places > 0 {
        write!(out, ".{:0width$}", size % power, width = places as usize).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(dialect: Dialect, rows: &[&[Cell]]) -> String {
        let mut out = dialect.preamble().to_vec();
        rows.iter().for_each(|row| dialect.records(&mut out).write(row.iter().copied()));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_same_record_in_both_dialects() {
        let row = [
            Cell::Text("Sở Tư pháp, một; hai"),
            Cell::Integer(1204),
            Cell::Fixed { value: 8860, places: 2 },
            Cell::Fixed { value: -5, places: 2 },
            Cell::Percent(89.745_16),
            Cell::Percent(87.005),
            Cell::Date(jiff::civil::date(2025, 1, 5)),
            Cell::Empty,
        ];
        assert_eq!(
            csv(Dialect::Machine, &[&row, &row[1..3]]),
            "\"Sở Tư pháp, một; hai\",1204,88.60,-0.05,89.74516,87.005,2025-01-05,\n1204,88.60\n"
        );
        assert_eq!(
            csv(Dialect::ExcelVi, &[&row]),
            "\u{feff}\"Sở Tư pháp, một; hai\";1204;88,60;-0,05;89,75;87,01;05/01/2025;\r\n"
        );
        assert_eq!(csv(Dialect::Machine, &[&[Cell::Percent(f64::NAN), Cell::Fixed { value: 7, places: 0 }]]), ",7\n");
    }

    #[test]
    fn no_text_is_a_formula_and_no_number_is_touched() {
        for bad in ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋84", "－2", "＠SUM(A1)"] {
            for dialect in Dialect::ALL {
                let line = csv(dialect, &[&[Cell::Text(bad)]]);
                let first = line.trim_start_matches(['\u{feff}', '"']);
                assert!(first.starts_with('\''), "{bad:?} became {line:?}");
            }
        }
        assert_eq!(csv(Dialect::Machine, &[&[Cell::Integer(-2), Cell::Text("a-b"), Cell::Text("")]]), "-2,a-b,\n");
        assert_eq!(csv(Dialect::Machine, &[&[Cell::Text("a\"b\nc")]]), "\"a\"\"b\nc\"\n");
    }

    #[test]
    fn keys_name_dialects() {
        assert!(Dialect::ALL.iter().all(|dialect| Dialect::from_key(dialect.key()) == Some(*dialect)));
        assert_eq!(Dialect::from_key("excel"), None);
    }
}
