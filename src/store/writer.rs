//! The writer: one task owns the path from an arrival to its acknowledgement.
//!
//! It takes whatever is queued, up to [`BATCH`], into one transaction and answers all of them after
//! the commit. It never waits for more to come: alone, a submission is committed at once; under
//! load the commits of many share one disk flush. A submission is accepted by inserting its key;
//! the key's uniqueness is the only judge of whether it was there before.

use super::{
    Store, dialect,
    entity::{accepted, conflicts},
    error::{Error, Result},
    receipts,
};
use crate::domain::{causes::Causes, device::DeviceId, month::Month, receipt::Mark, submission::Submission};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Value, prelude::Uuid, sea_query::Query,
};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::Instant,
};
use tracing::Span;

/// Most submissions of one transaction.
pub const BATCH: usize = 256;
/// Most submissions that may wait; more are refused so that memory and waits stay bounded.
const QUEUE: usize = 4096;

/// A submission that waits longer than this has been given up. The database then takes nothing just now, for any reason.
const STUCK: Duration = Duration::from_secs(2);
/// It counts against the database for so long that it took nothing, when nothing more is brought to it.
const LATELY: Duration = Duration::from_secs(3);

/// A checked submission with the server's time.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub submission: Submission,
    /// Milliseconds since 1970, UTC.
    pub received_at: i64,
    pub month: Month,
    /// The paired device that it came through. Of use to the rules of flags, and forgotten with the release.
    pub device: Option<DeviceId>,
}

/// The result of an arrival. All four are durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Stored,
    /// The same id and content was there before.
    Known,
    /// The id was there with other content, which is now kept aside.
    Conflict,
    /// Its receipt was spent by another submission; nothing of this one is kept.
    Answered,
}

/// Why an arrival is not acknowledged. It may be in the database all the same, where that did not say in time; sent
/// again, it is known then.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Refused {
    #[error("too many submissions wait")]
    Full,
    #[error("the database did not take the submission")]
    Failed(#[source] Arc<Error>),
    #[error("the writer has ended")]
    Ended,
}

struct Job {
    arrival: Arrival,
    key: [u8; 16],
    digest: [u8; 16],
    since: Instant,
    /// Of the request, for what the log says of it.
    span: Span,
    done: oneshot::Sender<std::result::Result<Outcome, Refused>>,
}

/// Where handlers put arrivals. Cheap to clone; the writer ends when the last one is dropped.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Job>,
    state: watch::Receiver<State>,
}

/// The state of the writing task.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Since when the oldest submission waits of those that are being written.
    writing: Option<Instant>,
    /// When the database took nothing of what was last brought to it; `None` where it took it.
    refused: Option<Instant>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job")
    }
}

impl Writer {
    /// Starts the writing task. `batch` is [`BATCH`] but for benchmarks, which also try 1.
    pub fn start(store: &Store, batch: usize) -> (Self, tokio::task::JoinHandle<()>) {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let (told, state) = watch::channel(State::default());
        let task = tokio::spawn(run(store.clone(), jobs, batch, told));
        (Self { queue, state }, task)
    }

    /// Submissions are refused: the oldest waits longer than anybody does, or the database took nothing of the last that was
    /// brought to it, a moment ago. A probe may still find room where a submission finds none.
    pub fn is_refusing(&self) -> bool {
        let State { writing, refused } = *self.state.borrow();
        writing.is_some_and(|since| since.elapsed() > STUCK) || refused.is_some_and(|at| at.elapsed() < LATELY)
    }

    /// Stores an arrival and waits until it is durable.
    ///
    /// # Errors
    /// [`Refused`]; the caller may send the same submission again.
    pub async fn submit(&self, arrival: Arrival) -> std::result::Result<Outcome, Refused> {
        let (done, answer) = oneshot::channel();
        let (key, digest) = (arrival.submission.id.key(), arrival.submission.content_digest());
        let job = Job { arrival, key, digest, since: Instant::now(), span: Span::current(), done };
        self.queue.try_send(job).map_err(|_| Refused::Full)?;
        answer.await.map_err(|_| Refused::Ended)?
    }
}

async fn run(store: Store, mut jobs: mpsc::Receiver<Job>, batch: usize, told: watch::Sender<State>) {
    let mut taken = Vec::with_capacity(batch);
    while jobs.recv_many(&mut taken, batch).await > 0 {
        told.send_modify(|state| state.writing = taken.first().map(|oldest| oldest.since));
        // The caller may have gone. The submission is stored all the same.
        let written = write(&store, &taken).await;
        let refused = matches!(written, Err(Error::Unavailable(_))).then(Instant::now);
        let outcomes = match written {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            Err(error) => one_by_one(&store, &taken, error).await,
        };
        told.send_replace(State { writing: None, refused });
        for (job, outcome) in taken.drain(..).zip(outcomes) {
            // A caller that still waits says so itself.
            if let Err(Err(refused)) = job.done.send(outcome) {
                let error = Causes(&refused).to_string();
                job.span.in_scope(|| tracing::error!(error, "a submission was not stored, nobody waits any more"));
            }
        }
    }
}

