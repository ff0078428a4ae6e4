//! The words of lengths.

use crate::domain::language::words;

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
