//! Keys of other systems: `Authorization: Bearer …`, one right each.

use crate::{
    store::ApiKey,
    web::{code::Code, problem::Problem, state::App},
};
use axum::http::{HeaderMap, header};

/// What a key may do. Everything else is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Mint receipts.
    Receipts,
    /// Take out released responses.
    Responses,
}

impl Right {
    pub const ALL: [Self; 2] = [Self::Receipts, Self::Responses];

    pub fn key(self) -> &'static str {
        match self {
            Self::Receipts => "receipts",
            Self::Responses => "responses",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.key() == key)
    }
}

/// A new key's secret: 256 random bits, with a mark by which searchers for leaked secrets know it.
pub fn new_secret() -> String {
    let secret: [u8; 32] = rand::random();
    format!("hailong_{}", data_encoding::BASE64URL_NOPAD.encode(&secret))
}

/// The secret that a request carries.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, secret) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(secret.trim())
}

/// The key that a request carries, asked for anew at each: what was revoked ends with the next request.
///
/// # Errors
/// 401 where there is none in force, 403 where its right is another.
pub async fn holder(app: &App, headers: &HeaderMap, right: Right) -> Result<ApiKey, Problem> {
    let unknown = || Problem::new(Code::UnknownApiKey);
    let secret = bearer(headers).ok_or_else(unknown)?;
    let key = app.site.store.api_key(secret).await?.ok_or_else(unknown)?;
    // A right that this version does not know is refused.
    if Right::from_key(&key.right) == Some(right) { Ok(key) } else { Err(Problem::new(Code::WrongApiKey)) }
}

/// As the staff log names it; no account's name has a colon.
pub fn actor(key: &ApiKey) -> String {
    format!("key:{}", key.name)
}
