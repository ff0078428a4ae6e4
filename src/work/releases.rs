//! Releases that are due: the plan of the domain, carried out by the store.
//!
//! Before a version's batches leave, everything that waits of it is judged by the rules of
//! [`flags`](crate::domain::flags), while time and desk are still known.

use crate::{
    clock::Clock,
    domain::{
        batch::{self, Moment, Next, Rules, plan},
        staff_log::Action,
    },
    site::Site,
    store,
};

/// The result of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Released {
    pub batches: u64,
    pub submissions: u64,
    /// Still waiting for more.
    pub waiting: u64,
}

/// Notes in the staff log by which hours of the site answers are judged from now on, and with which questionnaires,
/// lists, settings and keys it was started, where these are others than before.
pub async fn note_hours(site: &Site, clock: &Clock) -> store::Result<()> {
    let by = site.by("settings", clock.now());
    site.store.note_site_hours(&site.opening_hours, by).await?;
    site.store.note_changes(&site.notes, by).await?;
    site.store.note_keys(Action::ReceiptsRotateKey, &site.register.keys().ids(), by).await?;
    site.store.note_keys(Action::DevicesRotateKey, &site.device_keys.seals.ids(), by).await
}

/// The next release by the site's rules, if nothing more arrives.
pub async fn next(site: &Site, clock: &Clock) -> store::Result<Next> {
    let mut waiting = site.store.waiting().await?;
    // Of versions that nobody knows nothing is released.
    waiting.retain(|group| site.surveys.contains_key(&group.survey));
    let moment = Moment { now: clock.now(), month: clock.month(), at_once: false };
    Ok(batch::next(&waiting, &site.catalogue, &site.release, &moment))
}

/// Releases every batch that is due; `at_once` also those that are merely full, and what past months
/// left behind goes up.
///
/// # Errors
/// Faults of the store. Batches that were released before stay released.
pub async fn run(site: &Site, rules: &Rules, clock: &Clock, at_once: bool) -> store::Result<Released> {
    let moment = Moment { now: clock.now(), month: clock.month(), at_once };
    let waiting = site.store.waiting().await?;
    let mut released = Released::default();
    let batches = plan(&waiting, &site.catalogue, rules, &moment);
    if !batches.is_empty() {
        note_hours(site, clock).await?;
    }
    for batches in batches.chunk_by(|a, b| a.survey == b.survey) {
        let key = &batches[0].survey;
        let Some(survey) = site.surveys.get(key) else {
            tracing::warn!(survey = key, "submissions of an unknown version wait");
            continue;
        };
        // After the plan: a submission that arrives from now on is in no batch of it.
        site.store.flag_waiting(survey, &site.opening_hours).await?;
        let moved = site.store.release(batches, survey, rules.least).await?;
        released.batches += moved.batches;
        released.submissions += moved.submissions;
    }
    site.store.forget_released().await?;
    released.waiting = waiting.iter().map(|group| group.count).sum::<u64>() - released.submissions;
    Ok(released)
}
