//! One transaction of the writer: keys, receipts, inbox.

use super::job::{Job, Outcome};
use crate::{
    domain::receipt::Mark,
    store::{
        Store, dialect,
        entity::{accepted, conflicts, inbox, spent},
        error::{Error, Result},
        insert::{Again, insert_rows},
        receipts, sealing,
    },
};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Value,
    prelude::Uuid,
    sea_query::{OnConflict, Query},
};
use std::collections::HashMap;

/// Most contents that are kept aside of one id.
const KEPT_ASIDE: u8 = 8;

/// Stores arrivals in one transaction and says what became of each, once that is durable.
pub(super) async fn write(store: &Store, jobs: &[Job]) -> Result<Vec<Outcome>> {
    // The same id may be queued twice; the first is new, the others are judged by it.
    let mut first: HashMap<[u8; 16], usize> = HashMap::with_capacity(jobs.len());
    let fresh: Vec<usize> =
        (0..jobs.len()).filter(|place| *first.entry(jobs[*place].key).or_insert(*place) == *place).collect();
    let tx = dialect::begin(&store.write).await?;
    if accept(&tx, jobs, &fresh).await? && spend(&tx, jobs, &fresh).await? {
        return finish(tx, jobs, &fresh, &HashMap::new()).await;
    }
    tx.rollback().await?;
    write_with_known(store, jobs, &fresh).await
}

/// The rare path: some ids or receipts were there before. Starts again, asking which.
async fn write_with_known(store: &Store, jobs: &[Job], fresh: &[usize]) -> Result<Vec<Outcome>> {
    // Another instance may take one of ours between the question and the insert: then ask again.
    for _ in 0..5 {
        let tx = dialect::begin(&store.write).await?;
        let known = known(&tx, jobs, fresh).await?;
        let new = fresh.iter().copied().filter(|place| !known.contains_key(&jobs[*place].key)).collect();
        let new = with_own_receipt(&tx, jobs, new).await?;
        if accept(&tx, jobs, &new).await? && spend(&tx, jobs, &new).await? {
            return finish(tx, jobs, &new, &known).await;
        }
        tx.rollback().await?;
    }
    Err(Error::Unavailable(sea_orm::DbErr::Custom("other instances keep accepting the same ids".to_owned())))
}

/// Of these places, those whose receipt is neither spent nor that of an earlier place.
async fn with_own_receipt(tx: &DatabaseTransaction, jobs: &[Job], mut places: Vec<usize>) -> Result<Vec<usize>> {
    let marks = marks(jobs, &places);
    if marks.is_empty() {
        return Ok(places);
    }
    let mut gone = receipts::spent_of(tx, marks.iter().map(|mark| mark.nullifier)).await?;
    places.retain(|place| {
        jobs[*place].arrival.submission.receipt.as_ref().is_none_or(|mark| gone.insert(mark.nullifier))
    });
    Ok(places)
}

fn marks<'j>(jobs: &'j [Job], places: &[usize]) -> Vec<&'j Mark> {
    places.iter().filter_map(|place| jobs[*place].arrival.submission.receipt.as_ref()).collect()
}

/// Spends the receipts. True where all of them could be spent.
async fn spend(tx: &DatabaseTransaction, jobs: &[Job], places: &[usize]) -> Result<bool> {
    use spent::Column as C;
    let marks = marks(jobs, places);
    let wanted = marks.len() as u64;
    let new = receipts::insert_marks(tx, spent::Entity, [C::Nullifier, C::Unit, C::Week], marks).await?;
    Ok(new == wanted)
}

