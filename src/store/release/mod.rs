//! The release: waiting submissions become responses that nobody can link to them.
//!
//! A batch of one version, unit and time period leaves the inbox in one transaction, alone or with others: its
//! answers in random order under new random ids, its comments apart in another order, its sums added to
//! the tallies.
//! Nothing that is written here carries an id, a desk or a time finer than the month; of desks and days only that sum stays by which
//! answers of people who came together vary (`tally::Company`).

mod leaving;
mod pace;
#[cfg(test)]
mod tests;
mod write;

use super::{
    LogKey, Store,
    chain::releases,
    counted_above, dialect, editions,
    error::{Error, Result},
    inbox::Inbox,
    rounds, sealing, tallies,
};
use crate::domain::{
    batch::{Batch, Take},
    closing::is_due,
    inbox::InboxKeys,
    survey::Survey,
    time_period::TimePeriod,
};
use jiff::civil::Date;
use leaving::{Full, Leaving, Queue};
use pace::Pace;
use sea_orm::DatabaseTransaction;
use std::{collections::HashMap, sync::atomic::Ordering, time::Instant};
use write::{Released, hide_rare_languages, insert_comments, insert_responses, take_comments};

/// Most groups that one transaction asks for.
const TAKES: usize = 2_000;

/// The result of planned batches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub batches: u64,
    pub submissions: u64,
}

/// The terms of a release.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'k> {
    /// Fewest submissions of a batch.
    pub least: u64,
    /// Periods that were over on this local day wait for their closing: nobody sees them before.
    pub settled: Date,
    pub key: &'k LogKey,
}

/// The state that a release carries from one transaction to the next.
struct Run<'s> {
    survey: &'s Survey,
    terms: &'s Terms<'s>,
    pace: Pace,
    queue: Queue,
}

impl Run<'_> {
    /// Most submissions of the next transaction: never fewer than a batch needs, or nothing would ever move.
    fn most(&self) -> u64 {
        Ord::max(self.pace.0, self.terms.least)
    }
}

impl Store {
    /// Releases batches of one version that were planned from this inbox, small ones together in one transaction, and says what it moved: less
    /// than planned where another instance was faster and what is left is no full batch any more.
    ///
    /// # Errors
    /// Faults of the database; [`Inconsistent`](super::Error::Inconsistent) for answers that do not fit their version;
    /// [`Unchained`](super::Error::Unchained).
    pub async fn release(&self, batches: &[Batch], inbox: &Inbox, survey: &Survey, terms: &Terms<'_>) -> Result<Moved> {
        // The next entry would be the first one, and what lay here before would be in none.
        if !releases::has_begun(&self.read).await? {
            return Err(Error::Unchained);
        }
        let queue = Queue::new(inbox, &survey.key);
        self.release_at(batches, Run { survey, terms, pace: Pace::default(), queue }).await
    }

    async fn release_at(&self, batches: &[Batch], mut run: Run<'_>) -> Result<Moved> {
        let (mut all, mut rest) = (Moved::default(), batches);
        while let Some(first) = rest.first() {
            let (group, later) = rest.split_at(together(rest, run.most()));
            let moved = if first.count() >= run.most() + run.terms.least {
                self.release_large(first, &mut run).await?
            } else {
                self.release_together(group, &mut run).await?
            };
            all.batches += moved.batches;
            all.submissions += moved.submissions;
            rest = later;
        }
        Ok(all)
    }

    /// A large batch is cut into pieces that are each full.
    async fn release_large(&self, batch: &Batch, run: &mut Run<'_>) -> Result<Moved> {
        let (mut submissions, mut left) = (0, Some(batch.clone()));
        while let Some(batch) = left {
            let (piece, rest) = cut(batch, run.most(), run.terms.least);
            let now = self.release_together(&[piece], run).await?.submissions;
            submissions += now;
            left = rest.filter(|_| now > 0);
        }
        Ok(Moved { batches: u64::from(submissions > 0), submissions })
    }

    /// Removes what released submissions left behind in free pages and logs. Where a long export still
    /// reads, that is done at the next call.
    pub async fn forget_released(&self) -> Result<()> {
        if self.remembers.load(Ordering::Acquire) && dialect::forget_released(&self.write).await? {
            self.remembers.store(false, Ordering::Release);
        }
        Ok(())
    }

