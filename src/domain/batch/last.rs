//! The end of a year, or of a unit: everything leaves, under the finest time that leaves nobody behind.

use super::rule::{Batch, Group, Rules, Take, Year, count};
use crate::domain::time_period::{Length, TimePeriod};

/// All that is left of a unit and year; `None` where both crowds together are too few.
pub(super) fn plan(of: &Year<'_>, rules: &Rules) -> Option<Vec<Batch>> {
    let [open, single_use] = of.crowds.map(|crowd| (count(crowd) >= rules.least, crowd));
    match (open, single_use) {
        ((true, open), (true, single_use)) => Some([open, single_use].map(|crowd| classes(of, crowd, rules)).concat()),
        ((true, large), (false, small)) | ((false, small), (true, large)) => {
            Some(join(classes(of, large, rules), of.whole(small)))
        }
        ((false, open), (false, single_use)) => {
            let all = [of.whole(open), of.whole(single_use)].concat();
            let enough = all.iter().map(|take| take.count).sum::<u64>() >= rules.least;
            enough.then(|| vec![withheld(of.batch(covering(&all), Vec::new()), all)])
        }
    }
}

/// The classes of a crowd that is large enough: what remains after each is nothing, or a class itself.
fn classes(of: &Year<'_>, crowd: &[Group], rules: &Rules) -> Vec<Batch> {
    let (mut batches, mut rest, mut left) = (Vec::new(), crowd.to_vec(), count(crowd));
    for length in [Length::Month, Length::Quarter, Length::Year] {
        let (mut staying, period) = (Vec::new(), |group: &Group| TimePeriod::of(group.month, length));
        for groups in rest.chunk_by(|a, b| period(a) == period(b)) {
            let (count, period) = (count(groups), period(&groups[0]));
            if count >= rules.least && (left == count || left - count >= rules.least) {
                left -= count;
                batches.push(of.batch(period, of.whole(groups)));
            } else {
                staying.extend_from_slice(groups);
            }
        }
        rest = staying;
    }
    batches
}

/// A crowd of too few joins the class of the other that loses least by it: the finest time, then the fewest answers.
fn join(mut classes: Vec<Batch>, small: Vec<Take>) -> Vec<Batch> {
    if small.is_empty() {
        return classes;
    }
    let after = |class: &Batch| covering(class.takes.iter().chain(&small));
    let best = (0..classes.len()).min_by_key(|place| (after(&classes[*place]).length(), classes[*place].count()));
    if let Some(best) = best {
        let class = classes.remove(best);
        classes.push(withheld(class, small));
    }
    classes
}

fn withheld(class: Batch, more: Vec<Take>) -> Batch {
    let takes = [class.takes, more].concat();
    Batch { period: covering(&takes), channel_withheld: true, takes, ..class }
}

/// The finest time period in which all of this was given.
pub(super) fn covering<'t>(takes: impl IntoIterator<Item = &'t Take> + Clone) -> TimePeriod {
    let months = || takes.clone().into_iter().map(|take| take.month);
    let first = months().min().unwrap_or(crate::domain::month::Month::january(2000));
    let all = |length| months().all(|month| TimePeriod::of(first, length).contains(month));
    let length = [Length::Month, Length::Quarter].into_iter().find(|length| all(*length)).unwrap_or(Length::Year);
    TimePeriod::of(first, length)
}
