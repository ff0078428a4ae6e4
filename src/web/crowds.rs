//! The number of answers that come by desks' open links, by our clock: nobody is turned away, but more than there can be stand apart.

use crate::{clock::Clock, domain::flags::PosterLimit, web::address::Address};
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

/// An office's people share an address, and so do thousands with one provider of mobile phones: it has so many desks' limit.
const DESKS: u32 = 20;
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

    /// Takes a place for one more by the open link of a desk, before it is stored: many that come at once get no more places than others.
    /// False where that is beyond what the desk can take, or beyond its sender's address; then no place is taken.
    pub fn take(&self, desk: &str, from: Address) -> bool {
        let now = self.clock.now();
        let Some(limits) = &self.limits else { return true };
        if !from.is_shared() && !limits.addresses.take(from, now) {
            return false;
        }
        let takes = limits.desks.take(desk.to_owned(), now);
        if !takes && !from.is_shared() {
            limits.addresses.give_back(&from);
        }
        takes
    }

    /// Gives back the place of an answer that was there before, or was not stored: sending again takes nobody's place.
    pub fn give_back(&self, desk: &str, from: Address) {
        if let Some(limits) = &self.limits {
            limits.desks.give_back(&desk.to_owned());
            if !from.is_shared() {
                limits.addresses.give_back(&from);
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

    fn take(&self, key: K, now: i64) -> bool {
        let mut held = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let before = held.get(&key).copied();
        let left = self.left(before.unwrap_or(now), now) + self.interval;
        let has_room = left <= self.together;
        // Where memory is used up, those who are known still count.
        if has_room && (before.is_some() || held.len() < REMEMBERED) {
            held.insert(key, now + left);
        }
        has_room
    }

    fn give_back(&self, key: &K) {
        if let Some(until) = self.until.lock().unwrap_or_else(PoisonError::into_inner).get_mut(key) {
            *until -= self.interval;
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
        (0..count).filter(|n| crowds.take(desk, from(*n))).count()
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
        let all: usize = (0..40).map(|desk| taken(&crowds, &format!("D{desk}"), |_| address(7), 10)).sum();
        assert_eq!(all, 200);
        assert_eq!(taken(&crowds, "D39", |_| address(7), 1), 0);
        assert_eq!(taken(&crowds, "D39", |_| address(8), 11), 10, "its people go on");
    }

    #[test]
    fn a_place_that_is_given_back_is_there_for_others() {
        let crowds = Crowds::new(PosterLimit::Auto, &Clock::fixed(0));
        for n in 0..100 {
            assert!(crowds.take("A", address(n)));
            crowds.give_back("A", address(n));
        }
        assert_eq!(taken(&crowds, "A", |_| address(1), 100), 10);
    }

    #[test]
    fn without_a_limit_everything_is_taken_and_memory_is_bounded() {
        let crowds = Crowds::new(PosterLimit::Off, &Clock::fixed(0));
        assert_eq!(taken(&crowds, "A", |_| address(1), 1_000), 1_000);
        let limit = Limit::new(30, 6);
        assert!((0..REMEMBERED + 10).all(|n| limit.take(n, 0)));
        assert_eq!(limit.until.lock().unwrap().len(), REMEMBERED);
    }
}
