//! Rows of a group, made of its counts alone.

use super::Group;
use rand::{Rng, seq::SliceRandom};

/// One row: answers that people of the group gave, each column by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'g> {
    /// Random.
    pub id: u128,
    /// A character of the packed answers for each item.
    pub items: Vec<u8>,
    /// Packed.
    pub expectations: &'g str,
}

/// As many rows as people. Each column is shuffled by itself.
pub fn deal<'g>(group: &'g Group, rng: &mut impl Rng) -> Vec<Row<'g>> {
    let people = usize::try_from(group.people).unwrap_or(usize::MAX);
    let mut wishes: Vec<&str> = Vec::with_capacity(people);
    for (set, count) in &group.expectations {
        wishes.extend(std::iter::repeat_n(set.as_str(), usize::try_from(*count).unwrap_or(usize::MAX)));
    }
    wishes.shuffle(rng);
    let mut rows: Vec<Row<'g>> = wishes
        .into_iter()
        .map(|expectations| Row {
            id: (u128::from(rng.next_u64()) << 64) | u128::from(rng.next_u64()),
            items: Vec::with_capacity(group.items.len()),
            expectations,
        })
        .collect();
    let mut column: Vec<u8> = Vec::with_capacity(people);
    for counts in &group.items {
        column.clear();
        for (code, count) in counts {
            column.extend(std::iter::repeat_n(*code, usize::try_from(*count).unwrap_or(usize::MAX)));
        }
        column.shuffle(rng);
        rows.iter_mut().zip(&column).for_each(|(row, code)| row.items.push(*code));
    }
    rows
}
