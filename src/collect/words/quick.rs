//! What is said around the quick form: one question and what should improve.

use super::{Pair, pair};
use crate::{
    domain::{language::Lang, survey::Length},
    ui::length,
};

const QUICK: Pair = pair("Đánh giá nhanh ({time})", "Quick rating ({time})");
pub const TO_FULL: Pair = pair("Trả lời phiếu đầy đủ", "Answer the full form");
pub const LEVEL_MISSING: Pair = pair("Chọn một mức hài\u{a0}lòng", "Choose how satisfied you are");
pub const REASONS: Pair = pair("Điều gì cần cải thiện?", "What should improve?");
pub const REASONS_ANY: Pair = pair("Chọn một hay nhiều điều, hoặc gửi luôn", "Choose any number, or just send");
pub const IDLE_SEND: Pair = pair("Đánh giá sẽ được gửi sau {s} giây.", "Your rating is sent in {s} seconds.");
pub const NO_RECEIPT_HERE: Pair = pair(
    "Đánh giá nhanh không dùng mã đánh giá; mã này dành cho phiếu đầy đủ",
    "A quick rating spends no receipt; the receipt is for the full form",
);

/// "Đánh giá nhanh (10 giây)": what is done with one touch, of a quick version's [`rated`](crate::domain::survey::Survey::rated).
pub fn quick(rated: Length, lang: Lang) -> String {
    QUICK.with(lang, &[("time", &length::time(rated, lang))])
}
