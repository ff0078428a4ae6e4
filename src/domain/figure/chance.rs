//! The verdicts of many units at once: those that chance alone would give, and those that it would not.

use super::ranking::UnitRow;
use crate::domain::index::{
    Verdict,
    sure::{beyond_chance, chance_of_met},
};

/// Said under a table of units with verdicts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Units with a verdict.
    pub units: usize,
    /// The expected number of them that would be called surely met if the truth of each were exactly its target.
    pub met: f64,
    /// Those that surely miss it, however many are compared.
    pub not_met: usize,
}

impl Chance {
    /// `None` where no unit is judged.
    pub fn of(rows: &[UnitRow]) -> Option<Self> {
        let judged = rows.iter().filter(|row| row.verdict.is_some_and(|verdict| verdict != Verdict::NoData));
        let judged: Vec<_> = judged.filter_map(|row| Some((row.figure?, row.target.ok()?))).collect();
        (!judged.is_empty()).then(|| Self {
            units: judged.len(),
            met: judged.iter().map(|(figure, target)| chance_of_met(figure.respondents, *target)).sum(),
            not_met: beyond_chance(judged.iter().map(|(figure, target)| figure.doubt_of_missing(*target)).collect()),
        })
    }
}
