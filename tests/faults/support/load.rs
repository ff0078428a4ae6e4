//! Many people who submit at once, and what they were told.

use super::{client::Connection, receipts};
use hailong::domain::submission::SubmissionId;
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU16, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// Connections of a load.
pub const PEOPLE: u64 = 32;
/// One in so many submissions is one that was sent before, by anybody.
const DUPLICATES: u32 = 8;

/// One request: when, how long, and what came of it; no status where the connection broke.
#[derive(Clone, Copy)]
pub struct Seen {
    pub id: SubmissionId,
    pub began: Instant,
    pub took: Duration,
    pub status: Option<u16>,
    pub retry_after: bool,
}

/// The forms that all people sent, and the answers that they got.
#[derive(Default)]
pub struct Ledger {
    pub attempted: HashMap<SubmissionId, Arc<str>>,
    /// When each was first sent.
    first: HashMap<SubmissionId, Instant>,
    /// Receipts by id.
    pub acknowledged: HashMap<SubmissionId, String>,
    pub seen: Vec<Seen>,
    /// Replies that no submission may get.
    pub wrong: Vec<String>,
}

impl Ledger {
    fn note(&mut self, id: SubmissionId, code: &str) {
        let first = self.acknowledged.entry(id).or_insert_with(|| code.to_owned());
        if first != code {
            self.wrong.push(format!("one submission has two codes, {first} and {code}"));
        }
    }

    fn add(&mut self, other: Self) {
        self.attempted.extend(other.attempted);
        for (id, at) in other.first {
            let first = self.first.entry(id).or_insert(at);
            *first = at.min(*first);
        }
        other.acknowledged.iter().for_each(|(id, code)| self.note(*id, code));
        self.seen.extend(other.seen);
        self.wrong.extend(other.wrong);
    }

    /// Requests that lay wholly between two moments.
    pub fn between(&self, from: Instant, to: Instant) -> impl Iterator<Item = &Seen> {
        self.seen.iter().filter(move |seen| seen.began >= from && seen.began + seen.took <= to)
    }

    /// A reply acknowledges a form that cannot have been stored before a moment: 201, or 200 for an id
    /// that was first sent after it.
    pub fn is_too_much(&self, seen: &Seen, since: Instant) -> bool {
        seen.status == Some(201) || (seen.status == Some(200) && self.first[&seen.id] >= since)
    }

    /// From a moment until the first submission after it that was stored anew.
    pub fn recovery(&self, from: Instant) -> Option<Duration> {
        let ends = self.seen.iter().filter(|seen| seen.status == Some(201)).map(|seen| seen.began + seen.took);
        ends.filter(|end| *end >= from).min().map(|end| end - from)
    }
}

/// A submission with a new id.
pub fn submission(rng: &mut impl Rng) -> (SubmissionId, Arc<str>) {
    let id = SubmissionId::from_bytes(rng.random());
    let (level, seconds) = (rng.random_range(1..=5), rng.random_range(20..600));
    let comment = if rng.random_ratio(1, 4) { ",\"comment\":\"Chờ lâu quá.\"" } else { "" };
    let body = format!(
        "{{\"id\":\"{}\",\"survey\":\"one-stop-2024\",\"source\":{{\"desk\":\"HCC.NHATRANG\"}},\"respondent\":{{\"kind\":\"citizen\"}},\
         \"answers\":{{\"access.seats\":{level},\"officer.polite\":4}},\"language\":\"vi\",\"seconds\":{seconds}{comment}}}",
        id.to_hex()
    );
    (id, body.into())
}

/// A load under way; the port may change while it runs.
pub struct Load {
    pub port: Arc<AtomicU16>,
    stop: Arc<AtomicBool>,
    created: Arc<AtomicUsize>,
    people: Vec<JoinHandle<Ledger>>,
}

/// The stock that all people draw from: forms that were sent before, and receipts that nobody has used.
#[derive(Default)]
struct Drawn {
    sent: Vec<(SubmissionId, Arc<str>)>,
    tokens: Vec<String>,
}

type Shared = Arc<Mutex<Drawn>>;

impl Load {
    /// Half of the new submissions spend a receipt, as long as there are any.
    pub fn start(port: u16, seed: u64, tokens: Vec<String>) -> Self {
        let (port, stop) = (Arc::new(AtomicU16::new(port)), Arc::new(AtomicBool::new(false)));
        let drawn = Arc::new(Mutex::new(Drawn { sent: Vec::new(), tokens }));
        let created = Arc::new(AtomicUsize::new(0));
        let people = (0..PEOPLE)
            .map(|person| {
                let (port, stop, drawn) = (port.clone(), stop.clone(), drawn.clone());
                let created = created.clone();
                let rng = StdRng::seed_from_u64(seed * 1000 + person);
                thread::spawn(move || submit_until(&stop, &port, &drawn, &created, rng))
            })
            .collect();
        Self { port, stop, created, people }
    }

    /// The number of submissions that were answered by 201 so far.
    pub fn created(&self) -> usize {
        self.created.load(Ordering::Relaxed)
    }

    /// Ends the load and brings together what was seen.
    pub fn end(self) -> Ledger {
        self.stop.store(true, Ordering::Relaxed);
        let mut ledger = Ledger::default();
        for person in self.people {
            ledger.add(person.join().unwrap());
        }
        ledger
    }
}

fn submit_until(stop: &AtomicBool, port: &AtomicU16, drawn: &Shared, created: &AtomicUsize, mut rng: StdRng) -> Ledger {
    let mut ledger = Ledger::default();
    let mut connection = None;
    while !stop.load(Ordering::Relaxed) {
        let Some(open) = connection.as_mut() else {
            connection = Connection::open(port.load(Ordering::Relaxed)).ok();
            thread::sleep(Duration::from_millis(2));
            continue;
        };
        let (id, body) = choose(drawn, &mut rng);
        ledger.attempted.insert(id, body.clone());
        ledger.first.entry(id).or_insert_with(Instant::now);
        if !submit(open, id, &body, &mut ledger) {
            connection = None;
        }
        created
            .fetch_add(usize::from(ledger.seen.last().is_some_and(|seen| seen.status == Some(201))), Ordering::Relaxed);
    }
    ledger
}

fn choose(drawn: &Shared, rng: &mut StdRng) -> (SubmissionId, Arc<str>) {
    let Drawn { sent, tokens } = &mut *drawn.lock().unwrap();
    if !sent.is_empty() && rng.random_ratio(1, DUPLICATES) {
        // Half of them so new that the first delivery is under way.
        let oldest = if rng.random() { sent.len().saturating_sub(32) } else { 0 };
        return sent[rng.random_range(oldest..sent.len())].clone();
    }
    let token = if rng.random() { tokens.pop() } else { None };
    let made = match token {
        Some(token) => receipts::submission(&token, rng),
        None => submission(rng),
    };
    sent.push(made.clone());
    made
}

/// `false` where the connection broke.
fn submit(connection: &mut Connection, id: SubmissionId, body: &str, ledger: &mut Ledger) -> bool {
    let began = Instant::now();
    let reply = connection.submit(body);
    let mut seen = Seen { id, began, took: began.elapsed(), status: None, retry_after: false };
    if let Ok(reply) = &reply {
        (seen.status, seen.retry_after) = (Some(reply.status), reply.retry_after);
        match (reply.status, reply.acknowledgement()) {
            (200 | 201, Some(code)) => ledger.note(id, code),
            (503, None) => thread::sleep(Duration::from_millis(20)),
            (status, _) => ledger.wrong.push(format!("{status} {}", reply.body)),
        }
    }
    ledger.seen.push(seen);
    reply.is_ok()
}
