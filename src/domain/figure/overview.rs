//! Units side by side: everything that one question about a subtree has as an answer.

use super::{
    Data, Point, Shown,
    chance::Chance,
    flagged::{self, Flagged},
    national,
    ranking::{self, Order, UnitRow},
    selection::Selection,
    trend::Months,
};
use crate::domain::{
    flags::Rule,
    index::Verdict,
    lattice::{GroupBy, Report},
    month::Period,
    question::Question,
    submission::Stratum,
    target::{Target, Unjudged},
};
use std::collections::BTreeSet;

/// A factor this year and last, and the national figure of the same factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FactorRow {
    pub now: Shown,
    pub before: Shown,
    /// Hundredths of a per cent, measured by another method.
    pub reference: Option<i64>,
    /// Against the unit's target, where there is one.
    pub verdict: Option<Verdict>,
}

/// The factors in the order of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Factors {
    pub rows: Vec<FactorRow>,
    /// The year of the national figures.
    pub reference_year: Option<i16>,
}

/// The number of factors that reach the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Factors that have a figure.
    pub all: usize,
    pub met: usize,
    /// Factors of which it is not certain, met or not.
    pub unsure: usize,
}

/// The answer to a question about a subtree.
#[derive(Clone, Debug)]
pub struct Overview {
    pub now: Shown,
    pub before: Shown,
    pub before_period: Period,
    pub target: Result<Target, Unjudged>,
    pub verdict: Option<Verdict>,
    /// For an uncertain verdict: further people who would make it certain.
    pub more_needed: Option<u64>,
    /// `None` where no unit is judged.
    pub chance: Option<Chance>,
    /// Percent, full precision: every unit counts the same.
    pub mean_of_units: Option<f64>,
    /// National figure of the same aspect: year and hundredths.
    pub national: Option<(i16, i64)>,
    /// Responses that exist in the period; not to be shown where it differs by less than 10 from what is published.
    pub responses: u64,
    pub withheld: u64,
    pub flagged: Flagged,
    /// The rules of flags in force in the months that are asked for.
    pub flag_rules: Vec<Rule>,
    /// Codes of units whose own figures are not to be read without their flags.
    pub flagged_units: Vec<String>,
    /// `None` where a single channel is asked for: factors are not published by channel.
    pub factors: Option<Factors>,
    pub months: Months,
    pub units: Vec<UnitRow>,
    pub strata: BTreeSet<Stratum>,
    /// Where there is nothing in the period: a year that has something.
    pub nearest: Option<Period>,
}

impl Overview {
    pub fn of(data: &Data, question: &Question, order: Order) -> Self {
        let (top, year) = (question.units.code(), question.period.to.year());
        let selection = Selection::of(data, question);
        let now = selection.whole(selection.period, GroupBy::Unit);
        let before = selection.whole(selection.before, GroupBy::Unit);
        let target = data.judge(question.method).of(top, question.period);
        let units = ranking::units(data, question, &selection, order, [&now, &before]);
        let known = |code: &&str| data.catalogue.unit(code).is_some();
        Self {
            now: total(&now, selection.responses()),
            before: total(&before, selection.responses_in(selection.before)),
            before_period: selection.before,
            verdict: now.total.as_ref().and_then(|total| total.verdict(target.ok())),
            more_needed: now.total.as_ref().and_then(|total| total.more_needed(target.ok())),
            chance: Chance::of(&units),
            target: target.cloned(),
            mean_of_units: ranking::mean(&units),
            national: if data.survey.is_quick() { None } else { national(data.references, "service", year) },
            responses: selection.responses(),
            withheld: now.withheld,
            flagged_units: flagged::units(&selection).into_iter().filter(known).map(str::to_owned).collect(),
            flag_rules: flagged::rules(&selection),
            flagged: Flagged::of(&selection, now.total.map(|total| total.responses)),
            factors: Factors::of(data, question, &selection, target.ok()),
            months: Months::of(data, &selection),
            units,
            nearest: selection.nearest(),
            strata: selection.strata,
        }
    }
}

impl Factors {
    /// `None` for a single channel, and of a quick version: one factor of one statement would say the headline again.
    pub(super) fn of(data: &Data, question: &Question, selection: &Selection, target: Option<&Target>) -> Option<Self> {
        if data.survey.is_quick() {
            return None;
        }
        let now = selection.report(selection.period, GroupBy::Factor).ok()?;
        let before = selection.report(selection.before, GroupBy::Factor).ok()?;
        let year = question.period.to.year();
        let factors = data.survey.factors.iter();
        let national: Vec<_> = factors.map(|factor| national(data.references, &factor.key, year)).collect();
        // One year for all, so that a legend can name it.
        let reference_year = national.iter().flatten().map(|(year, _)| *year).max();
        let rows = national.iter().enumerate().map(|(n, national)| FactorRow {
            now: Shown::of_group(now.groups.get(n), selection.responses(), Point::of_part),
            before: Shown::of_group(before.groups.get(n), 0, Point::of_part),
            reference: national.filter(|it| Some(it.0) == reference_year).map(|it| it.1),
            verdict: now.groups.get(n).and_then(|group| group.figure?.verdict(target)),
        });
        Some(Self { rows: rows.collect(), reference_year })
    }

    /// `None` where no factor is judged.
    pub fn standing(&self) -> Option<Standing> {
        let verdicts = self.rows.iter().filter_map(|row| row.verdict).filter(|verdict| *verdict != Verdict::NoData);
        let verdicts: Vec<Verdict> = verdicts.collect();
        let count = |these: [Verdict; 2]| verdicts.iter().filter(|verdict| these.contains(verdict)).count();
        (!verdicts.is_empty()).then(|| Standing {
            all: verdicts.len(),
            met: count([Verdict::Met, Verdict::MetUncertain]),
            unsure: count([Verdict::MetUncertain, Verdict::NotMetUncertain]),
        })
    }
}

pub(super) fn total(report: &Report, seen: u64) -> Shown {
    Shown::of(report.total.as_ref(), seen, Point::of)
}
