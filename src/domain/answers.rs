//! Packed answers: one character per closed question of a version, in its order.
//!
//! Items, then facts, then questions about the respondent, then expectations. An item is `1`–`9`
//! (its level), `n` not applicable, `s` skipped, `.` not reached. A question with choices is `1`–`9`
//! or `A`–`K` (its choice), `s` or `.`. An expectation is `1` where it was chosen, else `.`. The text
//! is meaningful only beside its version; [`Answers::parse`] is the only door for stored ones.

use crate::domain::survey::Survey;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rating {
    /// 1 (worst) to the size of the scale.
    Level(u8),
    NotApplicable,
    Skipped,
    NotReached,
}

impl Rating {
    fn to_byte(self) -> u8 {
        match self {
            Self::Level(level) => b'0' + level,
            Self::NotApplicable => b'n',
            Self::Skipped => b's',
            Self::NotReached => b'.',
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            b'1'..=b'9' => Some(Self::Level(byte - b'0')),
            b'n' => Some(Self::NotApplicable),
            b's' => Some(Self::Skipped),
            b'.' => Some(Self::NotReached),
            _ => None,
        }
    }
}

/// The answer to a question with choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Place in the question's choices, from 0.
    Choice(usize),
    Skipped,
    NotReached,
}

const CHOICES: &[u8; 20] = b"123456789ABCDEFGHIJK";

impl Chosen {
    fn to_byte(self) -> u8 {
        match self {
            Self::Choice(place) => CHOICES.get(place).copied().unwrap_or(b'.'),
            Self::Skipped => b's',
            Self::NotReached => b'.',
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            b'1'..=b'9' => Some(Self::Choice(usize::from(byte - b'1'))),
            b'A'..=b'K' => Some(Self::Choice(usize::from(byte - b'A') + 9)),
            b's' => Some(Self::Skipped),
            b'.' => Some(Self::NotReached),
            _ => None,
        }
    }
}

/// The packed answers of one submission to one version.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Answers(String);

/// Stored answers that do not fit their version.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("packed answers do not fit the version: {0}")]
pub struct Misfit(&'static str);

impl Answers {
    /// Reads stored answers.
    ///
    /// # Errors
    /// [`Misfit`] where length or a character does not fit the version.
    pub fn parse(survey: &Survey, packed: String) -> Result<Self, Misfit> {
        let bytes = packed.as_bytes();
        if bytes.len() != survey.packed_len() {
            return Err(Misfit("length"));
        }
        let (items, rest) = bytes.split_at(survey.items.len());
        let (facts, rest) = rest.split_at(survey.facts.len());
        let (about, expectations) = rest.split_at(survey.about.len());
        let size = survey.scale_size();
        let item_fits = |byte: &u8| match Rating::from_byte(*byte) {
            Some(Rating::Level(level)) => level <= size,
            other => other.is_some(),
        };
        let choice_fits = |byte: u8, count: usize| match Chosen::from_byte(byte) {
            Some(Chosen::Choice(place)) => place < count,
            other => other.is_some(),
        };
        let asked = facts.iter().zip(&survey.facts).chain(about.iter().zip(&survey.about));
        if !items.iter().all(item_fits) {
            Err(Misfit("item"))
        } else if !asked.into_iter().all(|(byte, question)| choice_fits(*byte, question.choices.len())) {
            Err(Misfit("choice"))
        } else if !expectations.iter().all(|byte| matches!(byte, b'1' | b'.')) {
            Err(Misfit("expectation"))
        } else {
            Ok(Self(packed))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Ratings in the order of the version's items.
    pub fn ratings(&self, survey: &Survey) -> impl Iterator<Item = Rating> {
        self.0.as_bytes()[..survey.items.len()]
            .iter()
            .map(|byte| Rating::from_byte(*byte).unwrap_or(Rating::NotReached))
    }

    /// Answers to the facts, in their order.
    pub fn facts(&self, survey: &Survey) -> impl Iterator<Item = Chosen> {
        let start = survey.items.len();
        self.chosen(start..start + survey.facts.len())
    }

    /// Answers about the respondent, in their order.
    pub fn about(&self, survey: &Survey) -> impl Iterator<Item = Chosen> {
        let start = survey.items.len() + survey.facts.len();
        self.chosen(start..start + survey.about.len())
    }

    /// True for each expectation that was chosen, in their order.
    pub fn expectations(&self, survey: &Survey) -> impl Iterator<Item = bool> {
        let start = survey.packed_len() - survey.expectations.len();
        self.0.as_bytes()[start..].iter().map(|byte| *byte == b'1')
    }

    /// True where nothing was answered, skipped or chosen.
    pub fn is_blank(&self) -> bool {
        self.0.bytes().all(|byte| byte == b'.')
    }

    fn chosen(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = Chosen> {
        self.0.as_bytes()[range].iter().map(|byte| Chosen::from_byte(*byte).unwrap_or(Chosen::NotReached))
    }
}

/// Answers on their way in: every setter is total, so a builder always fits its version.
#[derive(Clone, Debug)]
pub struct AnswersBuilder<'s> {
    survey: &'s Survey,
    bytes: Vec<u8>,
}

impl<'s> AnswersBuilder<'s> {
    pub fn new(survey: &'s Survey) -> Self {
        Self { survey, bytes: vec![b'.'; survey.packed_len()] }
    }

    pub fn rate(&mut self, item: usize, rating: Rating) {
        self.bytes[item] = rating.to_byte();
    }

    pub fn fact(&mut self, fact: usize, chosen: Chosen) {
        self.bytes[self.survey.items.len() + fact] = chosen.to_byte();
    }

    pub fn about(&mut self, about: usize, chosen: Chosen) {
        self.bytes[self.survey.items.len() + self.survey.facts.len() + about] = chosen.to_byte();
    }

    pub fn expect(&mut self, expectation: usize) {
        let start = self.bytes.len() - self.survey.expectations.len();
        self.bytes[start + expectation] = b'1';
    }

    pub fn finish(self) -> Answers {
        Answers(self.bytes.into_iter().map(char::from).collect())
    }
}
