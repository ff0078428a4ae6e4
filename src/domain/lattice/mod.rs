//! From stored tallies to the figures of a page: filter, break down, withhold what must not be shown.
//!
//! A [`Query`] asks for one breakdown at a time. Stratum, respondent kind and flag are never crossed with
//! anything else: that is what keeps the promise of [`disclosure`](crate::domain::disclosure) simple
//! enough to prove.

mod all;
mod cell;
mod fold;
mod memo;
#[cfg(test)]
mod over_time;
mod part;
mod query;
mod rounds;
mod row;
mod rows;
mod shown;
mod sight;
#[cfg(test)]
mod tests;
mod year;

pub use part::Part;
pub use query::{Group, GroupBy, NotCrossed, Query, Report};
pub use rounds::Rounds;
pub use row::{ShownTotal, TallyRow};
pub use rows::Tallies;
pub use sight::{Readers, Sight, closed_to};

use crate::domain::survey::Survey;
use fold::Folding;

/// Answers a query from the rows of one version that lie in scope, sorted by unit and time period; [`Tallies::of`] says
/// which rows it needs.
///
/// # Errors
/// [`NotCrossed`] for a stratum with a breakdown other than unit or month.
pub fn report<'r>(
    rows: impl Iterator<Item = &'r TallyRow>,
    survey: &Survey,
    query: &Query,
) -> Result<Report, NotCrossed> {
    let mut folding = Folding::new(survey, query)?;
    let mut year: Vec<&TallyRow> = Vec::new();
    for row in rows {
        if year.first().is_some_and(|first| first.unit != row.unit || first.period.year() != row.period.year()) {
            folding.year(&year);
            year.clear();
        }
        year.push(row);
    }
    folding.year(&year);
    Ok(folding.finish())
}
