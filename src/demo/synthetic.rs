//! Synthetic respondents: units differ, persons differ more, and one person's answers go together. At one
//! unit somebody presses for people that are not there, so that flags are seen.

use crate::domain::{
    submission::{Draft, DraftSource, Given, Stratum, SubmissionId},
    survey::{Kind, Question, Survey},
    unit::{Catalogue, Desk},
};
use jiff::civil::DateTime;
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};

/// One submission of so many arrives now, at the end, and waits for its release.
const CURRENT: u64 = 100;
/// One of so many is made up, if that makes enough to be published, at most so many.
const STUFFED: u64 = 400;
const STUFFED_LEAST: u64 = 25;
const STUFFED_MOST: u64 = 60;
/// A quick form is offered at so many desks, those of one unit each, in the second year.
const QUICK_DESKS: usize = 3;
/// Milliseconds between two of them.
const STUFFED_EVERY: i64 = 35_000;
const COMMENTS: [&str; 16] = [
    "Cán bộ hướng dẫn rất nhiệt tình, tôi làm xong trong buổi sáng.",
    "Phòng chờ hơi nóng, nên có thêm quạt.",
    "Đề nghị trả kết quả đúng hẹn, tôi phải đi lại hai lần.",
    "Thủ tục đơn giản hơn trước nhiều. Cảm ơn.",
    "Nên niêm yết mức phí rõ hơn ở bàn tiếp nhận.",
    "Nộp hồ sơ trực tuyến bị lỗi ở bước tải tệp, phải ra tận nơi.",
    "Anh chị tiếp dân lịch sự, giải thích dễ hiểu.",
    "Chờ lâu, buổi sáng thứ hai rất đông.",
    "Mong có thêm chỗ để xe.",
    "Yêu cầu thêm giấy xác nhận không có trong danh mục.",
    "Kết quả sai tên đệm, phải làm lại.",
    "Tôi lớn tuổi, được cán bộ giúp điền tờ khai. Rất cảm động.",
    "Nên nhắn tin khi hồ sơ xong.",
    "Góp ý qua hộp thư nhưng không thấy trả lời.",
    "Rất hài lòng.",
    "Trụ sở sạch sẽ, máy lấy số dễ dùng.",
];

/// A unit's share of all visitors and how likely its visitors are satisfied.
#[derive(Debug)]
struct Office<'c> {
    desk: &'c Desk,
    unit: &'c str,
    weight: f64,
    satisfied: f64,
}

/// An endless-looking source of drafts, the same for the same seed: draft, stratum, arrival in
/// milliseconds since 1970, UTC.
#[derive(Debug)]
pub struct Synthetic<'c> {
    survey: &'c Survey,
    offices: Vec<Office<'c>>,
    weights: f64,
    rng: StdRng,
    left: u64,
    /// How many of them, the last, arrive now.
    current: u64,
    /// How many before these are made up.
    stuffed: u64,
    now: i64,
}

impl<'c> Synthetic<'c> {
    /// `now` is the end of the current month's arrivals.
    #[must_use]
    pub fn new(survey: &'c Survey, catalogue: &'c Catalogue, count: u64, seed: u64, now: i64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let pairs = catalogue.desks().iter().flat_map(|desk| desk.units.iter().map(move |unit| (desk, unit)));
        let quick = survey.is_quick();
        let offices: Vec<Office<'c>> = pairs
            .filter(|(desk, _)| !quick || desk.units.len() == 1)
            .take(if quick { QUICK_DESKS } else { usize::MAX })
            .enumerate()
            .map(|(place, (desk, unit))| Office {
                desk,
                unit,
                // A few large offices, many middling ones, some where hardly anybody comes.
                weight: if place % 7 == 6 { 0.02 } else { (normal(&mut rng) * 0.8).exp() },
                satisfied: (0.872 + 0.04 * normal(&mut rng)).clamp(0.70, 0.97),
            })
            .collect();
        let weights = offices.iter().map(|office| office.weight).sum();
        let stuffed = Some((count / STUFFED).min(STUFFED_MOST)).filter(|n| *n >= STUFFED_LEAST && !quick).unwrap_or(0);
        Self { survey, offices, weights, rng, left: count, current: count / CURRENT, stuffed, now }
    }

