//! Lists from outside: offices save them as CSV, and all are read in one way.
//!
//! `decode` makes text of the bytes, `lines` records of the text, `head` finds the columns, [`Row`] reads cells,
//! and a [`Mistake`] says in both languages what is wrong, once for each cause, with all its lines. A list is read
//! as Excel and LibreOffice save it under Vietnamese settings as well as under English ones.

mod cause;
mod decode;
mod form;
mod head;
mod lines;
mod mistake;
mod record;
mod row;
#[cfg(test)]
mod tests;

pub use cause::Cause;
pub use form::{Column, Form, Headings, Headless, needed, optional};
pub use mistake::{Mistake, Unreadable};
pub use row::Row;

use head::Head;
use lines::Records;
use std::{borrow::Cow, collections::HashSet};

/// The rows of a list.
#[derive(Debug)]
pub struct List<T> {
    pub rows: Vec<T>,
    /// The line of each row.
    lines: Vec<usize>,
    /// Lines that were left out, by cause.
    pub mistakes: Vec<Mistake>,
    /// Heads of columns that nobody asked for.
    pub unused: Vec<String>,
    /// As the file writes them.
    pub headings: Headings,
}

impl<T> List<T> {
    /// All rows.
    ///
    /// # Errors
    /// Every mistake, where a line was left out.
    pub fn whole(self) -> Result<Vec<T>, Unreadable> {
        if self.mistakes.is_empty() { Ok(self.rows) } else { Err(Unreadable(self.mistakes)) }
    }

    /// As [`List::whole`], each row with its line.
    ///
    /// # Errors
    /// Every mistake.
    pub fn numbered(mut self) -> Result<Vec<(usize, T)>, Unreadable> {
        let lines = std::mem::take(&mut self.lines);
        Ok(lines.into_iter().zip(self.whole()?).collect())
    }

    /// The number of lines that were left out for causes of a kind.
    pub fn left_out(&self, counts: fn(Cause) -> bool) -> usize {
        let mistakes = self.mistakes.iter().filter(|mistake| counts(mistake.cause));
        mistakes.flat_map(|mistake| &mistake.lines).collect::<HashSet<_>>().len()
    }
}

impl<T> List<Option<T>> {
    /// The rows that are there.
    pub fn without_gaps(self) -> List<T> {
        let rows = self.lines.into_iter().zip(self.rows);
        let (lines, rows) = rows.filter_map(|(line, row)| Some((line, row?))).unzip();
        List { rows, lines, mistakes: self.mistakes, unused: self.unused, headings: self.headings }
    }
}

/// The text of a file in UTF-8, or in UTF-16 with its mark.
///
/// # Errors
/// The cause why it is no such text, its remedy, and the line from which it cannot be read.
pub fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Unreadable> {
    decode::decode(bytes).map_err(|(cause, line)| Unreadable(vec![Mistake::new(file, cause).on(line)]))
}

/// Reads a list; `build` makes a value of each row that is not empty, which is left out where the row found a
/// mistake in itself.
///
/// # Errors
/// Why the file is no such list. Single bad lines are in the list.
pub fn read<T>(
    file: &str,
    bytes: &[u8],
    form: Form,
    mut build: impl FnMut(&mut Row) -> T,
) -> Result<List<T>, Unreadable> {
    let text = decode(file, bytes)?;
    let mut records = Records::new(&text, form.columns);
    let nothing = |cause| Unreadable(vec![Mistake::new(file, cause)]);
    let first = records.next().ok_or_else(|| nothing(Cause::Empty))?;
    let head = Head::find(file, &first, form)?;
    records.set_width(head.width());
    let again = head.is_missing().then_some(first);
    let (mut rows, mut lines, mut mistakes, mut any) = (Vec::new(), Vec::new(), Vec::new(), false);
    for record in again.into_iter().chain(records) {
        any = true;
        let line = record.line;
        let mut row = Row::new(&head, record);
        let value = build(&mut row);
        let faults = row.into_faults();
        if faults.is_empty() {
            rows.push(value);
            lines.push(line);
        }
        for fault in faults {
            mistake::add(&mut mistakes, file, line, fault);
        }
    }
    if !any {
        return Err(nothing(Cause::NoRows));
    }
    let unused = head.unused().map(str::to_owned).collect();
    Ok(List { rows, lines, mistakes, unused, headings: head.headings() })
}
