//! The satisfaction index: methods by name and version, exact estimates, verdicts against a target.
//!
//! An estimate is a fraction of whole numbers; it is rounded only when shown, half up, so that
//! figures reconcile to the last digit and 87.00 is never above 87.

use crate::domain::{
    interval::{ClusterSums, Interval, Z95, effective_size, wilson},
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
}

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
            interval: estimate.map(|estimate| interval(sums, estimate, method, scale_size, pooled)),
        }
    }

    pub fn verdict(&self, target: Option<&Target>) -> Option<Verdict> {
        let target = target?;
        let (Some(estimate), Some(interval)) = (self.estimate, self.interval) else { return Some(Verdict::NoData) };
        let aim = f64::from(target.hundredths) / 10_000.0;
        Some(match estimate.reaches(target) {
            true if interval.low > aim => Verdict::Met,
            true => Verdict::MetUncertain,
            false if interval.high > aim => Verdict::NotMetUncertain,
            false => Verdict::NotMet,
        })
    }
}

fn interval(sums: &Sums, estimate: Estimate, method: Method, scale_size: u8, pooled: Pooled) -> Interval {
    let p = estimate.percent() / 100.0;
    let size = match (method, pooled) {
        (Method::Top2, Pooled::OneItem) => sums.v as f64,
        _ => effective_size(&clusters(sums, method, f64::from(scale_size))),
    };
    wilson(p, size, Z95)
}

fn clusters(sums: &Sums, method: Method, size: f64) -> ClusterSums {
    let [n, v, s, t, v2, s2, sv, t2, tv] =
        [sums.n, sums.v, sums.s, sums.t, sums.v2, sums.s2, sums.sv, sums.t2, sums.tv].map(|sum| sum as f64);
    let (y, y2, yv) = match method {
        Method::Top2 => (s, s2, sv),
        Method::Mean5 => (t / size, t2 / (size * size), tv / size),
        Method::Mean4 => {
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
