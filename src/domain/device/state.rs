//! A device as staff see it.

use super::{DeviceId, DeviceKey, PinHash};
use serde_json::Value;

/// Characters of what a device says of its versions.
const SAID: usize = 64;
/// Lock-outs that a device can tell at once.
const LOCK_OUTS: u32 = 1_000;

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

/// The state of a device, in its own words.
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
    /// It was the version of its desk at that time. The site says so, not the device.
    pub app_is_current: bool,
    /// Version of the questionnaire.
    pub survey: String,
    /// Percent, where the browser tells.
    pub battery: Option<u32>,
    /// The browser promised to keep the queue.
    pub persisted: bool,
    /// The number of times that wrong PINs have locked its menu.
    pub pin_locked: u32,
}

impl Status {
    /// Reads what a device says, whatever it is: nothing that it says of itself keeps its answers back.
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
            app_is_current: false,
            survey: text("survey"),
            battery: number("battery").map(|percent| percent.min(100)),
            persisted: said["persisted"].as_bool().unwrap_or(false),
            pin_locked: number("pin_locked").unwrap_or(0).min(LOCK_OUTS),
        }
    }
}
