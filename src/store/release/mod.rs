//! The release: waiting submissions become responses that nobody can link to them.
//!
//! A batch of one version, unit, month and crowd leaves the inbox in one transaction, alone or with others: its
//! answers in random order under new random ids, its comments apart in another order, its sums added to
//! the tallies.
//! Nothing that is written here carries an id, a desk or a time finer than the month.

mod leaving;
mod pace;
#[cfg(test)]
mod tests;
mod write;

use super::{
    Store, dialect,
    entity::inbox,
    error::{Error, Result},
    tallies,
};
use crate::domain::{batch::Batch, submission::Stratum, survey::Survey};
use leaving::{Full, INSERT_ROWS, Leaving};
use pace::Pace;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::ExprTrait,
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::atomic::Ordering,
    time::Instant,
};
use write::{Released, hide_rare_languages, insert_comments, insert_responses, take_comments};

/// Most units that one transaction asks for.
const UNITS: usize = 2_000;

/// The result of planned batches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub batches: u64,
    pub submissions: u64,
}

/// The state that a release carries from one transaction to the next.
struct Run<'s> {
    survey: &'s Survey,
    least: u64,
    pace: Pace,
}

impl Run<'_> {
    /// Most submissions of the next transaction: never fewer than a batch needs, or nothing would ever move.
    fn most(&self) -> u64 {
        Ord::max(self.pace.0, self.least)
    }
}

impl Store {
    /// Releases batches of one version, small ones together in one transaction, and says what it moved: less
    /// than planned where another instance was faster and what is left is no full batch any more.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for answers that do not fit their version.
    pub async fn release(&self, batches: &[Batch], survey: &Survey, least: u64) -> Result<Moved> {
        self.release_at(batches, Run { survey, least, pace: Pace::default() }).await
    }

    async fn release_at(&self, batches: &[Batch], mut run: Run<'_>) -> Result<Moved> {
        let (mut all, mut rest) = (Moved::default(), batches);
        while let Some(first) = rest.first() {
            let (group, later) = rest.split_at(together(rest, run.most()));
            let moved = if first.count >= run.most() + run.least {
                self.release_large(first, &mut run).await?
            } else {
                let size = group.iter().map(|batch| batch.count).sum();
                self.release_together(group, size, &mut run).await?
            };
            all.batches += moved.batches;
            all.submissions += moved.submissions;
            rest = later;
        }
        Ok(all)
    }

    /// A large batch is cut into pieces that are each full.
    async fn release_large(&self, batch: &Batch, run: &mut Run<'_>) -> Result<Moved> {
        let mut moved = Moved::default();
        while moved.submissions < batch.count {
            let left = batch.count - moved.submissions;
            let most = run.most();
            let size = if left < most + run.least { left } else { most };
            let now = self.release_together(std::slice::from_ref(batch), size, run).await?;
            moved = Moved { batches: 1, submissions: moved.submissions + now.submissions };
            if now.submissions < size {
                moved.batches = u64::from(moved.submissions > 0);
                break;
            }
        }
        Ok(moved)
    }

    /// Removes what released submissions left behind in free pages and logs. Where a long export still
    /// reads, that is done at the next call.
    pub async fn forget_released(&self) -> Result<()> {
        if self.remembers.load(Ordering::Acquire) && dialect::forget_released(&self.write).await? {
            self.remembers.store(false, Ordering::Release);
        }
        Ok(())
    }

    async fn release_together(&self, batches: &[Batch], size: u64, run: &mut Run<'_>) -> Result<Moved> {
        let Run { survey, least, .. } = *run;
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        let began = Instant::now();
        let mut full = by_batch(batches, waiting_rows(&tx, batches, size).await?);
        full.retain(|(_, rows)| rows.len() as u64 >= least);
        let moved =
            Moved { batches: full.len() as u64, submissions: full.iter().map(|(_, rows)| rows.len() as u64).sum() };
        if moved.batches == 0 {
            tx.rollback().await?;
            return Ok(moved);
        }
        remove(&tx, &full).await?;
        full.iter_mut().for_each(|(_, rows)| hide_rare_languages(rows, least));
        insert_comments(&tx, survey, take_comments(&mut full)).await?;
        let mut released = Released::default();
        for (batch, rows) in full {
            released.take(batch, survey, rows)?;
        }
        insert_responses(&tx, released.rows).await?;
        tallies::add(&tx, survey, released.sums).await?;
        dialect::commit(tx).await?;
        self.remembers.store(true, Ordering::Release);
        run.pace.learn(moved.submissions, began.elapsed());
        Ok(moved)
    }
}

/// The number of batches from the first one that fit into a transaction: one commit, and one look through the inbox.
fn together(batches: &[Batch], most: u64) -> usize {
    let (mut rows, mut units) = (0, 0);
    let fits = batches.iter().take_while(|batch| {
        rows += batch.count;
        units += batch.from.len();
        rows <= most && units <= UNITS
    });
    fits.count().max(1)
}

/// The oldest waiting rows of all these batches.
async fn waiting_rows(tx: &DatabaseTransaction, batches: &[Batch], size: u64) -> Result<Vec<Leaving>> {
    let mut units: BTreeMap<(i32, bool), Vec<&str>> = BTreeMap::new();
    for batch in batches {
        let crowd = units.entry((batch.month.to_int(), batch.single_use)).or_default();
        crowd.extend(batch.from.iter().map(String::as_str));
    }
    let any = units.into_iter().fold(Condition::any(), |any, ((month, single_use), units)| {
        let place = inbox::Column::Month.eq(month).and(inbox::Column::Unit.is_in(units));
        any.add(place.and(inbox::Column::Stratum.is_in(strata(single_use))))
    });
    inbox::Entity::find()
        .filter(inbox::Column::Survey.is_in(batches.first().map(|batch| &batch.survey)))
        .filter(any)
        .order_by_asc(inbox::Column::Seq)
        .limit(size)
        .into_partial_model()
        .all(tx)
        .await
        .map_err(Error::from)
}

fn strata(single_use: bool) -> impl Iterator<Item = &'static str> {
    Stratum::ALL.into_iter().filter(move |stratum| stratum.is_single_use() == single_use).map(Stratum::key)
}

fn by_batch(batches: &[Batch], rows: Vec<Leaving>) -> Full<'_> {
    let mut full: Full = batches.iter().map(|batch| (batch, Vec::new())).collect();
    let mut places: HashMap<(i32, bool, &str), usize> = HashMap::new();
    for (place, batch) in batches.iter().enumerate() {
        places.extend(batch.from.iter().map(|unit| ((batch.month.to_int(), batch.single_use, unit.as_str()), place)));
    }
    for row in rows {
        let single_use = Stratum::from_key(&row.stratum).is_some_and(Stratum::is_single_use);
        if let Some(place) = places.get(&(row.month, single_use, row.unit.as_str())) {
            full[*place].1.push(row);
        }
    }
    full
}

async fn remove(tx: &DatabaseTransaction, full: &Full<'_>) -> Result<()> {
    let mut places: Vec<i64> = full.iter().flat_map(|(_, rows)| rows.iter().map(|row| row.seq)).collect();
    places.sort_unstable();
    for places in places.chunks(INSERT_ROWS) {
        inbox::Entity::delete_many().filter(inbox::Column::Seq.is_in(places.iter().copied())).exec(tx).await?;
    }
    Ok(())
}
