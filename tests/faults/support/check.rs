//! The check after a fault: is what was acknowledged stored exactly once, and nothing else?

use super::{
    client::{Connection, Reply},
    load::Ledger,
    postgres,
    server::Start,
};
use hailong::domain::submission::SubmissionId;
use rusqlite::OpenFlags;
use std::{
    collections::HashSet,
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

type Key = [u8; 16];

/// A submission that is sent again is known after this long, even to a busy server.
const PATIENCE: Duration = Duration::from_secs(20);

const SPENT: &str = "SELECT count(*) FROM spent";
const DOUBLED: &str = "SELECT count(*) - count(DISTINCT sealed) FROM inbox";

/// The findings, in submissions.
#[derive(Debug)]
pub struct Findings {
    pub attempted: usize,
    pub acknowledged: usize,
    /// Ids in the database.
    pub accepted: usize,
    /// Receipts that they spent.
    pub spent: usize,
    /// Acknowledged, but not in the database.
    pub lost: usize,
    /// In the database, but never sent.
    pub phantoms: usize,
    /// More than once among those that wait.
    pub doubled: usize,
    /// The replies to acknowledged ones that were sent again and did not get 200 and the same code.
    pub not_known_again: Vec<String>,
    /// Replies during the load that no submission may get.
    pub wrong: Vec<String>,
    /// The invariants that `hailong verify` found broken.
    pub broken: Vec<String>,
}

impl Findings {
    pub fn hold(&self) -> bool {
        self.acknowledged > 0
            && self.accepted >= self.acknowledged
            && [self.lost, self.phantoms, self.doubled] == [0; 3]
            && self.not_known_again.is_empty()
            && self.wrong.is_empty()
            && self.broken.is_empty()
    }

    pub fn figures(&self) -> String {
        format!(
            "{} attempted, {} acknowledged, {} stored ({} with a receipt), {} lost, {} phantoms, {} doubled, {} not known again, verify {}",
            self.attempted,
            self.acknowledged,
            self.accepted,
            self.spent,
            self.lost,
            self.phantoms,
            self.doubled,
            self.not_known_again.len(),
            if self.broken.is_empty() { "ok" } else { "FAIL" }
        )
    }
}

/// Checks a site whose server has ended; starts it once more to send everything again.
pub fn check(start: &Start, ledger: &Ledger) -> Findings {
    let broken = verify(start);
    let (accepted, spent, doubled) = stored(start);
    let attempted: HashSet<Key> = ledger.attempted.keys().map(|id| id.key()).collect();
    Findings {
        attempted: attempted.len(),
        acknowledged: ledger.acknowledged.len(),
        accepted: accepted.len(),
        spent,
        lost: ledger.acknowledged.keys().filter(|id| !accepted.contains(&id.key())).count(),
        phantoms: accepted.difference(&attempted).count(),
        doubled,
        not_known_again: send_again(start, ledger),
        wrong: ledger.wrong.iter().take(5).cloned().collect(),
        broken,
    }
}

/// The lines of `hailong verify` that say FAIL, or what it said instead of checking.
pub fn verify(start: &Start) -> Vec<String> {
    let output = start.command(&["verify"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let mut broken: Vec<String> = said.lines().filter(|line| !line.starts_with("ok ")).map(str::to_owned).collect();
    if said.is_empty() || (!output.status.success() && broken.is_empty()) {
        broken.push(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    broken
}

/// The keys that were accepted, how many receipts were spent, and how many rows of the inbox are there more than once.
fn stored(start: &Start) -> (HashSet<Key>, usize, usize) {
    if let Some(url) = &start.database {
        let keys = postgres::query(url, "SELECT encode(key, 'hex') FROM accepted");
        let count = |asked| postgres::query(url, asked).trim().parse().unwrap();
        let key = |hex: &str| u128::from_str_radix(hex, 16).unwrap().to_be_bytes();
        return (keys.lines().map(key).collect(), count(SPENT), count(DOUBLED));
    }
    let file = start.data.join("hailong.db");
    let db = rusqlite::Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut asked = db.prepare("SELECT \"key\" FROM accepted").unwrap();
    let keys = asked.query_map([], |row| row.get::<_, Key>(0)).unwrap().map(Result::unwrap).collect();
    let count = |asked| usize::try_from(db.query_row::<i64, _, _>(asked, [], |row| row.get(0)).unwrap()).unwrap();
    (keys, count(SPENT), count(DOUBLED))
}

/// Sends every acknowledged submission again; the replies that are not 200 and the submission's code.
fn send_again(start: &Start, ledger: &Ledger) -> Vec<String> {
    let (server, _) = start.serve();
    let port = server.address.port();
    let left: Mutex<Vec<(&SubmissionId, &String)>> = Mutex::new(ledger.acknowledged.iter().collect());
    let strange = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                let mut connection = Connection::open(port).unwrap();
                loop {
                    let next = left.lock().unwrap().pop();
                    let Some((id, code)) = next else { break };
                    let reply = until_taken(&mut connection, &ledger.attempted[id]);
                    if reply.status != 200 || reply.acknowledgement() != Some(code) {
                        strange.lock().unwrap().push(format!("{} {}", reply.status, reply.body));
                    }
                }
            });
        }
    });
    strange.into_inner().unwrap()
}

/// Asks as long as the server has no time: a release that is due after the start may keep a slow machine busy.
fn until_taken(connection: &mut Connection, body: &str) -> Reply {
    let until = Instant::now() + PATIENCE;
    loop {
        let reply = connection.submit(body).unwrap();
        if reply.status != 503 || !reply.retry_after || Instant::now() > until {
            return reply;
        }
        thread::sleep(Duration::from_millis(100));
    }
}
