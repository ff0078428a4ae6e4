//! From stored tallies to the figures of a page: filter, break down, withhold what must not be shown.
//!
//! A [`Query`] asks for one breakdown at a time. Stratum, respondent kind and flag are never crossed with
//! anything else: that is what keeps the promise of [`disclosure`](crate::domain::disclosure) simple
//! enough to prove.

mod fold;
mod part;
mod rows;
#[cfg(test)]
mod tests;

use crate::domain::{
    index::Figure,
    method::Method,
    month::{Month, Period},
    submission::Stratum,
    survey::{Kind, Survey},
    tally::Sums,
};
use fold::Folding;
pub use part::Part;
pub use rows::Tallies;

/// One tally: a version, unit, month, stratum, kind of respondent, and whether these were flagged.
#[derive(Clone, Debug)]
pub struct TallyRow {
    pub survey: std::sync::Arc<str>,
    pub unit: std::sync::Arc<str>,
    pub month: Month,
    /// `None` where all strata and kinds are added up.
    pub stratum: Option<Stratum>,
    pub kind: Option<Kind>,
    pub flagged: bool,
    pub responses: u64,
    /// All items first, then each factor; read once, because every page adds them up.
    pub groups: Box<[Sums]>,
    /// Packed as [`crate::domain::tally::Tally::pack_counts`] does; only pages of items read them. Empty where rows
    /// are added up.
    pub counts: Box<[u8]>,
}

/// What a figure is broken down by.
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

    #[must_use]
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

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.key() == key)
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    pub period: Period,
    pub method: Method,
    pub stratum: Option<Stratum>,
    pub group_by: Option<GroupBy>,
}

/// A stratum is asked for together with a breakdown that it is not crossed with.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
#[error("a stratum is combined only with units and months")]
pub struct NotCrossed;

/// One line of a breakdown. `figure` is `None` where it may not be shown.
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

/// Answers a query from the rows of one version that lie in scope, sorted by unit and month; [`Tallies::of`] says
/// which rows it needs.
///
/// # Errors
/// [`NotCrossed`] for a stratum with a breakdown other than unit or month.
pub fn report<'r>(
    rows: impl Iterator<Item = &'r TallyRow>,
    survey: &Survey,
    query: &Query,
) -> Result<Report, NotCrossed> {
    let mut folding = Folding::new(survey, query)?;
    let mut year: Vec<&TallyRow> = Vec::new();
    for row in rows {
        if year.first().is_some_and(|first| first.unit != row.unit || first.month.year() != row.month.year()) {
            folding.year(&year);
            year.clear();
        }
        year.push(row);
    }
    folding.year(&year);
    Ok(folding.finish())
}
