//! Which waiting submissions are released together: at least `least` of one version, unit and month, those
//! that spent a receipt among themselves.
//!
//! A unit that cannot fill a batch in time goes up: its submissions are released at its parent's
//! level, or further up, until a batch is full. Too few submissions for the top keep waiting.

use crate::domain::{month::Month, unit::Catalogue};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Fewest submissions of a batch; below 10 answers could be linked.
    pub least: u64,
    /// A full batch waits this long for more, in milliseconds: a larger batch hides better.
    pub settle: i64,
    /// A submission goes up when it has waited this long without filling a batch, in milliseconds.
    pub max_age: i64,
}

/// When the plan is made and how hard it pushes.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Milliseconds since 1970, UTC.
    pub now: i64,
    pub month: Month,
    /// Release what is full at once, and send up what past months left behind.
    pub at_once: bool,
}

/// Submissions of one version, unit, month and crowd that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub survey: String,
    pub unit: String,
    pub month: Month,
    /// Each spent a right of its own, as [`crate::domain::submission::Stratum::is_single_use`] says.
    pub single_use: bool,
    pub count: u64,
    /// Arrival of the oldest, milliseconds since 1970, UTC.
    pub oldest: i64,
}

/// The submissions that are to be released into one unit and month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub survey: String,
    pub month: Month,
    /// As in [`Waiting`].
    pub single_use: bool,
    /// The unit whose responses these become.
    pub into: String,
    /// The units for which the submissions were given.
    pub from: Vec<String>,
    pub count: u64,
}

/// Plans the releases that are due. A submission in no batch keeps waiting.
pub fn plan(waiting: &[Waiting], catalogue: &Catalogue, rules: &Rules, moment: &Moment) -> Vec<Batch> {
    let mut batches = Vec::new();
    let mut going_up: BTreeMap<(&str, Month, bool), Vec<&Waiting>> = BTreeMap::new();
    for group in waiting {
        let age = moment.now.saturating_sub(group.oldest);
        if group.count >= rules.least {
            if moment.at_once || age >= rules.settle || group.month < moment.month {
                batches.push(batch(group, &group.unit, &[group]));
            }
        } else if age >= rules.max_age || (moment.at_once && group.month < moment.month) {
            going_up.entry((&group.survey, group.month, group.single_use)).or_default().push(group);
        }
    }
    for groups in going_up.into_values() {
        batches.extend(send_up(groups, catalogue, rules.least));
    }
    batches
}

/// When something of what waits is released next, if nothing more comes. More of it can only bring that forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A full batch settles, or is due already.
    Settling,
    /// Small units' submissions fill a batch above them from this moment on; milliseconds since 1970, UTC.
    GoesUp(i64),
    /// All that waits fills no batch, wherever it goes.
    NotEnough,
}

/// Says when the next release is due by the rules.
pub fn next(waiting: &[Waiting], catalogue: &Catalogue, rules: &Rules, moment: &Moment) -> Next {
    if waiting.iter().any(|group| group.count >= rules.least) {
        return Next::Settling;
    }
    let mut ages: Vec<i64> = waiting.iter().map(|group| group.oldest.saturating_add(rules.max_age)).collect();
    ages.sort_unstable();
    // Those that have waited long enough only grow in number: a batch that is full once stays full.
    let full = |now: i64| !plan(waiting, catalogue, rules, &Moment { now, at_once: false, ..*moment }).is_empty();
    let from = ages.partition_point(|now| !full(*now));
    ages.get(from).map_or(Next::NotEnough, |at| Next::GoesUp(*at))
}

/// Joins small groups at the lowest unit above them that makes a full batch, deepest first.
fn send_up(groups: Vec<&Waiting>, catalogue: &Catalogue, least: u64) -> Vec<Batch> {
    let depth = |code: &str| catalogue.ancestors(code).count();
    let mut pools: BTreeMap<String, Vec<&Waiting>> = BTreeMap::new();
    for group in groups {
        pools.entry(group.unit.clone()).or_default().push(group);
    }
    let mut batches = Vec::new();
    while let Some(unit) = pools.keys().max_by_key(|unit| depth(unit)).cloned() {
        let pool = pools.remove(&unit).unwrap_or_default();
        let count: u64 = pool.iter().map(|group| group.count).sum();
        if count >= least {
            batches.extend(pool.first().map(|first| batch(first, &unit, &pool)));
        } else if let Some(parent) = catalogue.unit(&unit).and_then(|unit| unit.parent.clone()) {
            pools.entry(parent).or_default().extend(pool);
        }
    }
    batches
}

