//! The satisfaction index: methods by name and version, exact estimates, verdicts against a target.
//!
//! An estimate is a fraction of whole numbers; it is rounded only when shown, half up, so that
//! figures reconcile to the last digit and 87.00 is never above 87.

use crate::domain::{
    interval::{ClusterSums, Imagined, Interval},
    method::Method,
    tally::Sums,
    target::Target,
};

/// An exact share `num / den` of 0 to 1, `den > 0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    num: u64,
    den: u64,
}

impl Estimate {
    /// `None` where nothing valid was answered.
    pub fn of(sums: &Sums, method: Method, scale_size: u8) -> Option<Self> {
        let size = u64::from(scale_size);
        let (num, den) = match method {
            Method::Top2 => (sums.s, sums.v),
            Method::Mean5 => (sums.t, size * sums.v),
            Method::Mean4 => (sums.t - sums.v, (size - 1) * sums.v),
        };
        (den > 0).then_some(Self { num, den })
    }

    /// Percent, full precision.
    pub fn percent(self) -> f64 {
        100.0 * self.num as f64 / self.den as f64
    }

    /// Percent in hundredths, rounded half up: 87.005 % is 8701.
    pub fn hundredths(self) -> i64 {
        let (num, den) = (u128::from(self.num), u128::from(self.den));
        ((num * 20_000 + den) / (2 * den)) as i64
    }

    /// Which is larger, exactly: ranks follow this and not the rounded figures.
    pub fn compare(self, other: Self) -> std::cmp::Ordering {
        let [mine, theirs] = [(self, other), (other, self)].map(|(a, b)| u128::from(a.num) * u128::from(b.den));
        mine.cmp(&theirs)
    }

    fn reaches(self, target: &Target) -> bool {
        let (mine, aim) = (u128::from(self.num) * 10_000, u128::from(target.hundredths) * u128::from(self.den));
        if target.strict { mine > aim } else { mine >= aim }
    }
}

/// The place of an index above or below its target. It is uncertain where the sample is too small to say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Met,
    MetUncertain,
    NotMetUncertain,
    NotMet,
    NoData,
}

impl Verdict {
    pub fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::MetUncertain => "met_uncertain",
            Self::NotMetUncertain => "not_met_uncertain",
            Self::NotMet => "not_met",
            Self::NoData => "no_data",
        }
    }
}

/// The figures of a set of answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    pub responses: u64,
    /// Those of them with a valid answer.
    pub respondents: u64,
    /// Valid answers, the denominator.
    pub answers: u64,
    pub satisfied: u64,
    pub na: u64,
    pub skipped: u64,
    pub not_reached: u64,
    pub estimate: Option<Estimate>,
    /// 95 %, shares of 0 to 1.
    pub interval: Option<Interval>,
    /// The wider one, beyond which a target must lie to be surely met or missed; `None` where too few answered to be sure.
    pub sure: Option<Interval>,
}

/// Of fewer people nothing is certain, whatever they say.
pub const LEAST_SURE: u64 = 30;

/// The relation between the answers behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pooled {
    /// Several items a person: respondents are clusters.
    OverItems(usize),
    /// One item: answers are independent.
    OneItem,
}

impl Figure {
    /// `responses` counts everyone, with a valid answer or without.
    pub fn of(sums: &Sums, responses: u64, method: Method, scale_size: u8, pooled: Pooled) -> Self {
        let estimate = Estimate::of(sums, method, scale_size);
        let shown = estimate.map(|_| interval(sums, method, scale_size, Imagined::Half));
        let items = match pooled {
            Pooled::OverItems(count) => count as u64,
            Pooled::OneItem => 1,
        };
        Self {
            responses,
            respondents: sums.n,
            answers: sums.v,
            satisfied: sums.s,
            na: sums.na,
            skipped: sums.skipped,
            not_reached: (items * responses).saturating_sub(sums.v + sums.na + sums.skipped),
            estimate,
            interval: shown,
            // Where one person gives most of the answers, a whole imagined person can tell less than half a one.
            sure: shown
                .filter(|_| sums.n >= LEAST_SURE)
                .map(|shown| shown.hull(interval(sums, method, scale_size, Imagined::Whole))),
        }
    }

    pub fn verdict(&self, target: Option<&Target>) -> Option<Verdict> {
        let target = target?;
        let Some(estimate) = self.estimate else { return Some(Verdict::NoData) };
        let aim = f64::from(target.hundredths) / 10_000.0;
        Some(match estimate.reaches(target) {
            true if self.sure.is_some_and(|sure| sure.low > aim) => Verdict::Met,
            true => Verdict::MetUncertain,
            false if self.sure.is_some_and(|sure| sure.high < aim) => Verdict::NotMet,
            false => Verdict::NotMetUncertain,
        })
    }
}

fn interval(sums: &Sums, method: Method, scale_size: u8, imagined: Imagined) -> Interval {
    let size = f64::from(scale_size);
    let interval = clusters(sums, method, size).interval(imagined);
    // The mean of five is a share of its largest level, and no level is 0: its least is 1 / 5.
    let scaled = |share: f64| match method {
        Method::Top2 | Method::Mean4 => share,
        Method::Mean5 => (1.0 + (size - 1.0) * share) / size,
    };
    Interval { low: scaled(interval.low), high: scaled(interval.high) }
}

/// Satisfied answers, or how far the levels reach from the lowest to the highest.
fn clusters(sums: &Sums, method: Method, size: f64) -> ClusterSums {
    let [n, v, s, t, v2, s2, sv, t2, tv] =
        [sums.n, sums.v, sums.s, sums.t, sums.v2, sums.s2, sums.sv, sums.t2, sums.tv].map(|sum| sum as f64);
    let (y, y2, yv) = match method {
        Method::Top2 => (s, s2, sv),
        Method::Mean5 | Method::Mean4 => {
            let range = size - 1.0;
            ((t - v) / range, (t2 - 2.0 * tv + v2) / (range * range), (tv - v2) / range)
        }
    };
    ClusterSums { n, v, y, v2, y2, yv }
}

/// The plain mean of units' indices, in percent: every unit counts the same, however many answered.
pub fn mean_of_units(estimates: impl IntoIterator<Item = Estimate>) -> Option<f64> {
    let percents: Vec<f64> = estimates.into_iter().map(Estimate::percent).collect();
    (!percents.is_empty()).then(|| percents.iter().sum::<f64>() / percents.len() as f64)
}

/// Percent of full precision in hundredths, rounded half up as [`Estimate::hundredths`] does.
pub fn hundredths(percent: f64) -> i64 {
    // 87.005 is a hair less in binary: a number that close to a half is one, as answers are counted in millions at most.
    (percent * 100.0 + 0.5 + 1e-9).floor() as i64
}

#[cfg(test)]
mod tests;
