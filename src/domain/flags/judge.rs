//! The rules at work on waiting submissions of one version and calendar year.

use super::{
    Flags, Pattern, PosterLimit, Rule,
    copies::Counts,
    pace::{self, Press},
};
use crate::domain::{
    answers::{Answers, Rating},
    hours::OpeningHours,
    month::Month,
    submission::Stratum,
    survey::Survey,
};
use std::{
    collections::{BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

/// Nobody reads a statement and answers it in less, in seconds.
const FLOOR: f64 = 2.0;
/// Nobody taps faster, in seconds for each statement.
const INSTANT: f32 = 0.7;
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

/// The measure by which answers are judged.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'m> {
    /// Those in force. Without any, nothing is found.
    pub rules: &'m [Rule],
    pub hours: &'m OpeningHours,
    pub posters: PosterLimit,
}

/// The facts that are known of a submission while it waits.
#[derive(Clone, Copy, Debug)]
pub struct Arrived<'a> {
    /// Its place in the inbox.
    pub place: i64,
    /// Milliseconds since 1970, UTC.
    pub received_at: i64,
    /// A device's watch may not say when an answer was given.
    pub is_timed: bool,
    /// Empty where a receipt was answered elsewhere.
    pub desk: &'a str,
    /// The paired device; empty where none is known, then the desk's screen stands for it.
    pub device: &'a str,
    pub unit: &'a str,
    pub month: Month,
    pub stratum: Stratum,
    pub seconds: Option<i32>,
    pub answers: &'a Answers,
    /// The signs that were found before: the others of a burst may be released by now.
    pub flags: Flags,
}

/// The ways by which answers can come too fast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GivenAt {
    Kiosk,
    Poster,
}

/// The facts that the rules need of a submission, in some eighty bytes.
#[derive(Debug)]
struct Facts {
    place: i64,
    press: Press,
    /// `None` where nobody knows where or when it was.
    given_at: Option<GivenAt>,
    unit: u32,
    month: Month,
    /// Seconds for each rated statement, where both are known.
    pace: Option<f32>,
    straight: bool,
    /// Digest of mixed answers.
    mixed: Option<u64>,
    pattern: Option<Pattern>,
    before: Flags,
    found: Flags,
}

impl Facts {
    fn find(&mut self, rule: Rule, when: bool) {
        if when {
            self.found = self.found.with(rule);
        }
    }
}

/// Takes waiting submissions in and says whose flags have changed.
#[derive(Debug)]
pub struct Judge<'s> {
    survey: &'s Survey,
    measure: Measure<'s>,
    codes: HashMap<String, u32>,
    rows: Vec<Facts>,
    patterns: Counts,
}

impl<'s> Judge<'s> {
    pub fn new(survey: &'s Survey, measure: Measure<'s>) -> Self {
        Self { survey, measure, codes: HashMap::new(), rows: Vec::new(), patterns: Counts::default() }
    }

    pub fn add(&mut self, arrived: &Arrived) {
        let ratings = Ratings::of(self.survey, arrived.answers);
        let screen = if arrived.device.is_empty() { arrived.desk } else { arrived.device };
        let (code, unit) = (self.code(screen), self.code(arrived.unit));
        // Pace and sameness are about many statements: one alone is honestly answered in a second, and always the same.
        let several = self.survey.items.len() > 1;
        let seconds = arrived.seconds.filter(|_| several && ratings.rated > 0);
        // The first edition took every time for the right one.
        let is_timed = arrived.is_timed || !self.judges_by(Rule::Rush1);
        let pattern = self.judges_by(Rule::Copies1).then(|| Pattern::of(self.survey, arrived.answers)).flatten();
        if let Some(pattern) = &pattern {
            self.patterns.add(group(unit, arrived.month), pattern);
        }
        let mut row = Facts {
            place: arrived.place,
            press: Press {
                screen: code,
                at: arrived.received_at,
                rated: ratings.rated,
                top: ratings.is_top(self.survey),
            },
            given_at: given_at(arrived.stratum).filter(|_| !screen.is_empty() && is_timed),
            unit,
            month: arrived.month,
            pace: seconds.map(|seconds| seconds as f32 / ratings.rated as f32),
            straight: several && ratings.is_straight(self.survey),
            mixed: (self.judges_by(Rule::Identical1) && ratings.is_mixed())
                .then(|| mixed(self.survey, arrived.answers)),
            pattern,
            before: arrived.flags.of(self.measure.rules),
            found: Flags::NONE,
        };
        row.find(Rule::Straight1, row.straight);
        row.find(Rule::Instant1, row.pace.is_some_and(|pace| pace < INSTANT));
        if given_at(arrived.stratum) == Some(GivenAt::Kiosk) && is_timed {
            let closed = !self.measure.hours.of(arrived.desk).are_open_at(arrived.received_at);
            row.find(Rule::OutsideHours1, closed);
            row.find(Rule::OutsideHours2, closed);
        }
        self.rows.push(row);
    }

    /// Takes in the pattern of an answer that was released before, to be compared with, of a unit and of one of the months that wait.
    pub fn add_released(&mut self, unit: &str, month: Month, pattern: &Pattern) {
        let unit = self.code(unit);
        self.patterns.add(group(unit, month), pattern);
    }

