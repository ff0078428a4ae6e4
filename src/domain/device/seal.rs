//! Opening what a device sealed: HPKE (RFC 9180) in base mode with DHKEM(P-256), HKDF-SHA256 and AES-128-GCM.

use super::{BadKey, b64u, curve::POINT};
use hpke::{
    Deserializable, Kem, OpModeR, Serializable, aead::AesGcm128, kdf::HkdfSha256, kem::DhP256HkdfSha256,
    single_shot_open,
};
use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

const INFO: &[u8] = b"hailong queue 1";

type PrivateKey = <DhP256HkdfSha256 as Kem>::PrivateKey;
type Encapsulated = <DhP256HkdfSha256 as Kem>::EncappedKey;

/// Why something sealed stays closed.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
pub enum SealError {
    /// Its key is newer than all of ours: another server has made it, and this one has not read it yet.
    #[error("sealed to a key that this server does not have yet")]
    KeyToCome,
    #[error("sealed to a key that is gone")]
    KeyGone,
    #[error("not sealed by this device for this site")]
    Unreadable,
}

/// The keys to which devices seal; the newest is handed out, all open. They may become more while the site is open.
pub struct SealRing(RwLock<Arc<Keys>>);

type Keys = BTreeMap<u16, PrivateKey>;

impl SealRing {
    /// # Errors
    /// [`BadKey`] with the id of the first one.
    pub fn new(secrets: &BTreeMap<u16, [u8; 32]>) -> Result<Self, (u16, BadKey)> {
        Ok(Self(RwLock::new(Arc::new(keys(secrets)?))))
    }

    /// The ids of all keys, the oldest first.
    pub fn ids(&self) -> Vec<u16> {
        self.keys().keys().copied().collect()
    }

    pub fn has(&self, id: u16) -> bool {
        self.keys().contains_key(&id)
    }

    /// Adds keys that were made since.
    ///
    /// # Errors
    /// As [`SealRing::new`]; then none is added.
    pub fn add(&self, secrets: &BTreeMap<u16, [u8; 32]>) -> Result<(), (u16, BadKey)> {
        let new = keys(secrets)?;
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *held = Arc::new(new.into_iter().chain(held.as_ref().clone()).collect());
        Ok(())
    }

    fn keys(&self) -> Arc<Keys> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The id and the public key of the newest, as devices get it.
    pub fn newest(&self) -> Option<(u16, String)> {
        let keys = self.keys();
        let (id, key) = keys.last_key_value()?;
        Some((*id, b64u(&DhP256HkdfSha256::sk_to_pk(key).to_bytes())))
    }

    /// Opens `sealed`, the encapsulated key and the ciphertext; `bound` is what it was bound to.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn open(&self, id: u16, sealed: &[u8], bound: &str) -> Result<Vec<u8>, SealError> {
        let keys = self.keys();
        let newest = keys.last_key_value().map_or(0, |(newest, _)| *newest);
        let missing = if id > newest { SealError::KeyToCome } else { SealError::KeyGone };
        open(keys.get(&id).ok_or(missing)?, INFO, bound.as_bytes(), sealed).ok_or(SealError::Unreadable)
    }
}

impl fmt::Debug for SealRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealRing({:?})", self.keys().keys())
    }
}

fn keys(secrets: &BTreeMap<u16, [u8; 32]>) -> Result<Keys, (u16, BadKey)> {
    let key = |(id, secret): (&u16, &[u8; 32])| {
        let key = PrivateKey::from_bytes(secret).map_err(|_| (*id, BadKey))?;
        Ok((*id, key))
    };
    secrets.iter().map(key).collect()
}

fn open(key: &PrivateKey, info: &[u8], bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (point, ciphertext) = sealed.split_at_checked(POINT)?;
    let point = Encapsulated::from_bytes(point).ok()?;
    let mode = OpModeR::Base;
    single_shot_open::<AesGcm128, HkdfSha256, DhP256HkdfSha256>(&mode, key, &point, info, ciphertext, bound).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    fn bytes(hex: &str) -> Vec<u8> {
        HEXLOWER.decode(hex.as_bytes()).unwrap()
    }

    /// RFC 9180, A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode, sequence number 0.
    #[test]
    fn what_the_standard_sealed_is_opened() {
        let secret = bytes("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2");
        let point = "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4";
        let ciphertext = "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434";
        let key = PrivateKey::from_bytes(&secret).unwrap();
        let sealed = [bytes(point), bytes(ciphertext)].concat();
        let info = bytes("4f6465206f6e2061204772656369616e2055726e");
        assert_eq!(open(&key, &info, b"Count-0", &sealed).unwrap(), b"Beauty is truth, truth beauty");
        assert_eq!(open(&key, &info, b"Count-1", &sealed), None);
        assert_eq!(open(&key, b"", b"Count-0", &sealed), None);
    }
}
