//! The difference of two shares with its interval, from the intervals of both.
//!
//! Source: G. Y. Zou and A. Donner, "Construction of confidence limits about effect measures: a general approach", Statistics in
//! Medicine 27 (2008), 1693–1702 (MOVER). Two intervals that meet are no sign that nothing changed: their arms add up by squares.

use super::Interval;

/// A share of 0 to 1 with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    pub share: f64,
    pub interval: Interval,
}

/// The relation between the people behind two shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// Two periods, or two units: independent.
    Different,
    /// Two factors: the same people rated both, and nothing is known of how their answers go together. The arms add up as they
    /// are, which is the widest that any correlation gives.
    Same,
}

/// One share less another, −1 to 1, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

impl Difference {
    pub fn of(one: Estimated, other: Estimated, people: People) -> Self {
        let share = one.share - other.share;
        let together = |a: f64, b: f64| match people {
            People::Different => a.hypot(b),
            People::Same => a + b,
        };
        let below = |it: Estimated| it.share - it.interval.low;
        let above = |it: Estimated| it.interval.high - it.share;
        let [down, up] = [together(below(one), above(other)), together(above(one), below(other))];
        Self { share, low: share - down, high: share + up }
    }

    /// The interval lies on one side of nought.
    pub fn is_certain(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

#[cfg(test)]
mod tests;
