//! The people of a year: when they come, how satisfied they are, and what they send.

use hailong::domain::submission::SubmissionId;
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde_json::{Value, json};
use std::collections::HashSet;

pub const TOP: &str = "T";
pub const YEAR: i16 = 2024;
/// One in three days is busy: twice as many come, and fewer of them are satisfied.
const BUSY: f64 = 0.3;
const SATISFIED: [f64; 2] = [0.9, 0.7];
/// Of so many one waits for days until the network is back.
const LATE: u32 = 40;
/// The answers that tell people apart, and that all must give.
pub const ITEMS: usize = 22;

/// The number of people that come to a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Crowd {
    /// About so many a month.
    Monthly(f64),
    /// Exactly so many a year.
    Yearly(usize),
}

#[derive(Clone, Debug)]
pub struct Unit {
    pub code: String,
    pub crowd: Crowd,
}

impl Unit {
    pub fn desk(&self) -> String {
        format!("{}.D", self.code)
    }
}

/// Units of these crowds, so many of each.
pub fn units(crowds: &[Crowd], of_each: usize) -> Vec<Unit> {
    let all = crowds.iter().flat_map(|crowd| std::iter::repeat_n(*crowd, of_each));
    all.enumerate().map(|(n, crowd)| Unit { code: format!("{TOP}.{}", n + 1), crowd }).collect()
}

#[derive(Clone, Debug)]
pub struct Person {
    pub id: SubmissionId,
    /// The place of the unit in the list.
    pub unit: usize,
    /// The day on which the answer was given.
    pub given: Date,
    /// The days that it waited for the network.
    pub late: i8,
    /// It was given so long before a morning.
    pub seconds: u32,
    pub has_receipt: bool,
    pub organisation: bool,
    /// Of each item, in the order of the questionnaire. No two people have the same.
    pub levels: [u8; ITEMS],
}

impl Person {
    pub fn arrives(&self) -> Date {
        self.given + i32::from(self.late).days()
    }

    /// Seconds that it has waited on the morning of this day.
    pub fn waited(&self, day: Date) -> u32 {
        u32::try_from((day - self.given).get_days()).unwrap() * 86_400 + self.seconds
    }

    pub fn satisfied(&self) -> usize {
        self.levels.iter().filter(|level| **level >= 4).count()
    }

    /// The levels as the database has them.
    pub fn text(&self) -> String {
        self.levels.iter().map(ToString::to_string).collect()
    }

    pub fn form(&self, unit: &Unit, token: Option<&str>, items: &[String]) -> Value {
        let answers = items.iter().cloned().zip(self.levels.map(Value::from));
        let source = token.map_or_else(|| json!({"desk": unit.desk()}), |token| json!({"receipt": token}));
        json!({
            "id": self.id.to_hex(), "survey": "one-stop-2024", "source": source,
            "respondent": {"kind": if self.organisation { "organisation" } else { "citizen" }},
            "answers": answers.collect::<serde_json::Map<_, _>>(), "language": "vi", "seconds": 120 + self.seconds % 200,
        })
    }
}

/// Everybody of the year, in the order in which their answers arrive.
pub fn people(units: &[Unit], seed: u64) -> Vec<Person> {
    let mut draw = Draw { rng: StdRng::seed_from_u64(seed), known: HashSet::new() };
    let mut people = Vec::new();
    for (place, unit) in units.iter().enumerate() {
        match unit.crowd {
            Crowd::Monthly(a_month) => draw.uneven(place, a_month, &mut people),
            Crowd::Yearly(count) => draw.exactly(place, count, &mut people),
        }
    }
    people.shuffle(&mut draw.rng);
    people.sort_by_key(Person::arrives);
    people
}

struct Draw {
    rng: StdRng,
    known: HashSet<[u8; ITEMS]>,
}

impl Draw {
    fn uneven(&mut self, unit: usize, a_month: f64, people: &mut Vec<Person>) {
        let mut day = date(YEAR, 1, 1);
        while day.year() == YEAR {
            let busy = self.rng.random_bool(BUSY);
            let expected = a_month / 30.5 * if busy { 2.0 } else { 1.0 } / (1.0 + BUSY);
            // A draw of many rare visits, near enough to Poisson's.
            for _ in 0..(0..200).filter(|_| self.rng.random_bool(expected / 200.0)).count() {
                let has_receipt = self.rng.random();
                people.push(self.person(unit, day, has_receipt, SATISFIED[usize::from(busy)]));
            }
            day = day.tomorrow().unwrap();
        }
    }

    /// Half of them with receipts, on any days.
    fn exactly(&mut self, unit: usize, count: usize, people: &mut Vec<Person>) {
        for n in 0..count {
            let day = date(YEAR, 1, 1) + self.rng.random_range(0..366).days();
            people.push(self.person(unit, day, n % 2 == 0, SATISFIED[0]));
        }
    }

    fn person(&mut self, unit: usize, given: Date, has_receipt: bool, satisfied: f64) -> Person {
        let own = satisfied + self.rng.random_range(-0.1..0.1);
        let rng = &mut self.rng;
        let mut levels = [0; ITEMS];
        while levels[0] == 0 || !self.known.insert(levels) {
            levels = std::array::from_fn(|_| {
                let range = if rng.random_bool(own) { 4..=5 } else { 1..=3 };
                rng.random_range(range)
            });
        }
        let late = if rng.random_ratio(1, LATE) { rng.random_range(1..=4) } else { 0 };
        Person {
            id: SubmissionId::from_bytes(rng.random()),
            unit,
            given,
            late,
            // Of a morning, so that few answers at one desk are a burst.
            seconds: rng.random_range(0..10_000),
            has_receipt,
            organisation: rng.random_ratio(1, 5),
            levels,
        }
    }
}
