//! A device as the pages show it, and what of all devices needs a look.

use crate::{
    clock,
    domain::{
        device::{Device, Load, Presence},
        hours::OpeningHours,
    },
    store::devices::Pairing,
};
use jiff::civil::DateTime;

/// The state of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Active,
    Resting,
    Silent,
    Revoked(DateTime),
    /// Its code can be typed until then.
    Waiting(DateTime),
    /// Its code is too old, or was typed wrong too often.
    CodeOver,
}

/// A device, paired or not.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    pub id: String,
    pub desk: String,
    pub name: String,
    pub state: State,
    /// `None` until it is paired.
    pub said: Option<Said>,
}

/// The last report of a paired device about itself.
#[derive(Clone, Debug)]
pub struct Said {
    pub heard: DateTime,
    pub paired: DateTime,
    pub queued: u32,
    /// Hours by now.
    pub oldest: Option<u32>,
    pub dead: u32,
    pub load: Load,
    pub app: Version,
    pub survey: Version,
    pub battery: Option<u32>,
    pub persisted: bool,
    pub pin_locked: u32,
    /// It has reported at least once.
    pub ever: bool,
}

/// A version, and whether it is the one that is handed out now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub text: String,
    /// `None` where nobody knows which that is.
    pub current: Option<bool>,
}

/// The settings that devices are held against.
pub struct Now<'n> {
    /// Milliseconds since 1970, UTC.
    pub moment: i64,
    pub hours: &'n OpeningHours,
    /// The questionnaire that is asked today.
    pub survey: Option<&'n str>,
}

impl DeviceRow {
    pub fn paired(device: &Device, now: &Now) -> Self {
        let status = &device.status;
        let survey =
            Version { text: status.survey.clone(), current: now.survey.map(|current| current == status.survey) };
        Self {
            id: device.id.to_string(),
            desk: device.desk.clone(),
            name: device.name.clone(),
            state: match device.presence(now.hours, now.moment) {
                Presence::Revoked => State::Revoked(clock::local(device.revoked_at.unwrap_or_default())),
                Presence::Active => State::Active,
                Presence::Resting => State::Resting,
                Presence::Silent => State::Silent,
            },
            said: Some(Said {
                heard: clock::local(device.heard_at()),
                paired: clock::local(device.paired_at),
                queued: status.queued,
                oldest: device.oldest_at(now.moment),
                dead: status.dead,
                load: device.load(now.moment),
                app: Version {
                    text: status.app.clone(),
                    current: Some(status.app_is_current).filter(|_| !status.app.is_empty()),
                },
                survey,
                battery: status.battery,
                persisted: status.persisted,
                pin_locked: status.pin_locked,
                ever: device.seen_at.is_some(),
            }),
        }
    }

    pub fn waiting(pairing: &Pairing, now: i64) -> Self {
        let open = pairing.left > 0 && now < pairing.ends_at;
        Self {
            id: pairing.id.to_string(),
            desk: pairing.desk.clone(),
            name: pairing.name.clone(),
            state: if open { State::Waiting(clock::local(pairing.ends_at)) } else { State::CodeOver },
            said: None,
        }
    }

    pub fn is_revoked(&self) -> bool {
        matches!(self.state, State::Revoked(_))
    }

    fn load(&self) -> Load {
        self.said.as_ref().filter(|_| !self.is_revoked()).map_or(Load::Fine, |said| said.load)
    }

    pub fn is_silent(&self) -> bool {
        self.state == State::Silent
    }

    pub fn has_too_much(&self) -> bool {
        self.load() == Load::TooMuch
    }

    pub fn has_much(&self) -> bool {
        self.load() == Load::Much
    }

    pub fn has_refused(&self) -> bool {
        !self.is_revoked() && self.said.as_ref().is_some_and(|said| said.dead > 0)
    }

    /// The browser may delete its queue when room is short.
    pub fn is_unkept(&self) -> bool {
        !self.is_revoked() && self.said.as_ref().is_some_and(|said| said.ever && !said.persisted)
    }
}
