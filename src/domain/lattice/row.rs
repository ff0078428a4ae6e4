//! Tallies one by one, as they are stored.

use crate::domain::{month::Month, submission::Stratum, survey::Kind, tally::Sums};
use std::sync::Arc;

/// One tally: a version, unit, month, stratum, kind of respondent, and whether these were flagged.
#[derive(Clone, Debug)]
pub struct TallyRow {
    pub survey: Arc<str>,
    pub unit: Arc<str>,
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
