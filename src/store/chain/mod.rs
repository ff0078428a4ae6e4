//! Chains of rows: the code of each covers the one before, so that every edit, deletion and new order shows.
//!
//! Two tables are chains: the staff log and, in [`releases`], the releases. All their codes follow from one secret outside the
//! database. A chain does not show where it was cut at its end, so the ends are kept outside as well: see [`heads`].

mod begin;
mod groups;
pub(super) mod guarded;
pub(super) mod heads;
mod key;
pub(super) mod releases;
pub(super) mod sum;

pub(super) use groups::Groups;
pub use key::LogKey;

use super::check::Check;
use key::Codes;

/// A row of a chain.
pub(super) trait Link {
    /// Its number, from 1 on.
    fn seq(&self) -> i64;
    /// The id of the key that made its code.
    fn key(&self) -> &[u8];
    fn mac(&self) -> &[u8];
    /// The rest of it, in a form that tells two rows apart.
    fn content(&self) -> Vec<u8>;
}

/// The code of a row behind another one.
pub(super) fn code(codes: &Codes, before: &[u8], link: &impl Link) -> Vec<u8> {
    codes.of(&[before, &link.seq().to_be_bytes(), &link.content()])
}

/// The findings on the way along a chain.
pub(super) struct Walk<'k> {
    key: &'k LogKey,
    codes: Codes,
    length: i64,
    before: Vec<u8>,
    good: u64,
    foreign: u64,
    bad: u64,
}

impl<'k> Walk<'k> {
    pub fn new(key: &'k LogKey, codes: Codes) -> Self {
        Self { key, codes, length: 0, before: Vec::new(), good: 0, foreign: 0, bad: 0 }
    }

    pub fn step(&mut self, link: &impl Link) {
        self.length += 1;
        if link.seq() != self.length {
            self.bad += 1;
        } else if link.key() != self.key.id() {
            self.foreign += 1;
        } else if code(&self.codes, &self.before, link) == link.mac() {
            self.good += 1;
        } else {
            self.bad += 1;
        }
        self.before = link.mac().to_vec();
    }

    /// A row of another key holds no less than a broken one that somebody has written.
    pub fn end(&self, name: &'static str) -> Check {
        Check {
            name,
            holds: self.bad == 0 && self.foreign == 0,
            figures: format!(
                "{} entries in an unbroken chain, {} broken, {} written with a key that is not in the keys folder",
                self.good, self.bad, self.foreign
            ),
        }
    }
}

/// Fields one after the other, each behind its length.
pub(super) fn write(into: &mut Vec<u8>, fields: &[&[u8]]) {
    for field in fields {
        into.extend((field.len() as u64).to_be_bytes());
        into.extend(*field);
    }
}
