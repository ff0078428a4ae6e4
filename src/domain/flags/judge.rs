//! The rules at work on waiting submissions of one version and calendar year.

use super::{Flags, Rule};
use crate::domain::{
    answers::{Answers, Rating},
    hours::OpeningHours,
    submission::Stratum,
    survey::Survey,
};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

/// This many at one screen within [`BURST_TIME`] are a burst: a person takes two minutes.
const BURST: usize = 5;
/// Milliseconds.
const BURST_TIME: i64 = 300_000;
/// Nobody reads a statement and answers it in less, in seconds.
const FLOOR: f64 = 2.0;
/// One level for nearly everything needs less time, also honestly: so much of it. Without this, the two signs
/// together flag 0.6 % of simulated honest people.
const STRAIGHT_TIME: f64 = 0.75;
/// Fewer times than this say nothing about what is usual.
const TIMED: usize = 100;
/// So many equal answers of one unit are too many.
const EQUAL: u32 = 3;
/// Equal answers count where so many statements differ from the commonest level …
const MIXED: usize = 3;
/// … and so many were rated: few statements have few patterns.
const ENTROPY: usize = 10;

/// The facts that are known of a submission while it waits.
#[derive(Clone, Copy, Debug)]
pub struct Arrived<'a> {
    /// Its place in the inbox.
    pub place: i64,
    /// Milliseconds since 1970, UTC.
    pub received_at: i64,
    /// Empty where a receipt was answered elsewhere.
    pub desk: &'a str,
    /// The paired device; empty where none is known, then the desk's screen stands for it.
    pub device: &'a str,
    pub unit: &'a str,
    pub stratum: Stratum,
    pub seconds: Option<i32>,
    pub answers: &'a Answers,
    /// The signs that were found before: the others of a burst may be released by now.
    pub flags: Flags,
}

/// The facts that the rules need of a submission, in some fifty bytes.
#[derive(Debug)]
struct Facts {
    place: i64,
    at: i64,
    screen: u32,
    unit: u32,
    /// Seconds for each rated statement, where both are known.
    pace: Option<f32>,
    straight: bool,
    /// Digest of mixed answers.
    pattern: Option<u64>,
    before: Flags,
    found: Flags,
}

/// Takes waiting submissions in and says whose flags have changed.
#[derive(Debug)]
pub struct Judge<'s> {
    survey: &'s Survey,
    rules: &'s [Rule],
    hours: &'s OpeningHours,
    codes: HashMap<String, u32>,
    rows: Vec<Facts>,
    /// Places in `rows` of what was answered at a kiosk.
    kiosk: Vec<usize>,
}

impl<'s> Judge<'s> {
    /// `rules` are those in force; without any, nothing is found.
    pub fn new(survey: &'s Survey, rules: &'s [Rule], hours: &'s OpeningHours) -> Self {
        Self { survey, rules, hours, codes: HashMap::new(), rows: Vec::new(), kiosk: Vec::new() }
    }

    pub fn add(&mut self, arrived: &Arrived) {
        let at_kiosk = matches!(arrived.stratum, Stratum::Kiosk | Stratum::KioskReceipt);
        let ratings = Ratings::of(self.survey, arrived.answers);
        let screen = if arrived.device.is_empty() { arrived.desk } else { arrived.device };
        let (code, unit) = (self.code(screen), self.code(arrived.unit));
        // Pace and sameness are about many statements: one alone is honestly answered in a second, and always the same.
        let several = self.survey.items.len() > 1;
        let seconds = arrived.seconds.filter(|_| several && ratings.rated > 0);
        let mut row = Facts {
            place: arrived.place,
            at: arrived.received_at,
            screen: code,
            unit,
            pace: seconds.map(|seconds| seconds as f32 / ratings.rated as f32),
            straight: several && ratings.is_straight(self.survey),
            pattern: ratings.is_mixed().then(|| pattern(self.survey, arrived.answers)),
            before: arrived.flags,
            found: Flags::NONE,
        };
        if row.straight {
            self.find(&mut row, Rule::Straight1);
        }
        if at_kiosk {
            if !self.hours.of(arrived.desk).are_open_at(arrived.received_at) {
                self.find(&mut row, Rule::OutsideHours1);
            }
            // Without either nobody knows which screen it was.
            if !screen.is_empty() {
                self.kiosk.push(self.rows.len());
            }
        }
        self.rows.push(row);
    }

