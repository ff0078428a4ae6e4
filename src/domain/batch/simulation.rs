//! A year of a unit, day by day, under the rule and under the one of before: where answers are counted, when, and whether
//! the figure of a month is one of all its people.

use super::{tests::RULES, *};
use crate::domain::{
    month::Month,
    time_period::TimePeriod,
    unit::{Catalogue, units_from_csv},
};
use jiff::civil::{Date, date};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::collections::{BTreeMap, VecDeque};

/// One in three days is busy: twice as many come, and fewer of them are satisfied.
const BUSY: f64 = 0.3;
const SATISFIED: [f64; 2] = [0.9, 0.7];

#[derive(Clone, Copy)]
struct Person {
    day: Date,
    single_use: bool,
    satisfied: bool,
}

/// Where the answers of a unit's year have ended.
#[derive(Default)]
struct Ended {
    given: usize,
    /// By length of the period, of those that count at the unit.
    at_unit: [usize; 3],
    days: Vec<i32>,
    /// Of months that have a figure of their own: the differences to the share of all that month's people.
    bias: Vec<f64>,
}

fn people(rng: &mut StdRng, a_month: f64, receipts: f64) -> Vec<Person> {
    let mut people = Vec::new();
    let mut day = date(2024, 1, 1);
    while day.year() == 2024 {
        let busy = rng.random_bool(BUSY);
        let expected = a_month / 30.5 * if busy { 2.0 } else { 1.0 } / (1.0 + BUSY);
        // A draw of many rare visits, near enough to Poisson's.
        for _ in 0..(0..200).filter(|_| rng.random_bool(expected / 200.0)).count() {
            let (single_use, satisfied) = (rng.random_bool(receipts), rng.random_bool(SATISFIED[usize::from(busy)]));
            people.push(Person { day, single_use, satisfied });
        }
        day = day.tomorrow().unwrap();
    }
    people
}

type Queues = BTreeMap<(Month, bool), VecDeque<Person>>;

fn waiting(queues: &Queues) -> Vec<Waiting> {
    let group = |((month, single_use), queue): (&(Month, bool), &VecDeque<Person>)| Waiting {
        survey: "s".into(),
        unit: "D.1".into(),
        month: *month,
        single_use: *single_use,
        count: queue.len() as u64,
        oldest: 0,
    };
    queues.iter().filter(|(_, queue)| !queue.is_empty()).map(group).collect()
}

/// Runs a year and its closing; `plan` says what leaves on a day.
fn year(people: &[Person], plan: impl Fn(&[Waiting], Date) -> Vec<Batch>) -> Ended {
    let mut ended = Ended { given: people.len(), ..Ended::default() };
    let (mut queues, mut left): (Queues, BTreeMap<Month, Vec<bool>>) = Default::default();
    let (mut coming, mut today) = (people.iter().peekable(), date(2024, 1, 1));
    while today < date(2025, 2, 1) {
        while let Some(person) = coming.next_if(|person| person.day <= today) {
            queues.entry((Month::of(person.day).unwrap(), person.single_use)).or_default().push_back(*person);
        }
        for batch in plan(&waiting(&queues), today) {
            for take in &batch.takes {
                let queue = queues.get_mut(&(take.month, take.single_use)).unwrap();
                for person in queue.drain(..usize::try_from(take.count).unwrap()) {
                    if batch.into == "D.1" {
                        ended.at_unit[batch.period.length() as usize] += 1;
                        ended.days.push((today - person.day).get_days());
                    }
                    if let Some(month) = batch.period.as_month().filter(|_| batch.into == "D.1") {
                        left.entry(month).or_default().push(person.satisfied);
                    }
                }
            }
        }
        today = today.tomorrow().unwrap();
    }
    let share = |said: &[bool]| said.iter().filter(|satisfied| **satisfied).count() as f64 / said.len() as f64;
    for (month, said) in left {
        let all: Vec<bool> =
            people.iter().filter(|it| Month::of(it.day).unwrap() == month).map(|it| it.satisfied).collect();
        ended.bias.push(share(&said) - share(&all));
    }
    ended
}

