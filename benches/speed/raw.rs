//! The limit: nothing but SQLite in the shortest loop, from the same number of producers.

use crate::data::{self, Sample, file};
use rusqlite::{Connection, params};
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{mpsc, oneshot};

/// Most submissions of one transaction, as in the program.
const BATCH: usize = 256;

struct Job {
    sample: usize,
    done: oneshot::Sender<()>,
}

/// The settings of SQLite besides writing ahead and flushing at each commit.
#[derive(Clone, Copy, Debug)]
pub enum Settings {
    /// As it comes: what the goals were set against.
    Default,
    /// With the program's memory and its rare checkpoints.
    Program,
}

/// The rows that are written for a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    Plain,
    /// And a second random key, as spending a receipt does.
    WithReceipt,
}

/// The writes of the loop, and the number of writers.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub settings: Settings,
    pub rows: Rows,
    pub producers: usize,
}

/// Submissions per second that are durable and whose producer knows it. The tables are those that the
/// program made in this folder.
pub fn run(
    folder: &Path,
    Load { settings, rows, producers }: Load,
    samples: &Arc<Vec<Sample>>,
    length: Duration,
) -> anyhow::Result<f64> {
    let (queue, jobs) = mpsc::channel(4096);
    let db = Connection::open(file(folder))?;
    if let Settings::Program = settings {
        db.pragma_update(None, "cache_size", -32_768)?;
        db.pragma_update(None, "wal_autocheckpoint", 8_000)?;
    }
    let all = samples.clone();
    let writer = std::thread::spawn(move || write(&db, rows, jobs, &all));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let stored = runtime.block_on(async {
        let begin = Instant::now() + length / 4;
        let tasks: Vec<_> = (0..producers)
            .map(|_| tokio::spawn(produce(queue.clone(), samples.len(), begin, begin + length)))
            .collect();
        let mut stored = 0;
        for task in tasks {
            stored += task.await.unwrap_or(0);
        }
        stored
    });
    drop(queue);
    writer.join().map_err(|_| anyhow::anyhow!("the raw writer failed"))??;
    Ok(stored as f64 / length.as_secs_f64())
}

async fn produce(queue: mpsc::Sender<Job>, samples: usize, begin: Instant, end: Instant) -> u64 {
    let mut stored = 0;
    loop {
        let (done, answer) = oneshot::channel();
        let sent = queue.send(Job { sample: rand::random_range(0..samples), done }).await;
        if sent.is_err() || answer.await.is_err() {
            return stored;
        }
        let now = Instant::now();
        if now >= end {
            return stored;
        }
        stored += u64::from(now >= begin);
    }
}

fn write(db: &Connection, rows: Rows, mut jobs: mpsc::Receiver<Job>, samples: &[Sample]) -> rusqlite::Result<()> {
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    let mut accept = db.prepare("INSERT INTO accepted (key, digest) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
    let mut spend =
        db.prepare("INSERT INTO spent (nullifier, unit, week) VALUES (?1, ?2, 2900) ON CONFLICT DO NOTHING")?;
    let mut insert = db.prepare("INSERT INTO inbox (seal_key, sealed) VALUES (1, ?1)")?;
    let sealed: Vec<Vec<u8>> = samples.iter().map(|sample| data::entry(&sample.row, [0; 16], 0).write()).collect();
    let mut taken = Vec::with_capacity(BATCH);
    while jobs.blocking_recv_many(&mut taken, BATCH) > 0 {
        db.execute_batch("BEGIN IMMEDIATE")?;
        for job in &taken {
            let row = &samples[job.sample].row;
            let (key, digest): ([u8; 16], [u8; 16]) = rand::random();
            accept.execute(params![key, digest])?;
            if rows == Rows::WithReceipt {
                spend.execute(params![rand::random::<[u8; 16]>(), row.unit])?;
            }
            insert.execute(params![sealed[job.sample]])?;
        }
        db.execute_batch("COMMIT")?;
        for job in taken.drain(..) {
            let _gone = job.done.send(());
        }
    }
    Ok(())
}
