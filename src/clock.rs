//! The only place that asks for the time.

use crate::domain::month::Month;
use jiff::{Timestamp, civil, tz::TimeZone};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// The server's clock; tests set theirs.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    /// Milliseconds since 1970, UTC.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still until somebody moves it.
    pub fn fixed(milliseconds: i64) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(milliseconds)))
    }

    /// Milliseconds since 1970, UTC.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> i64 {
        match self {
            Self::System => Timestamp::now().as_millisecond(),
            Self::Fixed(now) => now.load(Ordering::Relaxed),
        }
    }

    /// Date and time of day in Vietnam.
    pub fn local(&self) -> civil::DateTime {
        local(self.now())
    }

    /// The calendar month in Vietnam.
    pub fn month(&self) -> Month {
        Month::of(self.local().date()).unwrap_or(Month::january(2000))
    }
}

/// Date and time of day in Vietnam at a moment. Vietnam has kept UTC+7 without summer time since 1975,
/// so no time zone database is needed.
pub fn local(milliseconds: i64) -> civil::DateTime {
    let moment = Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH);
    TimeZone::fixed(jiff::tz::offset(7)).to_datetime(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_in_vietnam() {
        let late = Clock::fixed(1_717_174_800_000); // 2024-05-31T17:00:00Z
        assert_eq!(late.local().to_string(), "2024-06-01T00:00:00");
        assert_eq!(late.month().to_string(), "2024-06");
    }
}
