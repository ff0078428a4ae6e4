//! The rules of the two forms of this room.

use crate::work::{form_rule::FormRule, passwords::check_password};
use validator::{Validate, ValidationError};

/// The fields of the sign-in page, in their order.
pub const SIGN_IN: [&str; 2] = ["name", "password"];
/// The fields of the page that changes a password, in their order.
pub const NEW_PASSWORD: [&str; 3] = ["current", "new", "again"];

/// A name and a password that are there. A wrong pair is not told by field.
#[derive(Validate)]
pub struct SignIn {
    #[validate(custom(function = is_name))]
    pub name: String,
    #[validate(custom(function = is_password))]
    pub password: String,
}

/// A change of password.
#[derive(Validate)]
#[validate(context = "Account<'v_a>")]
pub struct NewPassword {
    #[validate(custom(function = is_right, use_context))]
    pub current: String,
    #[validate(custom(function = may_follow, use_context))]
    pub new: String,
    #[validate(custom(function = is_same, use_context))]
    pub again: String,
}

/// The account whose password is changed.
pub struct Account<'a> {
    pub name: &'a str,
    /// As typed, and whether it fits the stored hash.
    pub current: &'a str,
    pub fits: bool,
    /// The new password as typed first.
    pub new: &'a str,
}

fn is_name(name: &str) -> Result<(), ValidationError> {
    FormRule::UserNameMissing.holds(!name.is_empty())
}

fn is_password(password: &str) -> Result<(), ValidationError> {
    FormRule::PasswordMissing.holds(!password.is_empty())
}

fn is_right(_current: &str, account: &Account) -> Result<(), ValidationError> {
    FormRule::PasswordWrong.holds(account.fits)
}

fn may_follow(new: &str, account: &Account) -> Result<(), ValidationError> {
    FormRule::PasswordSame.holds(new != account.current)?;
    check_password(new, account.name)
}

fn is_same(again: &str, account: &Account) -> Result<(), ValidationError> {
    FormRule::PasswordDiffers.holds(again == account.new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::language::Lang,
        web::{form::mistakes, words::broken_rule},
    };
    use validator::ValidateArgs;

    fn changed(new: &str, again: &str, fits: bool) -> Vec<(&'static str, String)> {
        let account = Account { name: "nguyenvana", current: "mật khẩu một lần", fits, new };
        let form = NewPassword { current: account.current.into(), new: new.into(), again: again.into() };
        let found = mistakes(form.validate_with_args(&account), &NEW_PASSWORD, Lang::Vi);
        found.into_iter().map(|mistake| (mistake.field, mistake.text)).collect()
    }

    #[test]
    fn every_mistake_is_said_at_once_in_the_order_of_the_page() {
        let all = changed("ngắn", "khác", false);
        assert_eq!(all.iter().map(|mistake| mistake.0).collect::<Vec<_>>(), NEW_PASSWORD);
        let empty = SignIn { name: String::new(), password: String::new() };
        let empty = mistakes(empty.validate(), &SIGN_IN, Lang::En);
        assert_eq!(empty.iter().map(|mistake| mistake.field).collect::<Vec<_>>(), SIGN_IN);
        assert_eq!(empty[0].text, "Enter a user name");
        assert_eq!(empty[1].text, "Enter a password");
        assert!(changed("ba con mèo và một cái ghế", "ba con mèo và một cái ghế", true).is_empty());
    }

    #[test]
    fn every_rule_has_words_of_its_own() {
        let long = "một hai ba bốn năm ".repeat(7);
        let vi = Lang::Vi;
        for (new, rule) in [
            ("ngắn", FormRule::PasswordShort),
            (&*long, FormRule::PasswordLong),
            ("passwordpassword", FormRule::PasswordCommon),
            ("nguyenvana thích cà phê", FormRule::PasswordHasName),
            ("mật khẩu một lần", FormRule::PasswordSame),
        ] {
            assert_eq!(changed(new, new, true), [("new", broken_rule(rule, vi).to_owned())]);
        }
        let own = "ba con mèo và một cái ghế";
        assert_eq!(changed(own, own, false), [("current", broken_rule(FormRule::PasswordWrong, vi).to_owned())]);
        assert_eq!(changed(own, "khác", true), [("again", broken_rule(FormRule::PasswordDiffers, vi).to_owned())]);
    }
}
