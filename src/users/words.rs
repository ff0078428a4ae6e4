//! The words of the pages of accounts.

use crate::ui::words::words;

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
    reset: "Cấp lại mật khẩu", "New password";
    reset_of(name): "cho {name}", "for {name}";
    none: "Chưa có tài khoản nào.", "No accounts yet.";
    add: "Thêm tài khoản", "Add an account";
    add_button: "Tạo tài khoản", "Create the account";
    name_hint: "Chữ thường không dấu, số và dấu chấm, ví dụ minh.khai.", "Lower-case letters, digits and dots, such as minh.khai.";
    whole: "Toàn phạm vi", "Everything";
    made_for(name): "Tài khoản {name}: mật khẩu dùng một lần", "Account {name}: one-time password";
    made_once: "Chỉ hiện một lần này. Trao tận tay; khi đăng nhập lần đầu người dùng phải đặt mật khẩu mới.",
        "Shown this once. Hand it over in person; at the first sign-in the user must choose a new one.";
}
