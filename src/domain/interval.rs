//! The certainty of a share: the answers that were given, and one imagined person at each end.
//!
//! Answers of one person go together, so people are clusters, and a share pooled over their answers is a ratio. A sample
//! in which all agree has no spread of its own; the imagined person, who is content with nothing for the lower bound and
//! with everything for the upper one, gives it some. Where each person gives one answer, a whole imagined person is the
//! interval of Clopper and Pearson, and half a one that of Jeffreys with its edge a half further out.

mod difference;

pub use difference::{Difference, Estimated, People};

use statrs::distribution::{Beta, ContinuousCDF};

/// Shares in 0..=1 with `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// Says nothing.
    pub const ANY: Self = Self { low: 0.0, high: 1.0 };

    /// The narrowest interval that has both.
    pub fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// The weight of the imagined person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imagined {
    /// For the 95 % interval that is shown.
    Half,
    /// For what is called certain.
    Whole,
}

impl Imagined {
    const ALL: [Self; 2] = [Self::Half, Self::Whole];

    fn weight(self) -> f64 {
        match self {
            Self::Half => 0.5,
            Self::Whole => 1.0,
        }
    }
}

/// The share that lies beyond each bound of a two-sided 95 % interval.
pub const TAIL: f64 = 0.025;

/// The same for intervals of so many independent shares that all of them hold together in 95 %.
pub fn joint_tail(shares: usize) -> f64 {
    (1.0 - 0.95_f64.powf(1.0 / shares.max(1) as f64)) / 2.0
}

/// Sums over respondents of a share `p = Σy / Σv` with `0 <= y <= v` per respondent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClusterSums {
    /// Respondents with `v > 0`.
    pub n: f64,
    pub v: f64,
    pub y: f64,
    pub v2: f64,
    pub y2: f64,
    pub yv: f64,
    /// The same people by desk and day, where more than one of them came on one.
    pub days: Option<Days>,
}

/// Sums over desk-days in place of respondents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    /// Desk-days.
    pub n: f64,
    pub v2: f64,
    pub y2: f64,
    pub yv: f64,
}

impl Days {
    fn of_the_rest(self) -> Self {
        let Self { n, v2, y2, yv } = self;
        Self { n, v2, y2: v2 - 2.0 * yv + y2, yv: v2 - yv }
    }

    /// By what the variance of so few desk-days is too small: they had one mean, and their quantiles are Student's, of which this is
    /// the first order. One day alone tells nothing of others.
    fn few(self) -> f64 {
        const Z2: f64 = 3.841_458_820_694_124;
        if self.n <= 1.0 { 0.0 } else { self.n / (self.n - 1.0) * (1.0 + (Z2 + 1.0) / (2.0 * (self.n - 1.0))) }
    }
}

impl ClusterSums {
    /// The two-sided 95 % interval of `Σy / Σv`, which it always contains; `n > 0` and `v > 0`.
    pub fn interval(&self, imagined: Imagined) -> Interval {
        self.interval_at(imagined, TAIL)
    }

    /// The same with another share beyond each bound.
    pub fn interval_at(&self, imagined: Imagined, tail: f64) -> Interval {
        self.bounds(imagined.weight(), tail, 1.0)
    }

    /// The same of all of so many people, of whom these answered as they happened to: what is not known is the answers of the others,
    /// for whom the imagined person stands. Where everybody answered, the share is known. Where one did not, the interval has the
    /// truth in nine samples of ten only. Source: Cochran, "Sampling Techniques", ch. 2.
    pub fn interval_among(&self, imagined: Imagined, people: u64) -> Interval {
        let silent = (1.0 - self.n / people as f64).max(0.0);
        self.bounds(imagined.weight(), TAIL, silent)
    }

    fn bounds(&self, weight: f64, tail: f64, silent: f64) -> Interval {
        let p = self.y / self.v;
        if silent == 0.0 {
            return Interval { low: p, high: p };
        }
        let high = 1.0 - self.of_the_rest().lower(weight, tail, silent);
        Interval { low: self.lower(weight, tail, silent).clamp(0.0, p), high: high.clamp(p, 1.0) }
    }

    /// The doubt that the truth lies above a share: the greatest tail with which no lower bound, with half an imagined person or a
    /// whole one, lies above it. 1 where the share itself is reached no more.
    pub fn doubt_above(&self, share: f64) -> f64 {
        if self.y <= share * self.v {
            return 1.0;
        }
        let doubt = |imagined: Imagined| self.beta(imagined.weight(), 1.0).map_or(1.0, |beta| beta.cdf(share));
        Imagined::ALL.map(doubt).into_iter().fold(0.0, f64::max)
    }

    /// The doubt that the truth lies below a share.
    pub fn doubt_below(&self, share: f64) -> f64 {
        self.of_the_rest().doubt_above(1.0 - share)
    }

    /// The sums of more people, or fewer, who answer as these do.
    #[must_use]
    pub fn times(&self, factor: f64) -> Self {
        let [n, v, y, v2, y2, yv] = [self.n, self.v, self.y, self.v2, self.y2, self.yv].map(|sum| sum * factor);
        let days = self.days.map(|it| {
            let [n, v2, y2, yv] = [it.n, it.v2, it.y2, it.yv].map(|sum| sum * factor);
            Days { n, v2, y2, yv }
        });
        Self { n, v, y, v2, y2, yv, days }
    }

    /// So many people of one answer each, of whom some are content.
    pub fn of_single_answers(people: u64, content: u64) -> Self {
        let (n, y) = (people as f64, content as f64);
        Self { n, v: n, y, v2: n, y2: y, yv: y, days: None }
    }

    /// The same people, seen by what they were not content with.
    fn of_the_rest(&self) -> Self {
        let Self { n, v, y, v2, y2, yv, days } = *self;
        let days = days.map(Days::of_the_rest);
        Self { n, v, y: (v - y).max(0.0), v2, y2: v2 - 2.0 * yv + y2, yv: v2 - yv, days }
    }

    fn lower(&self, weight: f64, tail: f64, silent: f64) -> f64 {
        // No such distribution where nobody was content: the share is 0.
        self.beta(weight, silent).map_or(0.0, |beta| beta.inverse_cdf(tail))
    }

    /// The Beta distribution that has the mean and the variance of the share with the imagined person, who gives as many answers as
    /// people do on average. Both are less where those who did not answer are a part of all alone.
    fn beta(&self, weight: f64, silent: f64) -> Option<Beta> {
        let (answers, weight) = (self.v / self.n, weight * silent);
        let all = self.v + weight * answers;
        let p = self.y / all;
        // Σ(y - p·v)², which cancels to a rounding error where everyone agrees.
        let spread =
            |y2: f64, yv: f64, v2: f64| (y2 - 2.0 * p * yv + p * p * v2).max(0.0) + weight * (answers * p).powi(2);
        let people = self.n + weight;
        let of_people = spread(self.y2, self.yv, self.v2) / (all * all) * people / (people + 1.0);
        let of_days = self.days.map_or(0.0, |it| spread(it.y2, it.yv, it.v2) / (all * all) * it.few());
        let variance = of_people.max(of_days) * silent;
        // Where some give many more answers than others, the variance can be larger than any share's; what was said is
        // worth one answer at the least.
        let size = (p * (1.0 - p) / variance - 1.0).max(1.0);
        Beta::new(p * size, (1.0 - p) * size).ok()
    }
}

#[cfg(test)]
pub(in crate::domain) mod tests;