fn by_the_rule(waiting: &[Waiting], catalogue: &Catalogue, today: Date) -> Vec<Batch> {
    let settled = today.checked_sub(jiff::Span::new().days(7)).unwrap();
    let batches = plan(waiting, catalogue, &RULES, &Moment { now: i64::MAX, settled, at_once: false });
    for single_use in [false, true].into_iter().filter(|_| settled.year() == 2024) {
        let of = |group: &&Waiting| group.single_use == single_use;
        let waited: u64 = waiting.iter().filter(of).map(|group| group.count).sum();
        let takes = batches.iter().flat_map(|batch| &batch.takes);
        let left = waited - takes.filter(|take| take.single_use == single_use).map(|take| take.count).sum::<u64>();
        assert!(left == waited || left >= RULES.least, "{left} of {waited} stay behind on {today}");
    }
    batches
}

/// The rule of before: what is full leaves, what is left of a week goes up.
fn by_the_old_rule(waiting: &[Waiting], today: Date, since: &mut BTreeMap<(Month, bool), Date>) -> Vec<Batch> {
    let mut batches = Vec::new();
    since.retain(|key, _| waiting.iter().any(|group| (group.month, group.single_use) == *key));
    for group in waiting {
        let key = (group.month, group.single_use);
        let begun = *since.entry(key).or_insert(today);
        let into = match group.count {
            RULES_LEAST.. => "D.1",
            _ if (today - begun).get_days() >= 7 => "P",
            _ => continue,
        };
        since.remove(&key);
        let take = Take { unit: "D.1".into(), month: group.month, single_use: group.single_use, count: group.count };
        let (survey, period) = ("s".into(), TimePeriod::month(group.month));
        batches.push(Batch { survey, into: into.into(), period, channel_withheld: false, takes: vec![take] });
    }
    batches
}

const RULES_LEAST: u64 = RULES.least;

fn percentile(sorted: &[i32], share: f64) -> i32 {
    sorted.get((sorted.len() as f64 * share) as usize).copied().unwrap_or(0)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The standard error of the mean.
fn error(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    squares.sqrt() / values.len().max(1) as f64
}

fn add(mut all: Ended, one: Ended) -> Ended {
    all.given += one.given;
    all.at_unit.iter_mut().zip(one.at_unit).for_each(|(all, one)| *all += one);
    all.days.extend(one.days);
    all.bias.extend(one.bias);
    all
}

#[test]
fn every_unit_with_ten_answers_a_year_keeps_them_and_its_months_are_whole() {
    let catalogue = Catalogue::new(
        units_from_csv("u", "code,parent,name,level,block,valid_from,valid_to,note\nP,,T,x,,,,\nD.1,P,T,x,,,,\n")
            .unwrap(),
        Vec::new(),
    )
    .unwrap();
    println!(
        "receipts  a month  at the unit (before)  month/quarter/year %  days median/p90  bias of months, points (before)"
    );
    for receipts in [0.5, 0.05] {
        for a_month in [3.0, 6.0, 10.0, 20.0, 30.0, 45.0, 60.0, 100.0] {
            let (mut new, mut old) = (Ended::default(), Ended::default());
            for seed in 0..20 {
                let people = people(&mut StdRng::seed_from_u64(seed), a_month, receipts);
                new = add(new, year(&people, |waiting, today| by_the_rule(waiting, &catalogue, today)));
                let since = std::cell::RefCell::default();
                old =
                    add(old, year(&people, |waiting, today| by_the_old_rule(waiting, today, &mut since.borrow_mut())));
            }
            new.days.sort_unstable();
            let share = |ended: &Ended| ended.at_unit.iter().sum::<usize>() as f64 / ended.given as f64;
            let lengths = new.at_unit.map(|count| (100.0 * count as f64 / new.given as f64).round());
            let bias = [&new, &old].map(|ended| 100.0 * mean(&ended.bias));
            println!(
                "{receipts:8} {a_month:8} {:12.3} ({:.3}) {lengths:22.0?} {:>10}/{} {:18.2} ({:.2})",
                share(&new),
                share(&old),
                percentile(&new.days, 0.5),
                percentile(&new.days, 0.9),
                bias[0],
                bias[1],
            );
            assert!((share(&new) - 1.0).abs() < 1e-12, "all count at the unit");
            let chance = 300.0 * error(&new.bias);
            assert!(bias[0].abs() <= chance, "a month's figure is that of its people: {bias:?}, by chance {chance}");
            if (6.0..=30.0).contains(&a_month) {
                assert!(share(&old) < 0.9, "the control takes answers away: {}", share(&old));
            }
        }
    }
}
