//! The parts of a questionnaire.

use crate::domain::{language::Text, method::Method};
use jiff::civil::Date;
use std::collections::HashMap;

/// The extent of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// The questionnaire from which the index is made.
    #[default]
    Full,
    /// One statement and reasons, for a person with ten seconds. It has figures of its own, which are never put together with
    /// those of a full version and never held against a target.
    Quick,
}

impl Mode {
    pub const ALL: [Self; 2] = [Self::Full, Self::Quick];

    pub fn key(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Quick => "quick",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.key() == key)
    }
}

/// The kind of respondent: a person who answers for themselves, or for an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Citizen,
    Organisation,
    /// The version does not ask.
    Unstated,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Citizen, Self::Organisation, Self::Unstated];
    /// The kinds that a person can state.
    pub const STATED: [Self; 2] = [Self::Citizen, Self::Organisation];

    pub fn key(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Organisation => "organisation",
            Self::Unstated => "unstated",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    pub fn stated(key: &str) -> Option<Self> {
        Self::STATED.into_iter().find(|kind| kind.key() == key)
    }
}

/// One level of the scale; `value` runs from 1 (worst) upwards.
#[derive(Clone, Debug)]
pub struct Level {
    pub value: u8,
    pub text: Text,
}

/// A factor (yếu tố) and where its items stand in [`Survey::items`].
#[derive(Clone, Debug)]
pub struct Factor {
    pub key: String,
    pub title: Text,
    pub short: Text,
    pub items: std::ops::Range<usize>,
}

/// A rated statement (tiêu chí).
#[derive(Clone, Debug)]
pub struct Item {
    pub key: String,
    /// Place in [`Survey::factors`].
    pub factor: usize,
    pub text: Text,
    /// The label of "not applicable", where the item offers it.
    pub na_label: Option<Text>,
}

/// A question with worded choices, of which one is taken: a fact, or a question about the respondent.
#[derive(Clone, Debug)]
pub struct Question {
    pub key: String,
    pub ask: Vec<Kind>,
    pub text: Text,
    /// Seen only by oversight (harassment, extra money).
    pub restricted: bool,
    pub choices: Vec<Choice>,
}

impl Question {
    /// Place of a choice by its key.
    pub fn choice(&self, key: &str) -> Option<usize> {
        self.choices.iter().position(|choice| choice.key == key)
    }
}

#[derive(Clone, Debug)]
pub struct Choice {
    pub key: String,
    pub text: Text,
}

/// Where a key of the questionnaire is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Item(usize),
    Fact(usize),
    About(usize),
    Expectation(usize),
}

/// One version of the questionnaire.
#[derive(Clone, Debug)]
pub struct Survey {
    pub key: String,
    pub mode: Mode,
    pub title: Text,
    pub stem: Text,
    pub source: String,
    pub wording_status: String,
    pub method: Method,
    pub opens: Date,
    /// Last day on which answers are accepted.
    pub closes: Option<Date>,
    /// As shown, best first or worst first.
    pub levels: Vec<Level>,
    /// Levels from this one upwards count as satisfied.
    pub satisfied_from: u8,
    pub factors: Vec<Factor>,
    pub items: Vec<Item>,
    pub facts: Vec<Question>,
    pub expectations: Vec<Choice>,
    pub expectations_max: usize,
    pub about: Vec<Question>,
    /// The file as published.
    pub toml: String,
    /// SHA-256 of `toml`.
    pub digest: [u8; 32],
    pub(super) slots: HashMap<String, Slot>,
}

impl Survey {
    pub fn slot(&self, key: &str) -> Option<Slot> {
        self.slots.get(key).copied()
    }

    pub fn is_quick(&self) -> bool {
        self.mode == Mode::Quick
    }

    /// The kinds of respondents that its answers can have.
    pub fn kinds(&self) -> &'static [Kind] {
        if self.is_quick() { &[Kind::Unstated] } else { &Kind::STATED }
    }

    /// Number of levels of the scale.
    pub fn scale_size(&self) -> u8 {
        u8::try_from(self.levels.len()).unwrap_or(u8::MAX)
    }

    /// Number of characters of a packed answer.
    pub fn packed_len(&self) -> usize {
        self.items.len() + self.facts.len() + self.about.len() + self.expectations.len()
    }

    pub fn state_on(&self, day: Date) -> Openness {
        if day < self.opens {
            Openness::NotYet
        } else if self.closes.is_some_and(|last| day > last) {
            Openness::Closed
        } else {
            Openness::Open
        }
    }
}

/// The state of a version on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    NotYet,
    Open,
    Closed,
}
