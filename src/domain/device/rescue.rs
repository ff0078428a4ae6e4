//! The rescue file: a device's queue, carried by hand. It is as sealed and signed as what is sent; a line each.

use super::{DeviceId, Hex32, Item};
use serde::Deserialize;
use sha2::{Digest, Sha256};

const FORMAT: &str = "queue 1";

/// A rescue file, as far as it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescue<'t> {
    pub device: DeviceId,
    pub desk: String,
    /// Milliseconds by the device's clock.
    pub made: i64,
    /// Items with the numbers of their lines.
    pub items: Vec<(usize, &'t str)>,
    /// Items that the head speaks of and that are not there.
    pub missing: usize,
    pub end: RescueEnd,
}

/// The last line's word on the lines before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RescueEnd {
    Whole,
    /// There is none: the file was cut off.
    CutOff,
    /// Lines were changed, added or taken out.
    Changed,
}

/// The first line is not that of a rescue file.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
#[error("no rescue file of a kiosk, or cut off within its first line")]
pub struct NoRescue;

#[derive(Deserialize)]
struct Head {
    hailong: String,
    device: String,
    desk: String,
    made: i64,
    items: usize,
}

#[derive(Deserialize)]
struct End {
    end: usize,
    digest: String,
}

impl<'t> Rescue<'t> {
    /// Reads all that is whole; a line that is torn is not there.
    ///
    /// # Errors
    /// [`NoRescue`].
    pub fn read(text: &'t str) -> Result<Self, NoRescue> {
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        let first = lines.next().map_or("", |(_, line)| line);
        let head: Head = serde_json::from_str(first).map_err(|_| NoRescue)?;
        let device = Hex32::parse(&head.device).filter(|_| head.hailong == FORMAT).ok_or(NoRescue)?;
        let mut hash = Sha256::new().chain_update(first).chain_update("\n");
        let (mut items, mut end) = (Vec::new(), RescueEnd::CutOff);
        for (number, line) in lines {
            if end != RescueEnd::CutOff {
                end = RescueEnd::Changed;
            } else if let Ok(last) = serde_json::from_str::<End>(line) {
                let digest = data_encoding::HEXLOWER.encode(&hash.clone().finalize());
                let whole = last.digest == digest && last.end == items.len() && head.items == items.len();
                end = if whole { RescueEnd::Whole } else { RescueEnd::Changed };
            } else {
                hash.update(line);
                hash.update("\n");
                items.push((number, line));
            }
        }
        if end == RescueEnd::CutOff
            && !text.ends_with('\n')
            && items.last().is_some_and(|it| Item::parse(it.1).is_err())
        {
            items.pop();
        }
        let missing = head.items.saturating_sub(items.len());
        Ok(Self { device, desk: head.desk, made: head.made, items, missing, end })
    }
}
