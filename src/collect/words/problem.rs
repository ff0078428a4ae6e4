//! Mistakes of a submission in words, and the names of its fields.

use super::{COMMENT_LONG, KIND_MISSING, LEVEL_MISSING, NOTHING, PART_EMPTY, Pair, UNIT_MISSING, number, pair};
use crate::domain::{
    language::Lang,
    submission::{FieldError, Problem},
    survey::{Slot, Survey},
};

const MISSING: Pair = pair("Chưa có thông tin này", "This is missing");
const BAD_ID: Pair = pair("Mã phiếu phải gồm 32 chữ số thập lục phân", "The id must be 32 hex digits");
const UNKNOWN_SURVEY: Pair = pair("Không có mẫu khảo sát này", "There is no such questionnaire version");
const UNKNOWN_KEY: Pair = pair("Mẫu khảo sát không có câu này", "The survey has no such question");
const UNKNOWN_DESK: Pair = pair("Không có nơi tiếp nhận này", "There is no such desk");
const UNKNOWN_UNIT: Pair = pair("Không có cơ quan này", "There is no such organisation");
const UNIT_NOT_AT_DESK: Pair = pair(
    "Nơi tiếp nhận này không nhận hồ sơ cho cơ quan đã chọn",
    "This desk does not receive for the organisation chosen",
);
const UNKNOWN_KIND: Pair =
    pair("Chọn làm thủ tục cho bản thân hoặc cho tổ chức", "Choose either yourself or an organisation");
const NOT_ASKED: Pair = pair("Câu này chỉ hỏi đối tượng khác", "This is asked only of the other kind of respondent");
const NOT_A_LEVEL: Pair =
    pair("Chọn một mức từ 1 đến {n}, hoặc bỏ qua câu này", "Choose a level from 1 to {n}, or skip the question");
const NO_NA: Pair = pair("Câu này không có lựa chọn “không áp dụng”", "This question has no “does not apply”");
const NOT_A_CHOICE: Pair = pair("Chọn một trong các câu trả lời đã nêu", "Choose one of the answers given");
const TOO_MANY: Pair = pair("Chọn tối đa {n}", "Choose {n} at most");
const TWICE: Pair = pair("Câu này được trả lời hai lần", "This was answered twice");
const CONTROL: Pair = pair(
    "Có ký tự không đọc được, hãy xóa và gõ lại",
    "There are characters that cannot be read, delete them and type again",
);
const UNKNOWN_LANGUAGE: Pair = pair("Phiếu không có ngôn ngữ này", "The survey is not in this language");
const OUT_OF_RANGE: Pair = pair("Con số này ngoài giới hạn", "This number is out of range");
const WRONG_TYPE: Pair = pair("Thông tin này sai kiểu dữ liệu", "This has the wrong type");

const ITEM: Pair = pair("Câu {n}: {text}", "Question {n}: {text}");
const FIELD_COMMENT: Pair = pair("Ý kiến", "Comment");
const FIELD_DESK: Pair = pair("Nơi tiếp nhận", "Desk");
const FIELD_UNIT: Pair = pair("Cơ quan", "Organisation");
const NOT_THE_RECEIPTS: Pair =
    pair("không phải cơ quan ghi trên giấy hẹn", "not the organisation that the receipt names");
const FIELD_KIND: Pair = pair("Đối tượng", "Respondent");
const FIELD_EXPECTATIONS: Pair = pair("Điều cần cải thiện", "What should improve");
const FIELD_FORM: Pair = pair("Phiếu", "Form");

