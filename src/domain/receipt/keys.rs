//! The secrets of receipts: tokens and short codes, made and read.
//!
//! A token is 44 bytes, 71 symbols: version, key, version of the questionnaire, unit, event, week of issue,
//! a serial of 128 bits (the number and 80 bits that only the key can make) and 96 bits of HMAC-SHA256.

use super::{Event, NUMBERS, Nullifier, Receipt, Tag, Week};
use crate::domain::code;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;

/// Symbols of a token.
pub const TOKEN_LENGTH: usize = 71;
/// The layout of the bytes.
const VERSION: u8 = 1;
const CLAIMS: usize = 16;
const SERIAL: usize = 16;
const SIGNED: usize = CLAIMS + SERIAL;
const BYTES: usize = SIGNED + 12;
/// Check symbols are a remainder: the largest prime below two symbols' 1,024 finds every wrong symbol and
/// every exchange of two neighbours.
const CHECK: u64 = 1021;
const SECRET_BITS: u32 = 25;

/// Why a text is no token of this site. Which of these it was, visitors are not told.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
pub enum TokenError {
    #[error("not {TOKEN_LENGTH} symbols of a token")]
    Malformed,
    #[error("no key of this site")]
    UnknownKey,
    #[error("not made by this site")]
    Forged,
}

/// The keys of a site; the newest mints, all read.
#[derive(Clone)]
pub struct KeyRing {
    dossier: [u8; 32],
    keys: BTreeMap<u16, [u8; 32]>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing({:?})", self.keys.keys())
    }
}

impl KeyRing {
    /// `dossier` is the secret under which dossiers are known again, the same for ever; `keys` those of
    /// receipts by id.
    pub fn new(dossier: [u8; 32], keys: BTreeMap<u16, [u8; 32]>) -> Self {
        Self { dossier, keys }
    }

    /// The key that mints: the one with the highest id.
    pub fn newest(&self) -> Option<u16> {
        self.keys.keys().next_back().copied()
    }

    /// The ids of all keys, the oldest first.
    pub fn ids(&self) -> Vec<u16> {
        self.keys.keys().copied().collect()
    }

    pub fn has(&self, key: u16) -> bool {
        self.keys.contains_key(&key)
    }

    /// With further keys; those that are on the ring stay as they are.
    pub fn with(&self, new: BTreeMap<u16, [u8; 32]>) -> Self {
        Self { dossier: self.dossier, keys: new.into_iter().chain(self.keys.clone()).collect() }
    }

    /// The token of a receipt; `None` where its key is not on the ring.
    pub fn token(&self, receipt: &Receipt) -> Option<String> {
        let secret = self.keys.get(&receipt.key)?;
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.push(VERSION);
        bytes.extend_from_slice(&receipt.key.to_be_bytes());
        bytes.extend_from_slice(&receipt.survey.0);
        bytes.extend_from_slice(&receipt.unit.0);
        bytes.push(receipt.event.byte());
        bytes.extend_from_slice(&receipt.week.0.to_be_bytes());
        bytes.extend_from_slice(&serial(secret, receipt.number));
        let tag = mac(secret, b"token", &bytes);
        bytes.extend_from_slice(&tag[..BYTES - SIGNED]);
        Some(code::write(&bytes))
    }

