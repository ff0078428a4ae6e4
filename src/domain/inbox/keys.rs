//! The keys under which submissions wait: AES-256 in Galois/counter mode, with a random nonce for each.

use super::entry::{BadEntry, Entry};
use aes_gcm::{Aes256Gcm, KeyInit, aead::AeadInOut};
use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

/// Bound to every sealed text beside its key and its place.
const PURPOSE: &[u8] = b"hailong inbox 1";
const NONCE: usize = 12;

/// A secret and its beginning.
#[derive(Clone, Copy)]
pub struct InboxKey {
    pub secret: [u8; 32],
    /// From when on it was there to be used, milliseconds since 1970, UTC; 0 for the first of a site.
    pub from: i64,
}

impl fmt::Debug for InboxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InboxKey(…, {})", self.from)
    }
}

/// A sealed entry and the id of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub key: u16,
    /// Nonce, ciphertext, tag.
    pub bytes: Vec<u8>,
}

/// Why a sealed entry stays closed.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Closed {
    #[error("its key is not here")]
    NoKey,
    #[error("it was not sealed under this key for this place")]
    Unreadable,
    #[error(transparent)]
    Bad(#[from] BadEntry),
}

/// The keys that are there, and the one that seals. Cheap to clone; all clones hold the same keys.
#[derive(Clone, Default)]
pub struct InboxKeys(Arc<RwLock<Arc<Ring>>>);

#[derive(Clone, Default)]
struct Ring {
    ciphers: BTreeMap<u16, (i64, Aes256Gcm)>,
    seals: Option<u16>,
}

impl InboxKeys {
    /// The ids of all keys, the oldest first, each with its beginning.
    pub fn begun(&self) -> BTreeMap<u16, i64> {
        self.ring().ciphers.iter().map(|(id, (from, _))| (*id, *from)).collect()
    }

    pub fn has(&self, id: u16) -> bool {
        self.ring().ciphers.contains_key(&id)
    }

    /// The key that seals.
    pub fn sealing(&self) -> Option<u16> {
        self.ring().seals
    }

    /// Adds keys that are not there yet.
    pub fn add(&self, keys: &BTreeMap<u16, InboxKey>) {
        self.change(|ring| {
            for (id, key) in keys {
                let cipher = Aes256Gcm::new(&key.secret.into());
                ring.ciphers.entry(*id).or_insert((key.from, cipher));
            }
        });
    }

    /// Seals under this key from now on; under none where it is `None`, so that nothing is taken in.
    pub fn seal_under(&self, id: Option<u16>) {
        self.change(|ring| ring.seals = id);
    }

    /// Forgets a key.
    pub fn forget(&self, id: u16) {
        self.change(|ring| {
            ring.ciphers.remove(&id);
            ring.seals = ring.seals.filter(|seals| *seals != id);
        });
    }

    /// Seals an entry for its place, where that is known before it is written; else 0. `None` where no key may seal.
    pub fn seal(&self, place: i64, entry: &Entry<'_>) -> Option<Sealed> {
        let ring = self.ring();
        let key = ring.seals?;
        let (_, cipher) = ring.ciphers.get(&key)?;
        let text = entry.write();
        let nonce: [u8; NONCE] = rand::random();
        let mut bytes = Vec::with_capacity(NONCE + text.len() + 16);
        bytes.extend(nonce);
        bytes.extend(text);
        let tag =
            cipher.encrypt_inout_detached(&nonce.into(), &bound(key, place), (&mut bytes[NONCE..]).into()).ok()?;
        bytes.extend(tag);
        Some(Sealed { key, bytes })
    }

    /// Opens in place what was sealed under a key for a place, and reads it.
    ///
    /// # Errors
    /// [`Closed`].
    pub fn open<'s>(&self, key: u16, place: i64, sealed: &'s mut [u8]) -> Result<Entry<'s>, Closed> {
        let ring = self.ring();
        let (_, cipher) = ring.ciphers.get(&key).ok_or(Closed::NoKey)?;
        let (nonce, rest) = sealed.split_first_chunk_mut::<NONCE>().ok_or(Closed::Unreadable)?;
        let (text, tag) = rest.split_last_chunk_mut::<16>().ok_or(Closed::Unreadable)?;
        let opened =
            cipher.decrypt_inout_detached(&(*nonce).into(), &bound(key, place), (&mut *text).into(), &(*tag).into());
        opened.map_err(|_| Closed::Unreadable)?;
        Ok(Entry::read(text)?)
    }

    fn ring(&self) -> Arc<Ring> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn change(&self, change: impl FnOnce(&mut Ring)) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut ring = held.as_ref().clone();
        change(&mut ring);
        *held = Arc::new(ring);
    }
}

/// A text under another key, or in another place, does not open.
fn bound(key: u16, place: i64) -> [u8; PURPOSE.len() + 10] {
    let mut bound = [0; PURPOSE.len() + 10];
    bound[..PURPOSE.len()].copy_from_slice(PURPOSE);
    bound[PURPOSE.len()..][..2].copy_from_slice(&key.to_be_bytes());
    bound[PURPOSE.len() + 2..].copy_from_slice(&place.to_be_bytes());
    bound
}

impl fmt::Debug for InboxKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InboxKeys({:?})", self.ring().ciphers.keys())
    }
}
