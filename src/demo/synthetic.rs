//! Synthetic respondents: units differ, persons differ more, and one person's answers go together. At one
//! unit somebody presses for people that are not there, so that flags are seen.

use crate::{
    clock,
    domain::{
        submission::{Draft, DraftSource, Given, Stratum, SubmissionId},
        survey::{Kind, Question, Survey},
        unit::{Catalogue, Desk, Unit},
    },
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use std::collections::HashMap;

/// One submission of so many arrives now, at the end, and waits for its release.
const CURRENT: u64 = 100;
/// One of so many is made up, if that makes enough to be published, at most so many.
const STUFFED: u64 = 400;
const STUFFED_LEAST: u64 = 25;
const STUFFED_MOST: u64 = 60;
/// A quick form is offered at so many desks, those of one unit each, for so many months.
const QUICK_DESKS: usize = 3;
const QUICK_MONTHS: i64 = 6;
const FIRST_YEAR: i16 = 2023;
/// So many people answer at an office in a month in which it asks: enough of each channel to be told of.
const PER_OFFICE: f64 = 30.0;
/// An office asks every so many months, in the same ones of each year.
const TURNS: [usize; 6] = [1, 2, 3, 4, 6, 12];
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
    unit: &'c Unit,
    weight: f64,
    satisfied: f64,
}

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
                unit: Some(office.unit.code.clone()),
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
        let draft = Draft { answers, seconds, comment: None, ..self.draft(office, true, 0.95) };
        (draft, Stratum::Kiosk, midnight(day) + 17 * 3_600_000 + nth * STUFFED_EVERY)
    }
}

impl Office<'_> {
    fn is_there(&self, day: Date) -> bool {
        self.desk.validity.holds_on(day) && self.unit.validity.holds_on(day)
    }
}

/// Every unit at every desk that receives for it; of a quick form, the first few of each time.
fn offices<'c>(catalogue: &'c Catalogue, quick: bool, rng: &mut StdRng) -> Vec<Office<'c>> {
    let mut offered: HashMap<Option<Date>, usize> = HashMap::new();
    let pairs = catalogue.desks().iter().flat_map(|desk| {
        let units = desk.units.iter().filter_map(|code| catalogue.unit(code));
        units.map(move |unit| (desk, unit))
    });
    let mut offers = |unit: &Unit| {
        let seen = offered.entry(unit.validity.from).or_default();
        *seen += 1;
        *seen <= QUICK_DESKS
    };
    let pairs: Vec<_> = pairs.filter(|(desk, unit)| !quick || (desk.units.len() == 1 && offers(unit))).collect();
    let office = |(place, (desk, unit))| Office {
        desk,
        unit,
        // A few large offices, many middling ones, some where hardly anybody comes.
        weight: if place % 12 == 11 { 0.02 } else { (normal(rng) * 0.5).exp() },
        satisfied: (0.872 + 0.04 * normal(rng)).clamp(0.70, 0.97),
    };
    pairs.into_iter().enumerate().map(office).collect()
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
