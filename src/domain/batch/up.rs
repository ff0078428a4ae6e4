//! Units with too few submissions in a whole year: theirs are counted above them.

use super::rule::{Batch, Take, Year};
use crate::domain::{
    month::Month,
    time_period::TimePeriod,
    unit::{ABOVE, Catalogue},
};
use std::collections::BTreeMap;

/// The units that had too few, by version and year.
#[derive(Default)]
pub(super) struct TooFew(BTreeMap<(String, i16), BTreeMap<String, Vec<Take>>>);

impl TooFew {
    pub fn add(&mut self, of: &Year<'_>, year: i16) {
        let units = self.0.entry((of.survey.to_owned(), year)).or_default();
        units.insert(of.unit.to_owned(), of.crowds.map(|crowd| of.whole(crowd)).concat());
    }

    /// Joins them at the lowest unit above them where they are enough, deepest first. Too few for the top keep waiting.
    pub fn send_up(self, catalogue: &Catalogue, least: u64) -> Vec<Batch> {
        let mut batches = Vec::new();
        for ((survey, year), mut units) in self.0 {
            let period = TimePeriod::year_of(Month::january(year));
            while let Some(unit) = deepest(&units, catalogue) {
                let takes = units.remove(&unit).unwrap_or_default();
                let count: u64 = takes.iter().map(|take| take.count).sum();
                if count >= least {
                    let (survey, into) = (survey.clone(), format!("{unit}{ABOVE}"));
                    batches.push(Batch { survey, into, period, channel_withheld: true, takes });
                } else if let Some(parent) = catalogue.unit(&unit).and_then(|unit| unit.parent.clone()) {
                    units.entry(parent).or_default().extend(takes);
                }
            }
        }
        batches
    }
}

fn deepest(units: &BTreeMap<String, Vec<Take>>, catalogue: &Catalogue) -> Option<String> {
    units.keys().max_by_key(|unit| catalogue.ancestors(unit).count()).cloned()
}
