//! A device as staff see it.

use super::{DeviceId, DeviceKey, PinHash};
use serde_json::Value;

/// Characters of what a device says of its versions.
const SAID: usize = 64;
/// A device says something every few minutes; without a word for so long, in milliseconds, it is silent.
const SILENT: i64 = 60 * 60 * 1000;
/// Answers waiting, and hours that the oldest waits, from which on somebody must look.
const MANY: u32 = 200;
const LONG: u32 = 24;

/// A paired device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    pub desk: String,
    pub name: String,
    pub key: DeviceKey,
    /// Of the last request that was taken.
    pub counter: i64,
    pub pin: PinHash,
    /// Milliseconds since 1970, UTC, as all times here.
    pub paired_at: i64,
    pub revoked_at: Option<i64>,
    pub seen_at: Option<i64>,
    /// As it said when it was last seen.
    pub status: Status,
}

/// What a device says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Answers that wait for the network.
    pub queued: u32,
    /// Answers that were refused and are kept.
    pub dead: u32,
    /// Hours that the oldest waits.
    pub oldest: Option<u32>,
    /// Version of the kiosk's app.
    pub app: String,
    /// Version of the questionnaire.
    pub survey: String,
    /// Percent, where the browser tells.
    pub battery: Option<u32>,
    /// Whether the browser promised to keep the queue.
    pub persisted: bool,
}

impl Status {
    /// Reads what a device says, whatever it is: nothing that it says of itself keeps its answers back.
    #[must_use]
    pub fn read(said: &Value) -> Self {
        let number = |name: &str| said[name].as_f64().map(|n| n.clamp(0.0, f64::from(i32::MAX)) as u32);
        let text = |name: &str| {
            let text = said[name].as_str().unwrap_or_default();
            text.chars().filter(|c| !c.is_control()).take(SAID).collect()
        };
        Self {
            queued: number("queued").unwrap_or(0),
            dead: number("dead").unwrap_or(0),
            oldest: number("oldest"),
            app: text("app"),
            survey: text("survey"),
            battery: number("battery").map(|percent| percent.min(100)),
            persisted: said["persisted"].as_bool().unwrap_or(false),
        }
    }
}

/// What matters most of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    Revoked,
    /// Paired, and never heard of again.
    New,
    /// Not heard of for an hour: off, without network, or lost.
    Silent,
    /// Some of its answers were refused.
    Refused,
    /// Many answers wait, or one for long.
    Waiting,
    /// The browser may delete the queue when it needs room.
    Unkept,
    Well,
}

impl Device {
    /// Its state at a moment.
    #[must_use]
    pub fn state(&self, now: i64) -> DeviceState {
        let Status { queued, dead, oldest, persisted, .. } = self.status;
        match self.seen_at {
            _ if self.revoked_at.is_some() => DeviceState::Revoked,
            None => DeviceState::New,
            Some(seen) if now - seen > SILENT => DeviceState::Silent,
            Some(_) if dead > 0 => DeviceState::Refused,
            Some(_) if queued >= MANY || oldest.is_some_and(|hours| hours >= LONG) => DeviceState::Waiting,
            Some(_) if !persisted => DeviceState::Unkept,
            Some(_) => DeviceState::Well,
        }
    }
}
