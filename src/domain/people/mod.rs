//! The file about people: their details and what people with the same details answered, without unit and month.
//!
//! [`Counting`] counts the responses of one version and year by the details of the person. [`Counting::protected`] makes every
//! group of at least [`LEAST_ALIKE`]: a rarer combination of details is told with the province in place of the block, then
//! without details, one more at a time, at last without the kind of respondent. [`deal`] makes rows of a group. It is
//! given nothing but the group's counts, so a row's answers to two criteria come from two people: the list of answers of
//! one person would join the row to the file by unit, where that list stands beside unit and month. All sums are exact.

mod deal;
mod table;
mod words;

pub use deal::{Row, deal};
pub use table::{PeopleTable, columns};

use crate::domain::survey::{Kind, Survey};
use std::collections::BTreeMap;

/// Fewer people are never told to have the same details.
pub const LEAST_ALIKE: u64 = 5;

/// The details that some people share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Details {
    /// `None` where the province is told alone.
    pub block: Option<String>,
    /// `None` where it is withheld.
    pub kind: Option<Kind>,
    /// A character of the packed answers for each question about the person; `None` where it is withheld.
    pub about: Vec<Option<u8>>,
}

/// The answers of the people who share their details: nothing but counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    pub people: u64,
    /// By item, the number of each character of the packed answers.
    items: Vec<BTreeMap<u8, u64>>,
    /// The number of each set of expectations, packed.
    expectations: BTreeMap<String, u64>,
}

impl Group {
    fn merge(&mut self, other: Self) {
        self.people += other.people;
        self.items.resize_with(self.items.len().max(other.items.len()), BTreeMap::new);
        for (counts, more) in self.items.iter_mut().zip(other.items) {
            more.into_iter().for_each(|(code, count)| *counts.entry(code).or_default() += count);
        }
        other.expectations.into_iter().for_each(|(set, count)| *self.expectations.entry(set).or_default() += count);
    }
}

/// Groups by their details.
pub type Groups = BTreeMap<Details, Group>;

/// The responses of one version and year, as they are counted.
#[derive(Debug)]
pub struct Counting<'s> {
    survey: &'s Survey,
    groups: Groups,
}

impl<'s> Counting<'s> {
    pub fn new(survey: &'s Survey) -> Self {
        Self { survey, groups: Groups::new() }
    }

    /// Counts one response. `block` is that of its unit, empty for the province itself; `answers` are packed and fit the
    /// version. `None` where they do not.
    pub fn add(&mut self, block: &str, kind: Kind, answers: &str) -> Option<()> {
        let bytes = answers.as_bytes();
        let (items, rest) = bytes.split_at_checked(self.survey.items.len())?;
        let (about, _) = rest.get(self.survey.facts.len()..)?.split_at_checked(self.survey.about.len())?;
        let wishes = answers.get(bytes.len().checked_sub(self.survey.expectations.len())?..)?;
        let block = (!block.is_empty()).then(|| block.to_owned());
        let details = Details { block, kind: Some(kind), about: about.iter().copied().map(Some).collect() };
        let group = self.groups.entry(details).or_default();
        group.people += 1;
        group.items.resize_with(items.len(), BTreeMap::new);
        group.items.iter_mut().zip(items).for_each(|(counts, code)| *counts.entry(*code).or_default() += 1);
        *group.expectations.entry(wishes.to_owned()).or_default() += 1;
        Some(())
    }

    /// The groups as they are, of one person or more.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// Groups of at least [`LEAST_ALIKE`] people, or one group without any detail where the year has fewer.
    pub fn protected(self) -> Groups {
        let survey = self.survey;
        let (mut told, mut rest) = (Groups::new(), self.groups);
        keep(&mut told, &mut rest);
        rest = coarser(rest, |details| details.block = None);
        keep(&mut told, &mut rest);
        // The last question of the form is the first to go.
        for place in (0..survey.about.len()).rev() {
            rest = coarser(rest, |details| withhold(survey, details, place));
            keep(&mut told, &mut rest);
        }
        rest = coarser(rest, |details| {
            details.kind = None;
            details.about.fill(None);
        });
        for (details, mut group) in rest {
            // A handful would be known by having no kind: the smallest other groups lose their details with it.
            while group.people < LEAST_ALIKE {
                let smallest = told.iter().min_by_key(|(_, group)| group.people).map(|(details, _)| details.clone());
                let Some(smallest) = smallest.and_then(|details| told.remove(&details)) else { break };
                group.merge(smallest);
            }
            told.entry(details).or_default().merge(group);
        }
        told
    }
}

/// A question that a kind is not asked has nothing to withhold.
fn withhold(survey: &Survey, details: &mut Details, place: usize) {
    if details.kind.is_some_and(|kind| survey.about[place].ask.contains(&kind)) {
        details.about[place] = None;
    }
}

/// Moves the groups that are large enough.
fn keep(told: &mut Groups, rest: &mut Groups) {
    for (details, group) in rest.extract_if(.., |_, group| group.people >= LEAST_ALIKE) {
        told.entry(details).or_default().merge(group);
    }
}

fn coarser(groups: Groups, change: impl Fn(&mut Details)) -> Groups {
    let mut merged = Groups::new();
    for (mut details, group) in groups {
        change(&mut details);
        merged.entry(details).or_default().merge(group);
    }
    merged
}

#[cfg(test)]
mod tests;
