//! The number of answers that a desk's open link takes.

use std::{fmt, num::NonZeroU32, str::FromStr};

/// A person at a desk takes a quarter of an hour, and not everybody answers by phone: a desk with three officers has no more in an hour.
const AUTO: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);

/// Answers an hour that a desk's open link takes; further ones stand apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PosterLimit {
    #[default]
    Auto,
    AnHour(NonZeroU32),
    /// For benchmarks and imports.
    Off,
}

impl PosterLimit {
    pub fn an_hour(self) -> Option<NonZeroU32> {
        match self {
            Self::Auto => Some(AUTO),
            Self::AnHour(limit) => Some(limit),
            Self::Off => None,
        }
    }

    /// The most that may come together, in a few minutes: a third of an hour's, and six of a small limit.
    pub fn together(self) -> Option<NonZeroU32> {
        const FEWEST: NonZeroU32 = NonZeroU32::MIN.saturating_add(5);
        let third = |limit: NonZeroU32| NonZeroU32::new(limit.get() / 3).unwrap_or(NonZeroU32::MIN);
        self.an_hour().map(|limit| third(limit).max(FEWEST))
    }
}

/// As it is read.
impl fmt::Display for PosterLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::AnHour(limit) => limit.fmt(f),
            Self::Off => f.write_str("off"),
        }
    }
}

/// Neither `auto`, nor `off`, nor a whole number from 1 to 100,000.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
#[error("neither auto, nor off, nor a whole number from 1 to 100000")]
pub struct BadLimit;

impl FromStr for PosterLimit {
    type Err = BadLimit;

    fn from_str(text: &str) -> Result<Self, BadLimit> {
        match text {
            "auto" => Ok(Self::Auto),
            "off" => Ok(Self::Off),
            number => number
                .parse()
                .ok()
                .filter(|limit: &NonZeroU32| limit.get() <= 100_000)
                .map(Self::AnHour)
                .ok_or(BadLimit),
        }
    }
}
