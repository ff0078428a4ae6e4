//! The calendar month: the only time that a released response keeps.

use std::{fmt, str::FromStr};

/// A calendar month in local time (Asia/Ho_Chi_Minh), from year 2000 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: u8,
}

/// The text is not `YYYY-MM`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a month is written YYYY-MM, from 2000-01 to 2199-12")]
pub struct MonthError;

impl Month {
    /// # Errors
    /// [`MonthError`] where the year or month is out of range.
    pub fn new(year: i16, month: u8) -> Result<Self, MonthError> {
        if (2000..=2199).contains(&year) && (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(MonthError)
        }
    }

    /// The month of a local date.
    ///
    /// # Errors
    /// [`MonthError`] for a date outside 2000–2199.
    pub fn of(date: jiff::civil::Date) -> Result<Self, MonthError> {
        Self::new(date.year(), u8::try_from(date.month()).map_err(|_| MonthError)?)
    }

    /// Stored form: `year * 100 + month`.
    pub fn to_int(self) -> i32 {
        i32::from(self.year) * 100 + i32::from(self.month)
    }

    /// # Errors
    /// [`MonthError`] where the number is no stored month.
    pub fn from_int(value: i32) -> Result<Self, MonthError> {
        let year = i16::try_from(value.div_euclid(100)).map_err(|_| MonthError)?;
        Self::new(year, u8::try_from(value.rem_euclid(100)).map_err(|_| MonthError)?)
    }

    pub fn year(self) -> i16 {
        self.year
    }

    /// 1–12.
    pub fn number(self) -> u8 {
        self.month
    }

    /// The first month of a year; years outside the range are clamped.
    pub fn january(year: i16) -> Self {
        Self { year: year.clamp(2000, 2199), month: 1 }
    }

    /// The last month of a year; years outside the range are clamped.
    pub fn december(year: i16) -> Self {
        Self { year: year.clamp(2000, 2199), month: 12 }
    }

    /// The following month (December 2199 stays).
    #[must_use]
    pub fn next(self) -> Self {
        match (self.year, self.month) {
            (2199, 12) => self,
            (year, 12) => Self { year: year + 1, month: 1 },
            (year, month) => Self { year, month: month + 1 },
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let (year, month) = text.split_once('-').ok_or(MonthError)?;
        let digits = |part: &str, n| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(MonthError);
        }
        Self::new(year.parse().map_err(|_| MonthError)?, month.parse().map_err(|_| MonthError)?)
    }
}

/// The months from `from` to `to`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    pub from: Month,
    pub to: Month,
}

impl Period {
    /// # Errors
    /// [`MonthError`] where `to` lies before `from`.
    pub fn new(from: Month, to: Month) -> Result<Self, MonthError> {
        if from <= to { Ok(Self { from, to }) } else { Err(MonthError) }
    }

    pub fn of_year(year: i16) -> Self {
        Self { from: Month::january(year), to: Month::december(year) }
    }

    pub fn contains(self, month: Month) -> bool {
        self.from <= month && month <= self.to
    }

    /// Its months, in their order.
    pub fn months(self) -> impl Iterator<Item = Month> {
        std::iter::successors(Some(self.from), move |month| (*month < self.to).then(|| month.next()))
    }

    /// The same months one year earlier.
    #[must_use]
    pub fn year_before(self) -> Self {
        let back = |m: Month| Month { year: (m.year - 1).max(2000), month: m.month };
        Self { from: back(self.from), to: back(self.to) }
    }

    /// The year, where the period is exactly one calendar year.
    pub fn whole_year(self) -> Option<i16> {
        (self == Self::of_year(self.from.year)).then_some(self.from.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_real_month_is_read() {
        for bad in ["2024", "2024-1", "2024-13", "2024-00", "24-01", "2024-01 ", "+024-01", "1999-12", ""] {
            assert!(bad.parse::<Month>().is_err(), "{bad:?} was read");
        }
        let may: Month = "2024-05".parse().unwrap();
        assert_eq!((may.to_int(), may.to_string()), (202_405, "2024-05".to_owned()));
        assert_eq!(Month::from_int(202_405), Ok(may));
        assert!(Month::from_int(202_413).is_err());
    }

    #[test]
    fn december_is_followed_by_january() {
        assert_eq!(Month::december(2023).next(), Month::january(2024));
    }
}
