//! The releases that are due.

use super::{
    last,
    rule::{Batch, Group, Moment, Rules, Waiting, Year},
    running, up,
};
use crate::domain::{month::Month, unit::Catalogue};
use std::collections::BTreeMap;

/// Plans the releases that are due. A submission in no batch keeps waiting.
pub fn plan(waiting: &[Waiting], catalogue: &Catalogue, rules: &Rules, moment: &Moment) -> Vec<Batch> {
    let mut years: BTreeMap<(&str, &str, i16), [Vec<Group>; 2]> = BTreeMap::new();
    for Waiting { survey, unit, month, single_use, count, oldest } in waiting {
        let crowds = years.entry((survey, unit, month.year())).or_default();
        let group = Group { month: *month, single_use: *single_use, count: *count, oldest: *oldest };
        crowds[usize::from(*single_use)].push(group);
    }
    let (mut batches, mut too_few) = (Vec::new(), up::TooFew::default());
    for ((survey, unit, year), crowds) in &mut years {
        crowds.iter_mut().for_each(|crowd| crowd.sort_by_key(|group| group.month));
        let of = Year { survey, unit, crowds: [&crowds[0], &crowds[1]] };
        let over = moment.is_over(Month::december(*year));
        if over || has_ended(catalogue, unit, moment) {
            match last::plan(&of, rules) {
                Some(last) => batches.extend(last),
                None if over => too_few.add(&of, *year),
                None => {}
            }
        } else {
            batches.extend(running::plan(&of, rules, moment));
        }
    }
    batches.extend(too_few.send_up(catalogue, rules.least));
    batches.sort_by(|a, b| a.survey.cmp(&b.survey));
    batches
}

/// Nothing more can come for a unit that was taken over or closed.
fn has_ended(catalogue: &Catalogue, unit: &str, moment: &Moment) -> bool {
    let last = catalogue.unit(unit).and_then(|unit| unit.validity.to);
    last.is_some_and(|last| last < moment.settled)
}
