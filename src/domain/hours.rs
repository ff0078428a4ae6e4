//! When desks are open, as text: `mon-fri 07:30-11:30 13:30-17:00, sat 07:30-11:30`, local time.

use std::{collections::HashMap, fmt, ops::Range, str::FromStr};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// Vietnam has kept UTC+7 without summer time since 1975.
const EAST: i64 = 7 * 60 * MINUTE;
/// The days as they are stored, and as they may be typed too.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const THU: [&str; 7] = ["t2", "t3", "t4", "t5", "t6", "t7", "cn"];

/// Opening hours, the same for every week. Never empty, and no two openings meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours(Vec<Part>);

/// Days that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// Places of the first and the last day in the week, Monday first.
    days: (i64, i64),
    /// Minutes since midnight.
    open: Vec<(i64, i64)>,
}

/// Why a text says no opening hours.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum HoursError {
    #[error("`{0}` is neither days, as mon-fri, nor a time of day, as 07:30-11:30")]
    Unread(String),
    #[error("`{0}` ends before it begins")]
    Backwards(String),
    #[error("days such as mon-fri stand before the times, and times after the days")]
    Incomplete,
    #[error("two openings of one day meet")]
    Overlap,
}

impl Hours {
    /// True where desks are open at a moment in milliseconds since 1970, UTC.
    pub fn are_open_at(&self, moment: i64) -> bool {
        self.opening_at(moment).is_some()
    }

    /// The opening that a moment lies in, in milliseconds.
    pub fn opening_at(&self, moment: i64) -> Option<Range<i64>> {
        self.week(monday(moment)).find(|opening| opening.contains(&moment))
    }

    /// The last opening that was over at a moment.
    pub fn opening_before(&self, moment: i64) -> Option<Range<i64>> {
        let this = monday(moment);
        let two_weeks = self.week(this - 7 * DAY).chain(self.week(this));
        two_weeks.filter(|opening| opening.end <= moment).max_by_key(|opening| opening.end)
    }

    /// From when to when desks are open on the day of a moment, breaks not told, as `HH:MM`; the same twice where they are
    /// closed.
    pub fn on_day_of(&self, moment: i64) -> [String; 2] {
        let begin = monday(moment);
        let day = (moment - begin).div_euclid(DAY);
        let today = self.week(begin).filter(|opening| (opening.start - begin).div_euclid(DAY) == day);
        let (from, to) = today.fold((i64::MAX, 0), |all, it| (all.0.min(it.start), all.1.max(it.end)));
        let minute = |moment: i64| (moment - begin - day * DAY).max(0) / MINUTE;
        [from.min(to), to].map(|moment| time(minute(moment)))
    }

    /// All openings of the week that begins at a moment.
    fn week(&self, monday: i64) -> impl Iterator<Item = Range<i64>> {
        self.0.iter().flat_map(move |part| {
            (part.days.0..=part.days.1).flat_map(move |day| {
                let at = move |minute: i64| monday + day * DAY + minute * MINUTE;
                part.open.iter().map(move |(from, to)| at(*from)..at(*to))
            })
        })
    }

    /// As it is read, with these names of the days, Monday first.
    pub fn write(&self, names: &[&str; 7]) -> String {
        let name = |day: i64| usize::try_from(day).map_or("", |day| names[day]);
        let parts = self.0.iter().map(|Part { days: (first, last), open }| {
            let days =
                if first == last { name(*first).to_owned() } else { format!("{}-{}", name(*first), name(*last)) };
            let open = open.iter().map(|(from, to)| format!("{}-{}", time(*from), time(*to)));
            std::iter::once(days).chain(open).collect::<Vec<_>>().join(" ")
        });
        parts.collect::<Vec<_>>().join(", ")
    }
}

