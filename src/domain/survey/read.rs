//! Single values of a questionnaire file: each reader says what it expected and goes on with something harmless.

use crate::domain::language::Text;
use jiff::civil::Date;
use std::{fmt, ops::RangeInclusive};
use toml::{Table, Value};

/// One mistake in a questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub file: String,
    /// Path of the key, such as `items[3].text.en`.
    pub key: String,
    pub expected: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.file, self.key, self.expected)
    }
}

/// Every mistake of a questionnaire file.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct LoadError(pub Vec<Mistake>);

/// A file on its way to a survey, with the mistakes that were found so far.
pub(super) struct Check<'a> {
    pub file: &'a str,
    pub mistakes: Vec<Mistake>,
}

impl Check<'_> {
    pub fn say(&mut self, key: impl Into<String>, expected: impl Into<String>) {
        self.mistakes.push(Mistake { file: self.file.to_owned(), key: key.into(), expected: expected.into() });
    }

    pub fn only(&mut self, table: &Table, at: &str, known: &[&str]) {
        for name in table.keys().filter(|name| !known.contains(&name.as_str())) {
            self.say(join(at, name), format!("no such key; known here: {}", known.join(", ")));
        }
    }

    pub fn string(&mut self, table: &Table, at: &str, name: &str) -> String {
        match table.get(name).and_then(Value::as_str).map(str::trim) {
            Some(text) if !text.is_empty() => crate::domain::text::nfc(text),
            _ => {
                self.say(join(at, name), "a text that is not empty");
                String::new()
            }
        }
    }

    pub fn key(&mut self, table: &Table, at: &str) -> String {
        self.key_of(
            table,
            at,
            "a key of a-z, 0-9, `.` and `-` that begins with a letter or digit, at most 40 characters",
            |b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'),
        )
    }

    pub fn choice_key(&mut self, table: &Table, at: &str) -> String {
        self.key_of(
            table,
            at,
            "a key of a-z, 0-9, `+` and `-` that begins with a letter or digit, at most 40 characters",
            |b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'+' | b'-'),
        )
    }

    fn key_of(&mut self, table: &Table, at: &str, expected: &str, allowed: fn(u8) -> bool) -> String {
        let key = self.string(table, at, "key");
        if !key.is_empty() && (key.len() > 40 || key.starts_with(['.', '+', '-']) || !key.bytes().all(allowed)) {
            self.say(join(at, "key"), expected);
        }
        key
    }

    pub fn text(&mut self, table: &Table, at: &str, name: &str) -> Text {
        let at = join(at, name);
        let Some(text) = table.get(name).and_then(Value::as_table) else {
            self.say(at, "a table with vi and en");
            return Text::default();
        };
        self.only(text, &at, &["vi", "en"]);
        Text { vi: self.string(text, &at, "vi"), en: self.string(text, &at, "en") }
    }

    pub fn number(&mut self, table: &Table, at: &str, name: &str, range: RangeInclusive<i64>) -> i64 {
        match table.get(name).and_then(Value::as_integer) {
            Some(number) if range.contains(&number) => number,
            _ => {
                let (low, high) = (*range.start(), *range.end());
                self.say(join(at, name), format!("a whole number from {low} to {high}"));
                low
            }
        }
    }

    pub fn bool(&mut self, table: &Table, at: &str, name: &str) -> Option<bool> {
        let value = table.get(name).and_then(Value::as_bool);
        if value.is_none() {
            self.say(join(at, name), "true or false");
        }
        value
    }

    pub fn date(&mut self, table: &Table, name: &str) -> Option<Date> {
        let date = table.get(name).and_then(Value::as_str).and_then(|text| text.parse().ok());
        if date.is_none() {
            self.say(name, "a day, \"YYYY-MM-DD\"");
        }
        date
    }

    pub fn table<'t>(&mut self, table: &'t Table, at: &str, name: &str) -> Option<&'t Table> {
        let found = table.get(name).and_then(Value::as_table);
        if found.is_none() {
            self.say(join(at, name), "a table");
        }
        found
    }

    pub fn tables<'t>(&mut self, table: &'t Table, at: &str, name: &str) -> Vec<(String, &'t Table)> {
        let path = join(at, name);
        let Some(list) = table.get(name).and_then(Value::as_array) else {
            self.say(path, "a list of tables");
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (n, value) in list.iter().enumerate() {
            let at = format!("{path}[{n}]");
            match value.as_table() {
                Some(table) => tables.push((at, table)),
                None => self.say(at, "a table"),
            }
        }
        tables
    }

    pub fn optional_tables<'t>(&mut self, root: &'t Table, name: &str) -> Vec<(String, &'t Table)> {
        if root.contains_key(name) { self.tables(root, "", name) } else { Vec::new() }
    }
}

fn join(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}
