//! Keys that sign: a device's and the site's.

use super::{BadKey, PairingCode, SealRing, b64u, curve::POINT, from_b64u};
use hmac::{Hmac, KeyInit, Mac};
use p256::ecdsa::{
    Signature, SigningKey, VerifyingKey,
    signature::{Signer, Verifier},
};
use sha2::Sha256;
use std::fmt;

/// The keys with which a site talks with its devices.
#[derive(Debug)]
pub struct DeviceKeys {
    pub seals: SealRing,
    pub sign: SignKey,
}

/// The public key of a device; the private one cannot leave its browser.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceKey(VerifyingKey);

impl DeviceKey {
    /// Reads an uncompressed point of the curve.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        // The compressed form is another text for the same key.
        let point = Some(bytes).filter(|bytes| bytes.len() == POINT)?;
        VerifyingKey::from_sec1_bytes(point).ok().map(Self)
    }

    pub fn from_b64u(text: &str) -> Option<Self> {
        Self::from_bytes(&from_b64u(text)?)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_sec1_point(false).as_bytes().to_vec()
    }

    /// True where this key made a signature of 64 bytes, in base64url, of a text.
    pub fn has_signed(&self, text: &str, signature: &str) -> bool {
        let signature = from_b64u(signature).and_then(|bytes| Signature::from_slice(&bytes).ok());
        signature.is_some_and(|signature| self.0.verify(text.as_bytes(), &signature).is_ok())
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceKey(…)")
    }
}

/// The site's own key: a device believes nothing else.
#[derive(Clone)]
pub struct SignKey {
    key: SigningKey,
    secret: [u8; 32],
}

impl SignKey {
    /// # Errors
    /// [`BadKey`] for one of some four billion secrets.
    pub fn new(secret: [u8; 32]) -> Result<Self, BadKey> {
        Ok(Self { key: SigningKey::from_slice(&secret).map_err(|_| BadKey)?, secret })
    }

    /// As devices get it.
    pub fn public(&self) -> String {
        b64u(self.key.verifying_key().to_sec1_point(false).as_bytes())
    }

    /// 64 bytes in base64url.
    pub fn sign(&self, text: &str) -> String {
        let signature: Signature = self.key.sign(text.as_bytes());
        b64u(&signature.to_bytes())
    }

    /// The digest that is kept of a pairing code. Keyed: 40 bits could be tried out against a plain digest in minutes.
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    pub fn pairing_digest(&self, desk: &str, code: PairingCode) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes keys of any length");
        mac.update(format!("hailong pairing 1\n{desk}\n{}", code.symbols()).as_bytes());
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for SignKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignKey(…)")
    }
}
