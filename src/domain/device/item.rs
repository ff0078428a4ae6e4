//! A queued answer as it arrives: sealed, and signed by its device.

use super::{DeviceId, DeviceKey, Hex32, SealError, SealRing, digest, from_b64u, texts};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

/// Bytes of an opened item: a submission may have half of them, the rest is what it is padded with.
const OPENED_LIMIT: usize = 64 * 1024;

/// Why an item is not taken.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
pub enum ItemError {
    #[error("not tag, key, sealed bytes and signature")]
    Malformed,
    #[error("not signed by its device")]
    Unsigned,
    #[error("too large")]
    TooLarge,
    #[error(transparent)]
    Sealed(#[from] SealError),
    #[error("holds no answer")]
    NoAnswer,
}

/// An item whose form is right and of which nothing more is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub tag: Hex32,
    key: u16,
    sealed: Vec<u8>,
    signature: String,
}

#[derive(Deserialize)]
struct Written {
    tag: String,
    key: u16,
    sealed: String,
    signature: String,
}

/// The content of an item.
#[derive(Debug, Deserialize)]
pub struct Opened {
    /// When it was handed in, in milliseconds by the device's clock.
    pub at: i64,
    /// As for `POST /api/v1/submissions`.
    pub submission: Box<RawValue>,
}

impl Item {
    /// # Errors
    /// [`ItemError::Malformed`].
    pub fn parse(json: &str) -> Result<Self, ItemError> {
        let Written { tag, key, sealed, signature } = serde_json::from_str(json).map_err(|_| ItemError::Malformed)?;
        let (tag, sealed) = Hex32::parse(&tag).zip(from_b64u(&sealed)).ok_or(ItemError::Malformed)?;
        Ok(Self { tag, key, sealed, signature })
    }

    /// The tag and the digest of what may be no item, so that a refusal says of what: as far as they can be read.
    pub fn label(json: &str) -> (Option<String>, Option<String>) {
        let item: Value = serde_json::from_str(json).unwrap_or_default();
        let sealed = item["sealed"].as_str().and_then(from_b64u);
        (item["tag"].as_str().map(str::to_owned), sealed.map(|sealed| digest(&sealed)))
    }

    /// Opens what this device sealed for this site.
    ///
    /// # Errors
    /// [`ItemError`].
    pub fn open(&self, device: DeviceId, key: &DeviceKey, ring: &SealRing) -> Result<Opened, ItemError> {
        let Self { tag, key: seal, sealed, signature } = self;
        if sealed.len() > OPENED_LIMIT {
            return Err(ItemError::TooLarge);
        }
        if !key.has_signed(&texts::item(device, *tag, *seal, sealed), signature) {
            return Err(ItemError::Unsigned);
        }
        let opened = ring.open(*seal, sealed, &format!("{device}/{tag}"))?;
        serde_json::from_slice(&opened).map_err(|_| ItemError::NoAnswer)
    }
}
