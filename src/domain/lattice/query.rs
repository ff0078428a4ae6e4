//! Questions to the tallies, and their answers.

use super::{Part, Sight};
use crate::domain::{index::Figure, method::Method, month::Period, submission::Stratum};

/// The breakdown of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupBy {
    Unit,
    Factor,
    Item,
    Month,
    Stratum,
    Respondent,
    Flag,
}

impl GroupBy {
    pub const ALL: [Self; 7] =
        [Self::Unit, Self::Factor, Self::Item, Self::Month, Self::Stratum, Self::Respondent, Self::Flag];

    pub fn key(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Factor => "factor",
            Self::Item => "item",
            Self::Month => "month",
            Self::Stratum => "stratum",
            Self::Respondent => "respondent",
            Self::Flag => "flag",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.key() == key)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    pub period: Period,
    pub method: Method,
    pub stratum: Option<Stratum>,
    pub group_by: Option<GroupBy>,
    pub sight: Sight,
    /// The rows are those of all units: what single units cannot show may be shown of them together.
    pub all_units: bool,
}

/// A stratum is asked for together with a breakdown that it is not crossed with.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
#[error("a stratum is combined only with units and months")]
pub struct NotCrossed;

/// One line of a breakdown. `figure` is `None` where it may not be shown; it says `of` how many it is a part where some of
/// its responses may not be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub part: Part,
    pub figure: Option<Figure>,
    /// Answers by level, for items: `levels[l - 1]`.
    pub levels: Vec<u64>,
}

/// The answer to a [`Query`].
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Everything that the filter covers and that may be shown.
    pub total: Option<Figure>,
    /// In the order of units as given, of the version, or of time.
    pub groups: Vec<Group>,
    /// Responses under the filter that are in no shown group.
    pub withheld: u64,
}
