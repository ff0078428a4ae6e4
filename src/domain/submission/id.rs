//! The id of a submission, and what follows from it.

use crate::domain::code;
use sha2::{Digest, Sha256};

/// 128 bits made by the respondent's browser before it first sends.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SubmissionId([u8; 16]);

impl std::fmt::Debug for SubmissionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SubmissionId(…)")
    }
}

impl SubmissionId {
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads 32 hex digits.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// 32 lower-case hex digits.
    pub fn to_hex(self) -> String {
        data_encoding::HEXLOWER.encode(&self.0)
    }

    /// The database's name of the id: a digest, so that it cannot be turned back.
    pub fn key(self) -> [u8; 16] {
        self.digest(b"hailong id", &[])
    }

    /// The acknowledgement code, which the respondent sees; it follows from the id alone, so it is the same for ever.
    pub fn acknowledgement(self) -> String {
        // The digest keeps the purpose that it had from the first: codes that were told stay the same.
        let code = code::write(&self.digest(b"hailong receipt", &[])[..10]);
        format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..10])
    }

    /// The name of one of the places in which other content that came under this id is kept. Only who has the id can make it.
    pub fn aside(self, place: u8) -> [u8; 16] {
        self.digest(b"hailong conflict", &[place])
    }

    pub(super) fn digest(self, purpose: &[u8], content: &[u8]) -> [u8; 16] {
        let mut hash = Sha256::new();
        hash.update(purpose);
        hash.update([0]);
        hash.update(self.0);
        hash.update(content);
        let mut short = [0; 16];
        short.copy_from_slice(&hash.finalize()[..16]);
        short
    }
}
