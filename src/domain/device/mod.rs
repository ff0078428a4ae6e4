//! Kiosk devices: tablets that are paired once, sign what they send and seal what they keep.
//!
//! A [`PairingCode`] lets a tablet in with a [`DeviceKey`] of its own; from then on it signs one of the
//! [`texts`] with everything that it sends, and the [`SignKey`] of the site signs every answer. A queued answer is
//! an [`Item`], sealed to a key of the [`SealRing`], so that a stolen tablet holds nothing that it can read. Its clock is compared with
//! nothing but itself. `docs/KIOSK.md` has the bytes.

mod curve;
mod item;
mod keys;
mod pairing;
mod pin;
mod rescue;
mod seal;
mod state;
pub mod texts;
mod watch;

pub use curve::BadKey;
pub use item::{Item, ItemError, Opened};
pub use keys::{DeviceKey, DeviceKeys, SignKey};
pub use pairing::{PAIRING_MINUTES, PAIRING_TRIES, PairingCode};
pub use pin::{Pin, PinHash};
pub use rescue::{NoRescue, Rescue, RescueEnd};
pub use seal::{SealError, SealRing};
pub use state::{Device, Status};
pub use watch::{Load, Presence};

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};
use std::fmt;

/// The highest counter of a signed request: the largest whole number that JavaScript counts by one.
pub const MOST_COUNTER: i64 = (1 << 53) - 1;

/// 128 bits in 32 lower-case hex digits: a device's id, the tag of an item, the nonce of a request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hex32([u8; 16]);

/// Says which device, for ever.
pub type DeviceId = Hex32;

impl Hex32 {
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    /// Reads 32 lower-case hex digits. Others would be the same bits in another text, and texts are signed.
    pub fn parse(text: &str) -> Option<Self> {
        HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Display for Hex32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Hex32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hex32({self})")
    }
}

/// The SHA-256 of bytes in lower-case hex.
pub fn digest(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Base64url without padding, as keys, signatures and sealed bytes are written in JSON.
pub fn b64u(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

fn from_b64u(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests;
