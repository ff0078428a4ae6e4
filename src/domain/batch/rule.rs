//! The rule's numbers, and the shapes that it works on.

use crate::domain::{month::Month, time_period::TimePeriod};
use jiff::civil::Date;

#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Fewest submissions of a class; below 10 answers could be linked.
    pub least: u64,
    /// The oldest of a running month wait this long for more, in milliseconds: a larger class hides better.
    pub settle: i64,
    /// A submission that has waited this long is stripped to what its response will keep, in milliseconds.
    pub max_age: i64,
    /// A month, quarter or year is closed this long after its end, in milliseconds: what was given before its end and came
    /// later still counts in it.
    pub close_after: i64,
}

/// When the plan is made and how hard it pushes.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Milliseconds since 1970, UTC.
    pub now: i64,
    /// The local day [`Rules::close_after`] ago: what was over before it is closed.
    pub settled: Date,
    /// Each group of enough leaves whole, whatever stays behind.
    pub at_once: bool,
}

impl Moment {
    pub(super) fn is_over(&self, last: Month) -> bool {
        Month::of(self.settled).is_ok_and(|month| last < month)
    }
}

/// Submissions of one version, unit, month and crowd that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub survey: String,
    pub unit: String,
    pub month: Month,
    /// The crowd: each spent a right of its own, as [`crate::domain::submission::Stratum::is_single_use`] says.
    pub single_use: bool,
    pub count: u64,
    /// Arrival of the oldest, milliseconds since 1970, UTC.
    pub oldest: i64,
}

/// So many of the oldest submissions of a unit, month and crowd.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Take {
    pub unit: String,
    pub month: Month,
    pub single_use: bool,
    pub count: u64,
}

/// The submissions that are to be released into one unit and time period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub survey: String,
    /// The key under which these become responses: a unit's code, or with [`ABOVE`](crate::domain::unit::ABOVE) what came up to it.
    pub into: String,
    pub period: TimePeriod,
    /// Both crowds are in it, and no response says by which channel it came.
    pub channel_withheld: bool,
    pub takes: Vec<Take>,
}

impl Batch {
    pub fn count(&self) -> u64 {
        self.takes.iter().map(|take| take.count).sum()
    }
}

/// The waiting submissions of one version, unit and year: by month, of each crowd (without and with a right of their own).
#[derive(Clone, Copy, Debug)]
pub(super) struct Year<'w> {
    pub survey: &'w str,
    pub unit: &'w str,
    pub crowds: [&'w [Group]; 2],
}

/// The waiting submissions of one crowd in one month.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub month: Month,
    pub single_use: bool,
    pub count: u64,
    pub oldest: i64,
}

impl Year<'_> {
    pub fn take(&self, group: &Group, count: u64) -> Take {
        Take { unit: self.unit.to_owned(), month: group.month, single_use: group.single_use, count }
    }

    pub fn whole(&self, groups: &[Group]) -> Vec<Take> {
        groups.iter().map(|group| self.take(group, group.count)).collect()
    }

    pub fn batch(&self, period: TimePeriod, takes: Vec<Take>) -> Batch {
        let (survey, into) = (self.survey.to_owned(), self.unit.to_owned());
        Batch { survey, into, period, channel_withheld: false, takes }
    }
}

pub(super) fn count(groups: &[Group]) -> u64 {
    groups.iter().map(|group| group.count).sum()
}
