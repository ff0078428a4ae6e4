//! Wrong passwords slow an account down, never an address: a whole office shares one.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Wrong passwords that cost nothing.
const FREE: u32 = 5;
const FIRST_WAIT: i64 = 30_000;
const LONGEST_WAIT: i64 = 15 * 60_000;
/// Accounts that are remembered; beyond it the oldest are forgotten.
const REMEMBERED: usize = 10_000;

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last: i64,
}

impl Failures {
    fn free_at(self) -> i64 {
        if self.count < FREE {
            return 0;
        }
        self.last + (FIRST_WAIT << (self.count - FREE).min(10)).min(LONGEST_WAIT)
    }
}

/// Failed sign-ins by account name.
#[derive(Debug, Default)]
pub struct Throttle(Mutex<HashMap<String, Failures>>);

impl Throttle {
    /// Milliseconds that an account must wait at `now`; 0 where it may try.
    #[must_use]
    pub fn wait(&self, name: &str, now: i64) -> i64 {
        self.held().get(name).map_or(0, |failures| (failures.free_at() - now).max(0))
    }

    /// Notes a wrong password.
    pub fn failed(&self, name: &str, now: i64) {
        let mut held = self.held();
        if held.len() >= REMEMBERED && !held.contains_key(name) {
            let oldest = held.iter().min_by_key(|(_, failures)| failures.last).map(|(name, _)| name.clone());
            oldest.and_then(|name| held.remove(&name));
        }
        let failures = held.entry(name.to_owned()).or_insert(Failures { count: 0, last: now });
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
    }

    /// Forgets the failures of an account that signed in.
    pub fn succeeded(&self, name: &str) {
        self.held().remove(name);
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<String, Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_slows_down_and_others_do_not() {
        let throttle = Throttle::default();
        for _ in 0..FREE {
            assert_eq!(throttle.wait("a", 0), 0);
            throttle.failed("a", 0);
        }
        assert_eq!((throttle.wait("a", 0), throttle.wait("b", 0)), (FIRST_WAIT, 0));
        throttle.failed("a", 0);
        assert_eq!((throttle.wait("a", 0), throttle.wait("a", 2 * FIRST_WAIT)), (2 * FIRST_WAIT, 0));
        throttle.succeeded("a");
        assert_eq!(throttle.wait("a", 0), 0);
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::default();
        for n in 0..REMEMBERED + 10 {
            throttle.failed(&n.to_string(), n as i64);
        }
        assert_eq!(throttle.held().len(), REMEMBERED);
    }
}
