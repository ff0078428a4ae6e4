//! The stored form of a tally: the place of each count, and numbers as bytes.

use super::{
    company::Company,
    sums::{SUMS, SUMS_AND_COMPANY, Sums},
};
use crate::domain::survey::Survey;

/// The bytes before groups that keep company. No number is packed so: nought has one byte.
const WITH_COMPANY: [u8; 2] = [0x80, 0x00];

/// Group sums as stored. Those without company are as they were before there was any.
pub(super) fn pack_groups(groups: &[Sums]) -> Vec<u8> {
    if groups.iter().all(|group| group.company == Company::default()) {
        return pack(groups.iter().flat_map(Sums::as_array));
    }
    let mut bytes = WITH_COMPANY.to_vec();
    bytes.extend(pack(groups.iter().flat_map(Sums::with_company)));
    bytes
}

/// Reads stored group sums, with company or without. `None` where they are not whole.
pub fn unpack_groups(packed: &[u8]) -> Option<Vec<Sums>> {
    fn whole<const N: usize>(packed: &[u8], read: fn([u64; N]) -> Sums) -> Option<Vec<Sums>> {
        let numbers = unpack(packed)?;
        let (groups, rest) = numbers.as_chunks::<N>();
        rest.is_empty().then(|| groups.iter().map(|group| read(*group)).collect())
    }
    match packed.strip_prefix(&WITH_COMPANY) {
        Some(packed) => whole::<SUMS_AND_COMPANY>(packed, Sums::from_both),
        None => whole::<SUMS>(packed, Sums::from_array),
    }
}

/// Reads stored counts. `None` where they do not fit the version.
pub fn unpack_counts(survey: &Survey, packed: &[u8]) -> Option<Vec<u64>> {
    unpack(packed).filter(|counts| counts.len() == Layout::of(survey).len)
}

/// Where each count stands: per item its levels, na, skipped; per fact and question about the
/// respondent its choices and skipped; per expectation one.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    pub(super) levels: usize,
    pub(super) expectations: usize,
    pub(super) len: usize,
}

impl Layout {
    pub fn of(survey: &Survey) -> Self {
        let levels = survey.levels.len();
        let items = survey.items.len() * (levels + 2);
        let questions: usize =
            survey.facts.iter().chain(&survey.about).map(|question| question.choices.len() + 1).sum();
        let expectations = items + questions;
        Self { levels, expectations, len: expectations + survey.expectations.len() }
    }

    /// Levels, then na, then skipped.
    pub fn item(&self, place: usize) -> std::ops::Range<usize> {
        let width = self.levels + 2;
        place * width..(place + 1) * width
    }

    /// Choices, then skipped, of a question counted over facts and then questions about the respondent.
    pub fn question(&self, survey: &Survey, place: usize) -> std::ops::Range<usize> {
        let mut start = survey.items.len() * (self.levels + 2);
        let mut questions = survey.facts.iter().chain(&survey.about);
        for question in questions.by_ref().take(place) {
            start += question.choices.len() + 1;
        }
        start..start + questions.next().map_or(0, |question| question.choices.len() + 1)
    }

    pub fn expectation(&self, place: usize) -> usize {
        self.expectations + place
    }
}

pub(super) fn pack(numbers: impl Iterator<Item = u64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for mut number in numbers {
        while number >= 0x80 {
            bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
    }
    bytes
}

/// Numbers of at most 64 bits; `None` where the last one is not whole.
pub(super) fn unpack(bytes: &[u8]) -> Option<Vec<u64>> {
    let (mut numbers, mut number, mut shift) = (Vec::with_capacity(bytes.len()), 0u64, 0u32);
    for byte in bytes {
        number |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            numbers.push(std::mem::take(&mut number));
            shift = 0;
        } else {
            shift += 7;
        }
    }
    (shift == 0).then_some(numbers)
}