    /// Places in the inbox and their flags, where these are more than before.
    pub fn changed(mut self) -> Vec<(i64, Flags)> {
        self.bursts();
        self.speeders();
        self.equals();
        let all = self.rows.iter().map(|row| (row, row.before.union(row.found)));
        all.filter(|(row, flags)| *flags != row.before).map(|(row, flags)| (row.place, flags)).collect()
    }

    fn find(&self, row: &mut Facts, rule: Rule) {
        if self.rules.contains(&rule) {
            row.found = row.found.with(rule);
        }
    }

    fn bursts(&mut self) {
        if !self.rules.contains(&Rule::Burst1) {
            return;
        }
        let Self { rows, kiosk, .. } = self;
        kiosk.sort_unstable_by_key(|place| (rows[*place].screen, rows[*place].at));
        for window in kiosk.windows(BURST) {
            let (first, last) = (&rows[window[0]], &rows[window[BURST - 1]]);
            if first.screen == last.screen && last.at - first.at <= BURST_TIME {
                for place in window {
                    rows[*place].found = rows[*place].found.with(Rule::Burst1);
                }
            }
        }
    }

    fn speeders(&mut self) {
        if !self.rules.contains(&Rule::Speeder1) {
            return;
        }
        let mut paces: Vec<f32> = self.rows.iter().filter_map(|row| row.pace).collect();
        let middle = paces.len() / 2;
        let usual = if paces.len() < TIMED { 0.0 } else { *paces.select_nth_unstable_by(middle, f32::total_cmp).1 };
        let limit = (f64::from(usual) / 3.0).max(FLOOR);
        for row in &mut self.rows {
            let limit = if row.straight { STRAIGHT_TIME * limit } else { limit };
            if row.pace.is_some_and(|pace| f64::from(pace) < limit) {
                row.found = row.found.with(Rule::Speeder1);
            }
        }
    }

    fn equals(&mut self) {
        if !self.rules.contains(&Rule::Identical1) {
            return;
        }
        let mut counts: HashMap<(u32, u64), u32> = HashMap::new();
        for row in &self.rows {
            if let Some(pattern) = row.pattern {
                *counts.entry((row.unit, pattern)).or_default() += 1;
            }
        }
        for row in &mut self.rows {
            if row.pattern.is_some_and(|pattern| counts.get(&(row.unit, pattern)).is_some_and(|n| *n >= EQUAL)) {
                row.found = row.found.with(Rule::Identical1);
            }
        }
    }

    fn code(&mut self, name: &str) -> u32 {
        if let Some(code) = self.codes.get(name) {
            return *code;
        }
        let code = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        self.codes.insert(name.to_owned(), code);
        code
    }
}

/// The number of rated statements, and of those at the commonest level.
struct Ratings {
    rated: usize,
    commonest: usize,
}

impl Ratings {
    fn of(survey: &Survey, answers: &Answers) -> Self {
        let mut levels = [0; 10];
        for rating in answers.ratings(survey) {
            if let Rating::Level(level) = rating {
                levels[usize::from(level)] += 1;
            }
        }
        Self { rated: levels.iter().sum(), commonest: levels.into_iter().max().unwrap_or(0) }
    }

    fn is_mixed(&self) -> bool {
        self.rated >= ENTROPY && self.rated - self.commonest >= MIXED
    }

    /// Nine tenths of what was rated, where that is two thirds of the version: who has given no feedback
    /// rates four statements of the standard version less.
    fn is_straight(&self, survey: &Survey) -> bool {
        self.rated * 3 >= survey.items.len() * 2 && self.commonest * 10 >= self.rated * 9
    }
}

/// Of the statements alone: facts and what somebody says about himself differ between copies.
fn pattern(survey: &Survey, answers: &Answers) -> u64 {
    let mut hasher = DefaultHasher::new();
    answers.as_str().as_bytes()[..survey.items.len()].hash(&mut hasher);
    hasher.finish()
}
