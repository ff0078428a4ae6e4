//! The facts that a site knows of its receipts without asking the store: keys, and the meaning of its tags.

use super::{KeyRing, Mark, Receipt, Tag, TokenError};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, PoisonError, RwLock},
};

/// A receipt that this site minted, with names in place of tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    pub receipt: Receipt,
    /// As the store keeps it once something happened to it.
    pub mark: Mark,
    /// Key of the version that was asked when it was minted.
    pub survey: String,
}

/// Reads and writes the receipts of a site.
#[derive(Debug)]
pub struct Register {
    /// They may become more while the site is open.
    keys: RwLock<Arc<KeyRing>>,
    units: HashMap<Tag<6>, String>,
    surveys: HashMap<Tag<4>, String>,
}

impl Register {
    /// The codes of all units and the keys of all versions of the site. `None` where two have one tag, which
    /// chance does in one of 10¹⁰ lists of a thousand units.
    pub fn new<'n>(
        keys: KeyRing,
        units: impl Iterator<Item = &'n str>,
        surveys: impl Iterator<Item = &'n str>,
    ) -> Option<Self> {
        Some(Self { keys: RwLock::new(Arc::new(keys)), units: by_tag(units)?, surveys: by_tag(surveys)? })
    }

    /// As they are now.
    pub fn keys(&self) -> Arc<KeyRing> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds keys that were made since.
    pub fn add_keys(&self, new: BTreeMap<u16, [u8; 32]>) {
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        *keys = Arc::new(keys.with(new));
    }

    /// Reads a token.
    ///
    /// # Errors
    /// [`TokenError`]; a unit or version that the site no longer knows counts as forged.
    pub fn read(&self, token: &str) -> Result<Issued, TokenError> {
        self.issued(self.keys().read(token)?).ok_or(TokenError::Forged)
    }

    /// Names for the tags of a receipt; `None` where the site does not know them.
    pub fn issued(&self, receipt: Receipt) -> Option<Issued> {
        let unit = self.units.get(&receipt.unit)?.clone();
        let survey = self.surveys.get(&receipt.survey)?.clone();
        let nullifier = self.keys().nullifier(&receipt)?;
        Some(Issued { mark: Mark { nullifier, unit, week: receipt.week }, survey, receipt })
    }
}

fn by_tag<'n, const N: usize>(names: impl Iterator<Item = &'n str>) -> Option<HashMap<Tag<N>, String>> {
    let mut tags = HashMap::new();
    for name in names {
        if tags.insert(Tag::of(name), name.to_owned()).is_some() {
            return None;
        }
    }
    Some(tags)
}
