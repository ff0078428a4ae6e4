//! The certainty of verdicts: the answers that one lacks, and the share of many that chance alone would give.

use super::{Figure, LEAST_SURE, Verdict};
use crate::domain::{
    interval::{ClusterSums, TAIL},
    target::{Target, Threshold},
};
use statrs::distribution::{Binomial, DiscreteCDF};

/// Where even so many more answers leave a verdict uncertain, no number is said.
const MOST_NEEDED: u64 = 100_000;

impl Threshold {
    /// Of 0 to 1.
    fn share(self) -> f64 {
        f64::from(self.hundredths) / 10_000.0
    }
}

impl Figure {
    /// The number of further people who make an uncertain verdict certain if they answer as those before them; `None` for a
    /// verdict that is certain, for a part, and where a hundred thousand would not be enough.
    pub fn more_needed(&self, target: Option<&Target>) -> Option<u64> {
        let (people, aim) = (self.respondents, target?.threshold().share());
        if self.of.is_some() {
            return None;
        }
        let doubt: fn(&ClusterSums, f64) -> f64 = match self.verdict(target)? {
            Verdict::MetUncertain => ClusterSums::doubt_above,
            Verdict::NotMetUncertain => ClusterSums::doubt_below,
            Verdict::Met | Verdict::NotMet | Verdict::NoData => return None,
        };
        let is_certain = |all: u64| {
            let sums = self.basis.clusters.times(all as f64 / people as f64);
            all >= LEAST_SURE && doubt(&sums, aim) < TAIL
        };
        let (mut uncertain, mut certain) = (people, people + MOST_NEEDED);
        if !is_certain(certain) {
            return None;
        }
        while certain - uncertain > 1 {
            let middle = u64::midpoint(uncertain, certain);
            *(if is_certain(middle) { &mut certain } else { &mut uncertain }) = middle;
        }
        Some(certain - people)
    }

    /// The doubt that a target is missed, as a p-value: 1 where too few answered to be sure of anything.
    pub fn doubt_of_missing(&self, target: Threshold) -> f64 {
        if self.respondents < LEAST_SURE || self.interval.is_none() {
            return 1.0;
        }
        // Those that are missing may all be satisfied: the others must then miss the target by so much more.
        let aim = target.share();
        let aim = aim - (1.0 - aim) * self.absent as f64 / self.answers as f64;
        if aim > 0.0 { self.basis.clusters.doubt_below(aim) } else { 1.0 }
    }
}

/// The chance that a unit whose truth is exactly the target is called surely met, where so many people give one answer each.
pub fn chance_of_met(people: u64, target: Threshold) -> f64 {
    let aim = target.share();
    let is_met = |content: u64| ClusterSums::of_single_answers(people, content).doubt_above(aim) < TAIL;
    if people < LEAST_SURE || !is_met(people) {
        return 0.0;
    }
    // Two standard deviations above the target is where most certainty begins: from there outwards, then inwards.
    let (n, deviation) = (people as f64, (people as f64 * aim * (1.0 - aim)).sqrt());
    let guess = ((n * aim + 2.0 * deviation) as u64).min(people - 1);
    let (mut missed, mut met, mut step) = (0, people, 1 + (deviation / 8.0) as u64);
    let mut middle = guess;
    while met - missed > 1 {
        let is_over = is_met(middle);
        *(if is_over { &mut met } else { &mut missed }) = middle;
        let outwards = if is_over { middle.saturating_sub(step) } else { middle + step };
        step *= 2;
        let is_open = (missed == 0 && is_over || met == people && !is_over) && missed < outwards && outwards < met;
        middle = if is_open { outwards } else { u64::midpoint(missed, met) };
    }
    Binomial::new(aim, people).map_or(0.0, |content| content.sf(met - 1))
}

/// The number of doubts that are too small for chance, however many there are.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979), 65–70.
pub fn beyond_chance(mut doubts: Vec<f64>) -> usize {
    doubts.sort_by(f64::total_cmp);
    let left = (1..=doubts.len()).rev();
    doubts.iter().zip(left).take_while(|(doubt, left)| **doubt < TAIL / *left as f64).count()
}

#[cfg(test)]
pub(in crate::domain) mod tests;
