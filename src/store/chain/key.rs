//! The secret of the chains, and the codes that follow from it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The secret of the chains; it lies in a file outside the database.
#[derive(Clone)]
pub struct LogKey {
    secret: [u8; 32],
    /// First 8 bytes of the secret's SHA-256.
    id: [u8; 8],
}

impl std::fmt::Debug for LogKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LogKey(…)")
    }
}

impl LogKey {
    pub fn new(secret: [u8; 32]) -> Self {
        let mut id = [0; 8];
        id.copy_from_slice(&Sha256::digest(secret)[..8]);
        Self { secret, id }
    }

    pub(in crate::store) fn id(&self) -> &[u8] {
        &self.id
    }

    /// A digest that nobody can try out who has the database alone.
    pub(in crate::store) fn digest(&self, what: &str) -> Vec<u8> {
        self.log_codes().of(&[b"digest\0", what.as_bytes()])
    }

    /// Those of the staff log, which are the oldest: they are of the secret itself.
    pub(in crate::store) fn log_codes(&self) -> Codes {
        Codes::new(&self.secret)
    }

    /// Those of another purpose, which say nothing of each other.
    pub(in crate::store) fn codes(&self, purpose: &'static str) -> Codes {
        Codes::new(&self.log_codes().of(&[b"purpose\0", purpose.as_bytes()]))
    }
}

/// Codes of one purpose (HMAC-SHA-256).
#[derive(Clone)]
pub(in crate::store) struct Codes(Hmac<Sha256>);

impl Codes {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    fn new(key: &[u8]) -> Self {
        Self(Hmac::new_from_slice(key).expect("HMAC takes keys of any length"))
    }

    /// The code of these parts in a row: the caller sees to it that no others read the same.
    pub fn of(&self, parts: &[&[u8]]) -> Vec<u8> {
        self.bytes(parts).to_vec()
    }

    pub fn bytes(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().into()
    }
}
