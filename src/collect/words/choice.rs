//! What is said between the rated statements and the further questions.

use super::{Pair, pair};

pub const CHOICE: Pair = pair("Đã xong phần đánh giá", "The rating is done");
pub const CHOICE_HINT: Pair = pair(
    "Ông/Bà có thể gửi ngay, hoặc trả lời thêm để nơi phục vụ biết rõ cần cải thiện điều gì.",
    "You can send it now, or answer more so that it is clear what should improve.",
);
pub const SEND_NOW: Pair = pair("Gửi ngay", "Send now");
pub const FURTHER: Pair = pair("Câu thêm {n}/{total}", "Further question {n} of {total}");
