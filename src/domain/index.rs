//! The satisfaction index: methods by name and version, exact estimates, verdicts against a target.
//!
//! An estimate is a fraction of whole numbers; it is rounded only when shown, half up, so that
//! figures reconcile to the last digit and 87.00 is never above 87.

pub mod sure;

use crate::domain::{
    interval::{ClusterSums, Days, Imagined, Interval, TAIL, joint_tail},
    method::Method,
    tally::{Company, Sums},
    target::{Target, Threshold},
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

    /// Of 0 to 1, full precision.
    pub fn share(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    /// Percent in hundredths, rounded half up: 87.005 % is 8701.
    pub fn hundredths(self) -> i64 {
        self.rounded(PLACES)
    }

    /// Percent times `10^places`, rounded half up.
    pub fn rounded(self, places: u32) -> i64 {
        let (num, den) = (u128::from(self.num), u128::from(self.den));
        ((num * 200 * 10u128.pow(places) + den) / (2 * den)) as i64
    }

    #[cfg(test)]
    pub fn of_hundredths(hundredths: u64) -> Self {
        Self { num: hundredths, den: 10_000 }
    }

    /// Which is larger, exactly: ranks follow this and not the rounded figures.
    pub fn compare(self, other: Self) -> std::cmp::Ordering {
        let [mine, theirs] = [(self, other), (other, self)].map(|(a, b)| u128::from(a.num) * u128::from(b.den));
        mine.cmp(&theirs)
    }

    fn reaches(self, target: Threshold) -> bool {
        let (mine, aim) = (u128::from(self.num) * 10_000, u128::from(target.hundredths) * u128::from(self.den));
        if target.strict { mine > aim } else { mine >= aim }
    }

    /// The fewest decimals, two at least, with which the rounded figure is on the same side of a target as the exact one.
    fn places(self, target: Threshold) -> u32 {
        let shown = |places: u32| Self { num: self.rounded(places).unsigned_abs(), den: 100 * 10u64.pow(places) };
        (PLACES..MOST_PLACES)
            .find(|places| shown(*places).reaches(target) == self.reaches(target))
            .unwrap_or(MOST_PLACES)
    }
}

/// Decimals of a percentage where nothing asks for more.
pub const PLACES: u32 = 2;
/// The tenth decimal tells nothing: nobody has ten thousand million answers.
const MOST_PLACES: u32 = 9;

/// The decimals of all figures of one list: so many that none seems to lie on the other side of its target.
pub fn places(list: impl IntoIterator<Item = (Estimate, Option<Threshold>)>) -> u32 {
    let wanted = list.into_iter().filter_map(|(estimate, target)| Some(estimate.places(target?)));
    wanted.max().unwrap_or(PLACES)
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

/// A figure of a part has an interval, a verdict and a rank only where at most one response in so many is missing.
const MISSING_AT_MOST: u64 = 20;

/// The figures of a set of answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    pub responses: u64,
    /// Where some responses may not be shown: how many there are at most, with them.
    pub of: Option<u64>,
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
    /// As many valid answers as may be missing: none where `of` is `None`.
    absent: u64,
    basis: Basis,
}

/// All that intervals at other levels need.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Basis {
    clusters: ClusterSums,
    /// The least that the figure can be: the mean of five is a share of its largest level, and no level is 0.
    least: f64,
}

impl Basis {
    fn of(sums: &Sums, method: Method, scale_size: u8) -> Self {
        let size = f64::from(scale_size);
        let least = match method {
            Method::Top2 | Method::Mean4 => 0.0,
            Method::Mean5 => 1.0 / size,
        };
        Self { clusters: clusters(sums, method, size), least }
    }