fn time(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Midnight of the Monday before a moment. 1970 began on a Thursday.
fn monday(moment: i64) -> i64 {
    let day = (moment + EAST).div_euclid(DAY);
    (day - (day + 3).rem_euclid(7)) * DAY - EAST
}

/// Monday to Saturday from 06:30 to 18:30: wider than any desk's, so that who waits long is not suspected.
impl Default for Hours {
    fn default() -> Self {
        Self(vec![Part { days: (0, 5), open: vec![(6 * 60 + 30, 18 * 60 + 30)] }])
    }
}

/// As stored.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.write(&DAYS))
    }
}

/// Days, then their times, as often as wanted; commas and semicolons are blanks.
impl FromStr for Hours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        let text = text.to_lowercase().replace('–', "-").replace(" - ", "-");
        let mut parts: Vec<Part> = Vec::new();
        for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|word| !word.is_empty()) {
            let days = word.trim_end_matches(':');
            let days = days.split_once('-').unwrap_or((days, days));
            if let Some(days) = day(days.0).zip(day(days.1)) {
                let days = (days.0 <= days.1).then_some(days).ok_or_else(|| HoursError::Backwards(word.to_owned()))?;
                parts.push(Part { days, open: Vec::new() });
            } else if let Some(times) = word.split_once('-').and_then(|(from, to)| minute(from).zip(minute(to))) {
                let times = (times.0 < times.1).then_some(times);
                let times = times.ok_or_else(|| HoursError::Backwards(word.to_owned()))?;
                parts.last_mut().ok_or(HoursError::Incomplete)?.open.push(times);
            } else {
                return Err(HoursError::Unread(word.to_owned()));
            }
        }
        Self(parts).checked()
    }
}

impl Hours {
    fn checked(self) -> Result<Self, HoursError> {
        if self.0.is_empty() || self.0.iter().any(|part| part.open.is_empty()) {
            return Err(HoursError::Incomplete);
        }
        let mut week: Vec<_> = self.week(0).collect();
        week.sort_unstable_by_key(|opening| opening.start);
        if week.windows(2).any(|two| two[0].end > two[1].start) { Err(HoursError::Overlap) } else { Ok(self) }
    }
}

fn day(text: &str) -> Option<i64> {
    let place = |names: [&str; 7]| names.into_iter().position(|day| day == text);
    place(DAYS).or_else(|| place(THU)).and_then(|place| i64::try_from(place).ok())
}

/// `7:30`, `07:30` or `7h30`.
fn minute(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once([':', 'h'])?;
    let read = |part: &str, most: i64| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
        part.parse().ok().filter(|number| digits && (0..=most).contains(number))
    };
    let minute = read(hours, 24)? * 60 + read(minutes, 59).filter(|_| minutes.len() == 2)?;
    (minute <= 24 * 60).then_some(minute)
}

/// When each desk is open: by hours of its own, or by those of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpeningHours {
    pub site: Hours,
    /// By the desk's code.
    pub desks: HashMap<String, Hours>,
}