    async fn release_together(&self, batches: &[Batch], run: &mut Run<'_>) -> Result<Moved> {
        let Run { survey, terms: &Terms { least, settled, key }, .. } = *run;
        let wanted: Vec<_> = batches.iter().map(|batch| (batch, run.queue.take(batch))).collect();
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        let began = Instant::now();
        let (gone, mut full) = open(&tx, &self.inbox_keys, wanted, least).await?;
        let moved =
            Moved { batches: full.len() as u64, submissions: full.iter().map(|(_, rows)| rows.len() as u64).sum() };
        if moved.batches == 0 {
            tx.rollback().await?;
            return Ok(moved);
        }
        sealing::remove(&tx, &gone).await?;
        counted_above::note(&tx, full.iter().map(|(batch, _)| *batch)).await?;
        full.iter_mut().for_each(|(_, rows)| hide_rare_languages(rows, least));
        let rounds = rounds::read(&tx).await?;
        editions::begin(&tx, full.iter().map(|(batch, _)| batch.period.year()).collect()).await?;
        let editions = editions::read(&tx).await?;
        let mut released = Released::new(key, &rounds, &editions);
        insert_comments(&tx, survey, take_comments(&mut full), &mut released.groups).await?;
        for (batch, rows) in full {
            released.take(batch, survey, rows)?;
        }
        insert_responses(&tx, released.rows).await?;
        let is_shown = |period: TimePeriod| !is_due(period, settled);
        tallies::add(&tx, survey, released.sums, &is_shown).await?;
        releases::append(&tx, key, released.groups).await?;
        dialect::commit(tx).await?;
        self.remembers.store(true, Ordering::Release);
        run.pace.learn(moved.submissions, began.elapsed());
        Ok(moved)
    }
}

/// The number of batches from the first one that fit into a transaction: one commit, and one look through the inbox.
fn together(batches: &[Batch], most: u64) -> usize {
    let (mut rows, mut takes) = (0, 0);
    let fits = batches.iter().take_while(|batch| {
        rows += batch.count();
        takes += batch.takes.len();
        rows <= most && takes <= TAKES
    });
    fits.count().max(1)
}

/// The first piece of a batch, and what is left of it: nothing, or enough for a piece.
fn cut(batch: Batch, most: u64, least: u64) -> (Batch, Option<Batch>) {
    let mut room = if batch.count() < most + least { batch.count() } else { most };
    let (mut piece, mut rest) = (Vec::new(), Vec::new());
    for take in batch.takes {
        let now = Ord::min(take.count, room);
        room -= now;
        for (takes, count) in [(&mut piece, now), (&mut rest, take.count - now)] {
            if count > 0 {
                takes.push(Take { count, ..take.clone() });
            }
        }
    }
    let of = |takes| Batch { takes, survey: batch.survey.clone(), into: batch.into.clone(), ..batch };
    (of(piece), (!rest.is_empty()).then(|| of(rest)))
}

/// Opens the rows of batches, and gives the places of all rows that leave. Of a batch of which a row is gone all others stay: another
/// instance was faster, and what is left is planned anew.
async fn open<'b>(
    tx: &DatabaseTransaction,
    keys: &InboxKeys,
    wanted: Vec<(&'b Batch, Vec<i64>)>,
    least: u64,
) -> Result<(Vec<i64>, Full<'b>)> {
    let mut places: Vec<i64> = wanted.iter().flat_map(|(_, places)| places).copied().collect();
    places.sort_unstable();
    let mut rows: HashMap<i64, Leaving> = HashMap::with_capacity(places.len());
    for mut row in sealing::rows_at(tx, &places).await? {
        let place = row.0;
        rows.insert(place, Leaving::of(&sealing::open(keys, &mut row)?));
    }
    let (mut gone, mut full) = (Vec::with_capacity(places.len()), Vec::with_capacity(wanted.len()));
    for (batch, places) in wanted {
        let is_full = places.len() as u64 == batch.count() && batch.count() >= least;
        if is_full && places.iter().all(|place| rows.contains_key(place)) {
            full.push((batch, places.iter().filter_map(|place| rows.remove(place)).collect()));
            gone.extend(places);
        }
    }
    gone.sort_unstable();
    Ok((gone, full))
}