    fn interval(&self, imagined: Imagined, tail: f64) -> Interval {
        let Interval { low, high } = self.clusters.interval_at(imagined, tail);
        let scaled = |share: f64| self.least + (1.0 - self.least) * share;
        Interval { low: scaled(low), high: scaled(high) }
    }
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

impl Pooled {
    fn items(self) -> u64 {
        match self {
            Self::OverItems(count) => count as u64,
            Self::OneItem => 1,
        }
    }
}

impl Figure {
    /// `responses` counts everyone, with a valid answer or without.
    pub fn of(sums: &Sums, responses: u64, method: Method, scale_size: u8, pooled: Pooled) -> Self {
        let estimate = Estimate::of(sums, method, scale_size);
        let basis = Basis::of(sums, method, scale_size);
        let shown = estimate.map(|_| basis.interval(Imagined::Half, TAIL));
        Self {
            responses,
            of: None,
            respondents: sums.n,
            answers: sums.v,
            satisfied: sums.s,
            na: sums.na,
            skipped: sums.skipped,
            not_reached: (pooled.items() * responses).saturating_sub(sums.v + sums.na + sums.skipped),
            estimate,
            interval: shown,
            // Where one person gives most of the answers, a whole imagined person can tell less than half a one.
            sure: shown.filter(|_| sums.n >= LEAST_SURE).map(|shown| shown.hull(basis.interval(Imagined::Whole, TAIL))),
            absent: 0,
            basis,
        }
    }

    /// The interval of one figure among so many that all of theirs hold together in 95 %.
    pub fn joint_interval(&self, figures: usize) -> Option<Interval> {
        self.interval.map(|_| self.with_absent(self.basis.interval(Imagined::Half, joint_tail(figures))))
    }

    /// The same as a part of so many. Where few are missing, the intervals become as wide as those few can make them;
    /// where more are, there are none: a part does not stand for the whole.
    #[must_use]
    pub fn part_of(self, all: u64, pooled: Pooled) -> Self {
        let missing = all.saturating_sub(self.responses);
        let few = missing * MISSING_AT_MOST <= all;
        let part = Self { of: Some(all), absent: missing * pooled.items(), ..self };
        let kept = |interval: Option<Interval>| interval.filter(|_| few).map(|it| part.with_absent(it));
        Self { interval: kept(self.interval), sure: kept(self.sure), ..part }
    }

    /// The same with another interval.
    #[must_use]
    pub fn with_interval(self, interval: Interval) -> Self {
        Self { interval: Some(interval), ..self }
    }

    /// As wide as the missing answers can make an interval: all of them at the least level, or at the highest.
    fn with_absent(&self, of: Interval) -> Interval {
        let (answers, absent) = (self.answers as f64, self.absent as f64);
        let with = |share: f64, others: f64| (share * answers + others * absent) / (answers + absent);
        if self.absent == 0 { of } else { Interval { low: with(of.low, self.basis.least), high: with(of.high, 1.0) } }
    }

    pub fn verdict(&self, target: Option<&Target>) -> Option<Verdict> {
        let target = target?;
        // Of a part without an interval nothing is said.
        let Some(estimate) = self.estimate.filter(|_| self.interval.is_some()) else { return Some(Verdict::NoData) };
        let aim = f64::from(target.hundredths) / 10_000.0;
        Some(match estimate.reaches(target.threshold()) {
            true if self.sure.is_some_and(|sure| sure.low > aim) => Verdict::Met,
            true => Verdict::MetUncertain,
            false if self.sure.is_some_and(|sure| sure.high < aim) => Verdict::NotMet,
            false => Verdict::NotMetUncertain,
        })
    }
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
    ClusterSums { n, v, y, v2, y2, yv, days: days(sums, method) }
}

/// Means of levels keep no desk-days, and their intervals are those of people.
fn days(sums: &Sums, method: Method) -> Option<Days> {
    let Company { later, v2, s2, sv } = sums.company;
    (later > 0 && method == Method::Top2).then(|| {
        let [n, v2, y2, yv] =
            [sums.n - later.min(sums.n), sums.v2 + v2, sums.s2 + s2, sums.sv + sv].map(|sum| sum as f64);
        Days { n, v2, y2, yv }
    })
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
