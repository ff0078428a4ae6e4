//! What a person reads who comes with a receipt.

use super::{Pair, pair};
use crate::domain::receipt::Event;

// Start
/// Before the name of the unit.
pub const RECEIPT_OF: Pair = pair("Giấy hẹn của", "Receipt from");
pub const FACTS_OF_RECEIPT: Pair = pair("{length} · ẩn\u{a0}danh", "{length} · anonymous");
pub const WRONG_RECEIPT: Pair = pair("Không phải nơi này?", "Not this place?");
pub const WRONG_RECEIPT_HINT: Pair = pair(
    "Trang này mở từ mã in trên giấy hẹn. Nếu đó không phải giấy hẹn của Ông/Bà, xin đừng trả lời: mỗi giấy hẹn chỉ trả lời được một lần. Xin quét mã trên giấy hẹn của mình, hoặc",
    "This page was opened with the code on a receipt. If that is not your receipt, please do not answer: a receipt can be answered once. Scan the code on your own receipt, or",
);
pub const TYPE_LINK: Pair = pair("gõ mã ngắn in dưới mã QR", "type the short code below its QR code");

/// What happened to the dossier.
pub fn event(event: Event) -> Pair {
    match event {
        Event::Received => pair("tiếp nhận hồ\u{a0}sơ", "papers received"),
        Event::Supplement => pair("yêu cầu bổ sung hồ\u{a0}sơ", "more papers asked for"),
        Event::Refused => pair("từ chối hồ\u{a0}sơ", "papers refused"),
        Event::Returned => pair("trả kết quả", "result returned"),
    }
}

// In place of a form
pub const UNKNOWN_RECEIPT: Pair = pair("Mã đánh giá chưa đúng", "This is not the code of a receipt");
pub const UNKNOWN_RECEIPT_HINT: Pair = pair(
    "Đường dẫn có thể bị thiếu một phần. Hãy quét lại mã QR trên giấy hẹn, hoặc gõ mã ngắn in dưới mã QR.",
    "A part of the link may be missing. Scan the QR code on your receipt again, or type the short code below it.",
);
pub const EXPIRED_RECEIPT: Pair = pair("Mã đánh giá đã hết hạn", "The receipt’s code has expired");
pub const EXPIRED_RECEIPT_HINT: Pair = pair(
    "Mã có giá trị 30 ngày sau khi hết tuần được cấp. Lần sau, Ông/Bà có thể trả lời ngay khi nhận giấy hẹn.",
    "It is valid for 30 days after the week of its issue. Next time you can answer as soon as you have the receipt.",
);
pub const REVOKED: Pair = pair("Mã đánh giá đã bị thu hồi", "The receipt’s code was taken back");
pub const REVOKED_HINT: Pair =
    pair("Xin hỏi nơi đã cấp giấy hẹn để nhận mã mới.", "Ask for a new one where you were given the receipt.");
pub const ALREADY: Pair = pair("Giấy hẹn này đã được trả lời", "This receipt has been answered");
pub const NOT_ME_ASK: Pair = pair(
    "Nếu không phải Ông/Bà đã trả lời, xin cho biết. Không hỏi Ông/Bà là ai.",
    "If it was not you who answered, please say so. Nobody asks who you are.",
);
pub const NOT_ME: Pair = pair("Không phải tôi", "It was not me");
pub const CONTESTED: Pair = pair("Đã ghi nhận", "Noted");
pub const CONTESTED_HINT: Pair = pair(
    "Số giấy hẹn bị người khác trả lời được thống kê theo từng cơ quan.",
    "How many receipts were answered by others is counted for each organisation.",
);
pub const TOO_MANY_TRIES: Pair = pair("Thử quá nhiều lần", "Too many tries");
pub const TOO_MANY_TRIES_HINT: Pair = pair(
    "Xin đợi một phút rồi quét lại mã QR trên giấy hẹn. Mã đúng luôn mở được ngay.",
    "Wait a minute, then scan the QR code on your receipt again. A right code always opens at once.",
);

// Typing
pub const TYPE_TITLE: Pair = pair("Gõ mã ngắn trên giấy hẹn", "Type the receipt’s short code");
pub const TYPE_HINT: Pair = pair(
    "12 chữ và số in dưới mã QR, dạng XXXX-XXXX-XXXX. Gõ hoa hay thường, có gạch hay không đều được.",
    "12 letters and digits below the QR code, as in XXXX-XXXX-XXXX. Capitals and hyphens do not matter.",
);
pub const TYPE_SLIP: Pair = pair(
    "Mã ngắn gõ chưa đúng: hãy so từng chữ với giấy hẹn",
    "The short code has a typing mistake: compare it with the receipt",
);
pub const TYPE_WRONG: Pair = pair("Không có giấy hẹn nào mang mã ngắn này", "No receipt has this short code");
pub const TYPE_USED_UP: Pair = pair(
    "Mã ngắn này đã bị gõ sai 5 lần hôm nay: hãy quét mã QR, hoặc gõ lại vào ngày mai",
    "This short code was typed wrong 5 times today: scan the QR code, or type it tomorrow",
);
pub const TYPE_TOO_MANY: Pair =
    pair("Gõ sai mã ngắn quá nhiều lần: xin đợi một phút", "Too many wrong short codes: wait a minute");
