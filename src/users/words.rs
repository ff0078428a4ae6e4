//! The words of the pages of accounts.

use crate::{domain::language::Lang, store::User, ui::words::words};

words! {
    users: "Người dùng", "Users";
    list: "Danh sách tài khoản", "List of accounts";
    name: "Tên đăng nhập", "User name";
    role: "Vai trò", "Role";
    unit: "Phạm vi", "Scope";
    last_sign_in: "Đăng nhập gần nhất", "Last sign-in";
    sessions: "Phiên đang mở", "Open sessions";
    never: "chưa đăng nhập", "never";
    actions: "Việc làm được", "Actions";
    manage: "Quản lý", "Manage";
    manage_of(name): "tài khoản {name}", "account {name}";
    breadcrumb: "Đường dẫn", "Breadcrumb";
    title(name): "Tài khoản {name}", "Account {name}";
    standing: "Tình trạng", "State";
    in_use: "đang dùng", "in use";
    disabled: "đã khóa", "disabled";
    to_change: "chờ đặt mật khẩu mới", "has to choose a password";
    used_up: "mật khẩu dùng một lần đã hết hiệu lực", "the one-time password is no longer valid";
    new_password: "Cấp lại mật khẩu", "New password";
    new_password_about: "Mật khẩu mới dùng được một lần, trong 24 giờ. Mọi phiên đang mở của tài khoản kết thúc.",
        "It works once, within 24 hours. All open sessions of the account end.";
    reset: "Cấp mật khẩu dùng một lần", "Give a one-time password";
    other_role: "Đổi vai trò", "Another role";
    other_role_about: "Vai trò mới có hiệu lực từ lần đăng nhập tới; mọi phiên đang mở kết thúc.",
        "It counts from the next sign-in on; all open sessions end.";
    other_role_button: "Lưu vai trò", "Save the role";
    no_sessions: "Không có phiên nào đang mở.", "No session is open.";
    end_sessions: "Kết thúc mọi phiên", "End all sessions";
    disable: "Khóa tài khoản", "Disable the account";
    disable_about: "Không ai đăng nhập được nữa, mọi phiên đang mở kết thúc ngay. Nhật ký và mật khẩu vẫn còn; có thể mở lại bất cứ lúc nào.",
        "Nobody signs in any more, and all open sessions end at once. The log and the password stay; it can be enabled again at any time.";
    enable: "Mở lại tài khoản", "Enable the account";
    enable_about: "Tài khoản đăng nhập lại được bằng mật khẩu cũ.", "It signs in again with the password that it had.";
    last_administrator: "Đây là tài khoản quản trị duy nhất. Hãy tạo một tài khoản quản trị khác trước.",
        "This is the only account that administers the site. Make another one first.";
    none: "Chưa có tài khoản nào.", "No accounts yet.";
    add: "Thêm tài khoản", "Add an account";
    add_button: "Tạo tài khoản", "Create the account";
    name_hint: "Chữ thường không dấu, số và dấu chấm, ví dụ minh.khai.", "Lower-case letters, digits and dots, such as minh.khai.";
    whole: "Toàn phạm vi", "Everything";
    made_for(name): "Tài khoản {name}: mật khẩu dùng một lần", "Account {name}: one-time password";
    made_once: "Chỉ hiện một lần này, có hiệu lực trong 24 giờ. Trao tận tay; khi đăng nhập lần đầu người dùng phải đặt mật khẩu mới.",
        "Shown this once, valid for 24 hours. Hand it over in person; at the first sign-in the user must choose a new one.";
}

/// The state of an account at a moment.
pub fn state(user: &User, now: i64, lang: Lang) -> &'static str {
    match user {
        user if user.disabled_at.is_some() => disabled(lang),
        user if user.is_used_up(now) => used_up(lang),
        user if user.must_change => to_change(lang),
        _ => in_use(lang),
    }
}
