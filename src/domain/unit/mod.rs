//! Organisations and the desks where people go: the tree, and the days on which each of them exists.
//!
//! [`Catalogue`] holds them all, those of the past included. A day decides which of them take answers.

mod broken;
mod catalogue;
mod check;
mod difference;
mod read;
mod words;

pub use broken::{Broken, Listed};
pub use catalogue::Catalogue;
pub use difference::Difference;
pub use read::{desks, desks_from_csv, units, units_from_csv};

use crate::domain::language::Lang;
use jiff::civil::Date;

/// The first and the last day of an organisation or desk, both included. Without a date it has no such day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// Where a day lies beside a validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It opens on this day.
    NotYet(Date),
    Open,
    /// This was its last day.
    Ended(Date),
}

impl Validity {
    pub fn on(self, day: Date) -> Standing {
        match (self.from, self.to) {
            (Some(from), _) if day < from => Standing::NotYet(from),
            (_, Some(to)) if to < day => Standing::Ended(to),
            _ => Standing::Open,
        }
    }

    pub fn holds_on(self, day: Date) -> bool {
        self.on(day) == Standing::Open
    }

    /// Its last day lies before its first.
    pub fn is_backwards(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }

    /// Some day of a span, both ends included, is in it.
    pub fn meets(self, first: Date, last: Date) -> bool {
        self.from.is_none_or(|from| from <= last) && self.to.is_none_or(|to| first <= to)
    }
}

/// Behind the code of a unit: the responses of units below it that had too few of their own in a year. They have a figure, and
/// neither a verdict nor a rank: they are no organisation.
pub const ABOVE: char = '+';

/// An organisation that is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub code: String,
    pub parent: Option<String>,
    pub name: String,
    /// `province`, `department`, `vertical`, `district`, …
    pub level: String,
    /// Block of like organisations; empty for the province.
    pub block: String,
    pub validity: Validity,
    /// Codes of the units whose work it took over.
    pub predecessors: Vec<String>,
    pub note: String,
}

/// A place where people hand in papers; it receives for one or several units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    pub code: String,
    pub name: String,
    pub name_en: String,
    /// Codes of the units that it receives for, never empty.
    pub units: Vec<String>,
    /// Of the place itself. It receives for those of its units alone that exist on the day.
    pub validity: Validity,
}

impl Desk {
    pub fn name_in(&self, lang: Lang) -> &str {
        lang.of(&self.name, &self.name_en)
    }
}
