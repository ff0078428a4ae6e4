//! The calls of a kiosk, as the document describes them.

#![expect(dead_code, reason = "the document alone reads the fields")]

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// A device signs each of its requests; `docs/KIOSK.md` says how.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub(super) struct SignedHeaders {
    /// The device: 32 hex digits.
    #[serde(rename = "x-device")]
    pub x_device: String,
    /// Above the last one: 1 to 2^53-1.
    #[serde(rename = "x-counter")]
    pub x_counter: i64,
    /// 32 hex digits.
    #[serde(rename = "x-nonce")]
    pub x_nonce: String,
    /// Base64url.
    #[serde(rename = "x-signature")]
    pub x_signature: String,
}

/// A queued answer: sealed, and signed by its device.
#[derive(Deserialize, ToSchema)]
pub(super) struct SealedItem {
    /// 32 hex digits.
    pub tag: String,
    /// Number of the key to which it is sealed.
    pub key: u16,
    /// Base64url.
    pub sealed: String,
    /// Base64url.
    pub signature: String,
}

/// The report of a device about itself. Its answers are taken with any report.
#[derive(Deserialize, ToSchema)]
pub(super) struct DeviceStatus {
    /// Answers that wait for the network.
    pub queued: Option<u32>,
    /// Answers that were refused and are kept.
    pub dead: Option<u32>,
    /// Hours that the oldest waits.
    pub oldest: Option<u32>,
    /// Version of the kiosk's app.
    pub app: Option<String>,
    /// Key of the questionnaire.
    pub survey: Option<String>,
    /// Per cent.
    pub battery: Option<u32>,
    /// The browser promised to keep the queue.
    pub persisted: Option<bool>,
    /// The number of times that wrong PINs have locked its menu since it told last.
    pub pin_locked: Option<u32>,
}
