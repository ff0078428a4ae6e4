//! Beside the headline: the number of answers with signs of stuffing, and the index without them.

use super::selection::Selection;
use crate::domain::{
    flags::Rule,
    index::Estimate,
    lattice::{GroupBy, Part, Report},
};

/// A difference of more hundredths of a point than this is a warning …
const WARN_POINTS: i64 = 100;
/// … and so are more flagged answers of a hundred.
const WARN_PERCENT: u64 = 3;

/// All that may be said of flagged answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flagged {
    /// A single channel is asked for; flags are not crossed with channels.
    ByChannel,
    /// Some are flagged or none; saying which would show a small group.
    Withheld,
    Split(Split),
}

/// Both parts, where each is empty or large enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    pub flagged: u64,
    /// Of so many: those of the units and months whose parts may be shown.
    pub of: u64,
    /// Others are published that may not be split.
    pub partial: bool,
    /// Index of all of them and without the flagged ones, in hundredths of a per cent.
    pub index: Option<(i64, i64)>,
}

impl Flagged {
    /// `published` are the responses behind the headline.
    pub fn of(selection: &Selection, published: Option<u64>) -> Self {
        if selection.stratum.is_some() {
            return Self::ByChannel;
        }
        let report = selection.report(selection.period, GroupBy::Flag).ok();
        report.and_then(|report| Split::of(&report, published)).map_or(Self::Withheld, Self::Split)
    }
}

/// The rules of flags in force in the years that are asked for.
pub fn rules(selection: &Selection) -> Vec<Rule> {
    let years = selection.period.from.year()..=selection.period.to.year();
    let mut rules: Vec<Rule> = years.flat_map(|year| selection.edition(year).rules()).copied().collect();
    rules.sort_unstable_by_key(|rule| Rule::ALL.iter().position(|known| known == rule));
    rules.dedup();
    rules
}

/// Codes of units whose figures are not to be read without their flags, as far as both parts may be shown.
pub fn units<'s>(selection: &'s Selection) -> Vec<&'s str> {
    if selection.stratum.is_some() {
        return Vec::new();
    }
    let reports = selection.reports_by_unit(|row| row.flagged, GroupBy::Flag);
    let warned = reports.filter(|(_, report)| Split::of(report, None).is_some_and(|split| split.warns()));
    warned.map(|(unit, _)| unit).collect()
}

impl Split {
    fn of(report: &Report, published: Option<u64>) -> Option<Self> {
        let figure = |flagged| report.groups.iter().find(|group| group.part == Part::Flag(flagged))?.figure.as_ref();
        let (all, without, with) = (report.total.as_ref()?, figure(false)?, figure(true)?);
        let hundredths = |estimate: Option<Estimate>| estimate.map(Estimate::hundredths);
        Some(Self {
            flagged: with.responses,
            of: all.responses,
            partial: published != Some(all.responses),
            index: hundredths(all.estimate).zip(hundredths(without.estimate)),
        })
    }

    /// Without the flagged ones less with them, in hundredths of a point.
    pub fn change(&self) -> Option<i64> {
        self.index.map(|(all, without)| without - all)
    }

    /// True where the headline is not to be read without this.
    pub fn warns(&self) -> bool {
        self.change().is_some_and(|change| change.abs() > WARN_POINTS) || self.flagged * 100 > self.of * WARN_PERCENT
    }
}
