//! Synthetic respondents: units differ, persons differ more, and one person's answers go together. At one
//! unit somebody presses for people that are not there, so that flags are seen.

use super::{
    offices::{Office, offices},
    person,
};
use crate::{
    clock,
    domain::{
        submission::{Draft, Given, Stratum},
        survey::Survey,
        unit::Catalogue,
    },
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

/// One submission of so many arrives now, at the end, and waits for its release.
const CURRENT: u64 = 100;
/// One of so many is made up, if that makes enough to be published, at most so many.
const STUFFED: u64 = 400;
const STUFFED_LEAST: u64 = 25;
const STUFFED_MOST: u64 = 60;
/// A quick form is offered for so many months.
const QUICK_MONTHS: i64 = 6;
const FIRST_YEAR: i16 = 2023;
/// So many people answer at an office in a month in which it asks: enough of each channel to be told of.
const PER_OFFICE: f64 = 30.0;
/// An office asks every so many months, in the same ones of each year.
const TURNS: [usize; 6] = [1, 2, 3, 4, 6, 12];
/// Milliseconds between two of them.
const STUFFED_EVERY: i64 = 35_000;
/// An endless-looking source of drafts, the same for the same seed and clock: draft, stratum, arrival in
/// milliseconds since 1970, UTC.
#[derive(Debug)]
pub struct Synthetic<'c> {
    survey: &'c Survey,
    offices: Vec<Office<'c>>,
    rng: StdRng,
    left: u64,
    /// The number of those, the last, that arrive now.
    current: u64,
    /// The number of those before that are made up.
    stuffed: u64,
    /// First and last day of those that came before.
    span: (Date, Date),
    /// An office asks in so few months that those who answer then can be told of.
    asking: f64,
    now: i64,
}

impl<'c> Synthetic<'c> {
    /// From January 2023 to the last whole month before `now`, and some at `now`.
    pub fn new(survey: &'c Survey, catalogue: &'c Catalogue, count: u64, seed: u64, now: i64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let quick = survey.is_quick();
        let today = clock::local(now).date();
        let january = Date::constant(FIRST_YEAR, 1, 1);
        let last = today.first_of_month().saturating_sub(1.day()).max(january.last_of_month());
        let recent = last.first_of_month().saturating_sub((QUICK_MONTHS - 1).months()).max(january);
        let first = if quick { recent } else { january };
        let whole = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
        let months = f64::from(whole(last) - whole(first) + 1);
        let offices = offices(catalogue, quick, &mut rng);
        let stuffed = Some((count / STUFFED).min(STUFFED_MOST)).filter(|n| *n >= STUFFED_LEAST && !quick).unwrap_or(0);
        let asking = (count as f64 / months / PER_OFFICE).max(1.0);
        Self { survey, offices, rng, left: count, current: count / CURRENT, stuffed, span: (first, last), asking, now }
    }

    /// The number of submissions of past months, the first ones.
    pub fn past(&self) -> usize {
        usize::try_from(self.left.saturating_sub(self.current)).unwrap_or(usize::MAX)
    }

    /// An office that is there on a day and asks in its month, by the shares of visitors.
    fn office(&mut self, day: Date) -> usize {
        let there: Vec<usize> = (0..self.offices.len()).filter(|place| self.offices[*place].is_there(day)).collect();
        let every = TURNS.into_iter().find(|turn| *turn as f64 * self.asking >= there.len() as f64).unwrap_or(12);
        let month = usize::from(day.month().unsigned_abs());
        let turn = |nth: usize| self.current > self.left || (nth + month).is_multiple_of(every);
        let asked = there.iter().enumerate().filter(|(nth, _)| turn(*nth)).map(|(_, place)| *place);
        let asked: Vec<usize> = asked.collect();
        let asked = if asked.is_empty() { there } else { asked };
        let weights: f64 = asked.iter().map(|place| self.offices[*place].weight).sum();
        let mut at = self.rng.random::<f64>() * weights;
        let found = asked.iter().find(|place| {
            at -= self.offices[**place].weight;
            at <= 0.0
        });
        found.or(asked.last()).copied().unwrap_or(0)
    }

    /// Office hours of a day but Sunday; or just now.
    fn arrival(&mut self) -> (i64, Date) {
        if self.left < self.current {
            return (self.now - self.rng.random_range(0..60_000), clock::local(self.now).date());
        }
        let (first, last) = self.span;
        let days = first.until(last).map_or(0, |span| span.get_days());
        let day = first.saturating_add(self.rng.random_range(0..=days).days());
        // Sunday's visitors come the day before, which is in the same span, or after.
        let day = match day.weekday() {
            Weekday::Sunday if day > first => day.saturating_sub(1.day()),
            Weekday::Sunday => day.saturating_add(1.day()),
            _ => day,
        };
        (midnight(day) + self.rng.random_range(8 * 3_600_000..17 * 3_600_000), day)
    }

    /// A submission of now arrives within a minute, which no kiosk could do.
    fn stratum(&mut self) -> Stratum {
        match self.rng.random_range(0..100) {
            0..49 if !self.survey.is_quick() => Stratum::Receipt,
            49..52 if !self.survey.is_quick() && self.left >= self.current => Stratum::KioskReceipt,
            0..84 if self.left >= self.current => Stratum::Kiosk,
            _ => Stratum::Poster,
        }
    }
}

/// Somebody at the kiosk of one unit, on an evening of the last month: all the best, in half a minute.
impl Synthetic<'_> {
    fn made_up(&mut self) -> (Draft, Stratum, i64) {
        let day = self.span.1.first_of_month().saturating_add(9.days());
        let alone = |office: &Office<'_>| office.desk.units.len() == 1 && office.is_there(day);
        let office = self.offices.iter().position(alone).unwrap_or(0);
        let nth = i64::try_from(self.left - self.current).unwrap_or(0);
        let best = i64::from(self.survey.scale_size());
        let answers = self.survey.items.iter().map(|item| (item.key.clone(), Given::Level(best))).collect();
        let seconds = Some(self.rng.random_range(20..32));
        let draft = Draft {
            answers,
            seconds,
            comment: None,
            ..person::draft(self.survey, &mut self.rng, &self.offices[office], true, 0.95)
        };
        (draft, Stratum::Kiosk, midnight(day) + 17 * 3_600_000 + nth * STUFFED_EVERY)
    }
}

/// Midnight in Vietnam.
fn midnight(day: Date) -> i64 {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
    day.to_zoned(zone).map_or(0, |day| day.timestamp().as_millisecond())
}

impl Iterator for Synthetic<'_> {
    type Item = (Draft, Stratum, i64);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        if (self.current..self.current + self.stuffed).contains(&self.left) {
            return Some(self.made_up());
        }
        let (received_at, day) = self.arrival();
        let office = self.office(day);
        let stratum = self.stratum();
        // The first year is worse, and people at the kiosk are kinder than people at home.
        let channel = match stratum {
            Stratum::Kiosk | Stratum::KioskReceipt => 0.015,
            Stratum::Poster => -0.02,
            _ => 0.0,
        };
        let year = if day.year() > FIRST_YEAR { 0.012 } else { -0.008 };
        let satisfied = self.offices[office].satisfied + channel + year;
        let kiosk = matches!(stratum, Stratum::Kiosk | Stratum::KioskReceipt);
        let draft = person::draft(self.survey, &mut self.rng, &self.offices[office], kiosk, satisfied);
        Some((draft, stratum, received_at))
    }
}
