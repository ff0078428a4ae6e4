//! Mistakes of a submission in words, and the names of its fields.

use super::{comment_long, kind_missing, level_missing, nothing, part_empty, unit_missing};
use crate::{
    domain::{
        language::{Lang, Said},
        submission::{FieldError, FieldProblem},
        survey::{Slot, Survey},
    },
    ui::{format::count, words::words},
};

words! {
    missing: "Chưa có thông tin này", "This is missing";
    bad_id: "Mã phiếu phải gồm 32 chữ số thập lục phân", "The id must be 32 hex digits";
    unknown_survey: "Không có mẫu khảo sát này", "There is no such questionnaire version";
    unknown_key: "Mẫu khảo sát không có câu này", "The survey has no such question";
    unknown_desk: "Không có nơi tiếp nhận này", "There is no such desk";
    unknown_unit: "Không có cơ quan này", "There is no such organisation";
    unit_not_at_desk: "Nơi tiếp nhận này không nhận hồ sơ cho cơ quan đã chọn",
        "This desk does not receive for the organisation chosen";
    unknown_kind: "Chọn làm thủ tục cho bản thân hoặc cho tổ chức", "Choose either yourself or an organisation";
    not_asked: "Câu này chỉ hỏi đối tượng khác", "This is asked only of the other kind of respondent";
    not_a_level(n): "Chọn một mức từ 1 đến {n}, hoặc bỏ qua câu này",
        "Choose a level from 1 to {n}, or skip the question";
    no_na: "Câu này không có lựa chọn “không áp dụng”", "This question has no “does not apply”";
    not_a_choice: "Chọn một trong các câu trả lời đã nêu", "Choose one of the answers given";
    too_many(n): "Chọn tối đa {n}", "Choose {n} at most";
    twice: "Câu này được trả lời hai lần", "This was answered twice";
    control: "Có ký tự không đọc được, hãy xóa và gõ lại",
        "There are characters that cannot be read, delete them and type again";
    unknown_language: "Phiếu không có ngôn ngữ này", "The survey is not in this language";
    out_of_range: "Con số này ngoài giới hạn", "This number is out of range";
    wrong_type: "Thông tin này sai kiểu dữ liệu", "This has the wrong type";

    item(n, text): "Câu {n}: {text}", "Question {n}: {text}";
    field_comment: "Ý kiến", "Comment";
    field_desk: "Nơi tiếp nhận", "Desk";
    field_unit: "Cơ quan", "Organisation";
    not_the_receipts: "không phải cơ quan ghi trên giấy hẹn", "not the organisation that the receipt names";
    field_kind: "Đối tượng", "Respondent";
    field_expectations: "Điều cần cải thiện", "What should improve";
    field_form: "Phiếu", "Form";
}

/// The mistake as a sentence, without its full stop.
pub fn describe(problem: &FieldProblem, lang: Lang) -> String {
    let plain: Said = match problem {
        FieldProblem::NotALevel { highest } => return not_a_level(lang, highest),
        FieldProblem::TooMany { limit } => return too_many(lang, count(*limit as u64, lang)),
        FieldProblem::TooLong { limit, .. } => return comment_long(lang, count(*limit as u64, lang)),
        FieldProblem::Missing => missing,
        FieldProblem::BadId => bad_id,
        FieldProblem::UnknownKey => unknown_key,
        FieldProblem::UnknownDesk => unknown_desk,
        FieldProblem::UnknownUnit => unknown_unit,
        FieldProblem::UnitNotAtDesk => unit_not_at_desk,
        FieldProblem::NotTheReceipts => not_the_receipts,
        FieldProblem::NoReceiptHere => super::quick::no_receipt_here,
        FieldProblem::UnknownKind => unknown_kind,
        FieldProblem::NotAsked => not_asked,
        FieldProblem::NotApplicableNotOffered => no_na,
        FieldProblem::NotAChoice { .. } => not_a_choice,
        FieldProblem::Twice => twice,
        FieldProblem::NotStored => super::busy,
        FieldProblem::UnknownSurvey => unknown_survey,
        FieldProblem::Control => control,
        FieldProblem::UnknownLanguage => unknown_language,
        FieldProblem::OutOfRange => out_of_range,
        FieldProblem::WrongType => wrong_type,
        FieldProblem::NothingAnswered => nothing,
    };
    plain(lang).to_owned()
}

/// A mistake in a field of the form: as [`describe`], and plainer where the field says what is missing.
pub fn describe_error(error: &FieldError, lang: Lang) -> String {
    match (error.field.as_str(), &error.problem) {
        ("respondent.kind", FieldProblem::Missing) => kind_missing(lang).to_owned(),
        ("source.unit", FieldProblem::Missing) => unit_missing(lang).to_owned(),
        (field, FieldProblem::Missing) if field.starts_with("answers.") => level_missing(lang).to_owned(),
        (field, FieldProblem::NothingAnswered) if field != "answers" => part_empty(lang).to_owned(),
        (_, problem) => describe(problem, lang),
    }
}

/// The name that a person would give the field at `path` (as in [`FieldError::field`]).
pub fn field_name(path: &str, survey: &Survey, lang: Lang) -> String {
    let key = path.strip_prefix("answers.").or_else(|| path.strip_prefix("respondent.")).unwrap_or(path);
    match survey.slot(key) {
        Some(Slot::Item(place)) => {
            let text = survey.items[place].text.get(lang);
            return item(lang, place + 1, text);
        }
        Some(Slot::Fact(place)) => return survey.facts[place].text.get(lang).to_owned(),
        Some(Slot::About(place)) => return survey.about[place].text.get(lang).to_owned(),
        Some(Slot::Expectation(_)) | None => {}
    }
    let name: Said = match path {
        "comment" => field_comment,
        "source.desk" => field_desk,
        "source.unit" => field_unit,
        "respondent.kind" => field_kind,
        _ if path.starts_with("expectations") => field_expectations,
        _ => field_form,
    };
    name(lang).to_owned()
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
        let problem = FieldProblem::TooLong { limit: 1000, length: 1200 };
        assert_eq!(describe(&problem, Lang::Vi), "Ý kiến phải có tối đa 1.000 ký tự");
        assert_eq!(
            describe(&FieldProblem::NotALevel { highest: 4 }, Lang::En),
            "Choose a level from 1 to 4, or skip the question"
        );
    }
}
