//! The actions that the staff log tells of.

/// Makes [`Action`] of variants and their keys, so that none lacks a key or is missing in the list of all.
macro_rules! actions {
    ($($variant:ident = $key:literal;)*) => {
        /// Something that is logged. Its key stands in the database and never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Action {
            $($variant),*
        }

        impl Action {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key),*
                }
            }
        }
    };
}

actions! {
    SignIn = "sign-in";
    SignOut = "sign-out";
    SignInFailed = "sign-in.failed";
    PasswordChange = "password.change";
    UserAdd = "user.add";
    UserPassword = "user.password";
    UserDisable = "user.disable";
    UserEnable = "user.enable";
    UserRole = "user.role";
    SessionsEnd = "sessions.end";
    ExportResponses = "export.responses";
    ExportPeople = "export.people";
    ExportIndex = "export.index";
    ExportCodebook = "export.codebook";
    ExportComments = "export.comments";
    ExportLog = "export.log";
    PrintPoster = "print.poster";
    PrintCode = "print.code";
    PrintReceipts = "print.receipts";
    ReceiptsMint = "receipts.mint";
    ReceiptsRevoke = "receipts.revoke";
    ReceiptsRotateKey = "receipts.rotate-key";
    ApiKeyAdd = "api-key.add";
    ApiKeyRevoke = "api-key.revoke";
    DeviceAdd = "device.add";
    DeviceCode = "device.code";
    DevicePair = "device.pair";
    DevicePin = "device.pin";
    DevicePinLocked = "device.pin_locked";
    DeviceRename = "device.rename";
    DeviceRevoke = "device.revoke";
    DevicesRotateKey = "devices.rotate-key";
    QueueImport = "queue.import";
    HoursDesk = "hours.desk";
    HoursSite = "hours.site";
    SurveyPublish = "survey.publish";
    ListChange = "list.change";
    SettingChange = "setting.change";
    ChainBegin = "chain.begin";
}

impl Action {
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.key() == key)
    }
}

/// The action of an entry that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnyAction {
    Known(Action),
    /// Another version of the program wrote it. It is shown as it stands.
    Other(String),
}

impl AnyAction {
    pub fn read(key: &str) -> Self {
        Action::from_key(key).map_or_else(|| Self::Other(key.to_owned()), Self::Known)
    }

    pub fn key(&self) -> &str {
        match self {
            Self::Known(action) => action.key(),
            Self::Other(key) => key,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, AnyAction};
    use std::collections::BTreeSet;

    #[test]
    fn keys_lead_back_to_their_actions_and_others_stay_as_they_are() {
        let keys: BTreeSet<&str> = Action::ALL.iter().map(|action| action.key()).collect();
        assert_eq!(keys.len(), Action::ALL.len(), "two actions have one key");
        for action in Action::ALL {
            assert_eq!(AnyAction::read(action.key()), AnyAction::Known(*action));
        }
        let other = AnyAction::read("attic.sweep");
        assert_eq!((&other, other.key()), (&AnyAction::Other("attic.sweep".to_owned()), "attic.sweep"));
    }
}
