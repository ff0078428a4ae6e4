//! Flags: signs that an answer was not given by somebody who had been at the desk.
//!
//! Named rules look at what waits for its release, where time and desk are still known; only the names
//! outlive the release, and only where they weigh enough together. Nothing is ever deleted for a flag:
//! every figure can be had with and without flagged answers. A name carries its version, and what it
//! means never changes; a year keeps the [`Edition`] of the rules by which its first answers were judged. [`Judge`] applies them.

mod copies;
mod edition;
mod judge;
mod pace;
mod poster;
#[cfg(test)]
mod tests;
mod words;

pub use copies::Pattern;
pub use edition::{Edition, Editions};
pub use judge::{Arrived, Judge, Measure};
pub use poster::PosterLimit;

use std::fmt;

/// Names that weigh this much together make an answer a flagged one.
const ENOUGH: u32 = 3;

/// A rule by name and version. Its exact question is in `judge`, `pace` or `copies`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// At least five answers within five minutes at one device, or at one desk's screen where none is known.
    Burst1,
    /// Under two seconds, or a third of the usual time, for each statement.
    Speeder1,
    /// The same mixed answers three times or more for one unit.
    Identical1,
    /// At a kiosk while the desk is closed.
    OutsideHours1,
    /// One level for nearly everything. Many honest people answer so: it weighs half as much as another.
    Straight1,
    /// Five at a kiosk one after the other, faster than people can answer.
    Rush1,
    /// Faster than anybody can tap.
    Instant1,
    /// The same answers so often that it is no chance.
    Copies1,
    /// As the first of this name. It is enough alone.
    OutsideHours2,
    /// More by a desk's open link than people who were there can be.
    Capacity1,
}

impl Rule {
    /// Every rule that there ever was, in the order in which names are written.
    pub const ALL: [Self; 10] = [
        Self::Burst1,
        Self::Speeder1,
        Self::Identical1,
        Self::OutsideHours1,
        Self::Straight1,
        Self::Rush1,
        Self::Instant1,
        Self::Copies1,
        Self::OutsideHours2,
        Self::Capacity1,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Burst1 => "burst-1",
            Self::Speeder1 => "speeder-1",
            Self::Identical1 => "identical-1",
            Self::OutsideHours1 => "outside-hours-1",
            Self::Straight1 => "straight-1",
            Self::Rush1 => "rush-1",
            Self::Instant1 => "instant-1",
            Self::Copies1 => "copies-1",
            Self::OutsideHours2 => "outside-hours-2",
            Self::Capacity1 => "capacity-1",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.key() == key)
    }

    /// It flags an answer alone.
    pub fn is_enough(self) -> bool {
        self.weight() >= ENOUGH
    }

    pub fn weight(self) -> u32 {
        match self {
            Self::Straight1 => 1,
            Self::Burst1 | Self::Speeder1 | Self::Identical1 | Self::OutsideHours1 => 2,
            Self::Rush1 | Self::Instant1 | Self::Copies1 | Self::OutsideHours2 | Self::Capacity1 => 3,
        }
    }
}

/// Names of rules that found something, each at most once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Flags(u16);

impl Flags {
    pub const NONE: Self = Self(0);

    #[must_use]
    pub fn with(self, rule: Rule) -> Self {
        Self(self.0 | 1 << rule as u8)
    }

    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The signs of these rules alone.
    #[must_use]
    pub fn of(self, rules: &[Rule]) -> Self {
        self.rules().filter(|rule| rules.contains(rule)).fold(Self::NONE, Self::with)
    }

    pub fn rules(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.into_iter().filter(move |rule| self.0 & (1 << *rule as u8) != 0)
    }

    pub fn is_flagged(self) -> bool {
        self.rules().map(Rule::weight).sum::<u32>() >= ENOUGH
    }

    /// True where a sign must be noted beside the answers that wait. A sign that follows from an answer alone is found again
    /// at any time. A sign that follows from others would be lost when these leave first.
    pub fn is_to_note(self) -> bool {
        let from_others = |rule| matches!(rule, Rule::Burst1 | Rule::Speeder1 | Rule::Identical1);
        self.is_flagged() || self.rules().any(from_others)
    }

    /// The signs that outlive the release. A sign that weighs too little would only tell who answered late or fast.
    #[must_use]
    pub fn kept(self) -> Self {
        if self.is_flagged() { self } else { Self::NONE }
    }

    /// Reads stored names. `None` where one is unknown.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut names = text.split('|').filter(|name| !name.is_empty());
        names.try_fold(Self::NONE, |flags, name| Some(flags.with(Rule::from_key(name)?)))
    }
}

/// As stored: the names joined by `|`.
impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, rule) in self.rules().enumerate() {
            if place > 0 {
                f.write_str("|")?;
            }
            f.write_str(rule.key())?;
        }
        Ok(())
    }
}
