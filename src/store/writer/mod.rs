//! The writer: one task owns the path from an arrival to its acknowledgement.
//!
//! It takes whatever is queued, up to [`BATCH`], into one transaction and answers all of them after
//! the commit. It never waits for more to come: alone, a submission is committed at once; under
//! load the commits of many share one disk flush. A submission is accepted by inserting its key;
//! the key's uniqueness is the only judge of whether it was there before.

mod job;
mod transaction;

pub use job::{Arrival, Outcome, Refused};

use super::{
    Store, dialect,
    error::{Error, Result},
    sealing,
};
use crate::domain::{causes::Causes, inbox::InboxKeys};
use job::Job;
use std::{sync::Arc, time::Duration};
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

/// Where handlers put arrivals. Cheap to clone; the writer ends when the last one is dropped.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Job>,
    state: watch::Receiver<State>,
    keys: InboxKeys,
}

/// The state of the writing task.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Since when the oldest submission waits of those that are being written.
    writing: Option<Instant>,
    /// When the database took nothing of what was last brought to it; `None` where it took it.
    refused: Option<Instant>,
}

impl Writer {
    /// Starts the writing task. `batch` is [`BATCH`] but for benchmarks, which also try 1.
    pub fn start(store: &Store, batch: usize) -> (Self, tokio::task::JoinHandle<()>) {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let (told, state) = watch::channel(State::default());
        let task = tokio::spawn(run(store.clone(), jobs, batch, told));
        (Self { queue, state, keys: store.inbox_keys.clone() }, task)
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
        // Here, and not in the task that writes: it has enough to do.
        let sealed = sealing::seal(&self.keys, 0, &arrival.entry());
        let sealed = sealed.map_err(|error| Refused::Failed(Arc::new(error)))?;
        let job = Job { arrival, key, digest, sealed, since: Instant::now(), span: Span::current(), done };
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
    dialect::in_time(&store.write, transaction::write(store, jobs)).await
}
