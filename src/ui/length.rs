//! How long a questionnaire is, in words: start screens, buttons and posters promise the same.

use crate::domain::{
    language::Lang,
    survey::{Length, Survey},
};
use crate::ui::words::words;

words! {
    questions(n, time): "{n}\u{a0}câu · khoảng {time}", "{n}\u{a0}questions · about {time}";
    question(time): "1\u{a0}câu · khoảng {time}", "1\u{a0}question · about {time}";
    more(n, time): "Tùy ý: thêm {n}\u{a0}câu, khoảng {time}", "Optional: {n} more, about {time}";
    up_to(n, time): "Tùy ý: thêm tối đa {n}\u{a0}câu, khoảng {time}", "Optional: up to {n} more, about {time}";
    answer(n, time): "Trả lời thêm {n}\u{a0}câu (khoảng\u{a0}{time})", "Answer {n} more questions (about\u{a0}{time})";
    answer_one(time): "Trả lời thêm 1\u{a0}câu (khoảng\u{a0}{time})", "Answer 1 more question (about\u{a0}{time})";
    seconds(n): "{n}\u{a0}giây", "{n}\u{a0}seconds";
    minutes(n): "{n}\u{a0}phút", "{n}\u{a0}minutes";
    minute: "1\u{a0}phút", "1\u{a0}minute";
}

/// "22 câu · khoảng 3 phút": what is rated.
pub fn rated(survey: &Survey, lang: Lang) -> String {
    let rated = survey.rated();
    let time = time(rated, lang);
    if rated.questions == 1 { question(lang, time) } else { questions(lang, rated.questions, time) }
}

/// "Tùy ý: thêm tối đa 14 câu, khoảng 2 phút": what may be answered besides, said to whoever may come.
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
