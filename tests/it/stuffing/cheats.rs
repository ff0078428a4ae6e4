//! Stuffing, in the ways that an office or a rival would try.

use super::{
    Answer,
    people::{DAY, DAYS, HOUR, MINUTE, MONDAY, SECOND, normal, person},
};
use hailong::domain::{
    answers::{Answers, AnswersBuilder, Rating},
    submission::Stratum,
    survey::Survey,
};
use rand::{RngExt, rngs::StdRng};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The officer presses for people that are not there, whenever the kiosk is free.
    OfficerInBursts,
    /// A program sends the poster's form again and again.
    BotOnPoster,
    /// Somebody fills in one mixed pattern again and again, so that it looks like opinions.
    CopiedPattern,
    /// The officer stays longer, and takes more time for each.
    AtNight,
    /// Ten in five minutes, with answers as people give them.
    TenInFiveMinutes,
    /// A program sends one a second, and does not say how long it took.
    BotWithoutSeconds,
    /// Two mixed patterns in turn, spread over the days.
    TwoPatterns,
    /// One mixed pattern, spread over the days.
    OnePattern,
    /// A program that sends one now and then, content with everything.
    SlowBot,
    /// Answers of people, with one level changed.
    ChangedCopies,
    /// Real receipts that people left behind, answered one by one, as people would.
    PatientReceipts,
}

impl Way {
    pub const LAZY: [Self; 8] = [
        Self::OfficerInBursts,
        Self::BotOnPoster,
        Self::CopiedPattern,
        Self::AtNight,
        Self::TenInFiveMinutes,
        Self::BotWithoutSeconds,
        Self::TwoPatterns,
        Self::OnePattern,
    ];
    /// Fewer are caught of what is known only once it comes again: the first of each pattern in an office has left by then.
    pub fn caught_at_least(self) -> f64 {
        if self == Self::TwoPatterns { 80.0 } else { 90.0 }
    }

    pub const PATIENT: [Self; 3] = [Self::PatientReceipts, Self::SlowBot, Self::ChangedCopies];

    pub fn name(self) -> &'static str {
        match self {
            Self::OfficerInBursts => "officer at the kiosk, in bursts",
            Self::BotOnPoster => "bot on the poster link",
            Self::CopiedPattern => "one mixed pattern, copied",
            Self::AtNight => "at the kiosk, at night",
            Self::TenInFiveMinutes => "officer, ten in five minutes, varied",
            Self::BotWithoutSeconds => "bot, one a second, without seconds",
            Self::TwoPatterns => "two mixed patterns in turn, over the days",
            Self::OnePattern => "one mixed pattern, over the days",
            Self::SlowBot => "slow bot, content with everything",
            Self::ChangedCopies => "copies of honest ones with one change",
            Self::PatientReceipts => "patient, with real receipts",
        }
    }

    /// `count` made-up answers of an office.
    pub fn stuff(
        self,
        rng: &mut StdRng,
        survey: &Survey,
        (office, real): (usize, &[Answers]),
        count: usize,
    ) -> Vec<Answer> {
        if let Some(one) = self.spread() {
            let patterns = [mixed(rng, survey), mixed(rng, survey)];
            return (0..count).map(|nth| one(rng, survey, office, (nth, &patterns, real)).stuffed()).collect();
        }
        let mut made = Vec::with_capacity(count);
        while made.len() < count {
            // A session is what somebody does in one go; a handful at the least.
            let session = rng.random_range(8..=20).min((count - made.len()).max(6));
            let pattern = mixed(rng, survey);
            let mut at = MONDAY + day(rng) + self.begins(rng);
            for _ in 0..session {
                let (answers, seconds, pause) = self.one(rng, survey, &pattern);
                at += i64::from(seconds) * SECOND + pause;
                let answer = Answer::new(office, self.stratum(), at, seconds, answers).stuffed();
                made.push(if self == Self::BotWithoutSeconds { answer.untimed() } else { answer });
            }
        }
        made
    }

    /// The maker of single ones, where they are spread over the days.
    fn spread(self) -> Option<One> {
        match self {
            Self::PatientReceipts => Some(patient),
            Self::TwoPatterns => {
                Some(|rng, _, office, (nth, patterns, _)| by_poster(rng, office, patterns[nth % 2].clone()))
            }
            Self::OnePattern => Some(|rng, _, office, (_, patterns, _)| by_poster(rng, office, patterns[0].clone())),
            Self::SlowBot => Some(|rng, survey, office, _| by_poster(rng, office, all_best(survey))),
            Self::ChangedCopies => Some(|rng, survey, office, (.., real)| {
                let copied = &real[rng.random_range(0..real.len())];
                let answers = changed(rng, survey, copied);
                by_poster(rng, office, answers)
            }),
            _ => None,
        }
    }

    fn stratum(self) -> Stratum {
        if matches!(self, Self::BotOnPoster | Self::BotWithoutSeconds) { Stratum::Poster } else { Stratum::Kiosk }
    }

    fn begins(self, rng: &mut StdRng) -> i64 {
        match self {
            Self::AtNight => rng.random_range(18 * HOUR + 45 * MINUTE..21 * HOUR),
            Self::BotOnPoster | Self::BotWithoutSeconds => rng.random_range(0..23 * HOUR),
            _ => {
                [11 * HOUR + 30 * MINUTE, 16 * HOUR + 45 * MINUTE][rng.random_range(0..2)]
                    + rng.random_range(0..30 * MINUTE)
            }
        }
    }

    /// Answers, seconds taken, and the pause before the next.
    fn one(self, rng: &mut StdRng, survey: &Survey, pattern: &Answers) -> (Answers, i32, i64) {
        let mut taken = |usual: f64, spread: f64| (usual * (spread * normal(rng)).exp()) as i32;
        match self {
            Self::OfficerInBursts => {
                let seconds = taken(30.0, 0.25);
                (praise(rng, survey), seconds, rng.random_range(2..15) * SECOND)
            }
            Self::BotOnPoster => {
                let answers = if rng.random_bool(0.5) { all_best(survey) } else { pattern.clone() };
                (answers, rng.random_range(1..15), rng.random_range(1..60) * SECOND)
            }
            Self::CopiedPattern => {
                let seconds = taken(42.0, 0.2);
                (pattern.clone(), seconds, rng.random_range(2..15) * SECOND)
            }
            Self::TenInFiveMinutes => (person(rng, survey, 4.8).0, 28, rng.random_range(0..4) * SECOND),
            Self::BotWithoutSeconds => (person(rng, survey, 4.8).0, 1, 0),
            _ => {
                let seconds = taken(38.0, 0.3);
                (praise(rng, survey), seconds, rng.random_range(10..120) * SECOND)
            }
        }
    }
}

