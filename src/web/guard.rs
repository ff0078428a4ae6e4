//! The guard that keeps receipts from being guessed, and one of them from being a hammer.
//!
//! Good receipts are never held up for where they come from: a whole office shares an address. A text that is no receipt is
//! slowed down by address, sending by the receipt; typing a short code also by its number, in [`throttle`](crate::web::throttle).

use crate::{
    clock,
    domain::receipt::Nullifier,
    web::{address::Address, problem::Problem},
};
use governor::{
    Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware, nanos::Nanos, state::keyed::HashMapStateStore,
};
use std::{
    hash::Hash,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Tokens of no receipt that an address may try in a minute, and codes that may be typed there.
const BAD_A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(19);
/// Wrong codes a minute of all people behind a proxy that names nobody.
const WRONG_A_MINUTE: u32 = 120;
/// Submissions with one receipt in a minute: more than a person's retries, fewer than a loop's.
const SENT_A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(99);
/// Addresses and receipts that are remembered.
const REMEMBERED: usize = 100_000;

/// Limits of receipts, of this process: addresses are in no database.
#[derive(Debug)]
pub struct Guard {
    bad: Limit<Address>,
    typed: Limit<Address>,
    /// The minute, and the wrong codes of it that came from nobody knows where.
    wrong: Mutex<(i64, u32)>,
    clock: clock::Clock,
    sent: Limit<Nullifier>,
}

impl Guard {
    pub fn new(clock: &clock::Clock) -> Self {
        Self {
            bad: Limit::new(BAD_A_MINUTE, clock),
            typed: Limit::new(BAD_A_MINUTE, clock),
            wrong: Mutex::default(),
            clock: clock.clone(),
            sent: Limit::new(SENT_A_MINUTE, clock),
        }
    }

    /// Notes something that is no receipt.
    ///
    /// # Errors
    /// 429 `too_many` where the address tried too often; also for everybody while too many addresses try.
    pub fn bad(&self, from: Address) -> Result<(), Problem> {
        self.bad.take(&from).unwrap_or(Err(60)).map_err(Problem::too_many)
    }

    /// Notes a code that is typed, right or wrong: its secret is short, and who tries the codes of many receipts
    /// must not learn by being let through. Nobody types so many; scanning stays open.
    ///
    /// # Errors
    /// 429 `too_many` where the address typed too often; also for everybody while too many addresses type.
    pub fn typed(&self, from: Address) -> Result<(), Problem> {
        self.typed.take(&from).unwrap_or(Err(60)).map_err(Problem::too_many)
    }

    /// Looks whether codes may be typed where a proxy names nobody.
    ///
    /// # Errors
    /// 429 `too_many` for the rest of a minute in which very many were wrong.
    pub fn shared(&self) -> Result<(), Problem> {
        let (minute, wrong) = *self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if minute == self.minute() && wrong >= WRONG_A_MINUTE { Err(Problem::too_many(60)) } else { Ok(()) }
    }

    /// Notes a wrong code that was typed there. Right ones are a whole province's.
    pub fn shared_wrong(&self) {
        let now = self.minute();
        let mut held = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        *held = if held.0 == now { (now, held.1.saturating_add(1)) } else { (now, 1) };
    }

    fn minute(&self) -> i64 {
        self.clock.now() / 60_000
    }

    /// Notes a submission with a good receipt.
    ///
    /// # Errors
    /// 429 `too_many` where the receipt was sent too often.
    pub fn sent(&self, receipt: Nullifier) -> Result<(), Problem> {
        // Good receipts are not turned away for what others do.
        self.sent.take(&receipt).unwrap_or(Ok(())).map_err(Problem::too_many)
    }

    /// Forgets who has waited long enough.
    pub fn tidy(&self) {
        self.bad.tidy();
        self.typed.tidy();
        self.sent.tidy();
    }
}

/// Time that no correction of the server's clock turns back; in tests it is theirs.
#[derive(Clone, Debug)]
enum Ticks {
    Running(Instant),
    Fixed(clock::Clock),
}

impl governor::clock::Clock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        match self {
            Self::Running(start) => start.elapsed().into(),
            Self::Fixed(clock) => Duration::from_millis(clock.now().unsigned_abs()).into(),
        }
    }
}

impl From<&clock::Clock> for Ticks {
    fn from(clock: &clock::Clock) -> Self {
        match clock {
            clock::Clock::System => Self::Running(Instant::now()),
            fixed @ clock::Clock::Fixed(_) => Self::Fixed(fixed.clone()),
        }
    }
}

/// So many a minute for each key.
struct Limit<K: Hash + Eq + Clone>(RateLimiter<K, HashMapStateStore<K>, Ticks, NoOpMiddleware<Nanos>>);

impl<K: Hash + Eq + Clone> std::fmt::Debug for Limit<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Limit({})", self.0.len())
    }
}

impl<K: Hash + Eq + Clone> Limit<K> {
    fn new(a_minute: NonZeroU32, clock: &clock::Clock) -> Self {
        Self(RateLimiter::hashmap_with_clock(Quota::per_minute(a_minute), clock.into()))
    }

    /// Takes one, or says how many seconds to wait; `None` where memory for further keys is used up.
    fn take(&self, key: &K) -> Option<Result<(), u32>> {
        if self.0.len() >= REMEMBERED {
            return None;
        }
        Some(self.0.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(self.0.clock().now());
            u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX).max(1)
        }))
    }

    fn tidy(&self) {
        self.0.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{IpAddr, Ipv4Addr};

    fn guard() -> Guard {
        Guard::new(&clock::Clock::fixed(0))
    }

    fn address(n: u32) -> Address {
        IpAddr::V4(Ipv4Addr::from_bits(n)).into()
    }

    #[test]
    fn an_address_is_slowed_after_twenty_and_no_other_is() {
        let guard = guard();
        assert!((0..20).all(|_| guard.bad(address(1)).is_ok()));
        assert!(guard.bad(address(1)).is_err() && guard.bad(address(2)).is_ok());
    }

    #[test]
    fn a_receipt_that_is_sent_in_a_loop_is_slowed() {
        let guard = guard();
        assert!((0..100).all(|_| guard.sent(Nullifier([1; 16])).is_ok()));
        assert!(guard.sent(Nullifier([1; 16])).is_err() && guard.sent(Nullifier([2; 16])).is_ok());
    }

    #[test]
    fn memory_is_bounded() {
        let guard = guard();
        for n in 0..u32::try_from(REMEMBERED).unwrap() + 10 {
            let _full = guard.bad(address(n));
            let _never = guard.sent(Nullifier(u128::from(n).to_be_bytes()));
        }
        assert!(guard.bad.0.len() <= REMEMBERED && guard.sent.0.len() <= REMEMBERED);
        assert!(guard.bad(address(u32::MAX)).is_err(), "closed while it is full");
        assert!(guard.sent(Nullifier([9; 16])).is_ok(), "good receipts go on");
    }
}
