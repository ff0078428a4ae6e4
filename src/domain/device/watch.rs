//! Devices that need a look: not heard of while their desk is open, or with too much waiting on them.

use super::Device;
use crate::domain::hours::OpeningHours;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// A device says something every few minutes while it is on.
const SILENT: i64 = 10 * MINUTE;
/// A device may be switched off so long before the desk closes.
const EARLY: i64 = HOUR;
/// More answers than this wait: look soon.
const MANY: u32 = 50;
/// So many answers wait, or one for so many hours: look now.
const TOO_MANY: u32 = 200;
const TOO_LONG: u32 = 24;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Revoked,
    Active,
    /// Not heard of, and nothing is wrong with that: its desk is closed, or only just open.
    Resting,
    Silent,
}

/// The amount that waits on a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Load {
    Fine,
    Much,
    TooMuch,
}

impl Device {
    /// When it was last heard of; pairing counts.
    pub fn heard_at(&self) -> i64 {
        self.seen_at.unwrap_or(self.paired_at)
    }

    /// Silent is a device that was not heard of for ten minutes while its desk is open, or for more than the last hour
    /// of its last opening. Hours of the site are wider than any desk's: by those, only a whole opening without a word counts.
    pub fn presence(&self, hours: &OpeningHours, now: i64) -> Presence {
        let (heard, week) = (self.heard_at(), hours.of(&self.desk));
        let own = hours.desks.contains_key(&self.desk);
        let missed_now = week.opening_at(now).is_some_and(|it| own && now - it.start.max(heard) > SILENT);
        let missed_last = week.opening_before(now).is_some_and(|last| {
            let enough = if own { EARLY } else { last.end - last.start - 1 };
            last.end - last.start.max(heard) > enough
        });
        if self.revoked_at.is_some() {
            Presence::Revoked
        } else if now - heard <= SILENT {
            Presence::Active
        } else if missed_now || missed_last {
            Presence::Silent
        } else {
            Presence::Resting
        }
    }

    /// Hours that its oldest answer waits by now, if it was not heard of since: an answer that waited then waits still.
    pub fn oldest_at(&self, now: i64) -> Option<u32> {
        let since = u32::try_from((now - self.heard_at()) / HOUR).unwrap_or(0);
        self.status.oldest.filter(|_| self.status.queued > 0).map(|hours| hours.saturating_add(since))
    }

    pub fn load(&self, now: i64) -> Load {
        let queued = self.status.queued;
        if queued >= TOO_MANY || self.oldest_at(now).is_some_and(|hours| hours >= TOO_LONG) {
            Load::TooMuch
        } else if queued > MANY {
            Load::Much
        } else {
            Load::Fine
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::device::{DeviceKey, Hex32, PinHash, Status};

    /// Monday 2024-05-27, midnight in Vietnam.
    const MONDAY: i64 = 1_716_742_800_000;

    fn at(day: i64, hour: i64, minute: i64) -> i64 {
        MONDAY + (day * 24 + hour) * HOUR + minute * MINUTE
    }

    /// Of the desk `OWN`, which closes for lunch; other desks have the hours of the site.
    fn device(desk: &str, seen_at: i64) -> Device {
        let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
        Device {
            id: Hex32::from_bytes([1; 16]),
            desk: desk.to_owned(),
            name: "Máy 1".to_owned(),
            key: DeviceKey::from_bytes(key.verifying_key().to_sec1_point(false).as_bytes()).unwrap(),
            counter: 0,
            pin: PinHash { salt: [0; 16], rounds: 1, hash: [0; 32] },
            paired_at: at(-30, 9, 0),
            revoked_at: None,
            seen_at: Some(seen_at),
            status: Status::default(),
        }
    }

    fn presence(desk: &str, seen_at: i64, now: i64) -> Presence {
        let own = "mon-fri 07:30-11:30 13:30-17:00".parse().unwrap();
        let hours = OpeningHours { desks: [("OWN".to_owned(), own)].into(), ..OpeningHours::default() };
        device(desk, seen_at).presence(&hours, now)
    }

    #[test]
    fn silence_counts_while_the_desk_is_open_and_not_at_night() {
        use Presence::{Active, Resting, Silent};
        for (seen, now, expected, why) in [
            (at(1, 9, 0), at(1, 9, 10), Active, "ten minutes"),
            (at(1, 9, 0), at(1, 9, 11), Silent, "open, and not heard of"),
            (at(1, 11, 25), at(1, 12, 0), Resting, "lunch"),
            (at(1, 11, 25), at(1, 13, 40), Resting, "it is just being switched on"),
            (at(1, 11, 25), at(1, 13, 41), Silent, "everybody is back"),
            (at(1, 9, 0), at(1, 12, 0), Silent, "it was dark for half the morning"),
            (at(1, 16, 10), at(1, 22, 0), Resting, "switched off early, at night"),
            (at(1, 15, 59), at(1, 22, 0), Silent, "it was dark for the last hour"),
            (at(1, 16, 50), at(2, 7, 35), Resting, "the next morning"),
            (at(4, 16, 50), at(6, 12, 0), Resting, "on Sunday"),
            (at(4, 16, 50), at(7, 7, 41), Silent, "on Monday it was not switched on"),
            (at(1, 9, 0), at(6, 12, 0), Silent, "and never came back"),
            (at(6, 12, 0), at(6, 12, 5), Active, "heard of on Sunday"),
        ] {
            assert_eq!(presence("OWN", seen, now), expected, "{why}");
        }
    }

    #[test]
    fn by_the_wide_hours_of_the_site_only_a_whole_day_without_a_word_is_silence() {
        use Presence::{Resting, Silent};
        for (seen, now, expected) in [
            (at(1, 16, 50), at(1, 18, 0), Resting),
            (at(1, 16, 50), at(2, 18, 29), Resting),
            (at(1, 16, 50), at(2, 18, 30), Silent),
            (at(1, 6, 31), at(2, 8, 0), Resting),
        ] {
            assert_eq!(presence("OTHER", seen, now), expected);
        }
    }

    #[test]
    fn a_new_device_is_heard_of_by_its_pairing_and_a_revoked_one_is_not_missed() {
        let hours = OpeningHours::default();
        let new = Device { seen_at: None, paired_at: at(1, 9, 0), ..device("A", 0) };
        assert_eq!(new.presence(&hours, at(1, 9, 9)), Presence::Active);
        let revoked = Device { revoked_at: Some(at(1, 9, 0)), ..device("A", at(1, 9, 0)) };
        assert_eq!(revoked.presence(&hours, at(1, 9, 0)), Presence::Revoked);
    }

    #[test]
    fn what_waits_counts_by_number_and_by_age_that_goes_on() {
        let load = |queued, oldest, hours| {
            let status = Status { queued, oldest, ..Status::default() };
            Device { status, ..device("A", MONDAY) }.load(MONDAY + hours * HOUR)
        };
        assert_eq!(
            [load(50, Some(23), 0), load(51, Some(0), 0), load(199, None, 0)],
            [Load::Fine, Load::Much, Load::Much]
        );
        assert_eq!([load(200, None, 0), load(1, Some(24), 0), load(1, Some(2), 22)], [Load::TooMuch; 3]);
        assert_eq!(load(0, Some(99), 99), Load::Fine, "nothing waits");
    }
}
