//! After seven days at the most, a submission that still waits keeps nothing that is finer than its month.
//!
//! A run strips what would be older before the next one, and writes what was stripped before anew with it: under new random places,
//! in their order, under the key of today. So neither its place nor its transaction tells on which day an answer came, and old keys
//! open nothing.

use super::{
    Store, dialect,
    error::Result,
    flags::Usual,
    inbox::{self, Inbox},
    sealing,
};
use crate::domain::{flags::Flags, inbox::Entry, survey::Survey};
use futures_util::TryStreamExt;
use rand::seq::SliceRandom;
use std::{
    collections::{BTreeMap, HashMap},
    sync::atomic::Ordering,
};

/// Most rows of one transaction: the writer waits no longer than this takes.
const CHUNK: usize = 4_000;
/// A run strips what gets too old within a day, so that there is one run a day and not one a minute.
const DAY: i64 = 86_400_000;

/// When an answer has to be stripped.
#[derive(Clone, Copy, Debug)]
pub struct Ages {
    /// Milliseconds since 1970, UTC.
    pub now: i64,
    /// Most milliseconds that it keeps what is finer than its month.
    pub longest: i64,
}

impl Ages {
    /// A run of now strips answers that were given at this moment or before.
    fn strips(self) -> i64 {
        self.now.saturating_sub(self.longest).saturating_add(Ord::min(DAY, self.longest / 7))
    }
}

/// The places in the inbox: of those that are stripped already, and of the others with when they were given and their version.
#[derive(Default)]
struct Found {
    stripped: Vec<i64>,
    fine: BTreeMap<String, Vec<(i64, i64)>>,
    under_old_key: bool,
}

impl Store {
    /// Judges and strips answers that have waited for too long, and says how many they were; `None` where nothing is due and the inbox
    /// stays as it was read. All others keep their trace.
    ///
    /// # Errors
    /// Faults of the database. Answers that were stripped before stay stripped, and all others are as they were.
    pub async fn strip(
        &self,
        inbox: &Inbox,
        surveys: &HashMap<String, Survey>,
        usual: Usual<'_>,
        ages: Ages,
    ) -> Result<Option<u64>> {
        let found = self.found(inbox, ages).await?;
        let too_old = |(_, at): &(i64, i64)| *at <= ages.now.saturating_sub(ages.longest);
        let is_due = found.fine.values().flatten().any(too_old);
        if !is_due && !found.under_old_key {
            return Ok(None);
        }
        let mut flags: HashMap<i64, Flags> = HashMap::new();
        let (mut places, mut count) = (found.stripped, 0);
        for (survey, mut fine) in found.fine {
            fine.retain(|(_, at)| *at <= ages.strips());
            if let Some(survey) = surveys.get(&survey).filter(|_| !fine.is_empty()) {
                let units = inbox.groups().map(|((_, unit, ..), _)| unit.as_str()).collect();
                let judged = self.judged(survey, usual, &units).await?;
                // Of a burst one part may be stripped and the other stay for a day.
                let noted: Vec<_> = judged.iter().copied().filter(|(_, flags)| flags.is_to_note()).collect();
                self.note(&noted).await?;
                flags.extend(judged);
            }
            count += fine.len() as u64;
            places.extend(fine.iter().map(|(place, _)| *place));
        }
        // Each transaction has some of each day.
        places.shuffle(&mut rand::rng());
        for places in places.chunks(CHUNK) {
            self.strip_these(places, &flags).await?;
        }
        self.remembers.store(true, Ordering::Release);
        Ok(Some(count))
    }

    /// The time at which the oldest was given of those that are not stripped, milliseconds since 1970, UTC. One that does not open
    /// has another check.
    pub(super) async fn oldest_fine(&self) -> Result<Option<i64>> {
        let mut oldest = None;
        let mut rows = inbox::rows(&self.read).await?;
        while let Some(mut row) = rows.try_next().await? {
            let entry = sealing::open(&self.inbox_keys, &mut row);
            if let Some(trace) = entry.ok().and_then(|entry| entry.trace) {
                oldest = Some(oldest.map_or(trace.received_at, |oldest| Ord::min(oldest, trace.received_at)));
            }
        }
        Ok(oldest)
    }

    async fn found(&self, inbox: &Inbox, ages: Ages) -> Result<Found> {
        let mut found = Found::default();
        for ((survey, ..), places) in inbox.groups() {
            let (stripped, fine): (Vec<_>, Vec<_>) = places.iter().partition(|(at, _)| *at == 0);
            found.stripped.extend(stripped.into_iter().map(|(_, place)| place));
            found.fine.entry(survey.clone()).or_default().extend(fine.into_iter().map(|(at, place)| (place, at)));
        }
        let (begun, seals) = (self.inbox_keys.begun(), self.inbox_keys.sealing());
        let old = |id: &u16| begun.get(id).is_some_and(|from| from.saturating_add(7 * DAY) <= ages.now);
        let waits = self.waiting_by_key().await?;
        found.under_old_key = !found.stripped.is_empty() && waits.iter().any(|(id, _)| Some(*id) != seals && old(id));
        Ok(found)
    }

    async fn strip_these(&self, places: &[i64], flags: &HashMap<i64, Flags>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        // Another instance may release or strip the same rows.
        dialect::lock_release(&tx).await?;
        let mut rows = sealing::rows_at(&tx, places).await?;
        let mut stripped = Vec::with_capacity(rows.len());
        for row in &mut rows {
            let old = row.0;
            let entry = sealing::open(&self.inbox_keys, row)?;
            let flags = entry.flags.union(flags.get(&old).copied().unwrap_or_default());
            let new = -rand::random_range(1..=i64::MAX);
            stripped.push((new, sealing::seal(&self.inbox_keys, new, &Entry { trace: None, flags, ..entry })?));
        }
        let gone: Vec<i64> = rows.iter().map(|row| row.0).collect();
        sealing::remove(&tx, &gone).await?;
        stripped.sort_unstable_by_key(|(place, _)| *place);
        sealing::add(&tx, stripped).await?;
        dialect::commit(tx).await
    }
}
