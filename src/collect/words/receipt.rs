//! The words for a person with a receipt.

use crate::{domain::receipt::Event, ui::words::words};

words! {
    // Start
    // Before the name of the unit.
    receipt_of: "Giấy hẹn của", "Receipt from";
    facts_of_receipt(length): "{length} · ẩn\u{a0}danh", "{length} · anonymous";
    wrong_receipt: "Không phải nơi này?", "Not this place?";
    wrong_receipt_hint: "Trang này mở từ mã in trên giấy hẹn. Nếu đó không phải giấy hẹn của Ông/Bà, xin đừng trả lời: mỗi giấy hẹn chỉ trả lời được một lần. Xin quét mã trên giấy hẹn của mình, hoặc",
        "This page was opened with the code on a receipt. If that is not your receipt, please do not answer: a receipt can be answered once. Scan the code on your own receipt, or";
    type_link: "gõ mã ngắn in dưới mã QR", "type the short code below its QR code";
    event(Event) {
        Received: "tiếp nhận hồ\u{a0}sơ", "papers received";
        Supplement: "yêu cầu bổ sung hồ\u{a0}sơ", "more papers asked for";
        Refused: "từ chối hồ\u{a0}sơ", "papers refused";
        Returned: "trả kết quả", "result returned";
    }

    // In place of a form
    unknown_receipt: "Mã đánh giá chưa đúng", "This is not the code of a receipt";
    unknown_receipt_hint: "Đường dẫn có thể bị thiếu một phần. Hãy quét lại mã QR trên giấy hẹn, hoặc gõ mã ngắn in dưới mã QR.",
        "A part of the link may be missing. Scan the QR code on your receipt again, or type the short code below it.";
    expired_receipt: "Mã đánh giá đã hết hạn", "The receipt’s code has expired";
    expired_receipt_hint: "Mã có giá trị 30 ngày sau khi hết tuần được cấp. Lần sau, Ông/Bà có thể trả lời ngay khi nhận giấy hẹn.",
        "It is valid for 30 days after the week of its issue. Next time you can answer as soon as you have the receipt.";
    revoked: "Mã đánh giá đã bị thu hồi", "The receipt’s code was taken back";
    revoked_hint: "Xin hỏi nơi đã cấp giấy hẹn để nhận mã mới.",
        "Ask for a new one where you were given the receipt.";
    already: "Giấy hẹn này đã được trả lời", "This receipt has been answered";
    not_me_ask: "Nếu không phải Ông/Bà đã trả lời, xin cho biết. Không hỏi Ông/Bà là ai.",
        "If it was not you who answered, please say so. Nobody asks who you are.";
    not_me: "Không phải tôi", "It was not me";
    contested: "Đã ghi nhận", "Noted";
    contested_hint: "Số giấy hẹn bị người khác trả lời được thống kê theo từng cơ quan.",
        "How many receipts were answered by others is counted for each organisation.";
    too_many_tries: "Thử quá nhiều lần", "Too many tries";
    too_many_tries_hint: "Xin đợi một phút rồi quét lại mã QR trên giấy hẹn. Mã đúng luôn mở được ngay.",
        "Wait a minute, then scan the QR code on your receipt again. A right code always opens at once.";

    // Typing
    type_title: "Gõ mã ngắn trên giấy hẹn", "Type the receipt’s short code";
    type_hint: "12 chữ và số in dưới mã QR, dạng XXXX-XXXX-XXXX. Gõ hoa hay thường, có gạch hay không đều được.",
        "12 letters and digits below the QR code, as in XXXX-XXXX-XXXX. Capitals and hyphens do not matter.";
    type_slip: "Mã ngắn gõ chưa đúng: hãy so từng chữ với giấy hẹn",
        "The short code has a typing mistake: compare it with the receipt";
    type_wrong: "Không có giấy hẹn nào mang mã ngắn này", "No receipt has this short code";
    type_used_up: "Mã ngắn này đã bị gõ sai 5 lần hôm nay: hãy quét mã QR, hoặc gõ lại vào ngày mai",
        "This short code was typed wrong 5 times today: scan the QR code, or type it tomorrow";
    type_too_many: "Gõ sai mã ngắn quá nhiều lần: xin đợi một phút", "Too many wrong short codes: wait a minute";
}
