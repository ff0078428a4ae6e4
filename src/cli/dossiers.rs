//! `hailong receipts mint --dossiers`: a receipt for each dossier of a list.

use super::{
    out::{Out, say, tell},
    staff_log::by,
    words::nothing_minted,
};
use crate::{
    clock::Clock,
    domain::{
        dialect::Dialect,
        language::Lang,
        list::{Cause, List},
        receipt::Event,
        staff_log::Action,
    },
    site::Site,
    store::dossiers::for_dossiers,
    work::minting::{
        IssueError, Issuer, Slip, SlipFile, Wanted,
        dossiers::{self, Terms},
    },
};
use anyhow::Context;
use std::{path::Path, process::ExitCode};

/// Dossiers of one transaction: submissions wait for it.
const PIECE: usize = 1_000;

/// Reads the list and says which lines are left out.
pub(super) fn read(file: &str, unit: Option<&str>, event: Event, site: &Site) -> anyhow::Result<List<Wanted>> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {file}"))?;
    let terms = Terms { pattern: &site.dossiers, catalogue: &site.catalogue, unit, event };
    let name = Path::new(file).file_name().map_or(file.into(), |name| name.to_string_lossy());
    let list = dossiers::read(&name, &bytes, &terms).with_context(|| Lang::ALL.map(nothing_minted).join(" / "))?;
    for mistake in &list.mistakes {
        tell!("{mistake}");
    }
    Ok(list)
}

/// The rehearsal of minting; nothing is stored.
pub(super) async fn rehearse(issuer: &Issuer<'_>, list: &List<Wanted>) -> anyhow::Result<ExitCode> {
    let (mut known, mut gone) = (0, 0);
    for wanted in list.rows.chunks(PIECE) {
        for (wanted, slip) in wanted.iter().zip(issuer.known(wanted).await?) {
            match slip {
                None => {}
                Some(Ok(slip)) => {
                    known += 1;
                    say_known(wanted.line, &slip);
                }
                Some(Err(error)) => {
                    gone += 1;
                    tell!("line {}: {error}", wanted.line);
                }
            }
        }
    }
    say!("would mint {} receipts; {}", list.rows.len() - known - gone, rest(list, known, gone))?;
    Ok(ended(list, gone))
}

pub(super) async fn mint(
    issuer: &Issuer<'_>,
    list: &List<Wanted>,
    site: &Site,
    mut out: Out,
    dialect: Dialect,
) -> anyhow::Result<ExitCode> {
    let unwritten = format!("{}; the same list gives the same links again", out.unwritten());
    let mut file = SlipFile::new(&mut out, dialect, true);
    let (mut new, mut known, mut gone) = (0, 0, 0);
    for wanted in list.rows.chunks(PIECE) {
        // The new ones are logged as they are minted.
        let minted = issuer.for_dossiers(wanted, Some(by(site))).await.map_err(|error| stopped(error, new))?;
        let again = minted.iter().flatten().filter(|done| done.known).count();
        for (wanted, done) in wanted.iter().zip(&minted) {
            match done {
                Ok(done) if done.known => say_known(wanted.line, &done.slip),
                Ok(_) => new += 1,
                Err(error) => {
                    gone += 1;
                    tell!("line {}: {error}", wanted.line);
                }
            }
        }
        let slips =
            wanted.iter().zip(minted).filter_map(|(wanted, done)| Some((wanted.written.as_str(), done.ok()?.slip)));
        // In the log before they are out.
        log_known(site, again).await?;
        known += again;
        file.write(slips).with_context(|| unwritten.clone())?;
    }
    file.finish().with_context(|| unwritten.clone())?;
    out.finish().context("the same list gives the same links again")?;
    tell!("minted {new} receipts; {}", rest(list, known, gone));
    Ok(ended(list, gone))
}

fn stopped(error: IssueError, new: usize) -> anyhow::Error {
    anyhow::Error::new(error).context(format!(
        "stopped after {new} new receipts, whose links nobody has yet; the same list gives them and goes on"
    ))
}

/// Logs that links of receipts that were minted before are given again.
async fn log_known(site: &Site, known: usize) -> anyhow::Result<()> {
    if known > 0 {
        site.store.log(by(site).does(Action::ReceiptsMint, &for_dossiers(0, known))).await?;
    }
    Ok(())
}

fn say_known(line: usize, slip: &Slip) {
    let expired = if slip.expires_on < Clock::System.local().date() { ", which has expired" } else { "" };
    tell!("line {line}: minted before for {}; the same link again{expired}", slip.unit);
}

fn rest(list: &List<Wanted>, known: usize, gone: usize) -> String {
    let repeated = list.left_out(|cause| cause == Cause::SameDossier);
    format!("{known} were minted before, {repeated} stood in the list twice, {} lines are bad", bad(list) + gone)
}

fn bad(list: &List<Wanted>) -> usize {
    list.left_out(|cause| cause != Cause::SameDossier)
}

/// A script must notice lines that were left out.
fn ended(list: &List<Wanted>, gone: usize) -> ExitCode {
    if bad(list) + gone == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
