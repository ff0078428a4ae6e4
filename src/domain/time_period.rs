//! The time that a released response keeps: a month, or a quarter or a year where its unit had too few answers.
//!
//! The words are those of SDMX, where `TIME_PERIOD` is written `2024-05`, `2024-Q2` or `2024`.

use crate::domain::month::{Month, Period};
use std::{fmt, ops::RangeInclusive, str::FromStr};

/// A calendar month, quarter or year in local time. They sort by when they are over, and of those that are over
/// together the shorter comes first: May, June, second quarter; December, fourth quarter, year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimePeriod {
    last: Month,
    length: Length,
}

/// The length of a time period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Length {
    Month,
    Quarter,
    Year,
}

impl Length {
    const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// In months.
    pub fn months(self) -> u8 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

/// The text is not `YYYY-MM`, `YYYY-Qn` or `YYYY`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a time period is written YYYY-MM, YYYY-Q1 to YYYY-Q4, or YYYY, from 2000 to 2199")]
pub struct TimePeriodError;

impl TimePeriod {
    /// The period of a length that a month lies in.
    pub fn of(month: Month, length: Length) -> Self {
        let months = length.months();
        let last = month.number().div_ceil(months) * months;
        let last = Month::new(month.year(), last).unwrap_or(Month::december(month.year()));
        Self { last, length }
    }

    pub fn month(month: Month) -> Self {
        Self { last: month, length: Length::Month }
    }

    pub fn year_of(month: Month) -> Self {
        Self::of(month, Length::Year)
    }

    pub fn length(self) -> Length {
        self.length
    }

    pub fn first(self) -> Month {
        let first = self.last.number() + 1 - self.length.months();
        Month::new(self.last.year(), first).unwrap_or(self.last)
    }

    pub fn last(self) -> Month {
        self.last
    }

    pub fn year(self) -> i16 {
        self.last.year()
    }

    /// The month, where it is one.
    pub fn as_month(self) -> Option<Month> {
        (self.length == Length::Month).then_some(self.last)
    }

    pub fn contains(self, month: Month) -> bool {
        self.first() <= month && month <= self.last
    }

    /// Wholly inside these months. A figure of a range is made of such periods only.
    pub fn lies_in(self, range: Period) -> bool {
        range.from <= self.first() && self.last <= range.to
    }

    /// Partly inside these months and partly outside: nobody knows on which side its responses were given.
    pub fn lies_across(self, range: Period) -> bool {
        !self.lies_in(range) && self.first() <= range.to && range.from <= self.last
    }

    /// Stored form, which sorts as the periods do: the last month as `YYYYMM`, then the length in months.
    pub fn to_int(self) -> i32 {
        self.last.to_int() * 100 + i32::from(self.length.months())
    }

    /// # Errors
    /// [`TimePeriodError`] where the number is no stored time period.
    pub fn from_int(value: i32) -> Result<Self, TimePeriodError> {
        let last = Month::from_int(value.div_euclid(100)).map_err(|_| TimePeriodError)?;
        let length = Length::ALL.into_iter().find(|length| i32::from(length.months()) == value.rem_euclid(100));
        let period = Self::of(last, length.ok_or(TimePeriodError)?);
        if period.last == last { Ok(period) } else { Err(TimePeriodError) }
    }

    /// The stored forms of the periods that end inside these months; [`Self::straddling_start`] says which of them begin
    /// before.
    pub fn ending_in(range: Period) -> RangeInclusive<i32> {
        let last = range.to.to_int() * 100 + i32::from(Length::Year.months());
        Self::month(range.from).to_int()..=last
    }

    /// Periods that end inside these months and begin before them.
    pub fn straddling_start(range: Period) -> Vec<Self> {
        let longer = [Length::Quarter, Length::Year].map(|length| Self::of(range.from, length));
        longer.into_iter().filter(|period| !period.lies_in(range) && period.last <= range.to).collect()
    }
}

impl fmt::Display for TimePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Length::Month => self.last.fmt(f),
            Length::Quarter => write!(f, "{:04}-Q{}", self.year(), self.last.number() / 3),
            Length::Year => write!(f, "{:04}", self.year()),
        }
    }
}

