//! `hailong devices …`: kiosk tablets, for scripts; staff have a page.

use super::{out::say, staff_log::by};
use crate::{
    clock::{self, Clock},
    config::Config,
    domain::{
        device::{Device, DeviceId, PAIRING_MINUTES},
        hours::OpeningHours,
        staff_log::Action,
    },
    site::Site,
    work::pairing::{NAME_LIMIT, clean_name, offer},
};
use anyhow::{Context, bail};
use clap::Subcommand;

#[derive(Subcommand, Debug)]
pub(super) enum DevicesCommand {
    /// Prints the code by which one tablet becomes a device of a desk, and its PIN, this once
    Add {
        /// The desk where it stands
        #[arg(long, value_name = "CODE")]
        desk: String,
        /// Name of the tablet among staff
        #[arg(long)]
        name: String,
    },
    /// All devices, by desk and name
    List,
    /// Ends a device from its next request on; what it has queued is brought in by its rescue file
    Revoke {
        /// As `devices list` prints it
        #[arg(long, value_name = "ID", value_parser = id)]
        device: DeviceId,
    },
    /// Makes the next key that devices seal their queue to; older ones still open
    RotateKey,
}

fn id(text: &str) -> Result<DeviceId, String> {
    DeviceId::parse(text).ok_or_else(|| "expected 32 hex digits".to_owned())
}

pub(super) async fn run(command: &DevicesCommand, config: &Config) -> anyhow::Result<()> {
    let site = Site::open(config).await?;
    match command {
        DevicesCommand::Add { desk, name } => add(&site, desk, name).await,
        DevicesCommand::List => list(&site).await,
        DevicesCommand::Revoke { device } => revoke(&site, *device).await,
        DevicesCommand::RotateKey => {
            let id = site.add_seal_key(by(&site)).await?;
            say!("key {id} is made; servers that share the keys folder hand it out within seconds")?;
            Ok(())
        }
    }
}

async fn add(site: &Site, desk: &str, name: &str) -> anyhow::Result<()> {
    if site.catalogue.desk(desk).is_none() {
        bail!("desk: there is no desk `{desk}`");
    }
    let name = clean_name(name).with_context(|| format!("name: expected 1 to {NAME_LIMIT} characters on one line"))?;
    let detail = format!("{desk}: {name}");
    let offered = offer(site, desk, &name, by(site).does(Action::DeviceAdd, &detail)).await?;
    say!("{desk}: {name}   code, for {PAIRING_MINUTES} minutes: {}   PIN: {}", offered.code, offered.pin)?;
    Ok(())
}

async fn list(site: &Site) -> anyhow::Result<()> {
    let (now, hours) = (Clock::System.now(), site.store.opening_hours(&site.opening_hours).await?);
    for device in site.store.devices().await? {
        say!("{}  {:12} {:20} {}", device.id, device.desk, device.name, describe(&device, &hours, now))?;
    }
    Ok(())
}

fn describe(device: &Device, hours: &OpeningHours, now: i64) -> String {
    let day = |at| clock::local(at).strftime("%Y-%m-%d %H:%M").to_string();
    let seen = device.seen_at.map_or_else(|| "never seen".to_owned(), |at| format!("seen {}", day(at)));
    let status = &device.status;
    format!("{:?}, {seen}, {} queued, {} refused", device.presence(hours, now), status.queued, status.dead)
        .to_lowercase()
}

async fn revoke(site: &Site, id: DeviceId) -> anyhow::Result<()> {
    let device = site.store.device(id).await?.with_context(|| format!("device: there is no device {id}"))?;
    let detail = format!("{} {id}: {}", device.desk, device.name);
    if !site.store.revoke_device(id, by(site).does(Action::DeviceRevoke, &detail)).await? {
        bail!("device: {id} is revoked already");
    }
    say!("{} is revoked; what it has queued is brought in by its rescue file", device.name)?;
    Ok(())
}
