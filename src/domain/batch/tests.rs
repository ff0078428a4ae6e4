use super::*;
use crate::domain::unit::{Catalogue, units_from_csv};

const HOUR: i64 = 3_600_000;
pub(super) const RULES: Rules = Rules { least: 10, settle: HOUR / 4, max_age: 168 * HOUR, close_after: 168 * HOUR };

/// A province with a district of two offices, and another office; one of these ended in May.
pub(super) fn catalogue() -> Catalogue {
    let head = "code,parent,name,level,block,valid_from,valid_to,note\n";
    let rows = [("P", "", ""), ("D", "P", ""), ("D.1", "D", ""), ("D.2", "D", ""), ("E", "P", "2024-05-31")];
    let rows: String = rows.iter().map(|(code, parent, to)| format!("{code},{parent},Tên,x,,,{to},\n")).collect();
    Catalogue::new(units_from_csv("u", format!("{head}{rows}")).unwrap(), Vec::new()).unwrap()
}

/// Of no right of their own, since the beginning of time.
fn waiting(unit: &str, month: &str, count: u64) -> Waiting {
    let month = month.parse().unwrap();
    Waiting { survey: "s".into(), unit: unit.into(), month, single_use: false, count, oldest: 0 }
}

fn receipts(unit: &str, month: &str, count: u64) -> Waiting {
    Waiting { single_use: true, ..waiting(unit, month, count) }
}

/// The moment at which all that was over before this day is closed.
fn settled(day: &str, at_once: bool) -> Moment {
    Moment { now: HOUR, settled: day.parse().unwrap(), at_once }
}

/// `unit period count`, with `?` where the channel is withheld.
fn planned(list: &[Waiting], moment: &Moment) -> Vec<String> {
    let batches = plan(list, &catalogue(), &RULES, moment);
    for batch in &batches {
        let inside = batch.takes.iter().all(|take| batch.period.contains(take.month));
        assert!(inside && batch.count() >= RULES.least, "{batch:?}");
        let crowds: Vec<bool> = batch.takes.iter().map(|take| take.single_use).collect();
        assert!(batch.channel_withheld || crowds.windows(2).all(|pair| pair[0] == pair[1]), "{batch:?}");
    }
    let text = |batch: &Batch| {
        let withheld = if batch.channel_withheld { "?" } else { "" };
        format!("{} {} {}{withheld}", batch.into, batch.period, batch.count())
    };
    batches.iter().map(text).collect()
}

#[test]
fn a_running_month_lets_its_oldest_go_and_keeps_enough() {
    let june = |count| planned(&[waiting("D.1", "2024-06", count)], &settled("2024-06-20", false));
    assert_eq!(june(19), Vec::<String>::new());
    assert_eq!(june(20), ["D.1 2024-06 10"]);
    assert_eq!(june(57), ["D.1 2024-06 47"]);
    let fresh = [Waiting { oldest: HOUR, ..waiting("D.1", "2024-06", 57) }];
    assert_eq!(planned(&fresh, &settled("2024-06-20", false)), Vec::<String>::new(), "more may come at once");
}

#[test]
fn a_month_that_is_closed_leaves_whole_with_enough_behind_it() {
    let closed = settled("2024-06-01", false);
    assert_eq!(planned(&[waiting("D.1", "2024-05", 14)], &closed), Vec::<String>::new(), "nothing is behind");
    let behind = |count| [waiting("D.1", "2024-05", 14), waiting("D.1", "2024-06", count)];
    assert_eq!(planned(&behind(9), &closed), Vec::<String>::new());
    assert_eq!(planned(&behind(10), &closed), ["D.1 2024-05 14"]);
    assert_eq!(planned(&behind(10), &settled("2024-05-31", false)), Vec::<String>::new(), "May is not closed");
    let both = [waiting("D.1", "2024-05", 14), receipts("D.1", "2024-06", 10)];
    assert_eq!(planned(&both, &closed), Vec::<String>::new(), "the other crowd hides nobody of this one");
}

#[test]
fn small_months_leave_together_under_their_quarter() {
    let months = [waiting("D.1", "2024-04", 6), waiting("D.1", "2024-05", 12), waiting("D.1", "2024-06", 5)];
    let next = [months.to_vec(), vec![waiting("D.1", "2024-07", 10)]].concat();
    assert_eq!(planned(&next, &settled("2024-07-01", false)), ["D.1 2024-05 12", "D.1 2024-Q2 11"]);
    assert_eq!(planned(&next, &settled("2024-06-30", false)), ["D.1 2024-05 12"], "June may still bring ten");
    assert_eq!(planned(&months, &settled("2024-07-01", false)), ["D.1 2024-05 12"], "eleven stay behind");
}

