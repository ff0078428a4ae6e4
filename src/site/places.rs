//! Where units and desks stand in the lists, so that whoever wrote a list is told the line.

use crate::domain::{
    list::{Cause, Headings, Mistake},
    unit::{Broken, Listed},
};
use std::collections::HashMap;

/// Files and lines by code, in the order in which they were read.
#[derive(Default)]
pub(super) struct Places {
    units: HashMap<String, Vec<(String, usize)>>,
    desks: HashMap<String, Vec<(String, usize)>>,
    /// By file.
    headings: HashMap<String, Headings>,
}

/// One cause in a column of a file, with lines and what stands there.
type Told = ((String, Cause, &'static str), Vec<(usize, String)>);

impl Places {
    pub(super) fn unit(&mut self, code: &str, (file, line): (&str, usize)) {
        self.units.entry(code.to_owned()).or_default().push((file.to_owned(), line));
    }

    pub(super) fn desk(&mut self, code: &str, (file, line): (&str, usize)) {
        self.desks.entry(code.to_owned()).or_default().push((file.to_owned(), line));
    }

    /// Keeps how each file names its columns.
    pub(super) fn set_headings(&mut self, headings: HashMap<String, Headings>) {
        self.headings = headings;
    }

    /// A column as the file calls it; its key where the file has no such column.
    pub(super) fn heading<'p>(&'p self, file: &str, column: &'p str) -> &'p str {
        self.headings.get(file).and_then(|headings| headings.get(column)).map_or(column, String::as_str)
    }

    /// Broken rules as mistakes of the lists, once for each cause.
    pub(super) fn say(&self, broken: &[Broken]) -> Vec<String> {
        let (mut told, mut lost): (Vec<Told>, Vec<Mistake>) = (Vec::new(), Vec::new());
        for rule in broken {
            let places = if rule.of == Listed::Unit { &self.units } else { &self.desks };
            let Some([first, others @ ..]) = places.get(&rule.code).map(Vec::as_slice) else {
                // In no list: a thing that the site knows breaks a rule beside a new one.
                let file =
                    format!("{} {}", if rule.of == Listed::Unit { "units-*.csv" } else { "desks-*.csv" }, rule.code);
                lost.push(Mistake::at(&file, rule.cause, rule.column, rule.found.clone()));
                continue;
            };
            let (file, line) = others.last().unwrap_or(first);
            let is_doubled = rule.cause == Cause::CodeElsewhere;
            let found = if is_doubled { format!("{}:{}", first.0, first.1) } else { rule.found.clone() };
            let key = (file.clone(), rule.cause, rule.column);
            match told.iter_mut().find(|(known, _)| *known == key) {
                Some((_, rows)) => rows.push((*line, found)),
                None => told.push((key, vec![(*line, found)])),
            }
        }
        let told = told.into_iter().filter_map(|((file, cause, column), rows)| {
            Mistake::of_rows(&file, cause, self.heading(&file, column), rows)
        });
        told.chain(lost).map(|mistake| mistake.to_string()).collect()
    }
}
