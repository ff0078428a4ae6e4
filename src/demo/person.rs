//! One synthetic person: answers go together, some break off, few write.

use super::offices::Office;
use crate::domain::{
    submission::{Draft, DraftSource, Given, SubmissionId},
    survey::{Kind, Question, Survey},
};
use rand::{Rng, RngExt, rngs::StdRng};

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

/// Levels of all items by one person: most are satisfied with nearly everything, some with little.
fn ratings(survey: &Survey, rng: &mut StdRng, satisfied: f64) -> Vec<(String, Given)> {
    let content = 0.93;
    let unhappy = rng.random_bool(((content + 0.045 - satisfied) / 0.65).clamp(0.02, 0.5));
    let person = if unhappy { 0.33 } else { content + 0.045 };
    let enthusiasm = rng.random_range(0.2..0.8);
    let stops_at = if rng.random_bool(0.04) { rng.random_range(4..survey.items.len().max(5)) } else { usize::MAX };
    let gave_feedback = rng.random_bool(0.22);
    let size = survey.scale_size();
    let mut given = Vec::new();
    for (place, item) in survey.items.iter().enumerate().take(stops_at) {
        let last_factor = item.factor + 1 == survey.factors.len();
        let answer =
            if item.na_label.is_some() && rng.random_bool(if last_factor && !gave_feedback { 0.97 } else { 0.04 }) {
                Given::Word("na".to_owned())
            } else if survey.items.len() > 1 && rng.random_bool(0.012) {
                Given::Word("skipped".to_owned())
            } else {
                // Items differ: the same ones are always a little harder.
                let harder = 0.02 * f64::from(u8::try_from(place * 7 % 5).unwrap_or(0)) - 0.04;
                Given::Level(level(rng, (person - harder).clamp(0.02, 0.995), enthusiasm, size, survey.satisfied_from))
            };
        given.push((item.key.clone(), answer));
    }
    given
}

fn choices(rng: &mut StdRng, questions: &[Question], kind: Kind, answered: f64) -> Vec<(String, Given)> {
    let mut given = Vec::new();
    for question in questions.iter().filter(|question| question.ask.contains(&kind)) {
        if rng.random_bool(answered) {
            // The first choices are the usual ones; a restricted one is rare.
            let last = question.choices.len() - 1;
            let place = if question.restricted {
                if rng.random_bool(0.985) { last } else { 0 }
            } else {
                (rng.random::<f64>().powi(2) * question.choices.len() as f64) as usize
            };
            given.push((question.key.clone(), Given::Word(question.choices[place.min(last)].key.clone())));
        }
    }
    given
}

/// The answers of one person who was at this office; `satisfied` is the chance that one of them is.
pub fn draft(survey: &Survey, rng: &mut StdRng, office: &Office<'_>, kiosk: bool, satisfied: f64) -> Draft {
    let quick = survey.is_quick();
    let stated = if rng.random_bool(0.78) { Kind::Citizen } else { Kind::Organisation };
    let kind = if quick { Kind::Unstated } else { stated };
    let mut answers = ratings(survey, rng, satisfied);
    answers.extend(choices(rng, &survey.facts, kind, 0.85));
    let about = choices(rng, &survey.about, kind, 0.7);
    let wished = rng.random_range(0..=survey.expectations_max.min(survey.expectations.len()).min(3));
    let first = rng.random_range(0..survey.expectations.len().max(1));
    let expectations =
        (0..wished).map(|n| survey.expectations[(first + n * 2 + n * n) % survey.expectations.len()].key.clone());
    let mut expectations: Vec<String> = expectations.collect();
    expectations.sort();
    expectations.dedup();
    Draft {
        id: Some(SubmissionId::from_bytes(rng.random()).to_hex()),
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
        comment: (!quick && rng.random_bool(0.08)).then(|| COMMENTS[rng.random_range(0..COMMENTS.len())].to_owned()),
        language: Some("vi".to_owned()),
        seconds: Some(if quick { rng.random_range(2..15) } else { rng.random_range(70..420) }),
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
