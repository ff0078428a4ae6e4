//! Answers to questions, kept as long as the tallies from which they are made.
//!
//! Tallies never change: the next release or round of closing makes others. People ask the same few questions until then.

use super::{Query, Report};
use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// Answers that are kept, some forty kilobytes each where there are 300 units. When there are more, all are forgotten: somebody who
/// goes through all units or many months begins anew now and then.
const MOST: usize = 256;

/// A question to some units of a version.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    pub survey: String,
    pub query: Query,
    pub units: Units,
}

/// Units by their place among those of a version, a bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Units(Vec<u64>);

impl Units {
    pub fn push(&mut self, place: usize, is_in: bool) {
        self.0.resize(place / 64 + 1, 0);
        self.0[place / 64] |= u64::from(is_in) << (place % 64);
    }
}

#[derive(Default)]
pub(super) struct Memo(Mutex<HashMap<Asked, Arc<Report>>>);

impl Memo {
    /// The answer that is kept, or the one that is made now. Two who ask at once may both make it.
    pub fn get<E>(&self, asked: Asked, make: impl FnOnce() -> Result<Report, E>) -> Result<Arc<Report>, E> {
        if let Some(kept) = self.kept().get(&asked) {
            return Ok(kept.clone());
        }
        let made = Arc::new(make()?);
        let mut kept = self.kept();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(asked, made.clone());
        Ok(made)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<Asked, Arc<Report>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A copy begins without answers.
impl Clone for Memo {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Memo({})", self.kept().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{lattice::Sight, method::Method, month::Period};
    use std::convert::Infallible;

    fn asked(year: i16, units: &[bool]) -> Asked {
        let mut of = Units::default();
        units.iter().enumerate().for_each(|(place, is_in)| of.push(place, *is_in));
        let query = Query {
            period: Period::of_year(year),
            method: Method::Top2,
            stratum: None,
            group_by: None,
            sight: Sight::all(),
            all_units: true,
        };
        Asked { survey: "s-1".to_owned(), query, units: of }
    }

    fn withheld(memo: &Memo, asked: Asked, made: u64) -> u64 {
        let make = || Ok::<_, Infallible>(Report { total: None, groups: Vec::new(), withheld: made });
        memo.get(asked, make).unwrap().withheld
    }

    #[test]
    fn an_answer_is_made_once_for_its_question_and_its_units() {
        let memo = Memo::default();
        let mut many = vec![false; 70];
        assert_eq!(withheld(&memo, asked(2024, &many), 1), 1);
        assert_eq!(withheld(&memo, asked(2024, &many), 2), 1, "it is kept");
        many[69] = true;
        assert_eq!(withheld(&memo, asked(2024, &many), 3), 3, "another unit");
        assert_eq!(withheld(&memo, asked(2023, &many), 4), 4, "another year");
        assert_eq!(withheld(&memo.clone(), asked(2023, &many), 5), 5, "a copy");
    }

    #[test]
    fn it_keeps_no_more_than_so_many() {
        let memo = Memo::default();
        let nth = |n: usize| asked(2024, &[0, 1, 2, 3, 4, 5, 6, 7, 8].map(|bit| n >> bit & 1 == 1));
        for n in 0..MOST {
            withheld(&memo, nth(n), n as u64);
        }
        assert_eq!(withheld(&memo, nth(7), 99), 7);
        assert_eq!(withheld(&memo, nth(MOST), 99), 99);
        assert_eq!(memo.kept().len(), 1);
        assert_eq!(withheld(&memo, nth(7), 99), 99);
    }
}
