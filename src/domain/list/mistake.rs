//! Mistakes in a list, one for each cause.

mod words;

use super::cause::{Cause, Fault};
use crate::domain::language::Lang;
use std::fmt;

/// The most different values of one cause that are told.
const FOUND: usize = 3;

/// One kind of mistake in one column of a list, with all the lines in which it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub file: String,
    /// In the order in which they were read, each once.
    pub lines: Vec<usize>,
    /// As the file calls it; empty where it is about rows or the file.
    pub column: String,
    pub cause: Cause,
    /// The first few cells that stand there instead.
    pub found: Vec<String>,
}

impl Mistake {
    /// About a whole file.
    pub fn new(file: &str, cause: Cause) -> Self {
        Self { file: file.to_owned(), lines: Vec::new(), column: String::new(), cause, found: Vec::new() }
    }

    pub(super) fn on(mut self, line: Option<usize>) -> Self {
        self.lines.extend(line);
        self
    }

    pub(super) fn in_column(mut self, column: &str) -> Self {
        column.clone_into(&mut self.column);
        self
    }

    pub(super) fn found(mut self, found: impl IntoIterator<Item = String>) -> Self {
        self.found.extend(found);
        self
    }

    /// In a column, with what stands there, where no line is known.
    pub fn at(file: &str, cause: Cause, column: &str, found: String) -> Self {
        Self::new(file, cause).in_column(column).found(Some(found).filter(|found| !found.is_empty()))
    }

    /// A mistake that shows when lists are laid beside each other: one cause in a column, with its lines and cells.
    /// `None` where there is no line.
    pub fn of_rows(
        file: &str,
        cause: Cause,
        column: &str,
        rows: impl IntoIterator<Item = (usize, String)>,
    ) -> Option<Self> {
        let mut mistake = Self::new(file, cause).in_column(column);
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by_key(|(line, _)| *line);
        rows.into_iter().for_each(|(line, found)| mistake.add_line(line, found));
        (!mistake.lines.is_empty()).then_some(mistake)
    }

    fn add_line(&mut self, line: usize, found: String) {
        if self.lines.last() != Some(&line) {
            self.lines.push(line);
        }
        if !found.is_empty() && self.found.len() < FOUND && !self.found.contains(&found) {
            self.found.push(found);
        }
    }

    /// The mistake in one language: file, lines, column, what is expected with an example, what was found.
    pub fn say(&self, lang: Lang) -> String {
        let place = [words::lines(lang, &self.lines), words::column(lang, &self.column)];
        let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
        let place = if place.is_empty() { String::new() } else { format!("{}: ", place.join(", ")) };
        let example = self.cause.example();
        let example = if example.is_empty() { String::new() } else { words::example(lang, example) };
        let sentence = words::sentence(lang, self.cause);
        format!("{}: {place}{sentence}{example}{}", self.file, words::found(lang, self.cause, &self.found))
    }
}

/// Officers read it: Vietnamese first, English below.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n    {}", self.say(Lang::Vi), self.say(Lang::En))
    }
}

/// Why a file is no list, or not one that is taken with lines left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Unreadable(pub Vec<Mistake>);

/// Adds a row's fault to the mistakes of its cause.
pub(super) fn add(mistakes: &mut Vec<Mistake>, file: &str, line: usize, fault: Fault) {
    let alike = |known: &Mistake| known.cause == fault.cause && known.column == fault.column;
    let place = mistakes.iter().position(alike).unwrap_or_else(|| {
        mistakes.push(Mistake::new(file, fault.cause).in_column(&fault.column));
        mistakes.len() - 1
    });
    mistakes[place].add_line(line, fault.found);
}
