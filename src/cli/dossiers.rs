//! `hailong receipts mint --dossiers`: a receipt for each dossier of a list.

use super::receipts::{Mint, log};
use crate::{
    clock::Clock,
    minting::{IssueError, Issuer, Slip, SlipFile},
    receipts::dossiers::{self, List, Reason, Terms},
    site::Site,
};
use anyhow::Context;
use std::process::ExitCode;

/// Dossiers of one transaction: submissions wait for it.
const PIECE: usize = 1_000;

/// Reads the list and says which lines are left out.
pub(super) fn read(file: &str, asked: &Mint, site: &Site) -> anyhow::Result<List> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {file}"))?;
    let terms =
        Terms { pattern: &site.dossiers, catalogue: &site.catalogue, unit: asked.unit.as_deref(), event: asked.event };
    let list = dossiers::read(&bytes, &terms).with_context(|| format!("{file}: nothing was minted"))?;
    for (line, reason) in &list.left_out {
        eprintln!("line {line}: {reason}");
    }
    Ok(list)
}

/// What minting would do; nothing is stored.
pub(super) async fn rehearse(issuer: &Issuer<'_>, list: &List) -> anyhow::Result<ExitCode> {
    let (mut known, mut gone) = (0, 0);
    for wanted in list.wanted.chunks(PIECE) {
        for (wanted, slip) in wanted.iter().zip(issuer.known(wanted).await?) {
            match slip {
                None => {}
                Some(Ok(slip)) => {
                    known += 1;
                    say_known(wanted.line, &slip);
                }
                Some(Err(error)) => {
                    gone += 1;
                    eprintln!("line {}: {error}", wanted.line);
                }
            }
        }
    }
    println!("would mint {} receipts; {}", list.wanted.len() - known - gone, rest(list, known, gone));
    Ok(ended(list, gone))
}

pub(super) async fn mint(
    issuer: &Issuer<'_>,
    list: &List,
    site: &Site,
    mut file: SlipFile<'_>,
) -> anyhow::Result<ExitCode> {
    let (mut new, mut known, mut gone) = (0, 0, 0);
    for wanted in list.wanted.chunks(PIECE) {
        let minted = match issuer.for_dossiers(wanted).await {
            Ok(minted) => minted,
            Err(error) => {
                log_minted(site, new, known).await?;
                file.finish()?;
                return Err(stopped(error, new));
            }
        };
        for (wanted, done) in wanted.iter().zip(&minted) {
            match done {
                Ok(done) if done.known => {
                    known += 1;
                    say_known(wanted.line, &done.slip);
                }
                Ok(_) => new += 1,
                Err(error) => {
                    gone += 1;
                    eprintln!("line {}: {error}", wanted.line);
                }
            }
        }
        let slips =
            wanted.iter().zip(minted).filter_map(|(wanted, done)| Some((wanted.written.as_str(), done.ok()?.slip)));
        file.write(slips).context("the file is not whole; the same list gives the same links again")?;
    }
    log_minted(site, new, known).await?;
    file.finish().context("the file is not whole; the same list gives the same links again")?;
    eprintln!("minted {new} receipts; {}", rest(list, known, gone));
    Ok(ended(list, gone))
}

fn stopped(error: IssueError, new: usize) -> anyhow::Error {
    anyhow::Error::new(error)
        .context(format!("stopped after {new} new receipts; the same list goes on where it stopped"))
}

async fn log_minted(site: &Site, new: usize, known: usize) -> anyhow::Result<()> {
    log(site, "receipts.mint", &format!("{new} for dossiers, {known} known before")).await
}

fn say_known(line: usize, slip: &Slip) {
    let expired = if slip.expires_on < Clock::System.local().date() { ", which has expired" } else { "" };
    eprintln!("line {line}: minted before for {}; the same link again{expired}", slip.unit);
}

fn rest(list: &List, known: usize, gone: usize) -> String {
    let repeated = list.left_out.iter().filter(|(_, reason)| matches!(reason, Reason::Repeated(_))).count();
    format!("{known} were minted before, {repeated} stood in the list twice, {} lines are bad", bad(list) + gone)
}

fn bad(list: &List) -> usize {
    list.left_out.iter().filter(|(_, reason)| !matches!(reason, Reason::Repeated(_))).count()
}

/// A script must notice lines that were left out.
fn ended(list: &List, gone: usize) -> ExitCode {
    if bad(list) + gone == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
