//! Releasing what is due: the plan of the domain, carried out by the store.

use crate::{
    clock::Clock,
    domain::batch::{Moment, Rules, plan},
    site::Site,
    store,
};

/// What a run released.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Released {
    pub batches: u64,
    pub submissions: u64,
    /// Still waiting for more.
    pub waiting: u64,
}

/// Releases every batch that is due; `at_once` also those that are merely full, and what past months
/// left behind goes up.
///
/// # Errors
/// Faults of the store; what was released before stays released.
pub async fn run(site: &Site, rules: &Rules, clock: &Clock, at_once: bool) -> store::Result<Released> {
    let moment = Moment { now: clock.now(), month: clock.month(), at_once };
    let waiting = site.store.waiting().await?;
    let mut released = Released::default();
    for batch in plan(&waiting, &site.catalogue, rules, &moment) {
        let Some(survey) = site.surveys.get(&batch.survey) else {
            tracing::warn!(survey = batch.survey, "submissions of an unknown version wait");
            continue;
        };
        let moved = site.store.release(&batch, survey, rules.least).await?;
        released.batches += u64::from(moved > 0);
        released.submissions += moved;
    }
    site.store.forget_released().await?;
    released.waiting = waiting.iter().map(|group| group.count).sum::<u64>() - released.submissions;
    Ok(released)
}
