//! One unit: its figure, its factors against last year, and every criterion with all that was answered.

use super::{
    Data, Point, Shown,
    flagged::{self, Flagged},
    outside::Lack,
    overview::{Factors, total},
    ranking::{lack, waiting},
    selection::Selection,
    trend::Months,
};
use crate::domain::{
    flags::Rule,
    index::Verdict,
    lattice::{Group, GroupBy},
    month::Period,
    question::Question,
    submission::Stratum,
    target::{Target, Unjudged},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// One criterion, in the order of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemRow {
    pub now: Shown,
    /// Not applicable, skipped, not reached.
    pub outside: Option<[u64; 3]>,
    /// Answers by level, best first.
    pub levels: Option<Vec<u64>>,
}

/// The answer to a question about one unit.
#[derive(Clone, Debug)]
pub struct UnitFigures {
    pub now: Shown,
    pub before: Shown,
    pub before_period: Period,
    pub target: Result<Target, Unjudged>,
    pub verdict: Option<Verdict>,
    /// For an uncertain verdict: further people who would make it certain.
    pub more_needed: Option<u64>,
    /// Responses that exist in the period, shown or not.
    pub responses: u64,
    /// Answers that were given in closed months of the period and wait.
    pub waiting: u64,
    /// Why there is no figure, where nothing is withheld.
    pub lack: Option<Lack>,
    pub flagged: Flagged,
    /// The rules of flags in force in the months that are asked for.
    pub flag_rules: Vec<Rule>,
    /// `None` where a single channel is asked for.
    pub factors: Option<Factors>,
    pub months: Months,
    /// `None` where a single channel is asked for.
    pub items: Option<Vec<ItemRow>>,
    pub strata: BTreeSet<Stratum>,
    /// The unit's last day, where it lies before the end of the period.
    pub ended: Option<Date>,
    pub nearest: Option<Period>,
}

impl UnitFigures {
    /// `None` where the question is about no unit that is known.
    pub fn of(data: &Data, question: &Question) -> Option<Self> {
        let unit = data.catalogue.unit(question.units.code())?;
        let selection = Selection::of(data, question);
        let now = selection.whole(selection.period, GroupBy::Unit);
        let before = selection.whole(selection.before, GroupBy::Unit);
        let target = data.judge(question.method).of(&unit.code, question.period);
        let end = (question.period.to.year(), question.period.to.number().cast_signed());
        let (seen, shown) = (selection.responses(), total(&now, selection.responses()));
        Some(Self {
            now: shown,
            waiting: waiting(data, question, &unit.code),
            lack: lack(data, question, &unit.code, (shown, seen)),
            before: total(&before, selection.responses_in(selection.before)),
            before_period: selection.before,
            verdict: now.total.as_ref().and_then(|total| total.verdict(target.ok())),
            more_needed: now.total.as_ref().and_then(|total| total.more_needed(target.ok())),
            target: target.cloned(),
            responses: selection.responses(),
            flag_rules: flagged::rules(&selection),
            flagged: Flagged::of(&selection, now.total.map(|total| total.responses)),
            factors: Factors::of(data, question, &selection, target.ok()),
            months: Months::of(data, &selection),
            items: items(data, &selection),
            ended: unit.validity.to.filter(|day| (day.year(), day.month()) < end),
            nearest: selection.nearest(),
            strata: selection.strata,
        })
    }
}

fn items(data: &Data, selection: &Selection) -> Option<Vec<ItemRow>> {
    let report = selection.report(selection.period, GroupBy::Item).ok()?;
    let row = |n: usize| {
        let group: Option<&Group> = report.groups.get(n);
        let figure = group.and_then(|group| group.figure);
        let levels =
            group.filter(|group| group.figure.is_some()).map(|group| group.levels.iter().rev().copied().collect());
        ItemRow {
            now: Shown::of_group(group, selection.responses(), Point::of_part),
            outside: figure.map(|figure| [figure.na, figure.skipped, figure.not_reached]),
            levels: levels.or_else(|| (selection.responses() == 0).then(Vec::new)),
        }
    };
    Some((0..data.survey.items.len()).map(row).collect())
}
