//! A row and its cells.

use super::{
    cause::{Cause, Fault},
    head::{Head, has_lost_letters},
    record::Record,
};
use crate::domain::text::{clean, fold, nfc};
use jiff::civil::Date;

/// A row of a list. A cell that cannot be read is noted and reads as nothing: the row is then left out.
pub struct Row<'l> {
    head: &'l Head,
    record: Record,
    faults: Vec<Fault>,
}

impl<'l> Row<'l> {
    pub(super) fn new(head: &'l Head, record: Record) -> Self {
        let mut faults = Vec::new();
        let whole = |cause| Fault { cause, column: String::new(), found: String::new() };
        if record.is_open {
            faults.push(whole(Cause::OpenQuote));
        } else if record.cells.iter().skip(head.width()).any(|cell| !cell.is_empty()) && !head.is_missing() {
            faults.push(whole(Cause::TooManyCells));
        }
        Self { head, record, faults }
    }

    /// The number of its first line.
    pub fn line(&self) -> usize {
        self.record.line
    }

    /// The text in a column, empty where the column is missing.
    pub fn text(&self, key: &str) -> &str {
        self.head.place(key).and_then(|place| self.record.cells.get(place)).map_or("", String::as_str)
    }

    /// Leaves the row out.
    pub fn refuse(&mut self, key: &'static str, cause: Cause) {
        self.refuse_with(key, cause, self.text(key).to_owned());
    }

    /// Leaves the row out; `found` is what is told of it.
    pub fn refuse_with(&mut self, key: &'static str, cause: Cause, found: String) {
        // A row without its cells is one mistake, not one for each of them.
        if !self.faults.iter().any(|fault| fault.column.is_empty()) {
            self.faults.push(Fault { cause, column: self.head.name(key).to_owned(), found });
        }
    }

    /// No mistake was found so far.
    pub fn is_good(&self) -> bool {
        self.faults.is_empty()
    }

    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    fn needed<T: Default>(&mut self, key: &'static str, cause: Cause, read: fn(&str) -> Option<T>) -> T {
        let cause = if self.text(key).is_empty() { Cause::Missing(cause.example()) } else { cause };
        let read = read(self.text(key));
        if read.is_none() {
            self.refuse(key, cause);
        }
        read.unwrap_or_default()
    }

    /// A code of a unit or desk.
    pub fn code(&mut self, key: &'static str) -> String {
        self.needed(key, Cause::NotACode, |text| is_code(text).then(|| text.to_owned()))
    }

    /// A code of a unit or desk, or nothing.
    pub fn maybe_code(&mut self, key: &'static str) -> Option<String> {
        self.maybe(key, Cause::NotACode, |text| is_code(text).then(|| text.to_owned()))
    }

    /// A name of at most 200 characters.
    pub fn name(&mut self, key: &'static str) -> String {
        self.needed(key, self.unlike_a_name(key), name)
    }

    /// A name of at most 200 characters, or nothing.
    pub fn maybe_name(&mut self, key: &'static str) -> Option<String> {
        self.maybe(key, self.unlike_a_name(key), name)
    }

    fn unlike_a_name(&self, key: &str) -> Cause {
        if has_lost_letters(self.text(key)) { Cause::LostLetters } else { Cause::NotAName }
    }

    /// Any text but none.
    pub fn some_text(&mut self, key: &'static str) -> String {
        self.needed(key, Cause::Missing(""), |text| (!text.is_empty()).then(|| text.to_owned()))
    }

    /// A year of today's calendar.
    pub fn year(&mut self, key: &'static str) -> i16 {
        self.needed(key, Cause::NotAYear, |text| text.parse().ok().filter(|year| (1900..=2999).contains(year)))
    }

    /// A percentage in hundredths: `87,00`, `87.00`, `87 %`.
    pub fn hundredths(&mut self, key: &'static str) -> u32 {
        self.needed(key, Cause::NotAPercentage, hundredths)
    }

    pub fn yes_or_no(&mut self, key: &'static str) -> bool {
        self.needed(key, Cause::NotYesOrNo, yes_or_no)
    }

    /// A day, or nothing.
    pub fn day(&mut self, key: &'static str) -> Option<Date> {
        self.maybe(key, Cause::NotADay, day)
    }

    /// A whole number, or nothing.
    pub fn number(&mut self, key: &'static str) -> Option<u32> {
        self.maybe(key, Cause::NotANumber, |text| text.parse().ok())
    }

    /// Codes, parted by `|` or whatever else stands in no code.
    pub fn codes(&mut self, key: &'static str) -> Vec<String> {
        let parts = self.text(key).split(['|', ';', ',', '\n']).map(str::trim).filter(|code| !code.is_empty());
        let codes: Vec<String> = parts.map(str::to_owned).collect();
        if codes.iter().any(|code| !is_code(code)) {
            self.refuse(key, Cause::NotACode);
        }
        codes
    }

    fn maybe<T>(&mut self, key: &'static str, cause: Cause, read: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(key);
        let value = if text.is_empty() { return None } else { read(text) };
        if value.is_none() {
            self.refuse(key, cause);
        }
        value
    }
}

/// Composed, without blanks around it and without the kinds of space that only look like one.
pub(super) fn tidy(cell: &str) -> String {
    let is_unseen = |c: char| matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let seen: String = cell.chars().filter(|c| !is_unseen(*c)).collect();
    nfc(seen.replace(['\u{a0}', '\u{202f}'], " ").trim())
}

fn is_code(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

fn name(text: &str) -> Option<String> {
    clean(text, 200).ok().flatten().filter(|name| !has_lost_letters(name))
}

fn hundredths(text: &str) -> Option<u32> {
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if whole.is_empty() || part.len() > 2 || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = whole.parse::<u32>().ok()?.checked_mul(100)? + format!("{part:0<2}").parse::<u32>().ok()?;
    (value <= 10_000).then_some(value)
}

fn yes_or_no(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "true" | "1" | "dung" | "co" | "x" | "yes" | "y" => Some(true),
        "false" | "0" | "sai" | "khong" | "no" | "n" => Some(false),
        _ => None,
    }
}

/// `2025-06-30`, or as it is written here, `30/06/2025`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.split(['-', '/', '.']);
    let parts: [&str; 3] = [parts.next()?, parts.next()?, parts.next().filter(|_| parts.next().is_none())?];
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let [year, month, day] = if parts[0].len() == 4 { parts } else { [parts[2], parts[1], parts[0]] };
    let is_whole = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    is_whole.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()).flatten()
}
