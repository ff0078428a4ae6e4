//! The failures that submissions may be told, for the document.

use crate::web::{
    code::Code,
    document::{Failure, Responses, responses},
};
use utoipa::IntoResponses;

/// The failures of one submission.
pub(super) const SUBMISSION: [Code; 16] = [
    Code::Malformed,
    Code::TooLarge,
    Code::InvalidSubmission,
    Code::SubmissionConflict,
    Code::SurveyClosed,
    Code::SurveyNotOpen,
    Code::UnitEnded,
    Code::UnitNotOpen,
    Code::DeskEnded,
    Code::DeskNotOpen,
    Code::UnknownReceipt,
    Code::AlreadyAnswered,
    Code::ReceiptExpired,
    Code::ReceiptRevoked,
    Code::TooMany,
    Code::Unavailable,
];

pub(super) fn of(codes: &[Code]) -> Vec<Failure> {
    codes.iter().copied().map(Failure::from).collect()
}

/// Of one submission.
pub struct SubmissionFailures;

impl IntoResponses for SubmissionFailures {
    fn responses() -> Responses {
        responses(&of(&[&SUBMISSION[..], &[Code::CrossSite]].concat()))
    }
}

crate::web::document::failures! {
    /// Of an open list.
    ListFailures: [];
    /// Of one of a list.
    OneFailures: [Code::NotFound, Code::Malformed];
    /// Of the list of a day.
    DayFailures: [Code::InvalidQuery];
}
