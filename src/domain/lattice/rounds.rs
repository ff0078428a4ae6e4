//! Rounds of closing: what is released is told when the next round closes its period, and not before.

use crate::domain::{month::Month, time_period::TimePeriod};

/// The last month that each round closed, in their order. A round closes every period that ends with its month or before it, also one
/// that was closed before: so it tells what was released into it since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounds(Vec<Month>);

impl Rounds {
    /// Of a site that was never closed: none. No round closes less than the one before it.
    pub fn new(closed_to: impl IntoIterator<Item = Month>) -> Self {
        let mut rounds = Self::default();
        closed_to.into_iter().for_each(|month| rounds.add(month));
        rounds
    }

    /// One round that closes every period, for sums of which nobody reads more later.
    pub fn all() -> Self {
        Self(vec![Month::december(i16::MAX)])
    }

    pub fn add(&mut self, closed_to: Month) {
        self.0.push(self.closed_to().map_or(closed_to, |last| last.max(closed_to)));
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// `None` before the first round.
    pub fn closed_to(&self) -> Option<Month> {
        self.0.last().copied()
    }

    /// The rounds that have closed a period: what is released into it now is so late.
    pub fn late(&self, period: TimePeriod) -> u32 {
        u32::try_from(self.0.len() - self.first(period)).unwrap_or(u32::MAX)
    }

    /// The round that told what was released into a period after so many rounds had closed it, by its place; `None` where it is
    /// still to come.
    pub fn telling(&self, period: TimePeriod, late: u32) -> Option<u32> {
        let place = u32::try_from(self.first(period)).ok()?.checked_add(late)?;
        (usize::try_from(place).ok()? < self.0.len()).then_some(place)
    }

    /// The latest of a period that was told when the first round closed its year, or before; `None` where none of it was.
    pub fn with_its_year(&self, period: TimePeriod) -> Option<u32> {
        let year = self.first(TimePeriod::year_of(period.last()));
        u32::try_from(year - self.first(period)).ok().filter(|_| year < self.0.len())
    }

    fn first(&self, period: TimePeriod) -> usize {
        self.0.partition_point(|closed_to| *closed_to < period.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounds(closed_to: &[&str]) -> Rounds {
        Rounds::new(closed_to.iter().map(|month| month.parse().unwrap()))
    }

    #[test]
    fn what_comes_late_is_told_by_a_later_round() {
        let rounds = rounds(&["2024-04", "2024-05", "2024-05", "2024-06"]);
        let period = |text: &str| text.parse::<TimePeriod>().unwrap();
        assert_eq!(["2024-04", "2024-05", "2024-Q2", "2024-07"].map(|it| rounds.late(period(it))), [4, 3, 1, 0]);
        let telling = |of: &str| (0..4).map(|late| rounds.telling(period(of), late)).collect::<Vec<_>>();
        assert_eq!(telling("2024-05"), [Some(1), Some(2), Some(3), None]);
        assert_eq!(telling("2024-Q2"), [Some(3), None, None, None]);
        assert_eq!(telling("2024-07"), [None; 4]);
        for of in ["2024-03", "2024-05", "2024-Q2", "2024-07"].map(period) {
            assert_eq!(rounds.telling(of, rounds.late(of)), None, "what leaves now is told by no round yet");
        }
        assert_eq!(rounds.telling(period("2024-05"), u32::MAX), None);
        assert_eq!(rounds.with_its_year(period("2024-05")), None);
        let closed = Rounds::new(["2024-11", "2024-12", "2025-01"].map(|month| month.parse().unwrap()));
        assert_eq!(["2024-11", "2024-12", "2024"].map(|it| closed.with_its_year(period(it))), [1, 0, 0].map(Some));
    }

    #[test]
    fn no_round_closes_less_than_the_one_before() {
        assert_eq!(rounds(&["2024-05", "2024-03"]).closed_to(), "2024-05".parse().ok());
        assert_eq!(Rounds::default().closed_to(), None);
        assert_eq!(Rounds::all().telling("2199".parse().unwrap(), 0), Some(0));
    }
}
