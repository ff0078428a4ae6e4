//! The words about a text that staff typed and that was not sent.

use crate::ui::words::words;

words! {
    unsent: "Chưa có gì được lưu. Những gì đã nhập trước đó còn ở trên trang này, trừ mật khẩu: hãy xem lại rồi bấm nút để gửi.",
        "Nothing was saved yet. What you typed before is on this page again, except passwords: look it over, then press the button.";
    unsent_theirs: "Chưa có gì được lưu. Những gì nhập trước đó trên trang này là của một tài khoản khác: chỉ tài khoản đó, khi đăng nhập lại, mới xem và gửi được.",
        "Nothing was saved. What was typed on this page before belongs to another account: only that account can see and send it, after signing in.";
    to_unsent: "Đến chỗ đã nhập", "To what you typed";
    still_there: "Chưa có gì được lưu; những gì đã nhập được giữ một giờ trên trình duyệt này, trừ mật khẩu.",
        "Nothing was saved; what you typed is kept in this browser for an hour, except passwords.";
    back_to_it: "Về lại trang đã nhập", "Back to what you typed";
}
