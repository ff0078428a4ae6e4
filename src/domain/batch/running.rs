//! A year that is not over: months that are over leave whole, a running month's oldest leave early.

use super::rule::{Batch, Group, Moment, Rules, Year, count};
use crate::domain::time_period::{Length, TimePeriod};

/// The batches that leave of each crowd, with enough left behind.
pub(super) fn plan(of: &Year<'_>, rules: &Rules, moment: &Moment) -> Vec<Batch> {
    of.crowds.into_iter().flat_map(|crowd| Crowd { of, rules, moment, crowd, left: count(crowd) }.plan()).collect()
}

struct Crowd<'p> {
    of: &'p Year<'p>,
    rules: &'p Rules,
    moment: &'p Moment,
    crowd: &'p [Group],
    /// Still there behind what has left by this plan.
    left: u64,
}

impl Crowd<'_> {
    fn plan(mut self) -> Vec<Batch> {
        let (mut batches, mut rests) = (Vec::new(), Vec::new());
        for group in self.crowd {
            let count = self.leaving(group);
            if count > 0 {
                self.left -= count;
                batches.push(self.of.batch(TimePeriod::month(group.month), vec![self.of.take(group, count)]));
            } else if group.count < self.rules.least {
                rests.push(*group);
            }
        }
        // A month that waits only for more behind it is no rest: it leaves under its month one day.
        let quarter = |group: &Group| TimePeriod::of(group.month, Length::Quarter);
        for rests in rests.chunk_by(|a, b| quarter(a) == quarter(b)) {
            let (period, count) = (quarter(&rests[0]), count(rests));
            if self.is_over(period) && count >= self.rules.least && self.may_leave(count) {
                self.left -= count;
                batches.push(self.of.batch(period, self.of.whole(rests)));
            }
        }
        batches
    }

    /// The number of a month that leave under that month.
    fn leaving(&self, group: &Group) -> u64 {
        let Rules { least, settle, .. } = *self.rules;
        let whole = self.moment.at_once || self.is_over(TimePeriod::month(group.month));
        let settled = self.moment.now.saturating_sub(group.oldest) >= settle;
        match group.count {
            count if whole && count >= least && self.may_leave(count) => count,
            // The last of a month stay for its end: with those that still come they are enough.
            count if !whole && count >= 2 * least && settled => count - least,
            _ => 0,
        }
    }

    fn is_over(&self, period: TimePeriod) -> bool {
        self.moment.is_over(period.last())
    }

    fn may_leave(&self, count: u64) -> bool {
        self.moment.at_once || self.left - count >= self.rules.least
    }
}
