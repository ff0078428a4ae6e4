//! `hailong receipts …`: minting, taking back, the next key.

use super::{
    dossiers,
    out::{Out, say, tell},
    staff_log::by,
};
use crate::{
    clock::Clock,
    config::Config,
    domain::{
        dialect::Dialect,
        receipt::{Event, NUMBERS, Revocation},
    },
    site::Site,
    whole::Readers,
    work::{
        address,
        minting::{Issuer, Run, SlipFile},
    },
};
use anyhow::{Context, bail};
use clap::{ArgGroup, Args, Subcommand};
use std::process::ExitCode;

/// Slips that are made before some are written.
const PIECE: usize = 1_000;

#[derive(Subcommand, Debug)]
pub(super) enum ReceiptsCommand {
    /// Mints single-use links, a number of them or one for each dossier of a list, and writes them as CSV
    Mint(Mint),
    /// Takes receipts back: of a key, of a unit, of a range of serials, or what is in all that are named
    Revoke(Revoke),
    /// Makes the next key; older ones still read, servers mint with it within seconds
    RotateKey,
}

#[derive(Args, Debug)]
#[command(group = ArgGroup::new("what").required(true).args(["count", "dossiers"]))]
pub(super) struct Mint {
    /// The organisation whose procedure it is; a list may name another on each line
    #[arg(long, required_unless_present = "dossiers")]
    unit: Option<String>,
    /// Number of receipts
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    count: Option<u32>,
    /// A CSV with a dossier code on each line; columns `unit` and `event` say more than the flags
    #[arg(long, value_name = "FILE")]
    dossiers: Option<String>,
    /// Says what would be minted for the list, and mints nothing
    #[arg(long, requires = "dossiers")]
    dry_run: bool,
    /// received, supplement, refused or returned
    #[arg(long, default_value = "received", value_parser = event)]
    event: Event,
    /// Version of the questionnaire [default: the one that is asked today]
    #[arg(long)]
    survey: Option<String>,
    /// machine or excel-vi
    #[arg(long, default_value = "machine", value_parser = dialect)]
    dialect: Dialect,
    /// The file to write, or - for standard output
    #[arg(long, required_unless_present = "dry_run")]
    out: Option<String>,
}

#[derive(Args, Debug)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["key", "unit", "from", "to"]))]
pub(super) struct Revoke {
    /// Those of this key, later ones too
    #[arg(long, value_name = "ID")]
    key: Option<u16>,
    /// Those of this organisation
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// First serial
    #[arg(long, value_name = "N")]
    from: Option<u32>,
    /// Last serial
    #[arg(long, value_name = "N")]
    to: Option<u32>,
}

fn event(text: &str) -> Result<Event, String> {
    let known = Event::ALL.map(Event::key).join(", ");
    Event::from_key(text).ok_or_else(|| format!("expected one of {known}"))
}

fn dialect(text: &str) -> Result<Dialect, String> {
    let known = Dialect::ALL.map(Dialect::key).join(", ");
    Dialect::from_key(text).ok_or_else(|| format!("expected one of {known}"))
}

pub(super) async fn run(command: &ReceiptsCommand, config: &Config) -> anyhow::Result<ExitCode> {
    let site = Site::open(config).await?;
    match command {
        ReceiptsCommand::Mint(asked) => return mint(asked, &site, config).await,
        ReceiptsCommand::Revoke(asked) => revoke(asked, &site).await?,
        ReceiptsCommand::RotateKey => {
            let id = site.add_receipt_key(by(&site)).await?;
            say!("key {id} is made; servers that share the keys folder mint with it within seconds")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the links lead. Links are printed: a wrong address cannot be taken back.
fn base_url(config: &Config) -> String {
    config.base_url.clone().unwrap_or_else(|| {
        let url = format!("http://{}", config.listen);
        if address::leads_somewhere(&url) {
            tell!("warning: base_url is not set; the links lead to {url}, the address listened on");
        }
        url
    })
}

async fn mint(asked: &Mint, site: &Site, config: &Config) -> anyhow::Result<ExitCode> {
    if let Some(unit) = asked.unit.as_ref().filter(|unit| site.catalogue.unit(unit).is_none()) {
        bail!("unit: there is no organisation `{unit}`");
    }
    let base_url = base_url(config);
    let issuer = Issuer::new(site, &base_url, Clock::System.local().date(), asked.survey.as_deref()).await?;
    // Read first: it may be the file that is written.
    let list = asked
        .dossiers
        .as_deref()
        .map(|file| dossiers::read(file, asked.unit.as_deref(), asked.event, site))
        .transpose()?;
    if let Some(list) = list.as_ref().filter(|_| asked.dry_run) {
        return dossiers::rehearse(&issuer, list).await;
    }
    // Opened before anything is minted: else the links would be lost. A reader of them could answer with all of them.
    let out = Out::open(asked.out.as_deref().unwrap_or("-"), Readers::Owner)?;
    match (list, &asked.unit, asked.count) {
        (Some(list), _, _) => dossiers::mint(&issuer, &list, site, out, asked.dialect).await,
        (None, Some(unit), Some(count)) => {
            let run = issuer.run(unit, asked.event, count, by(site)).await?;
            let (first, last) = (run.first, run.last());
            write(&run, out, asked.dialect).with_context(|| {
                format!("not all links of {count} receipts were written; take them back: receipts revoke --from {first} --to {last}")
            })?;
            tell!("minted {count} receipts, serial {first} to {last}");
            Ok(ExitCode::SUCCESS)
        }
        (None, _, _) => bail!("mint: name --unit and --count, or --dossiers"),
    }
}

fn write(run: &Run, mut out: Out, dialect: Dialect) -> anyhow::Result<()> {
    let unwritten = out.unwritten();
    let mut file = SlipFile::new(&mut out, dialect, false);
    let mut slips = run.slips().map(|slip| ("", slip)).peekable();
    while slips.peek().is_some() {
        file.write(slips.by_ref().take(PIECE)).with_context(|| unwritten.clone())?;
    }
    file.finish().context(unwritten)?;
    out.finish()
}

async fn revoke(asked: &Revoke, site: &Site) -> anyhow::Result<()> {
    let keys = site.register.keys();
    if let Some(key) = asked.key.filter(|key| keys.short_code(1, *key).is_none()) {
        bail!("key: there is no key {key}");
    }
    if let Some(unit) = asked.unit.as_ref().filter(|unit| site.catalogue.unit(unit).is_none()) {
        bail!("unit: there is no organisation `{unit}`");
    }
    let (first, last) = (asked.from.unwrap_or(1), asked.to.unwrap_or(NUMBERS - 1));
    if first > last || last >= NUMBERS {
        bail!("from, to: expected serials in order, below {NUMBERS}");
    }
    let what = Revocation { key: asked.key, unit: asked.unit.clone(), first, last };
    let named = |name: &str, value: Option<String>| value.map(|value| format!(" {name} {value}")).unwrap_or_default();
    let named = [
        named("key", asked.key.map(|key| key.to_string())),
        named("unit", asked.unit.clone()),
        named("from", asked.from.map(|from| from.to_string())),
        named("to", asked.to.map(|to| to.to_string())),
    ];
    let covered = site.store.revoke(&what, &named.concat(), by(site)).await?;
    say!("took back {covered} receipts; what was answered with them stays")?;
    if asked.key.is_some() && asked.key == keys.newest() {
        tell!("warning: this is the key that mints; make the next one with `receipts rotate-key`");
    }
    Ok(())
}