    /// How many submissions are of past years, the first ones.
    #[must_use]
    pub fn past(&self) -> usize {
        usize::try_from(self.left.saturating_sub(self.current)).unwrap_or(usize::MAX)
    }

    fn office(&mut self) -> usize {
        let mut at = self.rng.random::<f64>() * self.weights;
        let found = self.offices.iter().position(|office| {
            at -= office.weight;
            at <= 0.0
        });
        found.unwrap_or(self.offices.len() - 1)
    }

    /// Office hours of a day but Sunday in 2023 or 2024, more in the second year; or the current month.
    fn arrival(&mut self) -> (i64, bool) {
        let in_day = self.rng.random_range(8 * 3_600_000..17 * 3_600_000);
        if self.left < self.current {
            return (self.now - self.rng.random_range(0..60_000), true);
        }
        let later = self.rng.random_bool(0.58) || self.survey.is_quick();
        let year = if later { 2024 } else { 2023 };
        // 2023 begins on a Sunday, 2024 on a Monday.
        let (week, day) = (self.rng.random_range(0..52), self.rng.random_range(0..6));
        (new_year(year) + (week * 7 + day + i64::from(!later)) * DAY + in_day, later)
    }

    /// What arrives now does so within a minute, which no kiosk could.
    fn stratum(&mut self) -> Stratum {
        match self.rng.random_range(0..100) {
            0..49 if !self.survey.is_quick() => Stratum::Receipt,
            49..52 if !self.survey.is_quick() && self.left >= self.current => Stratum::KioskReceipt,
            0..84 if self.left >= self.current => Stratum::Kiosk,
            _ => Stratum::Poster,
        }
    }

    /// Levels of all items by one person: most are satisfied with nearly everything, some with little.
    fn ratings(&mut self, satisfied: f64) -> Vec<(String, Given)> {
        let content = 0.93;
        let unhappy = self.rng.random_bool(((content + 0.045 - satisfied) / 0.65).clamp(0.02, 0.5));
        let person = if unhappy { 0.33 } else { content + 0.045 };
        let enthusiasm = self.rng.random_range(0.2..0.8);
        let stops_at = if self.rng.random_bool(0.04) {
            self.rng.random_range(4..self.survey.items.len().max(5))
        } else {
            usize::MAX
        };
        let gave_feedback = self.rng.random_bool(0.22);
        let size = self.survey.scale_size();
        let mut given = Vec::new();
        for (place, item) in self.survey.items.iter().enumerate().take(stops_at) {
            let last_factor = item.factor + 1 == self.survey.factors.len();
            let answer = if item.na_label.is_some()
                && self.rng.random_bool(if last_factor && !gave_feedback { 0.97 } else { 0.04 })
            {
                Given::Word("na".to_owned())
            } else if self.survey.items.len() > 1 && self.rng.random_bool(0.012) {
                Given::Word("skipped".to_owned())
            } else {
                // Items differ: the same ones are always a little harder.
                let harder = 0.02 * f64::from(u8::try_from(place * 7 % 5).unwrap_or(0)) - 0.04;
                Given::Level(level(
                    &mut self.rng,
                    (person - harder).clamp(0.02, 0.995),
                    enthusiasm,
                    size,
                    self.survey.satisfied_from,
                ))
            };
            given.push((item.key.clone(), answer));
        }
        given
    }

    fn choices(&mut self, questions: &[Question], kind: Kind, answered: f64) -> Vec<(String, Given)> {
        let mut given = Vec::new();
        for question in questions.iter().filter(|question| question.ask.contains(&kind)) {
            if self.rng.random_bool(answered) {
                // The first choices are the usual ones; what is restricted is rare.
                let last = question.choices.len() - 1;
                let place = if question.restricted {
                    if self.rng.random_bool(0.985) { last } else { 0 }
                } else {
                    (self.rng.random::<f64>().powi(2) * question.choices.len() as f64) as usize
                };
                given.push((question.key.clone(), Given::Word(question.choices[place.min(last)].key.clone())));
            }
        }
        given
    }

