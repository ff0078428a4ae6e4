//! `hailong demo`: a site in a throw-away folder, filled through the same parse, inbox and release code.

mod devices;
mod offices;
mod person;
mod receipts;
mod synthetic;

pub use synthetic::Synthetic;

use crate::{
    clock::{self, Clock},
    config::Config,
    domain::{
        flags::Flags,
        month::Month,
        role::Role,
        staff_log::Action,
        submission::{Draft, Stratum, Submission},
        survey::Survey,
        target::{EXAMPLE, Target},
    },
    site::Site,
    store::{
        NewUser,
        writer::{Arrival, BATCH, Outcome, Writer},
    },
    whole::{Readers, Whole},
    work::{closings, passwords, releases},
};
use anyhow::{Context, bail};
use futures_util::{StreamExt, stream};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use receipts::Receipts;
use std::{io::Write, sync::Arc};
use tokio::sync::Mutex;

/// An account of the demonstration, with its password in clear.
#[derive(Debug)]
pub struct Login {
    pub role: Role,
    pub name: &'static str,
    pub password: String,
}

/// One synthetic submission of so many is a quick one, where the site offers that.
const QUICK: u64 = 10;

/// Loads `count` synthetic submissions, from January 2023 to the last whole month and some of just now, releases them,
/// and pairs a few tablets.
///
/// # Errors
/// Faults of the store; a synthetic submission that does not pass the parse is a fault too.
pub async fn load(site: &Site, config: &Config, count: u64, seed: u64) -> anyhow::Result<()> {
    let survey = site.latest_survey().context("the site has no questionnaire")?;
    let clock = Clock::System;
    let bar = ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::with_template("{msg:12} {wide_bar} {pos}/{len}  {per_sec}  {eta}")?);
    bar.set_message("answering");
    let quick = site.quick_survey(clock.local().date()).map(|quick| (quick, count / QUICK));
    let full = (survey, count - quick.map_or(0, |(_, share)| share));
    let mut made: Vec<(&Survey, Synthetic)> = [Some(full), quick]
        .into_iter()
        .flatten()
        // Of one seed, both would draw some of the same ids.
        .zip(seed..)
        .map(|((survey, share), seed)| (survey, Synthetic::new(survey, &site.catalogue, share, seed, clock.now())))
        .collect();
    for (survey, made) in &mut made {
        let past = made.past();
        store_all(site, survey, made.take(past), &bar).await?;
    }
    bar.set_message("releasing");
    releases::run(site, &config.release, &clock, true).await?;
    closings::run(site, &config.release, &clock, true).await?;
    bar.set_message("answering");
    for (survey, made) in made {
        store_all(site, survey, made, &bar).await?;
    }
    bar.finish_and_clear();
    devices::load(site, clock.now()).await
}

async fn store_all(
    site: &Site,
    survey: &Survey,
    made: impl Iterator<Item = (Draft, Stratum, i64)>,
    bar: &ProgressBar,
) -> anyhow::Result<()> {
    let (writer, task) = Writer::start(&site.store, BATCH);
    let receipts = Mutex::new(Receipts::new(site, survey));
    let mut outcomes = stream::iter(made)
        .map(|(mut draft, stratum, received_at)| {
            let (writer, receipts) = (writer.clone(), &receipts);
            async move {
                if stratum.is_single_use() {
                    receipts.lock().await.answer(&mut draft, received_at).await?;
                }
                let parsed = Submission::parse(&draft, survey, &site.catalogue, clock::local(received_at).date());
                let submission = parsed.map_err(|errors| anyhow::anyhow!("a synthetic submission: {errors:?}"))?;
                let month = Month::of(clock::local(received_at).date())?;
                anyhow::Ok(
                    writer
                        .submit(Arrival {
                            submission,
                            received_at,
                            is_timed: true,
                            month,
                            device: None,
                            signs: Flags::NONE,
                        })
                        .await?,
                )
            }
        })
        .buffer_unordered(BATCH);
    while let Some(outcome) = outcomes.next().await {
        if outcome? != Outcome::Stored {
            bail!("two synthetic submissions have one id");
        }
        bar.inc(1);
    }
    drop(outcomes);
    drop(writer);
    task.await?;
    Ok(())
}

/// Sets an example of a target for the years after the last that has one, as far as the clock has come. It says that it
/// is one wherever it is shown.
///
/// # Errors
/// Faults of the file.
pub fn example_targets(site: &mut Site, config: &Config) -> anyhow::Result<()> {
    let Some(root) = site.catalogue.root() else { return Ok(()) };
    let (this, mut targets) = (Clock::System.local().year(), site.targets.to_vec());
    let Some(last) = targets.iter().max_by_key(|target| target.year).cloned() else { return Ok(()) };
    let path = config.data_dir.join("surveys/targets.csv");
    let mut list = std::fs::read(&path).context("the list of targets")?;
    for year in last.year + 1..=this {
        let source = "hailong demo".to_owned();
        let example = Target {
            unit: root.code.clone(),
            year,
            from: Month::january(year),
            mark: EXAMPLE.to_owned(),
            source,
            ..last.clone()
        };
        writeln!(
            list,
            "{},{year},{:.2},{},{EXAMPLE},{}",
            example.unit,
            example.percent(),
            example.strict,
            example.source
        )?;
        targets.push(example);
    }
    let mut file = Whole::begin(&path, Readers::Others)?;
    file.write_all(&list)?;
    file.finish().context("the list of targets")?;
    site.targets = Arc::new(targets);
    Ok(())
}

/// One account per role; the passwords need not be changed, the site is thrown away.
pub async fn logins(site: &Site) -> anyhow::Result<Vec<Login>> {
    let today = Clock::System.local().date();
    let alone = site.catalogue.desks_on(today).find(|desk| desk.units.len() == 1);
    let unit = alone.map(|desk| desk.units[0].clone());
    let mut logins = Vec::new();
    for (role, name) in [
        (Role::Analyst, "phantich"),
        (Role::Manager, "donvi"),
        (Role::Oversight, "giamsat"),
        (Role::Administrator, "quantri"),
        (Role::Auditor, "kiemtra"),
    ] {
        let password = passwords::one_time_password();
        let new = NewUser {
            name: name.to_owned(),
            role: role.key().to_owned(),
            unit: role.needs_unit().then(|| unit.clone()).flatten(),
            password: passwords::hash(password.clone()).await,
            must_change: false,
            created_at: Clock::System.now(),
        };
        let detail = format!("{name} {}", role.key());
        let entry = site.by("demo", Clock::System.now()).does(Action::UserAdd, &detail);
        site.store.add_user(new, entry).await?.context("the account is there already")?;
        logins.push(Login { role, name, password });
    }
    Ok(logins)
}