async fn finish(
    tx: DatabaseTransaction,
    jobs: &[Job],
    new: &[usize],
    known: &HashMap<[u8; 16], Vec<u8>>,
) -> Result<Vec<Outcome>> {
    let digests: HashMap<[u8; 16], &[u8]> = new
        .iter()
        .map(|place| (jobs[*place].key, jobs[*place].digest.as_slice()))
        .chain(known.iter().map(|(key, digest)| (*key, digest.as_slice())))
        .collect();
    let outcomes: Vec<Outcome> = jobs
        .iter()
        .enumerate()
        .map(|(place, job)| match digests.get(&job.key) {
            _ if new.binary_search(&place).is_ok() => Outcome::Stored,
            Some(digest) if *digest == job.digest => Outcome::Known,
            Some(_) => Outcome::Conflict,
            None => Outcome::Answered,
        })
        .collect();
    put_into_inbox(&tx, jobs, new).await?;
    let others = jobs.iter().zip(&outcomes).filter(|(_, outcome)| **outcome == Outcome::Conflict);
    let mut others: Vec<([u8; 16], &Job)> = others.map(|(job, _)| (aside(job), job)).collect();
    // In the order of the names, so that two instances do not wait for each other.
    others.sort_unstable_by_key(|(name, _)| *name);
    for (name, job) in others {
        keep_aside(&tx, name, job).await?;
    }
    if new.is_empty() {
        dialect::wait_at_commit(&tx).await?;
    }
    dialect::commit(tx).await?;
    Ok(outcomes)
}

/// Inserts the keys. True where all were new. In the order of the keys, so that two instances with
/// the same ids do not wait for each other.
async fn accept(tx: &DatabaseTransaction, jobs: &[Job], places: &[usize]) -> Result<bool> {
    let mut inserted = 0;
    let mut sorted = places.to_vec();
    sorted.sort_unstable_by_key(|place| jobs[*place].key);
    for places in dialect::pieces(&sorted) {
        let rows = places.iter().map(|place| {
            [(accepted::Column::Key, bytes(&jobs[*place].key)), (accepted::Column::Digest, bytes(&jobs[*place].digest))]
        });
        inserted += insert_rows(tx, accepted::Entity, rows, Again::Stays).await?;
    }
    Ok(inserted == sorted.len() as u64)
}

async fn known(tx: &DatabaseTransaction, jobs: &[Job], places: &[usize]) -> Result<HashMap<[u8; 16], Vec<u8>>> {
    use sea_orm::ColumnTrait;
    let keys = places.iter().map(|place| jobs[*place].key.to_vec());
    let rows: Vec<(Vec<u8>, Vec<u8>)> = accepted::Entity::find()
        .select_only()
        .columns([accepted::Column::Key, accepted::Column::Digest])
        .filter(accepted::Column::Key.is_in(keys))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().filter_map(|(key, digest)| Some((key.try_into().ok()?, digest))).collect())
}

async fn put_into_inbox(tx: &DatabaseTransaction, jobs: &[Job], places: &[usize]) -> Result<()> {
    for places in dialect::pieces(places) {
        let rows = places.iter().map(|place| sealing::cells(jobs[*place].sealed.clone()));
        insert_rows(tx, inbox::Entity, rows, Again::Fails).await?;
    }
    Ok(())
}

fn bytes(bytes: &[u8; 16]) -> Value {
    bytes.to_vec().into()
}

fn aside(job: &Job) -> [u8; 16] {
    job.arrival.submission.id.aside(job.digest[0] % KEPT_ASIDE)
}

/// Keeps a few of an id, each content once: who sends one id with ever other content must not fill the disk. The place of a content
/// is known to who has the id, and to nobody who has the database alone.
async fn keep_aside(tx: &DatabaseTransaction, name: [u8; 16], job: &Job) -> Result<()> {
    use conflicts::Column as C;
    let (arrival, submission) = (&job.arrival, &job.arrival.submission);
    let insert = Query::insert()
        .into_table(conflicts::Entity)
        .columns([C::Id, C::Survey, C::Unit, C::Month, C::Stratum, C::Kind, C::Lang, C::Answers])
        .values_panic([
            Uuid::from_bytes(name).into(),
            submission.survey.as_str().into(),
            submission.unit.as_str().into(),
            arrival.month.to_int().into(),
            submission.stratum.key().into(),
            submission.kind.key().into(),
            submission.lang.tag().into(),
            submission.answers.as_str().into(),
        ])
        .on_conflict(OnConflict::column(C::Id).do_nothing().to_owned())
        .to_owned();
    tx.execute(&insert).await?;
    Ok(())
}