fn batch(like: &Waiting, into: &str, groups: &[&Waiting]) -> Batch {
    Batch {
        survey: like.survey.clone(),
        month: like.month,
        single_use: like.single_use,
        into: into.to_owned(),
        from: groups.iter().map(|group| group.unit.clone()).collect(),
        count: groups.iter().map(|group| group.count).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::unit::units_from_csv;

    const HOUR: i64 = 3_600_000;
    const RULES: Rules = Rules { least: 10, settle: HOUR / 4, max_age: 168 * HOUR };

    fn catalogue() -> Catalogue {
        let head = "code,parent,name,level,block,valid_from,valid_to,note\n";
        let rows = [("P", ""), ("D", "P"), ("D.1", "D"), ("D.2", "D"), ("E", "P")];
        let rows: String = rows.iter().map(|(code, parent)| format!("{code},{parent},Tên,x,,,,\n")).collect();
        Catalogue::new(units_from_csv("u", format!("{head}{rows}")).unwrap(), Vec::new()).unwrap()
    }

    fn waiting(unit: &str, month: &str, count: u64, oldest: i64) -> Waiting {
        Waiting {
            survey: "s".into(),
            unit: unit.into(),
            month: month.parse().unwrap(),
            single_use: false,
            count,
            oldest,
        }
    }

    fn planned(list: &[Waiting], now: i64, at_once: bool) -> Vec<(String, u64)> {
        let moment = Moment { now, month: "2024-06".parse().unwrap(), at_once };
        plan(list, &catalogue(), &RULES, &moment).into_iter().map(|batch| (batch.into, batch.count)).collect()
    }

    #[test]
    fn a_full_batch_settles_first_unless_asked_now() {
        let list = [waiting("D.1", "2024-06", 12, 0), waiting("D.2", "2024-06", 9, 0)];
        assert_eq!(planned(&list, HOUR / 5, false), []);
        assert_eq!(planned(&list, HOUR / 3, false), [("D.1".to_owned(), 12)]);
        assert_eq!(planned(&list, 0, true), [("D.1".to_owned(), 12)]);
    }

    #[test]
    fn what_cannot_fill_a_batch_goes_up_only_as_far_as_it_must() {
        let week = 168 * HOUR;
        let list = [waiting("D.1", "2024-06", 6, 0), waiting("D.2", "2024-06", 5, 0), waiting("E", "2024-06", 3, 0)];
        assert_eq!(planned(&list, week, false), [("D".to_owned(), 11)], "E alone is not enough for P");
        let small = [waiting("D.1", "2024-06", 6, 0), waiting("E", "2024-06", 4, 0)];
        assert_eq!(planned(&small, week, false), [("P".to_owned(), 10)]);
        assert_eq!(planned(&small, week - 1, false), []);
    }

    #[test]
    fn the_next_release_is_the_first_that_the_plan_makes() {
        let week = 168 * HOUR;
        let moment = Moment { now: 0, month: "2024-06".parse().unwrap(), at_once: false };
        let next = |list: &[Waiting]| next(list, &catalogue(), &RULES, &moment);
        assert_eq!(next(&[]), Next::NotEnough);
        assert_eq!(next(&[waiting("D.1", "2024-06", 10, 0), waiting("E", "2024-06", 3, 0)]), Next::Settling);
        let small =
            |e| [waiting("D.1", "2024-06", 6, HOUR), waiting("D.2", "2024-06", 3, 0), waiting("E", "2024-06", 3, e)];
        assert_eq!(next(&small(2 * HOUR)), Next::GoesUp(2 * HOUR + week), "nine are not enough for D");
        for (list, at) in [(small(2 * HOUR), 2 * HOUR + week), (small(0), HOUR + week)] {
            assert_eq!(next(&list), Next::GoesUp(at));
            assert_eq!([at - 1, at].map(|now| planned(&list, now, false).len()), [0, 1]);
        }
        let apart = [waiting("D.1", "2024-05", 9, 0), waiting("D.2", "2024-06", 9, 0)];
        assert_eq!(next(&apart), Next::NotEnough, "months are never mixed");
    }

    #[test]
    fn answers_with_a_receipt_hide_among_their_like() {
        let receipt = |unit, count| Waiting { single_use: true, ..waiting(unit, "2024-06", count, 0) };
        let list = [waiting("D.1", "2024-06", 30, 0), receipt("D.1", 4), receipt("D.2", 6)];
        assert_eq!(planned(&list, HOUR, false), [("D.1".to_owned(), 30)]);
        let week = 168 * HOUR;
        assert_eq!(planned(&list, week, false), [("D.1".to_owned(), 30), ("D".to_owned(), 10)]);
    }

    #[test]
    fn months_are_never_mixed_and_past_ones_are_closed_when_asked() {
        let list = [waiting("D.1", "2024-05", 6, 0), waiting("D.2", "2024-05", 6, 0), waiting("D.1", "2024-06", 6, 0)];
        assert_eq!(planned(&list, 0, true), [("D".to_owned(), 12)]);
        let apart = [waiting("D.1", "2024-04", 6, 0), waiting("D.2", "2024-05", 6, 0)];
        assert_eq!(planned(&apart, 0, true), []);
    }
}
