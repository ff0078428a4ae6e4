//! The words of the sign-in.

use crate::{ui::words::words, web::door::Ended};

words! {
    sign_in: "Đăng nhập", "Sign in";
    name: "Tên đăng nhập", "User name";
    password: "Mật khẩu", "Password";
    for_staff: "Dành cho cán bộ được cấp tài khoản. Người dân trả lời phiếu không cần đăng nhập.",
        "For staff with an account. People who answer a survey need none.";
    forgot: "Quên mật khẩu? Đề nghị quản trị viên cấp lại mật khẩu dùng một lần.",
        "Forgot the password? Ask the administrator for a new one-time password.";
    not_https: "Chưa đăng nhập được: trang này chỉ giữ phiên đăng nhập khi mở bằng địa chỉ https. Hãy đăng nhập ở địa chỉ này:",
        "You are not signed in: this site keeps sessions only at its https address. Sign in at this address:";
    disabled: "Tài khoản này đã bị khóa. Đề nghị quản trị viên mở lại.", "This account is disabled. Ask the administrator to enable it.";
    used_up: "Mật khẩu dùng một lần này đã được dùng hoặc đã quá 24 giờ. Đề nghị quản trị viên cấp mật khẩu mới.",
        "The one-time password was used or is older than 24 hours. Ask the administrator for a new one.";
    no_match: "Tên đăng nhập hoặc mật khẩu không đúng", "The user name or password is not right";
    try_later(minutes): "Đã thử sai nhiều lần. Thử lại sau {minutes} phút.", "Too many wrong tries. Try again in {minutes} minutes.";
    ended(Ended) {
        Page: "Phiên làm việc đã hết. Đăng nhập lại để mở tiếp trang đang xem.", "Your session has ended. Sign in again to go on with the page.";
        Act: "Phiên làm việc đã hết, việc vừa bấm chưa được thực hiện. Đăng nhập lại rồi làm lại; mật khẩu đã gõ không được giữ.",
        "Your session has ended, and what you asked for was not done. Sign in and do it again; no password that you typed was kept.";
        Typed: "Phiên làm việc đã hết, chưa có gì được lưu. Những gì đã nhập còn được giữ một giờ trên trình duyệt này, trừ mật khẩu, và chỉ tài khoản đã nhập mới xem được. Đăng nhập lại bằng tài khoản đó, xem lại rồi bấm nút để gửi.",
        "Your session has ended, and nothing was saved. What you typed is kept in this browser for an hour, except passwords, and only the account that typed it can see it. Sign in with that account, look it over and press the button.";
        Lost: "Phiên làm việc đã hết, chưa có gì được lưu. Nội dung đã nhập quá dài nên không giữ được: hãy quay lại trang trước để chép ra trước khi đăng nhập.",
        "Your session has ended, and nothing was saved. What you typed is too long to be kept: go back and copy it before you sign in.";
    }

    my_sessions: "Phiên đăng nhập", "My sessions";
    my_sessions_about: "Mỗi dòng là một trình duyệt đang đăng nhập bằng tài khoản này. Thấy phiên lạ: kết thúc các phiên khác rồi đổi mật khẩu.",
        "Each line is a browser that is signed in with this account. If you do not know one, end the others and change the password.";
    end_others: "Kết thúc các phiên khác", "End the other sessions";
    no_others: "Không có phiên nào khác.", "There is no other session.";
    entry: "Đổi mật khẩu", "Change password";
    change: "Đặt mật khẩu mới", "Choose a new password";
    change_why: "Mật khẩu dùng một lần chỉ để đăng nhập lần đầu. Đặt mật khẩu của riêng mình để tiếp tục.",
        "A one-time password is for the first sign-in only. Choose your own to go on.";
    current: "Mật khẩu hiện tại", "Current password";
    new: "Mật khẩu mới", "New password";
    new_hint: "Từ 15 đến 128 ký tự. Một câu dài dễ nhớ là tốt; không bắt buộc chữ hoa, số hay ký hiệu.",
        "15 to 128 characters. A long sentence that you remember is good; no capitals, digits or signs are required.";
    again: "Nhập lại mật khẩu mới", "New password again";
    save: "Lưu mật khẩu", "Save the password";
}
