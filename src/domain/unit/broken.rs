//! Rules that units and desks break among each other.

use crate::domain::{
    language::Lang,
    list::{Cause, Mistake},
};
use std::fmt;

/// The listed thing that breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    Unit,
    Desk,
}

/// A rule that a unit or desk breaks beside the others, by the column that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub of: Listed,
    pub code: String,
    pub column: &'static str,
    pub cause: Cause,
    /// The text that stands there.
    pub found: String,
}

impl Broken {
    pub(super) fn unit(code: &str, column: &'static str, cause: Cause, found: impl Into<String>) -> Self {
        Self { of: Listed::Unit, code: code.to_owned(), column, cause, found: found.into() }
    }

    pub(super) fn desk(code: &str, column: &'static str, cause: Cause, found: impl Into<String>) -> Self {
        Self { of: Listed::Desk, code: code.to_owned(), column, cause, found: found.into() }
    }
}

/// For whoever knows no list.
impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = if self.of == Listed::Unit { "unit" } else { "desk" };
        let mistake = Mistake::at(&format!("{of} {}", self.code), self.cause, self.column, self.found.clone());
        f.write_str(&mistake.say(Lang::En))
    }
}
