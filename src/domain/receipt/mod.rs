//! Receipts: a single-use right to answer, printed on what a desk hands out for a dossier.
//!
//! A receipt is a number and what was known when it was minted. [`KeyRing`] turns it into the token of
//! its QR code and the short code for typing, and back; nothing in either comes from the dossier. A
//! [`Register`] knows what its tags stand for. The store alone can say that a receipt was spent: it knows the [`Nullifier`] only.

mod dossier;
mod keys;
mod register;

pub use dossier::{DossierCode, DossierPattern};
pub use keys::{KeyRing, ShortCode, TOKEN_LENGTH, TokenError};
pub use register::{Issued, Register};

use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};

/// Days that a receipt stays valid after the week of its issue.
pub const VALID_DAYS: i64 = 30;
/// Numbers fit five symbols of a short code.
pub const NUMBERS: u32 = 1 << 25;

/// The step of the dossier at which the receipt was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Event {
    Received,
    /// The person was asked for more papers.
    Supplement,
    Refused,
    Returned,
}

impl Event {
    pub const ALL: [Self; 4] = [Self::Received, Self::Supplement, Self::Refused, Self::Returned];

    pub fn key(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Supplement => "supplement",
            Self::Refused => "refused",
            Self::Returned => "returned",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.key() == key)
    }

    /// As in a token.
    fn byte(self) -> u8 {
        match self {
            Self::Received => 0,
            Self::Supplement => 1,
            Self::Refused => 2,
            Self::Returned => 3,
        }
    }
}

/// A calendar week in local time, Monday to Sunday: the only time that a token carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week(u16);

/// The Monday from which weeks are counted.
const FIRST_MONDAY: Date = date(1970, 1, 5);

impl Week {
    /// The week of a day; days before 1970 are in the first.
    pub fn of(day: Date) -> Self {
        let monday = day.saturating_sub(i64::from(day.weekday().since(Weekday::Monday)).days());
        let days = FIRST_MONDAY.until(monday).map_or(0, |span| span.get_days());
        Self(u16::try_from(days / 7).unwrap_or(0))
    }

    /// Weeks since Monday, 5 January 1970.
    pub fn to_int(self) -> i32 {
        self.0.into()
    }

    pub fn from_int(weeks: i32) -> Option<Self> {
        u16::try_from(weeks).ok().map(Self)
    }

    pub fn monday(self) -> Date {
        FIRST_MONDAY.saturating_add((7 * i64::from(self.0)).days())
    }

    pub fn sunday(self) -> Date {
        self.monday().saturating_add(6.days())
    }

    /// The last day on which a receipt of this week can be answered.
    pub fn last_day(self) -> Date {
        self.monday().saturating_add((6 + VALID_DAYS).days())
    }
}

/// The content of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Counted up by the site, below [`NUMBERS`].
    pub number: u32,
    /// The key under which it was minted.
    pub key: u16,
    /// The version of the questionnaire that was asked then.
    pub survey: Tag<4>,
    pub unit: Tag<6>,
    pub event: Event,
    pub week: Week,
}

/// A name in few bytes: the first of its SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag<const N: usize>([u8; N]);

impl<const N: usize> Tag<N> {
    pub fn of(name: &str) -> Self {
        use sha2::{Digest, Sha256};
        let mut tag = [0; N];
        tag.copy_from_slice(&Sha256::digest(name)[..N]);
        Self(tag)
    }
}

/// The store's name of a receipt: a digest that only the key leads to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Nullifier(pub [u8; 16]);

impl std::fmt::Debug for Nullifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Nullifier(…)")
    }
}

/// A receipt to which something happened, as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub nullifier: Nullifier,
    pub unit: String,
    /// The week of its issue.
    pub week: Week,
}

/// Receipts that no longer count, in anybody's hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// All of this key, of this unit, or both where both are named.
    pub key: Option<u16>,
    pub unit: Option<String>,
    /// First and last number.
    pub first: u32,
    pub last: u32,
}

impl Revocation {
    /// True where it takes a receipt back.
    pub fn covers(&self, receipt: &Receipt) -> bool {
        self.key.is_none_or(|key| key == receipt.key)
            && self.unit.as_ref().is_none_or(|unit| Tag::of(unit) == receipt.unit)
            && (self.first..=self.last).contains(&receipt.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_and_its_receipts_last_thirty_days_longer() {
        let sunday = date(2026, 11, 22);
        let week = Week::of(sunday);
        assert_eq!((week.monday(), week.last_day()), (date(2026, 11, 16), date(2026, 12, 22)));
        assert_eq!(Week::of(date(2026, 11, 23)).to_int(), week.to_int() + 1);
        assert_eq!(Week::from_int(week.to_int()), Some(week));
        assert_eq!([Week::from_int(-1), Week::from_int(70_000)], [None; 2]);
    }

    #[test]
    fn a_revocation_covers_what_it_names_and_nothing_else() {
        let receipt = Receipt {
            number: 50,
            key: 2,
            survey: Tag::of("s"),
            unit: Tag::of("KH.STP"),
            event: Event::Received,
            week: Week(10),
        };
        let all = Revocation { key: None, unit: None, first: 0, last: u32::MAX };
        assert!(all.covers(&receipt));
        assert!(Revocation { key: Some(2), unit: Some("KH.STP".into()), ..all.clone() }.covers(&receipt));
        assert!(!Revocation { key: Some(3), ..all.clone() }.covers(&receipt));
        assert!(!Revocation { unit: Some("KH.NT".into()), ..all.clone() }.covers(&receipt));
        assert!(!Revocation { first: 51, ..all.clone() }.covers(&receipt));
        assert!(!Revocation { last: 49, ..all }.covers(&receipt));
    }
}
