//! The certainty of a share: the answers that were given, and one imagined person at each end.
//!
//! Answers of one person go together, so people are clusters, and a share pooled over their answers is a ratio. A sample
//! in which all agree has no spread of its own; the imagined person, who is content with nothing for the lower bound and
//! with everything for the upper one, gives it some. Where each person gives one answer, a whole imagined person is the
//! interval of Clopper and Pearson, and half a one that of Jeffreys with its edge a half further out.

use statrs::distribution::{Beta, ContinuousCDF};

/// Shares in 0..=1 with `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
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
    fn weight(self) -> f64 {
        match self {
            Self::Half => 0.5,
            Self::Whole => 1.0,
        }
    }
}

/// The share that lies beyond each bound of a two-sided 95 % interval.
const TAIL: f64 = 0.025;

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
}

impl ClusterSums {
    /// The two-sided 95 % interval of `Σy / Σv`, which it always contains; `n > 0` and `v > 0`.
    pub fn interval(&self, imagined: Imagined) -> Interval {
        let (p, weight) = (self.y / self.v, imagined.weight());
        let high = 1.0 - self.of_the_rest().lower(weight);
        Interval { low: self.lower(weight).clamp(0.0, p), high: high.clamp(p, 1.0) }
    }

    /// The same people, seen by what they were not content with.
    fn of_the_rest(&self) -> Self {
        let Self { n, v, y, v2, y2, yv } = *self;
        Self { n, v, y: (v - y).max(0.0), v2, y2: v2 - 2.0 * yv + y2, yv: v2 - yv }
    }

    /// The quantile of the Beta distribution that has the mean and the variance of the share with the imagined person, who
    /// gives as many answers as people do on average.
    fn lower(&self, weight: f64) -> f64 {
        let answers = self.v / self.n;
        let all = self.v + weight * answers;
        let p = self.y / all;
        // Σ(y - p·v)², which cancels to a rounding error where everyone agrees.
        let spread = (self.y2 - 2.0 * p * self.yv + p * p * self.v2).max(0.0) + weight * (answers * p).powi(2);
        let people = self.n + weight;
        let variance = spread / (all * all) * people / (people + 1.0);
        // Where some give many more answers than others, the variance can be larger than any share's; what was said is
        // worth one answer at the least.
        let size = (p * (1.0 - p) / variance - 1.0).max(1.0);
        // No such distribution where nobody was content: the share is 0.
        Beta::new(p * size, (1.0 - p) * size).map_or(0.0, |beta| beta.inverse_cdf(TAIL))
    }
}

#[cfg(test)]
mod tests;
