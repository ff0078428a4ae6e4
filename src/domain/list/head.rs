//! Which column is where.

use super::{Cause, Column, Form, Headings, Mistake, Unreadable, record::Record};
use crate::domain::text::fold;
use std::collections::HashMap;

pub(super) struct Head {
    /// As the file writes them; the keys where it has no head.
    written: Vec<String>,
    places: HashMap<&'static str, usize>,
    is_missing: bool,
}

/// Letters and digits of a name, in small letters without marks.
fn squeezed(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn key(name: &str, columns: &[Column]) -> Option<&'static str> {
    let name = squeezed(name);
    let is_called =
        |column: &&Column| squeezed(column.key) == name || column.names.iter().any(|known| squeezed(known) == name);
    columns.iter().find(is_called).map(|column| column.key)
}

pub(super) fn is_column(name: &str, columns: &[Column]) -> bool {
    key(name, columns).is_some()
}

impl Head {
    /// The columns as the first record names them, or as `form` finds them without a head.
    pub(super) fn find(file: &str, first: &Record, form: Form) -> Result<Self, Unreadable> {
        let mut places: HashMap<&'static str, usize> = HashMap::new();
        let mut mistakes = Vec::new();
        for (place, name) in first.cells.iter().enumerate() {
            let Some(key) = key(name, form.columns) else { continue };
            match places.get(key) {
                Some(before) => {
                    let both = [first.cells[*before].clone(), name.clone()];
                    mistakes.push(Mistake::new(file, Cause::DoubledColumn).on(Some(first.line)).found(both));
                }
                None => drop(places.insert(key, place)),
            }
        }
        let main = form.columns.first().filter(|column| !places.contains_key(column.key));
        let place = main.zip(form.headless).and_then(|(column, place)| Some((column.key, place(&first.cells)?)));
        if let Some((key, place)) = place {
            let written = vec![String::new(); first.cells.len()];
            return Ok(Self { written, places: [(key, place)].into(), is_missing: true });
        }
        for column in form.columns.iter().filter(|column| column.needed && !places.contains_key(column.key)) {
            let named: Vec<String> = first.cells.iter().filter(|name| !name.is_empty()).take(12).cloned().collect();
            let lost = named.iter().any(|name| has_lost_letters(name));
            let cause = if lost { Cause::LostLetters } else { Cause::NoColumn(column.names) };
            mistakes.push(Mistake::new(file, cause).on(Some(first.line)).in_column(column.key).found(named));
        }
        let head = Self { written: first.cells.clone(), places, is_missing: false };
        if mistakes.is_empty() { Ok(head) } else { Err(Unreadable(mistakes)) }
    }

    pub(super) fn is_missing(&self) -> bool {
        self.is_missing
    }

    /// The number of columns of the list. Empty names at the end are none.
    pub(super) fn width(&self) -> usize {
        self.written.len()
    }

    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// As the file calls a column.
    pub(super) fn name(&self, key: &'static str) -> &str {
        let written = self.place(key).and_then(|place| self.written.get(place)).map_or("", String::as_str);
        if written.is_empty() { key } else { written }
    }

    pub(super) fn headings(&self) -> Headings {
        self.places.keys().map(|key| (*key, self.name(key).to_owned())).collect()
    }

    pub(super) fn unused(&self) -> impl Iterator<Item = &str> {
        let named = self.written.iter().enumerate().filter(|(_, name)| !name.is_empty());
        named.filter(|(place, _)| !self.places.values().any(|used| used == place)).map(|(_, name)| name.as_str())
    }
}

/// True where a letter was lost when the file was saved: Excel writes `?` for what its encoding lacks.
pub(super) fn has_lost_letters(text: &str) -> bool {
    text.contains(['?', '\u{fffd}'])
}
