//! Honest respondents: their times, their paces and their answers.

use super::Answer;
use hailong::domain::{
    answers::{Answers, AnswersBuilder, Rating},
    submission::Stratum,
    survey::Survey,
};
use rand::{Rng, RngExt, rngs::StdRng};

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
/// Monday 2024-05-06, midnight in Vietnam.
pub const MONDAY: i64 = 1_714_928_400_000;
/// Four weeks, Monday to Saturday.
pub const DAYS: i64 = 28;

/// Seconds that half of all people need for the whole questionnaire.
const ADULT: f64 = 124.0;
const OLDER: f64 = 175.0;
const OLDER_SHARE: f64 = 0.3;
/// Standard deviation of the logarithm of the time.
const TIME_SPREAD: f64 = 0.45;
const STRAIGHT_SHARE: f64 = 0.167;
/// A person who gives one level to everything needs less time for it.
const STRAIGHT_TIME: f64 = 0.8;

/// The people of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crowd {
    Ordinary,
    /// They know their phones and need half the time.
    YoungAndFast,
    /// Three to five come together and answer one after the other.
    Families,
    Content,
    /// All find the same statements much harder than the others.
    OfOneMind,
}

impl Crowd {
    /// With the most of them that may be flagged, in per cent.
    pub const ALL: [(Self, f64); 5] = [
        (Self::Ordinary, 0.5),
        (Self::YoungAndFast, 1.0),
        (Self::Families, 1.0),
        (Self::Content, 1.0),
        (Self::OfOneMind, 1.0),
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::YoungAndFast => "young and fast",
            Self::Families => "families, one after the other",
            Self::Content => "an office of satisfied people",
            Self::OfOneMind => "people who think alike",
        }
    }

    fn comes(self, rng: &mut StdRng) -> i64 {
        if self == Self::Families { rng.random_range(3..=5) } else { 1 }
    }
}

/// An office: one kiosk, a poster for phones, receipts to answer at home.
pub struct Office {
    pub place: usize,
    pub a_day: f64,
    mood: f64,
    crowd: Crowd,
}

pub fn offices(rng: &mut StdRng, count: usize, crowd: Crowd) -> Vec<Office> {
    (0..count)
        .map(|place| Office {
            place,
            // One is as crowded as a kiosk can be.
            a_day: if place == 1 { 300.0 } else { 25.0 * (0.7 * normal(rng)).exp() },
            mood: if crowd == Crowd::Content { 4.9 } else { 4.3 + 0.25 * normal(rng) },
            crowd,
        })
        .collect()
}

impl Office {
    /// The longest that a person waits for the kiosk; who came together waits for each other.
    fn patience(&self) -> i64 {
        if self.crowd == Crowd::Families { 15 * MINUTE } else { 5 * MINUTE }
    }
}

/// Everybody who answers in an office in these weeks.
pub fn visitors(rng: &mut StdRng, survey: &Survey, office: &Office) -> Vec<Answer> {
    let mut answers = Vec::new();
    for day in (0..DAYS).filter(|day| day % 7 < 6) {
        let mut arrivals: Vec<i64> = Vec::new();
        let come = poisson(rng, office.a_day);
        while arrivals.len() < come {
            let (at, together) = (MONDAY + day * DAY + hour(rng), office.crowd.comes(rng));
            arrivals.extend((0..together).map(|nth| at + nth));
        }
        arrivals.sort_unstable();
        // The kiosk serves one after the other; a person who would wait long takes out the phone.
        let mut free = 0;
        for arrival in arrivals {
            let (given, mut seconds) =
                person_who(rng, survey, office.mood, if office.crowd == Crowd::OfOneMind { 0.6 } else { 0.25 });
            if office.crowd == Crowd::YoungAndFast {
                seconds = (seconds / 2).max(18);
            }
            let takes = i64::from(seconds) * SECOND;
            let (stratum, at) = match rng.random_range(0..100) {
                0..40 if free - arrival < office.patience() => {
                    free = free.max(arrival) + takes;
                    (Stratum::Kiosk, free)
                }
                0..65 => (Stratum::Poster, arrival + takes),
                _ => (Stratum::Receipt, arrival + rng.random_range(0..10 * HOUR)),
            };
            answers.push(Answer::new(office.place, stratum, at, seconds, given));
        }
    }
    answers
}

/// Most people come in the morning or after the noon break.
fn hour(rng: &mut StdRng) -> i64 {
    let middle = if rng.random_bool(0.6) { 9.0 } else { 14.75 };
    let hour: f64 = middle + 1.1 * normal(rng);
    (hour.clamp(7.25, 17.0) * HOUR as f64) as i64
}

/// The answers of one person, and their seconds.
pub fn person(rng: &mut StdRng, survey: &Survey, mood: f64) -> (Answers, i32) {
    person_who(rng, survey, mood, 0.25)
}

/// `harder` says how much the hardest statements differ from the others, in levels.
fn person_who(rng: &mut StdRng, survey: &Survey, mood: f64, harder: f64) -> (Answers, i32) {
    let usual = if rng.random_bool(OLDER_SHARE) { OLDER } else { ADULT };
    let mut seconds = usual * (TIME_SPREAD * normal(rng)).exp();
    let own = mood + 0.6 * normal(rng);
    let straight = rng.random_bool(STRAIGHT_SHARE);
    if straight {
        seconds *= STRAIGHT_TIME;
    }
    let items = survey.items.len();
    let reached = if rng.random_bool(0.04) { rng.random_range(4..items) } else { items };
    let feedback = rng.random_bool(0.22);
    let mut builder = AnswersBuilder::new(survey);
    for (place, item) in survey.items.iter().enumerate().take(reached) {
        let asked_of_few = item.factor + 1 == survey.factors.len();
        let rating = if asked_of_few && !feedback {
            Rating::NotApplicable
        } else if rng.random_bool(0.01) {
            Rating::Skipped
        } else {
            // The same statements are harder for all; the rest is the person's own view of this one.
            let harder = harder * ((place * 7 % 5) as f64 / 2.0 - 1.0);
            let felt = if straight { own } else { own - harder + 0.55 * normal(rng) };
            Rating::Level(felt.round().clamp(1.0, 5.0) as u8)
        };
        builder.rate(place, rating);
    }
    (builder.finish(), (seconds * reached as f64 / items as f64).max(3.0) as i32)
}

/// A standard normal number (Box and Muller).
pub fn normal(rng: &mut impl Rng) -> f64 {
    let (a, b): (f64, f64) = (rng.random_range(f64::MIN_POSITIVE..1.0), rng.random());
    (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

fn poisson(rng: &mut StdRng, mean: f64) -> usize {
    let (mut count, mut left) = (0, rng.random::<f64>().max(f64::MIN_POSITIVE).ln() + mean);
    while left > 0.0 {
        count += 1;
        left += rng.random::<f64>().max(f64::MIN_POSITIVE).ln();
    }
    count
}