impl FromStr for TimePeriod {
    type Err = TimePeriodError;

    fn from_str(text: &str) -> Result<Self, TimePeriodError> {
        let month = |text: String| text.parse::<Month>().map_err(|_| TimePeriodError);
        match text.split_once('-') {
            None => Ok(Self::of(month(format!("{text}-12"))?, Length::Year)),
            Some((year, quarter @ ("Q1" | "Q2" | "Q3" | "Q4"))) => {
                let last = 3 * (quarter.as_bytes()[1] - b'0');
                Ok(Self::of(month(format!("{year}-{last:02}"))?, Length::Quarter))
            }
            Some(_) => month(text.to_owned()).map(Self::month),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> TimePeriod {
        text.parse().unwrap()
    }

    #[test]
    fn texts_and_stored_forms_come_back() {
        for (text, stored) in
            [("2024-05", 20_240_501), ("2024-Q2", 20_240_603), ("2024-Q4", 20_241_203), ("2024", 20_241_212)]
        {
            assert_eq!((period(text).to_string(), period(text).to_int()), (text.to_owned(), stored));
            assert_eq!(TimePeriod::from_int(stored), Ok(period(text)));
        }
        for bad in ["", "24", "2024-Q5", "2024-Q", "2024-5", "2024-13", "1999", "2024-Q1 ", "-2024"] {
            assert!(bad.parse::<TimePeriod>().is_err(), "{bad:?} was read");
        }
        for bad in [202_405, 20_240_503, 20_240_502, 20_240_512, 0, -1] {
            assert!(TimePeriod::from_int(bad).is_err(), "{bad} was read");
        }
    }

    #[test]
    fn they_sort_by_when_they_are_over() {
        let sorted = ["2023", "2024-01", "2024-02", "2024-03", "2024-Q1", "2024-04", "2024-12", "2024-Q4", "2024"];
        let mut periods = sorted.map(period);
        periods.reverse();
        periods.sort();
        assert_eq!(periods.map(|period| period.to_string()), sorted);
        let mut stored = periods.map(TimePeriod::to_int);
        stored.reverse();
        stored.sort_unstable();
        assert_eq!(stored, periods.map(TimePeriod::to_int));
    }

    #[test]
    fn a_period_lies_inside_across_or_outside() {
        let range = |from: &str, to: &str| Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        let places = |text: &str, range| (period(text).lies_in(range), period(text).lies_across(range));
        assert_eq!(places("2024-Q2", range("2024-04", "2024-06")), (true, false));
        assert_eq!(places("2024-Q2", range("2024-05", "2024-12")), (false, true));
        assert_eq!(places("2024-Q2", range("2024-07", "2024-12")), (false, false));
        assert_eq!(places("2024", range("2024-01", "2024-11")), (false, true));
        let ends = |text: &str| TimePeriod::ending_in(range("2024-05", "2024-12")).contains(&period(text).to_int());
        let ending = ["2024-04", "2024-05", "2024-Q2", "2024-12", "2024", "2025-01"].map(ends);
        assert_eq!(ending, [false, true, true, true, true, false]);
        assert_eq!(places("2024", range("2023-01", "2025-11")), (true, false));
        let texts = |periods: Vec<TimePeriod>| periods.iter().map(TimePeriod::to_string).collect::<Vec<_>>();
        assert_eq!(texts(TimePeriod::straddling_start(range("2024-05", "2024-12"))), ["2024-Q2", "2024"]);
        assert_eq!(texts(TimePeriod::straddling_start(range("2024-04", "2024-12"))), ["2024"]);
        assert_eq!(texts(TimePeriod::straddling_start(range("2024-05", "2024-05"))), Vec::<String>::new());
    }
}
