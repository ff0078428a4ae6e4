//! Ranks, and how far they may be trusted together.

use crate::domain::{
    index::{Estimate, Figure},
    interval::Interval,
};
use std::cmp::Ordering;

/// Fewer responses than this are not ranked.
pub const LEAST_RANKED: u64 = 30;

/// A place among the ranked, and the best and worst that the intervals allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    pub place: u64,
    pub best: u64,
    pub worst: u64,
}

/// The ranks of figures, for those that are given, have enough responses and an interval. By the exact index; equals share a place. All ranges
/// hold together in 95 %: intervals so wide that all of them do, and one is surely above another where they do not meet.
///
/// Source: M. Klein, T. Wright and J. Wieczorek, "A joint confidence region for an overall ranking of populations", Journal of the
/// Royal Statistical Society C 69 (2020), 589–606.
pub fn ranks(figures: &[Option<Figure>]) -> Vec<Option<Rank>> {
    let enough = |figure: &&Figure| figure.responses >= LEAST_RANKED && figure.interval.is_some();
    let count = figures.iter().flatten().filter(enough).count();
    let ranked = |figure: &Option<Figure>| -> Option<(Estimate, Interval)> {
        let figure = figure.as_ref().filter(enough)?;
        Some((figure.estimate?, figure.joint_interval(count)?))
    };
    let ranked: Vec<_> = figures.iter().map(ranked).collect();
    let many =
        |holds: &dyn Fn(&(Estimate, Interval)) -> bool| ranked.iter().flatten().filter(|it| holds(it)).count() as u64;
    let rank = |(estimate, interval): &(Estimate, Interval)| Rank {
        place: 1 + many(&|other| other.0.compare(*estimate) == Ordering::Greater),
        best: 1 + many(&|other| other.1.low > interval.high),
        worst: count as u64 - many(&|other| other.1.high < interval.low),
    };
    ranked.iter().map(|it| it.as_ref().map(rank)).collect()
}

#[cfg(test)]
mod tests;
