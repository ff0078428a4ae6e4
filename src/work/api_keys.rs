//! Keys of other systems: their rights, and making one.

use crate::{
    domain::staff_log::Action,
    site::Site,
    store::{self, ApiKey, By},
    work::accounts,
};

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("name: expected 1 to 64 letters, digits, `.`, `-`, `_` or `@`, not `{0}`")]
    BadName(String),
    #[error("name: there is or was a key `{0}`")]
    NameTaken(String),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The right of a key. Everything else is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Mint receipts.
    Receipts,
    /// Take out released responses by unit, without details of the person.
    Responses,
    /// Take out the file about people, without unit and month.
    People,
}

impl Right {
    pub const ALL: [Self; 3] = [Self::Receipts, Self::Responses, Self::People];

    pub fn key(self) -> &'static str {
        match self {
            Self::Receipts => "receipts",
            Self::Responses => "responses",
            Self::People => "people",
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

/// Makes a key and gives its secret, this once.
///
/// # Errors
/// [`KeyError`].
pub async fn add(site: &Site, name: &str, right: Right, by: By<'_>) -> Result<String, KeyError> {
    if accounts::check_name(name).is_err() {
        return Err(KeyError::BadName(name.to_owned()));
    }
    let (secret, detail) = (new_secret(), format!("{name} {}", right.key()));
    let added = site.store.add_api_key(name, right.key(), &secret, by.does(Action::ApiKeyAdd, &detail)).await?;
    if added { Ok(secret) } else { Err(KeyError::NameTaken(name.to_owned())) }
}

/// As the staff log names it; no account's name has a colon.
pub fn actor(key: &ApiKey) -> String {
    format!("key:{}", key.name)
}
