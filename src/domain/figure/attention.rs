//! Findings that deserve a look first: at most five, made by rule and never by taste.

use super::{Point, outside::Lack, overview::Overview, ranks::LEAST_RANKED, surely_lowest};
use crate::domain::{index::Verdict, interval::People};

/// Findings of one overview.
const MOST: usize = 5;

/// A finding. Units are named by code, factors by their place in the version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attention {
    /// Units whose figures are not to be read without their flags.
    FlaggedUnits(Vec<String>),
    /// Units that are certainly below their target.
    UnitsBelowTarget(Vec<String>),
    /// Units that certainly fell, and by how many hundredths of a point; which fall is the largest is not certain.
    UnitsFell(Vec<(String, i64)>),
    /// The factor that is certainly the lowest, where it is certainly below the target; both in hundredths.
    FactorBelowTarget { factor: usize, index: i64, short: i64 },
    /// Factors that are certainly below the target, where none is certainly the lowest.
    FactorsBelowTarget(Vec<usize>),
    /// Factors that are certainly below the national figure of the same factor.
    FactorsBelowNational(Vec<usize>),
    /// Units with too few responses for a rank.
    FewResponses(Vec<String>),
    /// Units without released responses.
    NoResponses(Vec<String>),
}

/// In this order: units with many flagged answers, units surely below target, units that surely fell, factors surely below
/// target, factors surely below the national figure, too few responses, units without any.
pub fn findings(overview: &Overview) -> Vec<Attention> {
    let rules = [
        flagged_units,
        units_below,
        units_fell,
        factors_below_target,
        factors_below_national,
        few_responses,
        no_responses,
    ];
    rules.into_iter().filter_map(|rule| rule(overview)).take(MOST).collect()
}

fn some<T>(found: Vec<T>, finding: fn(Vec<T>) -> Attention) -> Option<Attention> {
    (!found.is_empty()).then(|| finding(found))
}

fn flagged_units(overview: &Overview) -> Option<Attention> {
    some(overview.flagged_units.clone(), Attention::FlaggedUnits)
}

fn units_below(overview: &Overview) -> Option<Attention> {
    let missed = overview.units.iter().filter(|row| row.verdict == Some(Verdict::NotMet));
    some(missed.map(|row| row.code.clone()).collect(), Attention::UnitsBelowTarget)
}

fn units_fell(overview: &Overview) -> Option<Attention> {
    let units = overview.units.iter().filter(|row| !row.collects);
    let changes = units.filter_map(|row| Some((row.now.since(row.before)?, row)));
    let fell = changes.filter(|(change, _)| change.is_certain() && change.points < 0);
    let mut fell: Vec<(String, i64)> = fell.map(|(change, row)| (row.code.clone(), -change.points)).collect();
    fell.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
    some(fell, Attention::UnitsFell)
}

fn factors_below_target(overview: &Overview) -> Option<Attention> {
    let target = i64::from(overview.target.as_ref().ok()?.hundredths);
    let rows = || overview.factors.iter().flat_map(|factors| factors.rows.iter().enumerate());
    let below = rows().filter(|(_, row)| row.verdict == Some(Verdict::NotMet)).map(|(factor, _)| factor);
    let below: Vec<usize> = below.collect();
    let (factors, points): (Vec<usize>, Vec<Point>) =
        rows().filter_map(|(factor, row)| Some((factor, row.now.point()?))).unzip();
    match surely_lowest(&points, People::Same) {
        Some(lowest) if below.contains(&factors[lowest]) => {
            let index = points[lowest].index();
            Some(Attention::FactorBelowTarget { factor: factors[lowest], index, short: target - index })
        }
        _ => some(below, Attention::FactorsBelowTarget),
    }
}

fn factors_below_national(overview: &Overview) -> Option<Attention> {
    let rows = overview.factors.as_ref()?.rows.iter().enumerate();
    let below = rows.filter(|(_, row)| {
        row.now.point().zip(row.reference).is_some_and(|(point, national)| point.is_below(national))
    });
    some(below.map(|(factor, _)| factor).collect(), Attention::FactorsBelowNational)
}

fn few_responses(overview: &Overview) -> Option<Attention> {
    let units = overview.units.iter().filter(|row| !row.collects);
    let few = units.filter(|row| row.now.point().is_some_and(|point| point.responses < LEAST_RANKED));
    some(few.map(|row| row.code.clone()).collect(), Attention::FewResponses)
}

fn no_responses(overview: &Overview) -> Option<Attention> {
    let none = overview.units.iter().filter(|row| !row.collects && row.lack == Some(Lack::Answers));
    some(none.map(|row| row.code.clone()).collect(), Attention::NoResponses)
}
