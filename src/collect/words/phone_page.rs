//! The words for a person who writes on a phone for a kiosk.

use crate::ui::words::words;

words! {
    phone_page_title: "Viết góp ý trên điện thoại", "Write on your phone";
    phone_page_hint: "Viết xong, bấm gửi: nội dung hiện trên màn hình tại nơi tiếp nhận để Ông/Bà xem lại trước khi nộp. Trang này dùng được trong 15 phút.",
        "When you send it, the text appears on the screen at the desk, where you can look at it before you hand it in. This page works for 15 minutes.";
    phone_page_send: "Gửi tới màn hình", "Send to the screen";
    phone_page_empty: "Hãy viết ý kiến trước khi gửi", "Write something before you send it";

    // In place of the field
    phone_page_sent: "Đã gửi tới màn hình tại nơi tiếp nhận", "Sent to the screen at the desk";
    phone_page_sent_hint: "Hãy xem lại trên màn hình và nộp phiếu ở đó. Ông/Bà có thể đóng trang này.",
        "Look at it on the screen and hand in your form there. You can close this page.";
    phone_page_over: "Trang này đã hết hạn", "This page is over";
    phone_page_over_hint: "Mỗi mã dùng cho một lần viết, trong 15 phút. Ông/Bà có thể lấy mã mới trên màn hình tại nơi tiếp nhận.",
        "A code is for one text, within 15 minutes. You can get a new one on the screen at the desk.";
    phone_page_unknown: "Không có trang này", "There is no such page";
    phone_page_unknown_hint: "Đường dẫn có thể bị thiếu một phần. Hãy quét lại mã QR trên màn hình tại nơi tiếp nhận.",
        "A part of the link may be missing. Scan the QR code on the screen at the desk again.";
}
