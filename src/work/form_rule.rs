//! The rules that names, passwords and choices of staff have to keep. `validator` carries a broken one by its key.

use validator::ValidationError;

/// Makes [`FormRule`] of variants and their keys.
macro_rules! rules {
    ($($variant:ident = $key:literal;)*) => {
        /// A rule that what was typed breaks. Its words are in `web::words::rules`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FormRule {
            $($variant),*
        }

        impl FormRule {
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key),*
                }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                match key {
                    $($key => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

rules! {
    UserNameMissing = "user_name_missing";
    UserNameBad = "user_name_bad";
    UserNameTaken = "user_name_taken";
    RoleMissing = "role_missing";
    UnitMissing = "unit_missing";
    PasswordMissing = "password_missing";
    PasswordWrong = "password_wrong";
    PasswordSame = "password_same";
    PasswordShort = "password_short";
    PasswordLong = "password_long";
    PasswordCommon = "password_common";
    PasswordHasName = "password_has_name";
    PasswordDiffers = "password_differs";
    DeskMissing = "desk_missing";
    DeviceNameMissing = "device_name_missing";
    DeviceNameBad = "device_name_bad";
    DeviceNameTaken = "device_name_taken";
}

impl FormRule {
    /// # Errors
    /// This rule, where what was typed breaks it.
    pub fn holds(self, holds: bool) -> Result<(), ValidationError> {
        if holds { Ok(()) } else { Err(self.into()) }
    }
}

impl From<FormRule> for ValidationError {
    fn from(rule: FormRule) -> Self {
        Self::new(rule.key())
    }
}
