//! The code by which a tablet is let in: typed once, within ten minutes.

use crate::domain::code;
use std::fmt;

/// A code can be used for so many minutes.
pub const PAIRING_MINUTES: i64 = 10;
/// A desk's open codes are gone after so many wrong ones.
pub const PAIRING_TRIES: i32 = 5;
const SYMBOLS: u32 = 8;

/// 40 bits, read aloud and typed as `XXXX-XXXX`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PairingCode(u64);

impl PairingCode {
    /// Of a random number, of which 40 bits count.
    pub fn new(random: u64) -> Self {
        Self(random & ((1 << (5 * SYMBOLS)) - 1))
    }

    /// Reads what was typed, with or without hyphen and spaces.
    pub fn parse(typed: &str) -> Option<Self> {
        let symbols: String = typed.chars().filter(|c| !(c.is_whitespace() || *c == '-')).collect();
        let whole = symbols.chars().count() == SYMBOLS as usize;
        code::read_number(&symbols).filter(|_| whole).map(Self)
    }

    /// As in what is signed: eight capitals and digits.
    pub fn symbols(self) -> String {
        code::write_number(self.0, SYMBOLS)
    }
}

/// As people read it.
impl fmt::Display for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let symbols = self.symbols();
        let (first, last) = symbols.split_at(symbols.len() / 2);
        write!(f, "{first}-{last}")
    }
}

/// It opens a door: never in a log.
impl fmt::Debug for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PairingCode(…)")
    }
}
