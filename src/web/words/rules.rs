//! The words of the rules that staff's forms have.

use crate::{domain::language::words, work::form_rule::FormRule};

words! {
    broken_rule(FormRule) {
        UserNameMissing: "Nhập tên đăng nhập", "Enter a user name";
        UserNameBad: "Tên đăng nhập chỉ gồm chữ, số và các dấu . - _ @, tối đa 64 ký tự", "A user name has only letters, digits and . - _ @, at most 64";
        UserNameTaken: "Tên đăng nhập này đã có", "This user name is taken";
        RoleMissing: "Chọn một vai trò", "Choose a role";
        UnitMissing: "Vai trò này cần một cơ quan, đơn vị", "This role needs a unit";
        PasswordMissing: "Nhập mật khẩu", "Enter a password";
        PasswordWrong: "Mật khẩu hiện tại không đúng", "The current password is not right";
        PasswordSame: "Mật khẩu mới phải khác mật khẩu hiện tại", "The new password must differ from the current one";
        PasswordShort: "Mật khẩu mới phải có ít nhất 15 ký tự", "The new password must have at least 15 characters";
        PasswordLong: "Mật khẩu mới có tối đa 128 ký tự", "The new password may have at most 128 characters";
        PasswordCommon: "Mật khẩu này nhiều người dùng, dễ bị đoán; chọn mật khẩu khác", "Many people use this password; choose another";
        PasswordHasName: "Mật khẩu không được chứa tên đăng nhập", "The password must not contain the user name";
        PasswordDiffers: "Hai lần nhập mật khẩu mới không giống nhau", "The two new passwords are not the same";
        DeskMissing: "Chọn một nơi tiếp nhận có trong danh sách", "Choose a desk of the list";
        DeviceNameMissing: "Nhập tên máy", "Enter a name";
        DeviceNameBad: "Tên máy có tối đa 60 ký tự, trên một dòng", "A name has at most 60 characters in one line";
        DeviceNameTaken: "Nơi tiếp nhận này đã có máy mang tên đó", "This desk has a kiosk of that name";
    }
}
