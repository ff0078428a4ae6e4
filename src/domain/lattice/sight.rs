//! The part of the tallies that a reader sees at a time.

use super::TallyRow;
use crate::domain::{month::Month, time_period::TimePeriod};
use jiff::civil::Date;

/// The people for whom figures are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Readers {
    /// They read what a round of closing has told.
    Everybody,
    /// Also the totals of open periods, as far as they may be shown.
    Staff,
}

/// The tallies that a reader sees. Only what a round of closing has told is broken down: it grows no more, because what is released into
/// the period afterwards stands apart from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sight {
    /// Periods that end with this month or before it are closed.
    closed_to: Option<Month>,
    readers: Readers,
}

impl Sight {
    pub fn new(readers: Readers, closed_to: Option<Month>) -> Self {
        Self { closed_to, readers }
    }

    /// For sums of which nobody reads more later: every period is closed.
    pub fn all() -> Self {
        Self::new(Readers::Everybody, Some(Month::december(i16::MAX)))
    }

    /// A round of closing has come by the period.
    pub fn is_closed(self, period: TimePeriod) -> bool {
        self.closed_to.is_some_and(|to| period.last() <= to)
    }

    /// True for a row that is told, or of an open period. A row that was released after its period had closed waits for the next round.
    pub fn sees(self, row: &TallyRow) -> bool {
        row.round.is_some() || (self.readers == Readers::Staff && row.late == 0)
    }

    /// All of a year is closed.
    pub fn is_over(self, year: i16) -> bool {
        self.closed_to.is_some_and(|to| Month::december(year) <= to)
    }
}

/// The last month that may be closed, where all may be that was over on the day `settled`. `None` before the first month that
/// is known.
pub fn closed_to(settled: Date) -> Option<Month> {
    Month::of(settled.first_of_month().yesterday().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_closed_where_it_was_over() {
        let closed = |day: &str| closed_to(day.parse().unwrap()).map(|month| month.to_string());
        assert_eq!(closed("2024-05-31").as_deref(), Some("2024-04"));
        assert_eq!(closed("2024-06-01").as_deref(), Some("2024-05"));
        assert_eq!(closed("2024-01-01").as_deref(), Some("2023-12"));
        assert_eq!(closed("2000-01-20"), None);
    }

    #[test]
    fn longer_periods_close_with_their_last_month() {
        let sight = Sight::new(Readers::Everybody, Some(Month::new(2024, 6).unwrap()));
        let closed =
            ["2024-06", "2024-Q2", "2024-07", "2024-Q3", "2024"].map(|it| sight.is_closed(it.parse().unwrap()));
        assert_eq!(closed, [true, true, false, false, false]);
        assert!(!sight.is_over(2024) && sight.is_over(2023));
    }
}
