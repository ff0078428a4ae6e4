//! When desks are open, as a setting: `mon-sat 06:30-18:30`, local time.

use std::str::FromStr;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// Vietnam has kept UTC+7 without summer time since 1975.
const EAST: i64 = 7 * 60 * MINUTE;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Opening hours, the same for every desk and every week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Places of the first and the last day in the week, Monday first.
    days: (i64, i64),
    /// Minutes since midnight.
    open: (i64, i64),
}

/// The text is not `mon-sat 06:30-18:30`.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
#[error("opening hours are written mon-sat 06:30-18:30")]
pub struct HoursError;

impl Hours {
    /// Whether desks are open at a moment in milliseconds since 1970, UTC.
    #[must_use]
    pub fn are_open_at(&self, moment: i64) -> bool {
        let local = moment + EAST;
        // 1970 began on a Thursday.
        let day = (local.div_euclid(DAY) + 3).rem_euclid(7);
        let minute = local.rem_euclid(DAY) / MINUTE;
        (self.days.0..=self.days.1).contains(&day) && (self.open.0..self.open.1).contains(&minute)
    }

    /// From when to when desks are open on the day of a moment, as `HH:MM`; the same twice where they are closed.
    #[must_use]
    pub fn on_day_of(&self, moment: i64) -> [String; 2] {
        let day = ((moment + EAST).div_euclid(DAY) + 3).rem_euclid(7);
        let (from, to) = if (self.days.0..=self.days.1).contains(&day) { self.open } else { (0, 0) };
        [from, to].map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60))
    }
}

/// Monday to Saturday from 06:30 to 18:30: wider than any desk's, so that who waits long is not suspected.
impl Default for Hours {
    fn default() -> Self {
        Self { days: (0, 5), open: (6 * 60 + 30, 18 * 60 + 30) }
    }
}

impl FromStr for Hours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        let (days, open) = text.split_once(' ').ok_or(HoursError)?;
        Ok(Self { days: range(days, day, 0)?, open: range(open.trim(), minute, 1)? })
    }
}

/// Two values joined by `-`, the second at least so much greater.
fn range(text: &str, read: fn(&str) -> Option<i64>, apart: i64) -> Result<(i64, i64), HoursError> {
    let (from, to) = text.split_once('-').ok_or(HoursError)?;
    let range = read(from).zip(read(to)).ok_or(HoursError)?;
    if range.0 + apart <= range.1 { Ok(range) } else { Err(HoursError) }
}

fn day(text: &str) -> Option<i64> {
    DAYS.iter().position(|day| *day == text).and_then(|place| i64::try_from(place).ok())
}

fn minute(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let read = |part: &str, most: i64| part.parse().ok().filter(|n| part.len() == 2 && (0..=most).contains(n));
    let minute = read(hours, 24)? * 60 + read(minutes, 59)?;
    (minute <= 24 * 60).then_some(minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday 2024-05-27, midnight in Vietnam.
    const MONDAY: i64 = 1_716_742_800_000;

    #[test]
    fn desks_are_open_by_local_time() {
        let hours = Hours::default();
        assert_eq!("mon-sat 06:30-18:30".parse(), Ok(hours));
        for (day, minute, open) in [
            (0, 6 * 60 + 29, false),
            (0, 6 * 60 + 30, true),
            (5, 18 * 60 + 29, true),
            (5, 18 * 60 + 30, false),
            (6, 600, false),
            (-1, 600, false),
        ] {
            assert_eq!(hours.are_open_at(MONDAY + day * DAY + minute * MINUTE), open, "day {day}, minute {minute}");
        }
        assert_eq!(hours.on_day_of(MONDAY), ["06:30", "18:30"]);
        assert_eq!(hours.on_day_of(MONDAY - 1), ["00:00"; 2], "a Sunday");
        let always: Hours = "mon-sun 00:00-24:00".parse().unwrap();
        assert!((0..7 * 24).all(|hour| always.are_open_at(MONDAY + hour * 60 * MINUTE)));
    }

    #[test]
    fn other_texts_are_not_read() {
        for bad in [
            "",
            "mon-sat",
            "sat-mon 06:30-18:30",
            "mon-sat 18:30-06:30",
            "mon-sat 6:30-18:30",
            "mon-sat 07:00-24:01",
            "mo-sa 07:00-18:00",
            "mon-sat 07:00-07:00",
        ] {
            assert_eq!(bad.parse::<Hours>(), Err(HoursError), "{bad:?} was read");
        }
    }
}
