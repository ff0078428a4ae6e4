//! The number of answers that come by desks' open links, by our clock: nobody is turned away, but more than there can be stand apart.

use crate::{clock::Clock, domain::flags::PosterLimit, web::address::Address};
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

/// An office's people share an address: it has so many desks' limit.
const DESKS: u32 = 4;
/// Desks and addresses that are remembered.
const REMEMBERED: usize = 100_000;
/// Milliseconds.
const HOUR: i64 = 3_600_000;

/// Counts of this process: addresses are in no database.
#[derive(Debug)]
pub struct Crowds {
    limits: Option<Limits>,
    clock: Clock,
}

#[derive(Debug)]
struct Limits {
    desks: Limit<String>,
    addresses: Limit<Address>,
}

impl Crowds {
    pub fn new(limit: PosterLimit, clock: &Clock) -> Self {
        let numbers = limit.an_hour().zip(limit.together());
        let limits = numbers.map(|(an_hour, together)| Limits {
            desks: Limit::new(an_hour.get(), together.get()),
            addresses: Limit::new(an_hour.get().saturating_mul(DESKS), together.get().saturating_mul(DESKS)),
        });
        Self { limits, clock: clock.clone() }
    }

    /// One more by the open link of a desk is beyond what the desk can take, or beyond its sender's address.
    pub fn are_full(&self, desk: &str, from: Address) -> bool {
        let now = self.clock.now();
        self.limits.as_ref().is_some_and(|limits| {
            limits.desks.is_full(&desk.to_owned(), now) || !from.is_shared() && limits.addresses.is_full(&from, now)
        })
    }

    /// Notes an answer that was stored and does not stand apart: one that is sent again, or turned away, takes nobody's place.
    pub fn add(&self, desk: &str, from: Address) {
        let now = self.clock.now();
        if let Some(limits) = &self.limits {
            limits.desks.add(desk.to_owned(), now);
            if !from.is_shared() {
                limits.addresses.add(from, now);
            }
        }
    }

    /// Forgets those of whom nothing counts any more.
    pub fn tidy(&self) {
        let now = self.clock.now();
        if let Some(limits) = &self.limits {
            limits.desks.tidy(now);
            limits.addresses.tidy(now);
        }
    }
}

/// So many together, and then one in each interval.
#[derive(Debug)]
struct Limit<K> {
    /// Milliseconds until there is room for another.
    interval: i64,
    /// Milliseconds that all which may come together take.
    together: i64,
    /// When all that came is worked off, milliseconds since 1970.
    until: Mutex<HashMap<K, i64>>,
}

impl<K: Hash + Eq> Limit<K> {
    fn new(an_hour: u32, together: u32) -> Self {
        let interval = (HOUR / i64::from(an_hour)).max(1);
        Self { interval, together: interval * i64::from(together), until: Mutex::default() }
    }

    /// Milliseconds that what came still takes. A clock that was set back is no reason for more than there can be.
    fn left(&self, until: i64, now: i64) -> i64 {
        let left = until.saturating_sub(now).max(0);
        if left > self.together { 0 } else { left }
    }

    fn is_full(&self, key: &K, now: i64) -> bool {
        let until = self.until.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied().unwrap_or(now);
        self.left(until, now) > self.together - self.interval
    }

    fn add(&self, key: K, now: i64) {
        let mut held = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let before = held.get(&key).copied();
        // Where memory is used up, who is known still counts.
        if before.is_some() || held.len() < REMEMBERED {
            // Several at once may pass the look before: the sum stays below what is believed of it.
            let left = self.left(before.unwrap_or(now), now) + self.interval;
            held.insert(key, now + left.min(self.together));
        }
    }

    fn tidy(&self, now: i64) {
        self.until.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, until| self.left(*until, now) > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        net::{IpAddr, Ipv4Addr},
        sync::{
            Arc,
            atomic::{AtomicI64, Ordering},
        },
    };

    fn address(n: u32) -> Address {
        IpAddr::V4(Ipv4Addr::from_bits(n)).into()
    }

    /// The number of those that do not stand apart.
    fn taken(crowds: &Crowds, desk: &str, from: impl Fn(u32) -> Address, count: u32) -> usize {
        let takes = |n: &u32| {
            let takes = !crowds.are_full(desk, from(*n));
            if takes {
                crowds.add(desk, from(*n));
            }
            takes
        };
        (0..count).filter(takes).count()
    }

    #[test]
    fn a_desk_takes_some_together_and_its_limit_in_an_hour() {
        let now = Arc::new(AtomicI64::new(0));
        let crowds = Crowds::new(PosterLimit::Auto, &Clock::Fixed(now.clone()));
        assert_eq!(taken(&crowds, "A", address, 100), 10, "together");
        assert_eq!(taken(&crowds, "B", address, 100), 10, "another desk");
        let mut in_an_hour = 0;
        for minute in 1..=60 {
            now.store(minute * 60_000, Ordering::Relaxed);
            in_an_hour += taken(&crowds, "A", address, 10);
        }
        assert_eq!(in_an_hour, 30);
        crowds.tidy();
        let desks = |crowds: &Crowds| crowds.limits.as_ref().unwrap().desks.until.lock().unwrap().len();
        assert_eq!(desks(&crowds), 1, "nobody came to the other for an hour");
        now.store(0, Ordering::Relaxed);
        assert_eq!(taken(&crowds, "A", address, 100), 10, "a clock that was set back begins anew");
    }

    #[test]
    fn an_address_has_the_limit_of_an_office_and_takes_no_desks_place_beyond_it() {
        let crowds = Crowds::new(PosterLimit::Auto, &Clock::fixed(0));
        let all: usize = (0..20).map(|desk| taken(&crowds, &format!("D{desk}"), |_| address(7), 10)).sum();
        assert_eq!(all, 40);
        assert_eq!(taken(&crowds, "D19", |_| address(7), 1), 0);
        assert_eq!(taken(&crowds, "D19", |_| address(8), 10), 10, "its people go on");
    }

    #[test]
    fn without_a_limit_everything_is_taken_and_memory_is_bounded() {
        let crowds = Crowds::new(PosterLimit::Off, &Clock::fixed(0));
        assert_eq!(taken(&crowds, "A", |_| address(1), 1_000), 1_000);
        let limit = Limit::new(30, 6);
        (0..REMEMBERED + 10).for_each(|n| limit.add(n, 0));
        assert_eq!(limit.until.lock().unwrap().len(), REMEMBERED);
    }
}
