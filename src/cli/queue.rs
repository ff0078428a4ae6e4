//! `hailong import-queue FILE`: what a kiosk has queued, brought by hand.

use super::{
    out::{say, tell},
    staff_log::by,
};
use crate::{
    clock::Clock,
    collect::device::rescue::{Taken, take_all},
    config::Config,
    domain::{
        device::{Device, Rescue, RescueEnd},
        language::Lang,
        staff_log::Action,
    },
    server::Server,
    site::Site,
};
use anyhow::Context;
use std::process::ExitCode;

/// The number of lines by their fate.
#[derive(Default)]
struct Count {
    stored: usize,
    known: usize,
    /// Could not be stored now.
    later: usize,
    refused: usize,
}

pub(super) async fn import(file: &str, config: &Config) -> anyhow::Result<ExitCode> {
    let site = Site::open(config).await?;
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {file}"))?;
    let text = String::from_utf8_lossy(&bytes);
    let rescue = Rescue::read(&text).with_context(|| format!("{file}: nothing was taken"))?;
    let device = site.store.device(rescue.device).await?;
    let device = device.with_context(|| {
        format!("{file}: nothing was taken: device {} at {} is none of this site", rescue.device, rescue.desk)
    })?;
    let server = Server::new(site.clone(), Clock::System, String::new());
    // Answers are stored with others' in the writer's transactions. So the log has the file before the first of them, and
    // what became of it after the last.
    log(&site, &device, &format!("{} in the file", rescue.items.len())).await?;
    let taken = Count::of(take_all(&server.app, &device, &rescue, Lang::En).await);
    log(&site, &device, &taken.describe()).await?;
    server.close().await;
    say!("{}", taken.describe())?;
    Ok(ended(&rescue, &taken))
}

async fn log(site: &Site, device: &Device, what: &str) -> anyhow::Result<()> {
    let detail = format!("{} {}: {what}", device.desk, device.id);
    Ok(site.store.log(by(site).does(Action::QueueImport, &detail)).await?)
}

impl Count {
    /// Says of each line why it was not taken, and counts all.
    fn of(lines: Vec<(usize, Taken)>) -> Self {
        let mut count = Self::default();
        for (line, taken) in lines {
            match taken {
                Taken::Stored => count.stored += 1,
                Taken::Known => count.known += 1,
                Taken::Later(why) => {
                    count.later += 1;
                    tell!("line {line}: {why}");
                }
                Taken::Refused(why) => {
                    count.refused += 1;
                    tell!("line {line}: {why}");
                }
            }
        }
        count
    }

    fn describe(&self) -> String {
        let done = format!("{} stored, {} known before, {} refused", self.stored, self.known, self.refused);
        if self.later == 0 { done } else { format!("{done}, {} not now: import the file again", self.later) }
    }
}

/// A script must notice what is missing.
fn ended(rescue: &Rescue, taken: &Count) -> ExitCode {
    match rescue.end {
        RescueEnd::Whole if taken.refused + taken.later == 0 => return ExitCode::SUCCESS,
        RescueEnd::Whole => {}
        RescueEnd::CutOff => tell!("the file is cut off: {} answers are missing; export it again", rescue.missing),
        RescueEnd::Changed => {
            tell!("lines of the file were changed, added or taken out: {} are missing", rescue.missing);
        }
    }
    ExitCode::FAILURE
}
