//! The PIN by which staff leave the kiosk's screen. The tablet checks it without network, so it holds the hash:
//! it keeps visitors out, not whoever takes the tablet apart.

use super::b64u;
use pbkdf2::{Algorithm, Params, pbkdf2_hmac_with_params};
use serde::{Serialize, Serializer};
use std::fmt;
use utoipa::ToSchema;

/// Rounds of PBKDF2: a third of a second on a slow tablet.
const ROUNDS: Params = match Params::new(300_000) {
    Ok(params) => params,
    Err(_) => Params::RECOMMENDED,
};

/// Six digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pin(u32);

impl Pin {
    /// Of a random number.
    pub fn new(random: u32) -> Self {
        Self(random % 1_000_000)
    }

    /// The hash against which the tablet checks the PIN. Takes a tenth of a second: not where others wait.
    pub fn hash(self, salt: [u8; 16]) -> PinHash {
        let mut hash = [0; 32];
        // Not generic: compiled with the library, whose loops are optimised in every build.
        pbkdf2_hmac_with_params(self.to_string().as_bytes(), &salt, Algorithm::Pbkdf2Sha256, ROUNDS, &mut hash);
        PinHash { salt, rounds: ROUNDS.rounds(), hash }
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// PBKDF2-HMAC-SHA256 of a PIN.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PinHash {
    #[serde(serialize_with = "as_b64u")]
    #[schema(value_type = String)]
    pub salt: [u8; 16],
    pub rounds: u32,
    #[serde(serialize_with = "as_b64u")]
    #[schema(value_type = String)]
    pub hash: [u8; 32],
}

fn as_b64u<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&b64u(bytes))
}

impl fmt::Debug for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinHash(…)")
    }
}