/// What is wrong, as a sentence without its full stop.
pub fn describe(problem: &Problem, lang: Lang) -> String {
    let plain = match problem {
        Problem::NotALevel { highest } => return NOT_A_LEVEL.with(lang, &[("n", &highest.to_string())]),
        Problem::TooMany { limit } => return TOO_MANY.with(lang, &[("n", &number(*limit, lang))]),
        Problem::TooLong { limit, .. } => return COMMENT_LONG.with(lang, &[("n", &number(*limit, lang))]),
        Problem::Missing => MISSING,
        Problem::BadId => BAD_ID,
        Problem::UnknownKey => UNKNOWN_KEY,
        Problem::UnknownDesk => UNKNOWN_DESK,
        Problem::UnknownUnit => UNKNOWN_UNIT,
        Problem::UnitNotAtDesk => UNIT_NOT_AT_DESK,
        Problem::NotTheReceipts => NOT_THE_RECEIPTS,
        Problem::NoReceiptHere => super::quick::NO_RECEIPT_HERE,
        Problem::UnknownKind => UNKNOWN_KIND,
        Problem::NotAsked => NOT_ASKED,
        Problem::NotApplicableNotOffered => NO_NA,
        Problem::NotAChoice { .. } => NOT_A_CHOICE,
        Problem::Twice => TWICE,
        Problem::NotStored => super::BUSY,
        Problem::UnknownSurvey => UNKNOWN_SURVEY,
        Problem::Control => CONTROL,
        Problem::UnknownLanguage => UNKNOWN_LANGUAGE,
        Problem::OutOfRange => OUT_OF_RANGE,
        Problem::WrongType => WRONG_TYPE,
        Problem::NothingAnswered => NOTHING,
    };
    plain.get(lang).to_owned()
}

/// What is wrong with a field of the form: as [`describe`], and plainer where the field says what is missing.
pub fn describe_error(error: &FieldError, lang: Lang) -> String {
    match (error.field.as_str(), &error.problem) {
        ("respondent.kind", Problem::Missing) => KIND_MISSING.get(lang).to_owned(),
        ("source.unit", Problem::Missing) => UNIT_MISSING.get(lang).to_owned(),
        (field, Problem::Missing) if field.starts_with("answers.") => LEVEL_MISSING.get(lang).to_owned(),
        (field, Problem::NothingAnswered) if field != "answers" => PART_EMPTY.get(lang).to_owned(),
        (_, problem) => describe(problem, lang),
    }
}

/// What a person would call the field at `path` (as in [`FieldError::field`]).
pub fn field_name(path: &str, survey: &Survey, lang: Lang) -> String {
    let key = path.strip_prefix("answers.").or_else(|| path.strip_prefix("respondent.")).unwrap_or(path);
    match survey.slot(key) {
        Some(Slot::Item(place)) => {
            let text = survey.items[place].text.get(lang);
            return ITEM.with(lang, &[("n", &(place + 1).to_string()), ("text", text)]);
        }
        Some(Slot::Fact(place)) => return survey.facts[place].text.get(lang).to_owned(),
        Some(Slot::About(place)) => return survey.about[place].text.get(lang).to_owned(),
        Some(Slot::Expectation(_)) | None => {}
    }
    let pair = match path {
        "comment" => FIELD_COMMENT,
        "source.desk" => FIELD_DESK,
        "source.unit" => FIELD_UNIT,
        "respondent.kind" => FIELD_KIND,
        _ if path.starts_with("expectations") => FIELD_EXPECTATIONS,
        _ => FIELD_FORM,
    };
    pair.get(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_called_by_number_and_text() {
        let survey = Survey::from_toml("s", include_str!("../../../surveys/one-stop-2024.toml")).unwrap();
        let name = |path| field_name(path, &survey, Lang::En);
        assert_eq!(name("answers.officer.polite"), "Question 10: The officer was polite");
        assert_eq!(name("respondent.age"), "Which age group are you in?");
        assert_eq!(name("expectations[2]"), "What should improve");
        assert_eq!(name("answers.nothing.here"), "Form");
    }

    #[test]
    fn limits_are_written_out() {
        let problem = Problem::TooLong { limit: 1000, length: 1200 };
        assert_eq!(describe(&problem, Lang::Vi), "Ý kiến phải có tối đa 1.000 ký tự");
        assert_eq!(
            describe(&Problem::NotALevel { highest: 4 }, Lang::En),
            "Choose a level from 1 to 4, or skip the question"
        );
    }
}
