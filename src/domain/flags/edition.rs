//! Editions: the rules that are in force together.
//!
//! To change a rule, give it a new name, leave the old one as it is, and add an edition. A year of which something was released keeps
//! its edition: the figures of one year are judged by one measure.

use super::Rule;
use std::collections::BTreeMap;

/// Every edition, the first one first.
const ALL: [&[Rule]; 2] = [
    &[Rule::Burst1, Rule::Speeder1, Rule::Identical1, Rule::OutsideHours1, Rule::Straight1],
    &[Rule::Rush1, Rule::Instant1, Rule::Copies1, Rule::OutsideHours2, Rule::Capacity1],
];

/// The rules in force together, by their number from 1 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edition(u8);

impl Edition {
    /// That of a year that begins now.
    pub const LATEST: Self = Self(ALL.len() as u8);

    pub fn number(self) -> u8 {
        self.0
    }

    /// `None` for a number that this program does not know.
    pub fn from_number(number: i32) -> Option<Self> {
        u8::try_from(number).ok().filter(|number| (1..=Self::LATEST.0).contains(number)).map(Self)
    }

    pub fn rules(self) -> &'static [Rule] {
        ALL.get(usize::from(self.0) - 1).copied().unwrap_or_default()
    }
}

/// The editions of the years of which something was released.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editions(BTreeMap<i16, Edition>);

impl Editions {
    pub fn new(years: impl IntoIterator<Item = (i16, Edition)>) -> Self {
        Self(years.into_iter().collect())
    }

    /// The edition of a calendar year, whenever its answers are judged.
    pub fn of(&self, year: i16) -> Edition {
        self.0.get(&year).copied().unwrap_or(Edition::LATEST)
    }
}
