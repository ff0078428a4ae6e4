//! Which links of receipts were opened.

use crate::{
    domain::receipt::{Mark, Nullifier},
    store,
};
use std::{
    collections::HashMap,
    sync::{MutexGuard, PoisonError},
};

/// Opened links that wait for the store. More in the seconds between are not counted: they were opened all the
/// same, and whoever answers counts as having opened.
const WAITING: usize = 50_000;

/// Receipts whose link was opened, kept until they are noted together: a page costs no commit.
#[derive(Debug, Default)]
pub struct Opened(std::sync::Mutex<HashMap<Nullifier, Mark>>);

impl Opened {
    /// Notes that a good receipt's link was opened.
    pub fn add(&self, mark: &Mark) {
        let mut held = self.held();
        if held.len() < WAITING {
            held.entry(mark.nullifier).or_insert_with(|| mark.clone());
        }
    }

    /// Hands the waiting receipts to the store. Those that it does not take wait on. A crash may lose some, and the
    /// ledger copes.
    pub async fn flush(&self, store: &store::Store) -> store::Result<()> {
        let marks: Vec<Mark> = self.held().values().cloned().collect();
        if !marks.is_empty() {
            store.mark_opened(&marks).await?;
            let mut held = self.held();
            marks.iter().for_each(|mark| drop(held.remove(&mark.nullifier)));
        }
        Ok(())
    }

    fn held(&self) -> MutexGuard<'_, HashMap<Nullifier, Mark>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::receipt::Week;
    use jiff::civil::date;

    #[test]
    fn opened_links_wait_in_bounded_memory_and_once_each() {
        let opened = Opened::default();
        let mark = |n: usize| Mark {
            nullifier: Nullifier((n as u128).to_be_bytes()),
            unit: "KH.STP".to_owned(),
            week: Week::of(date(2026, 11, 23)),
        };
        [0, 0, 1].iter().for_each(|n| opened.add(&mark(*n)));
        assert_eq!(opened.held().len(), 2);
        (0..WAITING + 10).for_each(|n| opened.add(&mark(n)));
        assert_eq!(opened.held().len(), WAITING);
    }
}
