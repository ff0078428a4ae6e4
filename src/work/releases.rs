//! Releases that are due: the plan of the domain, carried out by the store.
//!
//! Before a version's batches leave, everything that waits of it is judged by the rules of
//! [`flags`](crate::domain::flags), while time and desk are still known. For the same reason it is judged before it is stripped.

use crate::{
    clock::{self, Clock},
    domain::{
        batch::{self, Moment, Next, Rules, Waiting, plan},
        causes::Causes,
        figure::outside::Outside,
        staff_log::Action,
    },
    site::Site,
    store::{self, Ages, release::Terms},
    work::chains,
};
use jiff::civil::Date;

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

/// The answers that stand behind no figure.
pub async fn outside(site: &Site) -> store::Result<Outside> {
    Ok(Outside::new(site.store.waiting().await?, site.store.counted_above().await?))
}

/// The next release by the site's rules, if nothing more arrives.
pub async fn next(site: &Site, clock: &Clock) -> store::Result<Next> {
    let moment = moment(&site.release, clock, false);
    Ok(batch::next(&waiting(site).await?, &site.catalogue, &site.release, &moment))
}

/// Nothing that waits is due.
pub async fn is_done(site: &Site, rules: &Rules, clock: &Clock) -> store::Result<bool> {
    Ok(plan(&waiting(site).await?, &site.catalogue, rules, &moment(rules, clock, false)).is_empty())
}

/// All that waits of known versions: of others nothing is released.
async fn waiting(site: &Site) -> store::Result<Vec<Waiting>> {
    let mut waiting = site.store.waiting().await?;
    waiting.retain(|group| site.surveys.contains_key(&group.survey));
    Ok(waiting)
}

fn moment(rules: &Rules, clock: &Clock, at_once: bool) -> Moment {
    // By hand, what is over is closed: whoever asks for all at once does not wait for late answers.
    let settled = if at_once { clock.local().date() } else { settled(rules, clock) };
    Moment { now: clock.now(), settled, at_once }
}

/// The local day on which what was over is closed by now.
pub fn settled(rules: &Rules, clock: &Clock) -> Date {
    clock::local(clock.now().saturating_sub(rules.close_after)).date()
}

/// Releases every batch that is due; `at_once` also every group of enough, whatever stays behind it.
///
/// # Errors
/// Faults of the store. Batches that were released before stay released.
pub async fn run(site: &Site, rules: &Rules, clock: &Clock, at_once: bool) -> store::Result<Released> {
    let moment = moment(rules, clock, at_once);
    if let Err(error) = site.turn_inbox_key(moment.now).await {
        tracing::error!(error = %Causes(&error), "the key of what waits was not turned");
    }
    chains::begin(site, clock).await?;
    let ages = Ages { now: moment.now, longest: rules.max_age };
    let mut inbox = site.store.read_inbox().await?;
    if let Some(stripped) = site.store.strip(&inbox, &site.surveys, site.usual(), ages).await? {
        if stripped > 0 {
            note_hours(site, clock).await?;
        }
        inbox = site.store.read_inbox().await?;
    }
    let waiting = inbox.waiting();
    let mut released = Released::default();
    let batches = plan(&waiting, &site.catalogue, rules, &moment);
    let terms = Terms { least: rules.least, settled: moment.settled, key: &site.log_key };
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
        site.store.flag_waiting(survey, site.usual(), batches).await?;
        let moved = site.store.release(batches, &inbox, survey, &terms).await?;
        released.batches += moved.batches;
        released.submissions += moved.submissions;
    }
    site.store.forget_released().await?;
    released.waiting = waiting.iter().map(|group| group.count).sum::<u64>() - released.submissions;
    Ok(released)
}