/// After a failed batch: one bad row must not fail the others, and a dead database must not be asked
/// for each of them.
async fn one_by_one(store: &Store, jobs: &[Job], error: Error) -> Vec<std::result::Result<Outcome, Refused>> {
    if jobs.len() == 1 || matches!(error, Error::Unavailable(_)) {
        return vec![Err(Refused::Failed(Arc::new(error))); jobs.len()];
    }
    tracing::warn!(error = %Causes(&error), submissions = jobs.len(), "a batch failed, each is tried alone");
    let mut outcomes = Vec::with_capacity(jobs.len());
    for job in jobs {
        let outcome = write(store, std::slice::from_ref(job)).await;
        outcomes.push(outcome.map(|outcomes| outcomes[0]).map_err(|error| Refused::Failed(Arc::new(error))));
    }
    outcomes
}

/// Ends in time, whatever became of the database: a connection to a machine that is off says nothing for ever.
async fn write(store: &Store, jobs: &[Job]) -> Result<Vec<Outcome>> {
    dialect::in_time(&store.write, write_all(store, jobs)).await
}

async fn write_all(store: &Store, jobs: &[Job]) -> Result<Vec<Outcome>> {
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

/// Spends the receipts; whether all of them could be.
async fn spend(tx: &DatabaseTransaction, jobs: &[Job], places: &[usize]) -> Result<bool> {
    let marks = marks(jobs, places);
    let wanted = marks.len() as u64;
    Ok(receipts::insert_marks(tx, "spent", marks).await? == wanted)
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
    for (job, _) in jobs.iter().zip(&outcomes).filter(|(_, outcome)| **outcome == Outcome::Conflict) {
        keep_aside(&tx, &job.arrival).await?;
    }
    if new.is_empty() {
        dialect::wait_at_commit(&tx).await?;
    }
    dialect::commit(tx).await?;
    Ok(outcomes)
}

/// Inserts the keys; whether all were new. In the order of the keys, so that two instances with
/// the same ids do not wait for each other.
async fn accept(tx: &DatabaseTransaction, jobs: &[Job], places: &[usize]) -> Result<bool> {
    let mut inserted = 0;
    let mut sorted = places.to_vec();
    sorted.sort_unstable_by_key(|place| jobs[*place].key);
    for places in dialect::pieces(&sorted) {
        let values = places.iter().flat_map(|place| [bytes(&jobs[*place].key), bytes(&jobs[*place].digest)]).collect();
        let end = "ON CONFLICT (key) DO NOTHING";
        inserted += dialect::insert_rows(tx, "accepted (key, digest)", 2, values, end).await?;
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

const INBOX: &str =
    "inbox (key, received_at, desk, survey, unit, month, stratum, kind, lang, answers, comment, seconds, device)";

async fn put_into_inbox(tx: &DatabaseTransaction, jobs: &[Job], places: &[usize]) -> Result<()> {
    for places in dialect::pieces(places) {
        let values = places.iter().flat_map(|place| inbox_row(&jobs[*place])).collect();
        dialect::insert_rows(tx, INBOX, 13, values, "").await?;
    }
    Ok(())
}

fn inbox_row(job: &Job) -> [Value; 13] {
    let Arrival { submission, received_at, month, device } = &job.arrival;
    [
        bytes(&job.key),
        (*received_at).into(),
        submission.desk.as_str().into(),
        submission.survey.as_str().into(),
        submission.unit.as_str().into(),
        month.to_int().into(),
        submission.stratum.key().into(),
        submission.kind.key().into(),
        submission.lang.tag().into(),
        submission.answers.as_str().into(),
        submission.comment.clone().into(),
        submission.seconds.into(),
        device.map(|device| device.to_string()).into(),
    ]
}

fn bytes(bytes: &[u8; 16]) -> Value {
    bytes.to_vec().into()
}

async fn keep_aside(tx: &DatabaseTransaction, arrival: &Arrival) -> Result<()> {
    use conflicts::Column as C;
    let submission = &arrival.submission;
    let insert = Query::insert()
        .into_table(conflicts::Entity)
        .columns([C::Id, C::Survey, C::Unit, C::Month, C::Stratum, C::Kind, C::Lang, C::Answers])
        .values_panic([
            Uuid::new_v4().into(),
            submission.survey.as_str().into(),
            submission.unit.as_str().into(),
            arrival.month.to_int().into(),
            submission.stratum.key().into(),
            submission.kind.key().into(),
            submission.lang.tag().into(),
            submission.answers.as_str().into(),
        ])
        .to_owned();
    tx.execute(&insert).await?;
    Ok(())
}
