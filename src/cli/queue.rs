//! `hailong import-queue FILE`: what a kiosk has queued, brought by hand.

use super::{
    out::{say, tell},
    staff_log::by,
};
use crate::{
    clock::Clock,
    collect::{batch::MOST, device::take::take, waited::Sent},
    config::Config,
    domain::{
        device::{Device, Rescue, RescueEnd},
        language::Lang,
        staff_log::Action,
    },
    server::Server,
    site::Site,
    web::{problem::Problem, state::App},
};
use anyhow::Context;
use axum::http::StatusCode;
use futures_util::future::join_all;
use std::process::ExitCode;

/// What became of the lines.
#[derive(Default)]
struct Taken {
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
    let taken = take_all(&server.app, &device, &rescue).await;
    log(&site, &device, &taken.describe()).await?;
    server.close().await;
    say!("{}", taken.describe())?;
    Ok(ended(&rescue, &taken))
}

async fn log(site: &Site, device: &Device, what: &str) -> anyhow::Result<()> {
    let detail = format!("{} {}: {what}", device.desk, device.id);
    Ok(site.store.log(by(site).does(Action::QueueImport, &detail)).await?)
}

async fn take_all(app: &App, device: &Device, rescue: &Rescue<'_>) -> Taken {
    let mut taken = Taken::default();
    for lines in rescue.items.chunks(MOST) {
        // How long the file was carried nobody knows: the time until it was made is what counts as waited.
        let told = lines.iter().map(|(_, item)| take(app, device, item, Sent::InFile(rescue.made), Lang::En));
        for ((line, _), told) in lines.iter().zip(join_all(told).await) {
            match told {
                Ok(StatusCode::CREATED) => taken.stored += 1,
                Ok(_) => taken.known += 1,
                Err(problem) => {
                    let now = problem.status == StatusCode::SERVICE_UNAVAILABLE;
                    *if now { &mut taken.later } else { &mut taken.refused } += 1;
                    tell!("line {line}: {}", describe(&problem));
                }
            }
        }
    }
    taken
}

/// The code, the sentence, and every field.
fn describe(problem: &Problem) -> String {
    let fields = problem.errors.iter().map(|error| format!("; {}: {}", error.field, error.message));
    format!("{}: {}{}", problem.code.key(), problem.code.detail(Lang::En), fields.collect::<String>())
}

impl Taken {
    fn describe(&self) -> String {
        let done = format!("{} stored, {} known before, {} refused", self.stored, self.known, self.refused);
        if self.later == 0 { done } else { format!("{done}, {} not now: import the file again", self.later) }
    }
}

/// A script must notice what is missing.
fn ended(rescue: &Rescue, taken: &Taken) -> ExitCode {
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
