//! The failures that kiosks may be told, for the document.

use crate::{
    collect::failures::of,
    web::{
        code::Code,
        document::{Failure, Responses, responses},
    },
};
use axum::http::StatusCode;
use utoipa::IntoResponses;

/// The failures of an answer in a kiosk's queue. Its receipt is left out rather than refused.
const QUEUED: [Code; 14] = [
    Code::OtherDesk,
    Code::ItemMalformed,
    Code::ItemUnsigned,
    Code::ItemUnreadable,
    Code::SealKeyGone,
    Code::SealKeyToCome,
    Code::TooLarge,
    Code::InvalidSubmission,
    Code::SubmissionConflict,
    Code::SurveyClosed,
    Code::UnitEnded,
    Code::DeskEnded,
    Code::Unavailable,
    Code::Internal,
];
/// The site's clock is early: it will be right.
const EARLY: [Code; 3] = [Code::SurveyNotOpen, Code::UnitNotOpen, Code::DeskNotOpen];
/// The failures of any signed request.
const SIGNED: [Code; 6] =
    [Code::DeviceUnknown, Code::DeviceRevoked, Code::DeviceReplayed, Code::Malformed, Code::TooLarge, Code::CrossSite];

pub(super) fn signed(codes: &[Code]) -> Vec<Failure> {
    of(&[&SIGNED, codes].concat())
}

/// The failures of an item in the queue.
pub(super) fn queued() -> Vec<Failure> {
    let early = EARLY.map(|code| Failure::from((code, StatusCode::SERVICE_UNAVAILABLE)));
    of(&QUEUED).into_iter().chain(early).collect()
}

/// Of any signed request that has no codes of its own.
pub(super) struct SignedFailures;

impl IntoResponses for SignedFailures {
    fn responses() -> Responses {
        responses(&signed(&[]))
    }
}

/// Of a page on a phone that is read.
pub(super) struct PhonePageFailures;

impl IntoResponses for PhonePageFailures {
    fn responses() -> Responses {
        responses(&signed(&[Code::PhonePageOver, Code::NotFound]))
    }
}

/// Of a receipt that is looked at.
pub(super) struct KnownReceiptFailures;

impl IntoResponses for KnownReceiptFailures {
    fn responses() -> Responses {
        responses(&signed(&[
            Code::UnknownReceipt,
            Code::AlreadyAnswered,
            Code::ReceiptElsewhere,
            Code::ReceiptExpired,
            Code::ReceiptRevoked,
            Code::UnitEnded,
            Code::MistypedReceipt,
            Code::CodeUsedUp,
            Code::TooMany,
        ]))
    }
}

crate::web::document::failures! {
    /// Of a tablet that is let in.
    PairFailures: [
        Code::PairingUnknown, Code::PairingGone, Code::PairingExpired, Code::InvalidPairing, Code::TooMany,
        Code::Malformed, Code::TooLarge, Code::CrossSite,
    ];
}
