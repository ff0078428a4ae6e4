//! The length of a questionnaire in words: start screens, buttons and posters promise the same.

mod words;

use crate::domain::{
    language::Lang,
    survey::{Length, Survey},
};
use words::{answer, answer_one, minute, minutes, more, question, questions, seconds, up_to};

/// "22 câu · khoảng 3 phút": the rated statements.
pub fn rated(survey: &Survey, lang: Lang) -> String {
    let rated = survey.rated();
    let time = time(rated, lang);
    if rated.questions == 1 { question(lang, time) } else { questions(lang, rated.questions, time) }
}

/// "Tùy ý: thêm tối đa 14 câu, khoảng 2 phút": the further questions, for any kind of respondent.
pub fn besides(survey: &Survey, lang: Lang) -> String {
    let (most, is_for_all) = survey.most();
    let time = time(most, lang);
    if is_for_all { more(lang, most.questions, time) } else { up_to(lang, most.questions, time) }
}

/// "Trả lời thêm 14 câu (khoảng 2 phút)", as a button says it.
pub fn offer(more: Length, lang: Lang) -> String {
    let time = time(more, lang);
    if more.questions == 1 { answer_one(lang, time) } else { answer(lang, more.questions, time) }
}

/// "3 phút", to the nearest minute; under a minute in tens of seconds, rounded up.
pub fn time(length: Length, lang: Lang) -> String {
    match (length.seconds.div_ceil(10) * 10, (length.seconds + 30) / 60) {
        (tens, _) if tens < 60 => seconds(lang, tens),
        (_, 0 | 1) => minute(lang).to_owned(),
        (_, nearest) => minutes(lang, nearest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_the_unit_that_fits() {
        let said = |seconds, lang| time(Length { questions: 1, seconds }, lang).replace('\u{a0}', " ");
        let all = [7, 10, 11, 50, 51, 89, 90, 161].map(|seconds| said(seconds, Lang::En));
        let want =
            ["10 seconds", "10 seconds", "20 seconds", "50 seconds", "1 minute", "1 minute", "2 minutes", "3 minutes"];
        assert_eq!(all, want);
        assert_eq!(said(142, Lang::Vi), "2 phút");
    }

    #[test]
    fn one_question_is_no_questions() {
        let of = |questions| offer(Length { questions, seconds: 20 }, Lang::En).replace('\u{a0}', " ");
        assert_eq!(
            [1, 2].map(of),
            ["Answer 1 more question (about 20 seconds)", "Answer 2 more questions (about 20 seconds)"]
        );
    }
}