    fn draft(&mut self, office: usize, kiosk: bool, satisfied: f64) -> Draft {
        let survey = self.survey;
        let quick = survey.is_quick();
        let stated = if self.rng.random_bool(0.78) { Kind::Citizen } else { Kind::Organisation };
        let kind = if quick { Kind::Unstated } else { stated };
        let mut answers = self.ratings(satisfied);
        answers.extend(self.choices(&survey.facts, kind, 0.85));
        let about = self.choices(&survey.about, kind, 0.7);
        let wished = self.rng.random_range(0..=survey.expectations_max.min(survey.expectations.len()).min(3));
        let first = self.rng.random_range(0..survey.expectations.len().max(1));
        let expectations =
            (0..wished).map(|n| survey.expectations[(first + n * 2 + n * n) % survey.expectations.len()].key.clone());
        let mut expectations: Vec<String> = expectations.collect();
        expectations.sort();
        expectations.dedup();
        let office = &self.offices[office];
        Draft {
            id: Some(SubmissionId::from_bytes(self.rng.random()).to_hex()),
            source: DraftSource {
                desk: Some(office.desk.code.clone()),
                unit: Some(office.unit.to_owned()),
                through_device: kiosk,
                ..DraftSource::default()
            },
            kind: (!quick).then(|| kind.key().to_owned()),
            about,
            answers,
            expectations,
            comment: (!quick && self.rng.random_bool(0.08))
                .then(|| COMMENTS[self.rng.random_range(0..COMMENTS.len())].to_owned()),
            language: Some("vi".to_owned()),
            seconds: Some(if quick { self.rng.random_range(2..15) } else { self.rng.random_range(70..420) }),
        }
    }
}

/// Somebody at the kiosk of one unit, late on a day of the second year's December: all the best, in half a minute.
impl Synthetic<'_> {
    fn made_up(&mut self) -> (Draft, Stratum, i64) {
        let alone = self.offices.iter().position(|office| office.desk.units.len() == 1);
        let (office, nth) = (alone.unwrap_or(0), i64::try_from(self.left - self.current).unwrap_or(0));
        let best = i64::from(self.survey.scale_size());
        let answers = self.survey.items.iter().map(|item| (item.key.clone(), Given::Level(best))).collect();
        let seconds = Some(self.rng.random_range(20..32));
        let draft = Draft { answers, seconds, comment: None, ..self.draft(office, true, 0.95) };
        let evening = new_year(2024) + 344 * DAY + 17 * 3_600_000;
        (draft, Stratum::Kiosk, evening + nth * STUFFED_EVERY)
    }
}

const DAY: i64 = 86_400_000;

/// Midnight in Vietnam.
fn new_year(year: i16) -> i64 {
    let day = DateTime::new(year, 1, 1, 0, 0, 0, 0).unwrap_or_default();
    day.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(7))).map_or(0, |day| day.timestamp().as_millisecond())
}

impl Iterator for Synthetic<'_> {
    type Item = (Draft, Stratum, i64);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        if (self.current..self.current + self.stuffed).contains(&self.left) {
            return Some(self.made_up());
        }
        let office = self.office();
        let (received_at, later) = self.arrival();
        let stratum = self.stratum();
        // The second year is better, and people at the kiosk are kinder than people at home.
        let channel = match stratum {
            Stratum::Kiosk | Stratum::KioskReceipt => 0.015,
            Stratum::Poster => -0.02,
            _ => 0.0,
        };
        let satisfied = self.offices[office].satisfied + channel + if later { 0.012 } else { -0.008 };
        Some((
            self.draft(office, matches!(stratum, Stratum::Kiosk | Stratum::KioskReceipt), satisfied),
            stratum,
            received_at,
        ))
    }
}

fn level(rng: &mut impl Rng, satisfied: f64, enthusiasm: f64, size: u8, from: u8) -> i64 {
    let highest = i64::from(size);
    let lowest_satisfied = i64::from(from);
    if rng.random_bool(satisfied) {
        if rng.random_bool(enthusiasm) { highest } else { lowest_satisfied }
    } else if rng.random_bool(0.7) {
        lowest_satisfied - 1
    } else {
        rng.random_range(1..lowest_satisfied)
    }
}

/// A standard normal number (Box and Muller).
fn normal(rng: &mut impl Rng) -> f64 {
    let (a, b): (f64, f64) = (rng.random_range(f64::MIN_POSITIVE..1.0), rng.random());
    (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}
