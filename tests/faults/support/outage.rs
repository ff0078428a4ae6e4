//! The outside look of an outage, of any kind.

use super::{
    check::Findings,
    client,
    load::{Ledger, PEOPLE},
};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

const ANSWER: Duration = Duration::from_millis(2500);
const RECOVERY: Duration = Duration::from_secs(5);

/// An outage as measured.
#[derive(Debug)]
pub struct Outage {
    /// Requests that lay wholly inside it, by status; 0 where the connection broke.
    replies: BTreeMap<u16, usize>,
    /// Of them, acknowledgements of what cannot have been stored. That an answer of before was stored
    /// may still be said.
    pub too_much: usize,
    without_retry_after: usize,
    slowest: Duration,
    /// Status of `/health` during it and some seconds after it.
    health: [Option<u16>; 2],
    /// From its end to the first acknowledgement.
    recovery: Option<Duration>,
    pub findings: Findings,
}

impl Outage {
    pub fn new(ledger: &Ledger, from: Instant, to: Instant, health: [Option<u16>; 2], findings: Findings) -> Self {
        let mut replies = BTreeMap::new();
        let (mut slowest, mut without_retry_after, mut too_much) = (Duration::ZERO, 0, 0);
        for seen in ledger.between(from, to) {
            *replies.entry(seen.status.unwrap_or(0)).or_default() += 1;
            too_much += usize::from(ledger.is_too_much(seen, from));
            slowest = slowest.max(seen.took);
            without_retry_after += usize::from(seen.status == Some(503) && !seen.retry_after);
        }
        Self { replies, too_much, without_retry_after, slowest, health, recovery: ledger.recovery(to), findings }
    }

    /// The same, where the end of the outage lasted: recovery counts from a later moment.
    pub fn recovered_from(self, ledger: &Ledger, back: Instant) -> Self {
        Self { recovery: ledger.recovery(back), ..self }
    }

    /// Nothing new but 503, in time and with Retry-After, soon over, and nothing acknowledged is lost.
    pub fn holds(&self) -> bool {
        let refused = self.replies.get(&503).is_some_and(|n| *n as u64 >= PEOPLE);
        let only = self.replies.keys().all(|status| [200, 503].contains(status));
        refused
            && only
            && self.too_much == 0
            && self.without_retry_after == 0
            && self.slowest <= ANSWER
            && self.health == [Some(503), Some(200)]
            && self.recovery.is_some_and(|recovery| recovery <= RECOVERY)
            && self.findings.hold()
    }

    pub fn figures(&self) -> String {
        format!(
            "replies {:?}, {} acknowledge the unstored, slowest {:.2?}, {} x 503 without Retry-After, /health {:?}, recovered after {:.2?}; {}",
            self.replies,
            self.too_much,
            self.slowest,
            self.without_retry_after,
            self.health,
            self.recovery,
            self.findings.figures()
        )
    }
}

/// The status of `/health`, where it answers in time.
pub fn health(port: u16) -> Option<u16> {
    let began = Instant::now();
    client::get(port, "/health").ok().filter(|_| began.elapsed() <= ANSWER).map(|reply| reply.status)
}
