//! Minting receipts: numbers from the database, tokens and short codes from the key, the file written.

use crate::{
    ROUNDS, Sizes,
    data::{self, Scratch},
    runtime,
    table::{Goal, Table, Unit},
};
use anyhow::ensure;
use hailong::{
    clock::Clock,
    domain::{
        dialect::Dialect,
        receipt::{DossierPattern, Event},
    },
    work::minting::dossiers::{self, Terms},
    work::minting::{Issuer, SlipFile},
};
use std::{fmt::Write, fs::File, path::Path, time::Instant};

const RECEIPTS: u32 = 100_000;
/// Dossiers of one transaction, as the command has it.
const PIECE: usize = 1_000;

pub fn run(scratch: &Scratch, _: &Sizes) -> anyhow::Result<Table> {
    let mut table = Table::new(format!("Minting {RECEIPTS} receipts into a CSV file (SQLite)"));
    for _ in 0..ROUNDS {
        let folder = scratch.fresh("minting")?;
        table.judge("a run", Unit::Milliseconds, runtime()?.block_on(a_run(&folder))?, Goal::AtMost(3_000.0));
        let list = runtime()?.block_on(a_list(&folder))?;
        table.add("a list of dossiers", Unit::Milliseconds, list);
        table.add("the same list again", Unit::Milliseconds, runtime()?.block_on(a_list(&folder))?);
    }
    Ok(table)
}

async fn a_run(folder: &Path) -> anyhow::Result<f64> {
    let site = data::open(folder).await?;
    let mut out = File::create(folder.join("receipts.csv"))?;
    let start = Instant::now();
    let issuer = Issuer::new(&site, "https://hailong.example", Clock::System.local().date(), None).await?;
    let run = issuer.run("KH", Event::Received, RECEIPTS, site.by("bench", 0)).await?;
    let mut file = SlipFile::new(&mut out, Dialect::Machine, false);
    let mut slips = run.slips().map(|slip| ("", slip)).peekable();
    while slips.peek().is_some() {
        file.write(slips.by_ref().take(PIECE))?;
    }
    file.finish()?;
    let taken = start.elapsed().as_secs_f64() * 1_000.0;
    site.store.clone().close().await;
    Ok(taken)
}

async fn a_list(folder: &Path) -> anyhow::Result<f64> {
    let site = data::open(folder).await?;
    let mut csv = "dossier\n".to_owned();
    (0..RECEIPTS).try_for_each(|n| writeln!(csv, "H32.15-240530-{n:05}"))?;
    let mut out = File::create(folder.join("receipts.csv"))?;
    let start = Instant::now();
    let issuer = Issuer::new(&site, "https://hailong.example", Clock::System.local().date(), None).await?;
    let pattern = DossierPattern::national();
    let terms = Terms { pattern: &pattern, catalogue: &site.catalogue, unit: Some("KH"), event: Event::Received };
    let list = dossiers::read("list.csv", csv.as_bytes(), &terms)?;
    ensure!(list.rows.len() == RECEIPTS as usize, "only {} dossiers were read", list.rows.len());
    let mut file = SlipFile::new(&mut out, Dialect::Machine, true);
    for wanted in list.rows.chunks(PIECE) {
        let minted = issuer.for_dossiers(wanted, Some(site.by("bench", 0))).await?;
        let slips = minted.into_iter().map(|done| Ok(done?.slip)).collect::<anyhow::Result<Vec<_>>>()?;
        file.write(wanted.iter().map(|wanted| wanted.written.as_str()).zip(slips))?;
    }
    file.finish()?;
    let taken = start.elapsed().as_secs_f64() * 1_000.0;
    site.store.clone().close().await;
    Ok(taken)
}