    /// Reads a token.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn read(&self, token: &str) -> Result<Receipt, TokenError> {
        if token.len() != TOKEN_LENGTH {
            return Err(TokenError::Malformed);
        }
        let bytes: [u8; BYTES] =
            code::read(token).and_then(|bytes| bytes.try_into().ok()).ok_or(TokenError::Malformed)?;
        if bytes[0] != VERSION {
            return Err(TokenError::Malformed);
        }
        let key = u16::from_be_bytes([bytes[1], bytes[2]]);
        let secret = self.keys.get(&key).ok_or(TokenError::UnknownKey)?;
        hmac(secret, b"token", &bytes[..SIGNED])
            .verify_truncated_left(&bytes[SIGNED..])
            .map_err(|_| TokenError::Forged)?;
        // From here on this site made it. A part that does not fit is a fault of ours and still no receipt.
        let event = Event::ALL.into_iter().find(|event| event.byte() == bytes[13]).ok_or(TokenError::Malformed)?;
        let number = u32::from_be_bytes([bytes[18], bytes[19], bytes[20], bytes[21]]);
        Ok(Receipt {
            number,
            key,
            survey: Tag([bytes[3], bytes[4], bytes[5], bytes[6]]),
            unit: Tag([bytes[7], bytes[8], bytes[9], bytes[10], bytes[11], bytes[12]]),
            event,
            week: Week(u16::from_be_bytes([bytes[14], bytes[15]])),
        })
    }

    /// The digest of a receipt by which the store knows it. `None` where its key is not on the ring.
    pub fn nullifier(&self, receipt: &Receipt) -> Option<Nullifier> {
        let secret = self.keys.get(&receipt.key)?;
        let mut short = [0; 16];
        short.copy_from_slice(&mac(secret, b"nullifier", &receipt.number.to_be_bytes())[..16]);
        Some(Nullifier(short))
    }

    /// `XXXX-XXXX-XXXX`, to type where nobody can scan: five symbols of the number, five that only the key
    /// can make, two to check. `None` where the key is not on the ring.
    pub fn short_code(&self, number: u32, key: u16) -> Option<String> {
        let secret = self.short_secret(number, key)?;
        let value = u64::from(number) << SECRET_BITS | secret;
        let code = code::write_number(value, 10) + &code::write_number(value % CHECK, 2);
        Some(format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..]))
    }

    fn short_secret(&self, number: u32, key: u16) -> Option<u64> {
        let mac = mac(self.keys.get(&key)?, b"short code", &number.to_be_bytes());
        let first = u32::from_be_bytes([mac[0], mac[1], mac[2], mac[3]]);
        Some(u64::from(first >> (32 - SECRET_BITS)))
    }

    /// True where a typed code is that of the receipt with this key; see [`ShortCode::parse`].
    pub fn opens(&self, code: ShortCode, key: u16) -> bool {
        // 25 bits behind five tries a day: the comparison's time tells nothing of use.
        self.short_secret(code.number, key) == Some(code.secret)
    }

    /// The digest of a dossier's event by which the store knows it, so that it is minted once.
    pub fn dossier_digest(&self, dossier: &str, event: Event) -> [u8; 16] {
        let mut short = [0; 16];
        short.copy_from_slice(&mac(&self.dossier, event.key().as_bytes(), dossier.as_bytes())[..16]);
        short
    }
}

/// A typed code whose check symbols are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShortCode {
    pub number: u32,
    secret: u64,
}

impl ShortCode {
    /// Reads what was typed, with or without hyphens and spaces. `None` is a slip of the finger: no code
    /// of any site reads so.
    pub fn parse(typed: &str) -> Option<Self> {
        let symbols: String = typed.chars().filter(|c| !(c.is_whitespace() || *c == '-')).collect();
        let (value, check) = symbols.split_at_checked(10).filter(|(_, check)| check.chars().count() == 2)?;
        let (value, check) = (code::read_number(value)?, code::read_number(check)?);
        let number = u32::try_from(value >> SECRET_BITS).ok().filter(|number| *number < NUMBERS)?;
        (value % CHECK == check).then_some(Self { number, secret: value & ((1 << SECRET_BITS) - 1) })
    }
}

/// The number, then 80 bits that nobody can guess.
fn serial(secret: &[u8; 32], number: u32) -> [u8; SERIAL] {
    let mut serial = [0; SERIAL];
    serial[2..6].copy_from_slice(&number.to_be_bytes());
    serial[6..].copy_from_slice(&mac(secret, b"serial", &number.to_be_bytes())[..10]);
    serial
}