    /// The units and months of the answers that may be copies.
    pub fn compared(&self) -> BTreeSet<(&str, Month)> {
        let names: HashMap<u32, &str> = self.codes.iter().map(|(name, code)| (*code, name.as_str())).collect();
        let rows = self.rows.iter().filter(|row| row.pattern.is_some());
        rows.filter_map(|row| Some((*names.get(&row.unit)?, row.month))).collect()
    }

    /// Places in the inbox and their flags, where these are more than before.
    pub fn changed(mut self) -> Vec<(i64, Flags)> {
        let rules = self.measure.rules;
        self.in_rows(Rule::Burst1, GivenAt::Kiosk, pace::bursts);
        self.in_rows(Rule::Rush1, GivenAt::Kiosk, pace::rushes);
        if let Some(limit) = self.measure.posters.together() {
            self.in_rows(Rule::Capacity1, GivenAt::Poster, |presses| pace::crowds(presses, limit));
        }
        if self.judges_by(Rule::Speeder1) {
            self.speeders();
        }
        if self.judges_by(Rule::Identical1) {
            self.equals();
        }
        for row in &mut self.rows {
            let copied =
                row.pattern.as_ref().is_some_and(|it| self.patterns.are_copies(group(row.unit, row.month), it));
            row.find(Rule::Copies1, copied);
        }
        let all = self.rows.iter().map(|row| (row, row.before.union(row.found.of(rules))));
        all.filter(|(row, flags)| *flags != row.before).map(|(row, flags)| (row.place, flags)).collect()
    }

    fn judges_by(&self, rule: Rule) -> bool {
        self.measure.rules.contains(&rule)
    }

    /// Finds a rule in rows that came by one way, of which it is given the presses by screen and time.
    fn in_rows(&mut self, rule: Rule, way: GivenAt, found: impl Fn(&[Press]) -> Vec<bool>) {
        if !self.judges_by(rule) {
            return;
        }
        let rows = self.rows.iter().enumerate().filter(|(_, row)| row.given_at == Some(way));
        let mut presses: Vec<(Press, usize)> = rows.map(|(place, row)| (row.press, place)).collect();
        presses.sort_unstable_by_key(|(press, _)| (press.screen, press.at));
        let (presses, places): (Vec<Press>, Vec<usize>) = presses.into_iter().unzip();
        for (place, is_found) in places.into_iter().zip(found(&presses)) {
            self.rows[place].find(rule, is_found);
        }
    }

    fn speeders(&mut self) {
        let mut paces: Vec<f32> = self.rows.iter().filter_map(|row| row.pace).collect();
        let middle = paces.len() / 2;
        let usual = if paces.len() < TIMED { 0.0 } else { *paces.select_nth_unstable_by(middle, f32::total_cmp).1 };
        let limit = (f64::from(usual) / 3.0).max(FLOOR);
        for row in &mut self.rows {
            let limit = if row.straight { STRAIGHT_TIME * limit } else { limit };
            row.find(Rule::Speeder1, row.pace.is_some_and(|pace| f64::from(pace) < limit));
        }
    }

    fn equals(&mut self) {
        let mut counts: HashMap<(u32, u64), u32> = HashMap::new();
        for row in &self.rows {
            if let Some(mixed) = row.mixed {
                *counts.entry((row.unit, mixed)).or_default() += 1;
            }
        }
        for row in &mut self.rows {
            let equal = row.mixed.and_then(|mixed| counts.get(&(row.unit, mixed)));
            row.find(Rule::Identical1, equal.is_some_and(|count| *count >= EQUAL));
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

fn given_at(stratum: Stratum) -> Option<GivenAt> {
    match stratum {
        Stratum::Kiosk | Stratum::KioskReceipt => Some(GivenAt::Kiosk),
        Stratum::Poster => Some(GivenAt::Poster),
        _ => None,
    }
}

fn group(unit: u32, month: Month) -> u64 {
    u64::from(unit) << 32 | u64::from(month.to_int().unsigned_abs())
}

/// The number of rated statements, of those at the commonest level, and the sum of their levels.
struct Ratings {
    rated: usize,
    commonest: usize,
    sum: usize,
}

impl Ratings {
    fn of(survey: &Survey, answers: &Answers) -> Self {
        let mut levels = [0; 10];
        for rating in answers.ratings(survey) {
            if let Rating::Level(level) = rating {
                levels[usize::from(level)] += 1;
            }
        }
        let sum = levels.iter().enumerate().map(|(level, count)| level * count).sum();
        Self { rated: levels.iter().sum(), commonest: levels.into_iter().max().unwrap_or(0), sum }
    }

    fn is_mixed(&self) -> bool {
        self.rated >= ENTROPY && self.rated - self.commonest >= MIXED
    }

    /// Nine tenths of the best.
    fn is_top(&self, survey: &Survey) -> bool {
        self.rated > 0 && self.sum * 10 >= self.rated * usize::from(survey.scale_size()) * 9
    }

    /// Nine tenths of what was rated, where that is two thirds of the version: who has given no feedback
    /// rates four statements of the standard version less.
    fn is_straight(&self, survey: &Survey) -> bool {
        self.rated * 3 >= survey.items.len() * 2 && self.commonest * 10 >= self.rated * 9
    }
}

/// Of the statements alone: facts and what somebody says about himself differ between copies.
fn mixed(survey: &Survey, answers: &Answers) -> u64 {
    let mut hasher = DefaultHasher::new();
    answers.as_str().as_bytes()[..survey.items.len()].hash(&mut hasher);
    hasher.finish()
}
