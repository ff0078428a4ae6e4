//! The words around the quick form: one question, and the question about improvements.

use crate::{
    domain::{language::Lang, survey::Length},
    ui::{length, words::words},
};

words! {
    quick_rating(time): "Đánh giá nhanh ({time})", "Quick rating ({time})";
    to_full: "Trả lời phiếu đầy đủ", "Answer the full form";
    level_missing: "Chọn một mức hài\u{a0}lòng", "Choose how satisfied you are";
    reasons: "Điều gì cần cải thiện?", "What should improve?";
    reasons_any: "Chọn một hay nhiều điều, hoặc gửi luôn", "Choose any number, or just send";
    idle_send: "Đánh giá sẽ được gửi sau {s} giây.", "Your rating is sent in {s} seconds.";
    no_receipt_here: "Đánh giá nhanh không dùng mã đánh giá; mã này dành cho phiếu đầy đủ",
        "A quick rating spends no receipt; the receipt is for the full form";
}

/// "Đánh giá nhanh (10 giây)": the work of one touch, of a quick version's [`rated`](crate::domain::survey::Survey::rated).
pub fn quick(rated: Length, lang: Lang) -> String {
    quick_rating(lang, length::time(rated, lang))
}
