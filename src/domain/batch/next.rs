//! When the next release is due.

use super::{
    plan::plan,
    rule::{Moment, Rules, Waiting},
};
use crate::domain::{
    time_period::{Length, TimePeriod},
    unit::Catalogue,
};
use jiff::civil::{Date, date};

/// When something of what waits is released next, if nothing more comes. More of it can bring that forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The oldest of a running month are enough, or something is due already.
    Settling,
    /// With the closing of a period that is over after this day.
    Closes(TimePeriod),
    /// All that waits is too little, wherever it goes.
    NotEnough,
}

/// Says when the next release is due by the rules.
pub fn next(waiting: &[Waiting], catalogue: &Catalogue, rules: &Rules, moment: &Moment) -> Next {
    let settled = Moment { now: i64::MAX, at_once: false, ..*moment };
    if !plan(waiting, catalogue, rules, &settled).is_empty() {
        return Next::Settling;
    }
    let due = |of: &TimePeriod| {
        let after = day_after(*of).max(moment.settled);
        !plan(waiting, catalogue, rules, &Moment { settled: after, ..settled }).is_empty()
    };
    closings(waiting).into_iter().find(due).map_or(Next::NotEnough, Next::Closes)
}

/// The periods whose end can release what waits, in their order.
fn closings(waiting: &[Waiting]) -> Vec<TimePeriod> {
    let lengths = [Length::Month, Length::Quarter, Length::Year];
    let mut closings: Vec<TimePeriod> =
        waiting.iter().flat_map(|group| lengths.map(|length| TimePeriod::of(group.month, length))).collect();
    closings.sort();
    closings.dedup();
    closings
}

fn day_after(period: TimePeriod) -> Date {
    let next = period.last().next();
    date(next.year(), next.number().cast_signed(), 1)
}