#[test]
fn the_end_of_the_year_leaves_nobody_behind() {
    let end = settled("2025-01-01", false);
    let year = [waiting("D.1", "2024-10", 13), waiting("D.1", "2024-12", 4)];
    assert_eq!(planned(&year, &end), ["D.1 2024-Q4 17"], "four could not leave alone");
    let year = [waiting("D.1", "2024-03", 3), waiting("D.1", "2024-10", 13), waiting("D.1", "2024-12", 9)];
    assert_eq!(planned(&year, &end), ["D.1 2024-10 13", "D.1 2024 12"]);
    let year = [waiting("D.1", "2024-03", 3), waiting("D.1", "2024-12", 30), waiting("D.1", "2025-01", 3)];
    assert_eq!(planned(&year, &end), ["D.1 2024 33"], "years are never mixed");
}

#[test]
fn a_crowd_of_too_few_joins_the_other_without_a_channel() {
    let end = settled("2025-01-01", false);
    let year = [waiting("D.1", "2024-11", 30), waiting("D.1", "2024-12", 20), receipts("D.1", "2024-11", 4)];
    assert_eq!(planned(&year, &end), ["D.1 2024-12 20", "D.1 2024-11 34?"]);
    let year = [waiting("D.1", "2024-11", 30), waiting("D.1", "2024-12", 20), receipts("D.1", "2024-10", 4)];
    assert_eq!(planned(&year, &end), ["D.1 2024-11 30", "D.1 2024-Q4 24?"]);
    let both = [waiting("D.1", "2024-05", 6), receipts("D.1", "2024-06", 5)];
    assert_eq!(planned(&both, &end), ["D.1 2024-Q2 11?"]);
}

#[test]
fn only_a_unit_with_too_few_in_a_year_goes_up() {
    let end = settled("2025-01-01", false);
    let small = [waiting("D.1", "2024-05", 6), receipts("D.1", "2024-06", 1), waiting("D.2", "2024-01", 4)];
    assert_eq!(planned(&small, &end), ["D+ 2024 11?"]);
    let small = [waiting("D.1", "2024-05", 6), waiting("E", "2024-01", 4), waiting("D.2", "2024-01", 40)];
    assert_eq!(planned(&small, &end), ["D.2 2024-01 40", "P+ 2024 10?"]);
    assert_eq!(planned(&small[..1], &end), Vec::<String>::new(), "too few for the top keep waiting");
    assert_eq!(planned(&small[..2], &settled("2024-12-31", false)), Vec::<String>::new());
}

#[test]
fn a_unit_that_has_ended_does_not_wait_for_the_year() {
    let ended = [waiting("E", "2024-04", 7), waiting("E", "2024-05", 12)];
    assert_eq!(planned(&ended, &settled("2024-06-01", false)), ["E 2024-Q2 19"]);
    assert_eq!(planned(&ended, &settled("2024-05-31", false)), Vec::<String>::new(), "its last day is not closed");
    assert_eq!(planned(&ended[..1], &settled("2024-06-01", false)), Vec::<String>::new());
}

#[test]
fn an_administrator_can_have_every_group_of_enough_at_once() {
    let now = settled("2024-06-01", true);
    let list = [waiting("D.1", "2024-05", 10), waiting("D.1", "2024-06", 9), receipts("D.1", "2024-06", 12)];
    assert_eq!(planned(&list, &now), ["D.1 2024-05 10", "D.1 2024-06 12"]);
}

#[test]
fn the_next_release_is_the_first_that_the_plan_makes() {
    let at = settled("2024-06-01", false);
    let next = |list: &[Waiting]| next(list, &catalogue(), &RULES, &at);
    let closes = |text: &str| Next::Closes(text.parse().unwrap());
    assert_eq!(next(&[]), Next::NotEnough);
    assert_eq!(next(&[waiting("D.1", "2024-06", 20)]), Next::Settling);
    assert_eq!(next(&[waiting("D.1", "2024-06", 12), waiting("D.1", "2024-07", 10)]), closes("2024-06"));
    assert_eq!(next(&[waiting("D.1", "2024-06", 19)]), closes("2024"), "nothing is behind it");
    assert_eq!(next(&[waiting("D.1", "2024-06", 3), waiting("D.2", "2024-06", 7)]), closes("2024"));
    assert_eq!(next(&[waiting("D.1", "2024-06", 3)]), Next::NotEnough);
}
