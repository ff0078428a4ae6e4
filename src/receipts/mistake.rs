//! Mistakes in the items of a call.

use crate::minting::Withheld;

/// Why an item was left out; the others are minted all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemMistake {
    /// No object, a value that is no text, or a name that is not known.
    Malformed,
    BadDossier,
    UnknownUnit,
    UnknownEvent,
    /// Minted before, with a key that is no longer there.
    KeyGone,
    UnitEnded,
    UnitNotOpen,
}

impl ItemMistake {
    pub(super) fn of(withheld: &Withheld) -> Self {
        match withheld {
            Withheld::KeyGone(_) => Self::KeyGone,
            Withheld::Ended { .. } => Self::UnitEnded,
            Withheld::NotYet { .. } => Self::UnitNotOpen,
        }
    }

    /// Stable, for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed_item",
            Self::BadDossier => "bad_dossier",
            Self::UnknownUnit => "unknown_unit",
            Self::UnknownEvent => "unknown_event",
            Self::KeyGone => "key_gone",
            Self::UnitEnded => "unit_ended",
            Self::UnitNotOpen => "unit_not_open",
        }
    }
}
