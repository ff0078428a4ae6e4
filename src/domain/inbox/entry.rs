//! The text inside a sealed submission.

use crate::domain::{device::DeviceId, flags::Flags, month::Month, submission::Stratum, survey::Kind};

/// The first byte of every text. Another shape gets another number.
const SHAPE: u8 = 1;
/// Lengths of texts in bytes: a text is filled up to the first one that it fits into. 512 hold every form without a comment, and with
/// one of some 200 letters. Few steps, because each length that differs tells somebody's apart.
const STEPS: [usize; 2] = [512, 4_608];

const TRACED: u8 = 1;
const TIMED: u8 = 2;
const THROUGH_DEVICE: u8 = 4;
const COMMENTED: u8 = 8;
/// When it was given is not known. Nothing of before has this sign.
const UNTIMED: u8 = 16;

/// A submission that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    pub survey: &'t str,
    pub unit: &'t str,
    /// The month in which it was given.
    pub month: Month,
    pub stratum: Stratum,
    pub kind: Kind,
    /// Tag of a language.
    pub lang: &'t str,
    /// Packed answers of the version.
    pub answers: &'t str,
    pub comment: Option<&'t str>,
    /// Signs that were found so far.
    pub flags: Flags,
    /// `None` once it is stripped.
    pub trace: Option<Trace<'t>>,
}

/// The part of an entry that is finer than its month. The rules of flags need it, for seven days at the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace<'t> {
    /// As in the table of accepted ones.
    pub key: [u8; 16],
    /// When it was given, milliseconds since 1970, UTC.
    pub received_at: i64,
    /// The device's watch says when it was given.
    pub is_timed: bool,
    /// Empty where a receipt was answered elsewhere.
    pub desk: &'t str,
    pub device: Option<DeviceId>,
    pub seconds: Option<i32>,
}

/// An opened text that this program could not have written: the part of it that is wrong.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
#[error("a sealed submission holds no {0}")]
pub struct BadEntry(pub &'static str);

impl<'t> Entry<'t> {
    /// The text, filled up to one of two lengths.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writing(Vec::with_capacity(STEPS[0] + 64));
        let trace = self.trace.as_ref();
        let timed = trace.and_then(|trace| trace.seconds);
        let device = trace.and_then(|trace| trace.device);
        let has = |is_there, bit| if is_there { bit } else { 0 };
        let holds = has(trace.is_some(), TRACED)
            | has(timed.is_some(), TIMED)
            | has(device.is_some(), THROUGH_DEVICE)
            | has(self.comment.is_some(), COMMENTED)
            | has(trace.is_some_and(|trace| !trace.is_timed), UNTIMED);
        out.0.extend([SHAPE, holds]);
        out.0.extend(self.month.to_int().to_le_bytes());
        if let Some(trace) = trace {
            out.0.extend(trace.key);
            out.0.extend(trace.received_at.to_le_bytes());
            out.0.extend(timed.unwrap_or_default().to_le_bytes());
            out.0.extend(device.map_or([0; 16], DeviceId::to_bytes));
            out.text(trace.desk);
        }
        let flags = self.flags.to_string();
        let texts = [self.survey, self.unit, self.stratum.key(), self.kind.key(), self.lang, &flags, self.answers];
        texts.into_iter().chain([self.comment.unwrap_or_default()]).for_each(|text| out.text(text));
        let length = out.0.len();
        let step = STEPS.into_iter().find(|step| *step >= length);
        out.0.resize(step.unwrap_or_else(|| length.next_multiple_of(STEPS[STEPS.len() - 1])), 0);
        out.0
    }

    /// # Errors
    /// [`BadEntry`].
    pub fn read(text: &'t [u8]) -> Result<Self, BadEntry> {
        let mut rest = Reading(text);
        let [SHAPE, holds] = rest.bytes("shape")? else { return Err(BadEntry("shape that is known")) };
        let month = i32::from_le_bytes(rest.bytes("month")?);
        let month = Month::from_int(month).map_err(|_| BadEntry("month"))?;
        let trace = if holds & TRACED == 0 { None } else { Some(rest.trace(holds)?) };
        let mut text = |name| rest.text(name);
        let (survey, unit) = (text("version")?, text("unit")?);
        let stratum = Stratum::from_key(text("channel")?).ok_or(BadEntry("channel that is known"))?;
        let kind = Kind::from_key(text("kind")?).ok_or(BadEntry("kind that is known"))?;
        let lang = text("language")?;
        let flags = Flags::from_text(text("flags")?).ok_or(BadEntry("flags that are known"))?;
        let (answers, comment) = (text("answers")?, text("comment")?);
        let comment = (holds & COMMENTED != 0).then_some(comment);
        Ok(Self { survey, unit, month, stratum, kind, lang, answers, comment, flags, trace })
    }
}

struct Writing(Vec<u8>);

impl Writing {
    /// The length, then the text. No text of a submission is longer than a length can say: a comment has 1,000 letters.
    fn text(&mut self, text: &str) {
        self.0.extend(u16::try_from(text.len()).unwrap_or(u16::MAX).to_le_bytes());
        self.0.extend(text.as_bytes().iter().take(usize::from(u16::MAX)));
    }
}

struct Reading<'t>(&'t [u8]);

impl<'t> Reading<'t> {
    fn bytes<const N: usize>(&mut self, name: &'static str) -> Result<[u8; N], BadEntry> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(BadEntry(name))?;
        self.0 = rest;
        Ok(*bytes)
    }

    fn text(&mut self, name: &'static str) -> Result<&'t str, BadEntry> {
        let length = u16::from_le_bytes(self.bytes(name)?);
        let (text, rest) = self.0.split_at_checked(usize::from(length)).ok_or(BadEntry(name))?;
        self.0 = rest;
        str::from_utf8(text).map_err(|_| BadEntry(name))
    }

    fn trace(&mut self, holds: u8) -> Result<Trace<'t>, BadEntry> {
        let key = self.bytes("id")?;
        let received_at = i64::from_le_bytes(self.bytes("time")?);
        let seconds = i32::from_le_bytes(self.bytes("seconds")?);
        let device = DeviceId::from_bytes(self.bytes("device")?);
        Ok(Trace {
            key,
            received_at,
            is_timed: holds & UNTIMED == 0,
            desk: self.text("desk")?,
            device: (holds & THROUGH_DEVICE != 0).then_some(device),
            seconds: (holds & TIMED != 0).then_some(seconds),
        })
    }
}
