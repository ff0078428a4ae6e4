//! The latest edition of a closed period under the names of the API.

use crate::{
    clock,
    domain::closing::{Change, Reason, read_changes},
    work::closings,
};
use data_encoding::HEXLOWER;
use serde::Serialize;
use utoipa::ToSchema;

/// The latest edition of a closed period.
#[derive(Debug, Serialize, ToSchema)]
pub struct Closed {
    /// `2024-05`, `2024-Q2` or `2024`.
    period: String,
    /// 1, and one more each time that the figures changed.
    edition: i32,
    /// The day, local time.
    closed_on: String,
    /// SHA-256 of the edition and all that is kept of it, in hex; pages print its first 16 digits.
    digest: String,
    /// More was released into the period since; the next edition has it.
    grown: bool,
    /// Why there is an edition after the first: `responses`, `targets`, `way`.
    reasons: Vec<&'static str>,
    /// The units that have another number of responses than in the edition before.
    changes: Vec<ClosedChange>,
}

/// A unit of which more was released.
#[derive(Debug, Serialize, ToSchema)]
struct ClosedChange {
    survey: String,
    /// `null` for all units together.
    unit: Option<String>,
    /// Responses in the edition before; `null` where they were withheld or none.
    before: Option<u64>,
    /// Responses in this edition.
    after: Option<u64>,
}

impl Closed {
    pub(super) fn of(closed: &closings::Closed) -> Self {
        let closing = &closed.closing;
        let (reasons, changes) = read_changes(&closing.changes);
        let change = |Change { survey, unit, before, after }: Change<'_>| ClosedChange {
            survey: survey.to_owned(),
            unit: unit.map(str::to_owned),
            before,
            after,
        };
        Self {
            period: closing.period.to_string(),
            edition: closing.edition,
            closed_on: clock::local(closing.closed_at).date().to_string(),
            digest: HEXLOWER.encode(&closing.digest()),
            grown: closed.has_grown,
            reasons: reasons.into_iter().map(Reason::key).collect(),
            changes: changes.into_iter().map(change).collect(),
        }
    }
}