impl OpeningHours {
    pub fn of(&self, desk: &str) -> &Hours {
        self.desks.get(desk).unwrap_or(&self.site)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday 2024-05-27, midnight in Vietnam.
    const MONDAY: i64 = 1_716_742_800_000;

    fn at(day: i64, hour: i64, minute: i64) -> i64 {
        MONDAY + day * DAY + (hour * 60 + minute) * MINUTE
    }

    #[test]
    fn desks_are_open_by_local_time() {
        let hours = Hours::default();
        assert_eq!("mon-sat 06:30-18:30".parse(), Ok(hours.clone()));
        for (day, hour, minute, open) in [
            (0, 6, 29, false),
            (0, 6, 30, true),
            (5, 18, 29, true),
            (5, 18, 30, false),
            (6, 10, 0, false),
            (-1, 10, 0, false),
            (7, 10, 0, true),
        ] {
            assert_eq!(hours.are_open_at(at(day, hour, minute)), open, "day {day}, {hour}:{minute}");
        }
        let always: Hours = "mon-sun 00:00-24:00".parse().unwrap();
        assert!((0..7 * 24).all(|hour| always.are_open_at(at(0, hour, 0))));
    }

    #[test]
    fn a_day_has_several_openings_and_saturday_its_own() {
        let hours: Hours = "mon-fri 07:30-11:30 13:30-17:00, sat 07:30-11:30".parse().unwrap();
        for (day, hour, minute, open) in
            [(4, 11, 29, true), (4, 11, 30, false), (4, 13, 30, true), (5, 11, 0, true), (5, 14, 0, false)]
        {
            assert_eq!(hours.are_open_at(at(day, hour, minute)), open, "day {day}, {hour}:{minute}");
        }
        let (morning, afternoon) = (at(4, 7, 30)..at(4, 11, 30), at(4, 13, 30)..at(4, 17, 0));
        assert_eq!(hours.opening_at(at(4, 8, 0)), Some(morning.clone()));
        assert_eq!(hours.opening_before(at(4, 12, 0)), Some(morning.clone()));
        assert_eq!(hours.opening_before(at(4, 14, 0)), Some(morning), "the one that is on is not over");
        assert_eq!(hours.opening_before(at(5, 6, 0)), Some(afternoon));
        assert_eq!(hours.on_day_of(at(4, 23, 0)), ["07:30", "17:00"]);
        assert_eq!(hours.on_day_of(at(5, 0, 0)), ["07:30", "11:30"]);
        assert_eq!(hours.on_day_of(at(6, 9, 0)), ["00:00"; 2]);
        assert_eq!(hours.opening_before(at(7, 7, 30)), Some(at(5, 7, 30)..at(5, 11, 30)), "of the week before");
    }

    #[test]
    fn hours_are_read_as_people_write_them_and_stored_in_one_way() {
        let stored = "mon-fri 07:30-11:30 13:30-17:00, sat 07:30-11:30";
        for typed in [
            stored,
            "T2-T6 7:30-11:30, 13:30-17:00; T7 7:30-11:30",
            " t2–t6: 7h30 – 11h30  13h30 - 17h00\nT7: 07:30-11:30 ",
        ] {
            assert_eq!(typed.parse::<Hours>().map(|hours| hours.to_string()).as_deref(), Ok(stored), "{typed}");
        }
        let hours: Hours = stored.parse().unwrap();
        assert_eq!(
            hours.write(&["T2", "T3", "T4", "T5", "T6", "T7", "CN"]),
            "T2-T6 07:30-11:30 13:30-17:00, T7 07:30-11:30"
        );
    }

    #[test]
    fn other_texts_are_not_read() {
        use HoursError::{Backwards, Incomplete, Overlap, Unread};
        let word = str::to_owned;
        for (bad, why) in [
            ("", Incomplete),
            ("mon-sat", Incomplete),
            ("07:00-11:00", Incomplete),
            ("mon-fri 07:00-11:00, sat", Incomplete),
            ("sat-mon 06:30-18:30", Backwards(word("sat-mon"))),
            ("mon-sat 18:30-06:30", Backwards(word("18:30-06:30"))),
            ("mon-sat 07:00-07:00", Backwards(word("07:00-07:00"))),
            ("mon-sat 07:00-24:01", Unread(word("07:00-24:01"))),
            ("mon-sat 7:5-11:00", Unread(word("7:5-11:00"))),
            ("mon-sat +7:30-11:00", Unread(word("+7:30-11:00"))),
            ("mo-sa 07:00-18:00", Unread(word("mo-sa"))),
            ("mon-fri 07:00-12:00 11:30-17:00", Overlap),
            ("mon-sat 07:00-12:00, sat 07:00-11:00", Overlap),
        ] {
            assert_eq!(bad.parse::<Hours>(), Err(why), "{bad:?}");
        }
        assert!("mon 07:00-11:00 11:00-17:00".parse::<Hours>().is_ok(), "one may follow the other at once");
    }

    #[test]
    fn a_desk_without_hours_has_those_of_the_site() {
        let own: Hours = "mon 08:00-09:00".parse().unwrap();
        let hours = OpeningHours { site: Hours::default(), desks: [("A".to_owned(), own.clone())].into() };
        assert_eq!((hours.of("A"), hours.of("B"), hours.of("")), (&own, &Hours::default(), &Hours::default()));
    }
}
