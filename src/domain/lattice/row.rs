//! Tallies one by one, as they are stored.

use crate::domain::{disclosure::Part, submission::Stratum, survey::Kind, tally::Sums, time_period::TimePeriod};
use std::sync::Arc;

/// One tally: a version, unit, time period, lateness, stratum, kind of respondent, and whether these were flagged.
#[derive(Clone, Debug)]
pub struct TallyRow {
    pub survey: Arc<str>,
    pub unit: Arc<str>,
    pub period: TimePeriod,
    /// Rounds of closing that had closed the period when these were released.
    pub late: u32,
    /// The round that tells them, by its place; `None` where it is still to come.
    pub round: Option<u32>,
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
    /// The total of this unit and period as staff were shown it last while it was open; `None` where that is nothing, and in all
    /// rows of a unit and period but one.
    pub shown: Option<Box<ShownTotal>>,
}

impl ShownTotal {
    /// The total that is shown once the full one has grown: that one where it grew by nothing or by a group that may be shown,
    /// else still this.
    #[must_use]
    pub fn after(self, full: Self) -> Self {
        let grown = full.sums.less(&self.sums);
        let part = Part {
            responses: full.responses.saturating_sub(self.responses),
            respondents: grown.n,
            answers: grown.v,
            satisfied: grown.s,
        };
        if part.is_safe() { full } else { self }
    }
}

/// The total of a unit and period as it was shown while the period was open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShownTotal {
    pub responses: u64,
    /// Over all items.
    pub sums: Sums,
}
