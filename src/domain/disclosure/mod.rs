//! The rule of disclosure: no figure, and no sum or difference of figures of one time or of two, stands for 1–9 respondents.
//!
//! Every published figure is a sum of *atoms*: one unit, one [run](Run) of consecutive pieces of one calendar year, one
//! part of a breakdown (a stratum, a kind of respondent, a factor, an item). A piece is a time period, without what was shown of it
//! before it closed, or what was released into it later. An atom is empty or large enough, so any sum of atoms is too. Runs follow from the pieces up to
//! their own end alone: what comes later neither joins them nor changes them, and a reader's question has no part in it.
//!
//! A breakdown is shown of a run where *every* part of it is safe; otherwise the run waits for the next piece. So nothing
//! is computed back from parts that are hidden beside parts that are shown. Where the year ends first, an unsafe part is
//! hidden together with a safe one that the order of the parts alone picks. Under twenty responses the total stands alone,
//! and the statements of a factor are shown together, where twenty answered each.

mod runs;
#[cfg(test)]
mod tests;

pub use runs::{Breakdown, Parts, Rest, Run, Statements, parts, statements, totals};

/// Fewer respondents than this are never shown.
pub const LEAST: u64 = 10;
/// Fewer respondents than this are not shown where all said the same, and of fewer the total alone is shown.
pub const LEAST_UNANIMOUS: u64 = 20;

/// One part of a breakdown in one piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Everyone in the part, with a valid answer or without.
    pub responses: u64,
    /// Respondents with a valid answer.
    pub respondents: u64,
    pub answers: u64,
    pub satisfied: u64,
}

impl Part {
    pub fn add(&mut self, other: &Self) {
        self.responses += other.responses;
        self.respondents += other.respondents;
        self.answers += other.answers;
        self.satisfied += other.satisfied;
    }

    /// The rest, after some of the same people are taken away.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        Self {
            responses: self.responses.saturating_sub(other.responses),
            respondents: self.respondents.saturating_sub(other.respondents),
            answers: self.answers.saturating_sub(other.answers),
            satisfied: self.satisfied.saturating_sub(other.satisfied),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.responses == 0 && self.respondents == 0
    }

    /// Empty, or large enough to be shown.
    pub fn is_safe(&self) -> bool {
        let large = |count: u64| count == 0 || count >= LEAST;
        let unanimous = self.answers > 0 && (self.satisfied == 0 || self.satisfied == self.answers);
        large(self.responses) && large(self.respondents) && !(unanimous && self.respondents < LEAST_UNANIMOUS)
    }
}

/// The sum of parts.
pub fn sum<'p>(parts: impl IntoIterator<Item = &'p Part>) -> Part {
    parts.into_iter().fold(Part::default(), |mut total, part| {
        total.add(part);
        total
    })
}
