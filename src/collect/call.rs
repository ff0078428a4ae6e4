//! A submission as the document describes it. [`super::json`] reads it and tells every mistake by field.

#![expect(dead_code, reason = "the document alone reads the fields")]

use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// One filled-in questionnaire.
#[derive(Deserialize, ToSchema)]
pub struct SubmissionCall {
    /// 32 hex digits, made by the client before its first send.
    #[schema(pattern = "^[0-9a-fA-F]{32}$", example = "6f1c0a6be3f04d5c9f6b8f2f6d6f0a11")]
    pub id: String,
    /// Key of the questionnaire.
    #[schema(example = "one-stop-2024")]
    pub survey: String,
    pub source: SubmissionSource,
    /// A quick version has none.
    pub respondent: Option<SubmissionRespondent>,
    /// By the keys of the questionnaire's items and facts.
    pub answers: BTreeMap<String, SubmissionAnswer>,
    /// Keys of what should improve.
    pub expectations: Option<Vec<String>>,
    /// At most 1,000 characters.
    pub comment: Option<String>,
    #[schema(pattern = "^(vi|en)$", example = "vi")]
    pub language: Option<String>,
    /// From the start until the last statement was rated.
    #[schema(minimum = 0)]
    pub seconds: Option<i64>,
}

/// Where it comes from: a desk, or a receipt, or a receipt that is answered at a desk.
#[derive(Deserialize, ToSchema)]
pub struct SubmissionSource {
    /// Code of the desk.
    pub desk: Option<String>,
    /// Code of the unit, only where the desk receives for several.
    pub unit: Option<String>,
    /// The token of a service receipt's QR code. It is spent with the answer.
    pub receipt: Option<String>,
    /// `kiosk` is accepted and changes nothing: only what comes through a paired device is the kiosk's.
    pub screen: Option<String>,
}

/// The kind of respondent.
#[derive(Deserialize, ToSchema)]
pub struct SubmissionRespondent {
    /// `citizen` or `organisation`.
    pub kind: Option<String>,
    /// By the keys of the questions about the respondent, each with the key of a choice.
    #[serde(flatten)]
    pub about: BTreeMap<String, Option<String>>,
}

/// A level from 1, the worst, to the size of the scale; `na` where the item offers it; `skipped`; or the key of a choice.
/// A question that is left out was not reached.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
pub enum SubmissionAnswer {
    Level(u8),
    Word(String),
}

/// The time that a submission was on its way.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct WaitedHeader {
    /// Seconds that it waited for the network after it was given. More than six days are not believed.
    #[serde(rename = "x-waited")]
    pub x_waited: Option<u32>,
}