fn mac(secret: &[u8; 32], purpose: &[u8], content: &[u8]) -> [u8; 32] {
    hmac(secret, purpose, content).finalize().into_bytes().into()
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn hmac(secret: &[u8; 32], purpose: &[u8], content: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(purpose);
    mac.update(&[0]);
    mac.update(content);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn ring() -> KeyRing {
        KeyRing::new([1; 32], BTreeMap::from([(1, [2; 32]), (7, [3; 32])]))
    }

    fn receipt(key: u16) -> Receipt {
        Receipt {
            number: 123_456,
            key,
            survey: Tag::of("one-stop-2024"),
            unit: Tag::of("KH.STP"),
            event: Event::Returned,
            week: Week::of(date(2026, 11, 23)),
        }
    }

    #[test]
    fn a_token_says_what_was_minted_and_fits_an_alphanumeric_qr() {
        for key in [1, 7] {
            let token = ring().token(&receipt(key)).unwrap();
            assert_eq!(token.len(), TOKEN_LENGTH);
            assert!(token.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()));
            assert_eq!(ring().read(&token), Ok(receipt(key)));
            assert_eq!(ring().read(&token.to_lowercase()), Ok(receipt(key)), "read aloud, typed small");
        }
        assert_eq!((ring().newest(), ring().token(&receipt(2))), (Some(7), None));
    }

    #[test]
    fn what_this_site_did_not_make_is_no_token() {
        let token = ring().token(&receipt(1)).unwrap();
        let other = KeyRing::new([1; 32], BTreeMap::from([(1, [9; 32])]));
        assert_eq!(other.read(&token), Err(TokenError::Forged));
        let elsewhere = KeyRing::new([1; 32], BTreeMap::from([(2, [2; 32])]));
        assert_eq!(elsewhere.read(&token), Err(TokenError::UnknownKey));
        for text in ["", "A", &token[1..], &format!("{token}0"), &token.replace('0', "U"), &"ế".repeat(24)] {
            assert_eq!(ring().read(text), Err(TokenError::Malformed), "{text}");
        }
    }

    #[test]
    fn no_single_changed_symbol_is_believed() {
        let (ring, token) = (ring(), ring().token(&receipt(1)).unwrap());
        for place in 0..TOKEN_LENGTH {
            for symbol in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars() {
                let mut changed: Vec<char> = token.chars().collect();
                if changed[place] == symbol {
                    continue;
                }
                changed[place] = symbol;
                assert!(ring.read(&changed.iter().collect::<String>()).is_err());
            }
        }
    }

    #[test]
    fn a_short_code_is_typed_back_and_slips_are_seen_without_a_try() {
        let code = ring().short_code(123_456, 1).unwrap();
        assert_eq!(code.len(), 14);
        let typed = ShortCode::parse(&format!(" {}", code.to_lowercase().replace('-', " "))).unwrap();
        assert_eq!(typed.number, 123_456);
        assert!(ring().opens(typed, 1));
        assert!(!ring().opens(typed, 7) && !ring().opens(typed, 3));
        let symbols: Vec<char> = code.chars().filter(|c| *c != '-').collect();
        let mut slips = 0;
        for place in 0..symbols.len() {
            for symbol in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|symbol| *symbol != symbols[place]) {
                let mut slip = symbols.clone();
                slip[place] = symbol;
                assert_eq!(ShortCode::parse(&slip.iter().collect::<String>()), None);
                slips += 1;
            }
            let mut exchanged = symbols.clone();
            exchanged.swap(place, (place + 1).min(11));
            let exchanged: String = exchanged.iter().collect();
            assert!(
                place == 9 || exchanged == symbols.iter().collect::<String>() || ShortCode::parse(&exchanged).is_none()
            );
        }
        assert_eq!(slips, 12 * 31);
        assert_eq!([ShortCode::parse(""), ShortCode::parse("ếếếế-ếếếế-ếế")], [None; 2]);
    }

    #[test]
    fn a_dossier_is_known_again_for_its_event_only() {
        let digest = |event| ring().dossier_digest("H32.15-240530-0007", event);
        assert_eq!(digest(Event::Received), digest(Event::Received));
        assert_ne!(digest(Event::Received), digest(Event::Returned));
        let renewed = KeyRing::new([1; 32], BTreeMap::from([(8, [4; 32])]));
        assert_eq!(digest(Event::Received), renewed.dossier_digest("H32.15-240530-0007", Event::Received));
    }
}
