//! `hailong receipts …`: minting on the command line.

use crate::{
    clock::Clock,
    config::Config,
    domain::{dialect::Dialect, receipt::Event},
    receipts::{files::SlipFile, issue::Issuer},
    site::Site,
    store::LogEntry,
};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use std::io::Write;

/// Slips that are made before some are written.
const PIECE: usize = 1_000;

#[derive(Subcommand, Debug)]
pub(super) enum ReceiptsCommand {
    /// Mints single-use links and writes them as CSV
    Mint(Mint),
}

#[derive(Args, Debug)]
pub(super) struct Mint {
    /// The organisation whose procedure it is
    #[arg(long)]
    unit: Option<String>,
    /// How many
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    count: Option<u32>,
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
    #[arg(long)]
    out: String,
}

fn event(text: &str) -> Result<Event, String> {
    let known = Event::ALL.map(Event::key).join(", ");
    Event::from_key(text).ok_or_else(|| format!("expected one of {known}"))
}

fn dialect(text: &str) -> Result<Dialect, String> {
    let known = Dialect::ALL.map(Dialect::key).join(", ");
    Dialect::from_key(text).ok_or_else(|| format!("expected one of {known}"))
}

pub(super) async fn run(command: &ReceiptsCommand, config: &Config) -> anyhow::Result<()> {
    match command {
        ReceiptsCommand::Mint(asked) => mint(asked, &Site::open(config).await?, &base_url(config)).await,
    }
}

/// Where the links lead. Links are printed: a wrong address cannot be taken back.
fn base_url(config: &Config) -> String {
    config.base_url.clone().unwrap_or_else(|| {
        let url = format!("http://{}", config.listen);
        eprintln!("warning: base_url is not set; the links lead to {url}, the address listened on");
        url
    })
}

async fn mint(asked: &Mint, site: &Site, base_url: &str) -> anyhow::Result<()> {
    let (Some(unit), Some(count)) = (&asked.unit, asked.count) else { bail!("mint: name --unit and --count") };
    let issuer = Issuer::new(site, base_url, Clock::System.local().date(), asked.survey.as_deref())?;
    if site.catalogue.unit(unit).is_none() {
        bail!("unit: there is no organisation `{unit}`");
    }
    // Before anything is minted: what cannot be written would be lost.
    let mut out = open(&asked.out)?;
    let run = issuer.run(unit, asked.event, count).await?;
    log(site, "receipts.mint", &run.describe()).await?;
    write_run(&run, SlipFile::new(&mut *out, asked.dialect, false)).with_context(|| {
        format!("the file is not whole; take these back with: receipts revoke --from {} --to {}", run.first, run.last())
    })?;
    eprintln!("minted {count} receipts, serial {} to {}", run.first, run.last());
    Ok(())
}

fn write_run(run: &crate::receipts::issue::Run, mut file: SlipFile) -> std::io::Result<()> {
    let mut slips = run.slips().map(|slip| ("", slip)).peekable();
    while slips.peek().is_some() {
        file.write(slips.by_ref().take(PIECE))?;
    }
    file.finish()
}

/// A file that only its owner reads: whoever has the links could answer with all of them.
fn open(name: &str) -> anyhow::Result<Box<dyn Write>> {
    if name == "-" {
        return Ok(Box::new(std::io::stdout().lock()));
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(Box::new(options.open(name).with_context(|| format!("cannot write {name}"))?))
}

async fn log(site: &Site, action: &str, detail: &str) -> anyhow::Result<()> {
    let entry = LogEntry { at: Clock::System.now(), actor: "cli", action, detail };
    Ok(site.store.log(&site.log_key, entry).await?)
}
