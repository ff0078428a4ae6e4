//! What a person reads who writes on a phone for a kiosk.

use super::{Pair, pair};

pub const SLIP_TITLE: Pair = pair("Viết góp ý trên điện thoại", "Write on your phone");
pub const SLIP_HINT: Pair = pair(
    "Viết xong, bấm gửi: nội dung hiện trên màn hình tại nơi tiếp nhận để Ông/Bà xem lại trước khi nộp. Trang này dùng được trong 15 phút.",
    "When you send it, the text appears on the screen at the desk, where you can look at it before you hand it in. This page works for 15 minutes.",
);
pub const SLIP_SEND: Pair = pair("Gửi tới màn hình", "Send to the screen");
pub const SLIP_EMPTY: Pair = pair("Hãy viết ý kiến trước khi gửi", "Write something before you send it");

// In place of the field
pub const SLIP_SENT: Pair = pair("Đã gửi tới màn hình tại nơi tiếp nhận", "Sent to the screen at the desk");
pub const SLIP_SENT_HINT: Pair = pair(
    "Hãy xem lại trên màn hình và nộp phiếu ở đó. Ông/Bà có thể đóng trang này.",
    "Look at it on the screen and hand in your form there. You can close this page.",
);
pub const SLIP_OVER: Pair = pair("Trang này đã hết hạn", "This page is over");
pub const SLIP_OVER_HINT: Pair = pair(
    "Mỗi mã dùng cho một lần viết, trong 15 phút. Ông/Bà có thể lấy mã mới trên màn hình tại nơi tiếp nhận.",
    "A code is for one text, within 15 minutes. You can get a new one on the screen at the desk.",
);
pub const SLIP_UNKNOWN: Pair = pair("Không có trang này", "There is no such page");
pub const SLIP_UNKNOWN_HINT: Pair = pair(
    "Đường dẫn có thể bị thiếu một phần. Hãy quét lại mã QR trên màn hình tại nơi tiếp nhận.",
    "A part of the link may be missing. Scan the QR code on the screen at the desk again.",
);