/// Its number, two patterns, and the honest answers.
type Given<'a> = (usize, &'a [Answers; 2], &'a [Answers]);
type One = fn(&mut StdRng, &Survey, usize, Given<'_>) -> Answer;

fn patient(rng: &mut StdRng, survey: &Survey, office: usize, _: Given<'_>) -> Answer {
    let (answers, seconds) = person(rng, survey, 4.8);
    let at = MONDAY + day(rng) + rng.random_range(8 * HOUR..21 * HOUR);
    Answer::new(office, Stratum::Receipt, at, seconds, answers)
}

/// As if by a person at home.
fn by_poster(rng: &mut StdRng, office: usize, answers: Answers) -> Answer {
    let at = MONDAY + day(rng) + rng.random_range(8 * HOUR..21 * HOUR);
    Answer::new(office, Stratum::Poster, at, rng.random_range(60..180), answers)
}

fn changed(rng: &mut StdRng, survey: &Survey, copied: &Answers) -> Answers {
    let ratings: Vec<Rating> = copied.ratings(survey).collect();
    let place = rng.random_range(0..ratings.len());
    rated(survey, |nth| match ratings[nth] {
        Rating::Level(level) if nth == place => Rating::Level(if level == 5 { 4 } else { level + 1 }),
        rating => rating,
    })
}

fn day(rng: &mut StdRng) -> i64 {
    let week = rng.random_range(0..DAYS / 7);
    (week * 7 + rng.random_range(0..6)) * DAY
}

fn all_best(survey: &Survey) -> Answers {
    rated(survey, |_| Rating::Level(5))
}

/// Very satisfied with everything, but for a slip of the finger; half do not bother with the last factor.
fn praise(rng: &mut StdRng, survey: &Survey) -> Answers {
    let (slip, last) = (rng.random_range(0..60), rng.random_bool(0.5));
    rated(survey, |place| match place {
        _ if place == slip => Rating::Level(4),
        _ if last && survey.items[place].factor + 1 == survey.factors.len() => Rating::NotApplicable,
        _ => Rating::Level(5),
    })
}

fn mixed(rng: &mut StdRng, survey: &Survey) -> Answers {
    rated(survey, |_| Rating::Level(if rng.random_bool(0.6) { 5 } else { 4 }))
}

fn rated(survey: &Survey, mut level: impl FnMut(usize) -> Rating) -> Answers {
    let mut builder = AnswersBuilder::new(survey);
    (0..survey.items.len()).for_each(|place| builder.rate(place, level(place)));
    builder.finish()
}
