//! Receipts: what checking and spending one costs a submission, what sending twenty together saves, and how soon
//! the page of a QR code is there.

use crate::{
    ROUNDS, Sizes,
    child::Child,
    data::{self, Sample, Scratch},
    load::{self, Request, Tokens},
    raw::{Load, Rows, Settings},
    runtime, submissions,
    table::{Goal, Table, Unit},
};
use hailong::{clock::Clock, domain::receipt::Event, store::writer::BATCH, work::minting::Issuer};
use serde_json::{Value, json};
use std::{path::Path, sync::Arc};

const CONNECTIONS: usize = 64;
/// Submissions of a request, as many as the server takes.
const TOGETHER: usize = 20;
/// More than a load can use.
const RECEIPTS_A_SECOND: f64 = 40_000.0;
/// An organisation of the measured province.
const UNIT: &str = "KH.007";
const ID: &str = "00000000000000000000000000000000";

pub fn run(scratch: &Scratch, sizes: &Sizes) -> anyhow::Result<Table> {
    let mut table = Table::new("Receipts: single-use links over HTTP (SQLite)");
    let samples = submissions::samples(scratch)?;
    for _ in 0..ROUNDS {
        let (plain, time) = rate(scratch, sizes, |_| Ok(submissions::requests(&samples)))?;
        table.add("plain submissions, 64 connections", Unit::PerSecond, plain);
        table.add("server's processor time each", Unit::Microseconds, time);
        let seconds = sizes.load.as_secs_f64() * 1.25 + 1.0;
        let (spent, time) =
            rate(scratch, sizes, |folder| with_receipts(folder, &samples, (seconds * RECEIPTS_A_SECOND) as u32))?;
        table.add("with a receipt each", Unit::PerSecond, spent);
        table.add("processor time with a receipt", Unit::Microseconds, time);
        table.judge("with a receipt : plain", Unit::Percent, spent / plain * 100.0, Goal::AtLeast(80.0));
        // The cost of a second random key where nothing else is done.
        let load = |rows| Load { settings: Settings::Program, rows, producers: CONNECTIONS };
        let raw = |rows| submissions::raw_loop(scratch, load(rows), &samples, sizes);
        let (one, two) = (raw(Rows::Plain)?, raw(Rows::WithReceipt)?);
        table.add("raw loop, a second key : one key", Unit::Percent, two / one * 100.0);
        let alone = one_connection(scratch, sizes, &submissions::requests(&samples), "HTTP/1.1 201")?;
        let together = one_connection(scratch, sizes, &batches(&samples)?, "HTTP/1.1 200")? * TOGETHER as f64;
        table.add("one connection, one at a time", Unit::PerSecond, alone);
        table.add("one connection, twenty at a time", Unit::PerSecond, together);
        table.judge("twenty at a time : one at a time", Unit::Times, together / alone, Goal::AtLeast(3.0));
        table.judge("page of a QR code, p95", Unit::Milliseconds, page(scratch, sizes)?, Goal::AtMost(5.0));
    }
    Ok(table)
}

/// Submissions per second from all connections, and the server's microseconds for each.
fn rate(
    scratch: &Scratch,
    sizes: &Sizes,
    requests: impl FnOnce(&Path) -> anyhow::Result<Vec<Request>>,
) -> anyhow::Result<(f64, f64)> {
    let folder = scratch.fresh("receipts")?;
    let requests = requests(&folder)?;
    let child = Child::server(&folder, &data::url(&folder), BATCH)?;
    let before = child.processor_time().unwrap_or(0.0);
    let done = load::run(child.address, CONNECTIONS, requests, "HTTP/1.1 201", sizes.load)?;
    let time = child.processor_time().unwrap_or(0.0) - before;
    Ok((done.per_second, time * 1_000_000.0 / done.all))
}

/// A kiosk that empties its queue.
fn one_connection(
    scratch: &Scratch,
    sizes: &Sizes,
    requests: &[Request],
    expected: &'static str,
) -> anyhow::Result<f64> {
    let folder = scratch.fresh("receipts")?;
    let child = Child::server(&folder, &data::url(&folder), BATCH)?;
    Ok(load::run(child.address, 1, requests.to_vec(), expected, sizes.load)?.per_second)
}

fn with_receipts(folder: &Path, samples: &[Sample], count: u32) -> anyhow::Result<Vec<Request>> {
    let tokens = Tokens::new(mint(folder, count)?);
    samples.iter().take(2000).map(|sample| with_receipt(sample, &tokens)).collect()
}

fn with_receipt(sample: &Sample, tokens: &Arc<Tokens>) -> anyhow::Result<Request> {
    let mut sent: Value = serde_json::from_str(&sample.json)?;
    sent["source"] = json!({ "receipt": tokens.first() });
    Ok(Request::with_receipt(&sent.to_string(), &sample.row.id.to_hex(), tokens))
}

fn mint(folder: &Path, count: u32) -> anyhow::Result<Vec<String>> {
    runtime()?.block_on(async {
        let site = data::open(folder).await?;
        let issuer = Issuer::new(&site, "https://hailong.example", Clock::System.local().date(), None).await?;
        let run = issuer.run(UNIT, Event::Received, count, site.by("bench", 0)).await?;
        let token = |url: String| url.rsplit('/').next().unwrap_or_default().to_owned();
        let tokens = run.slips().map(|slip| token(slip.url)).collect();
        site.store.clone().close().await;
        Ok(tokens)
    })
}

/// The samples in twenties, each under an id that is made new when it is sent.
fn batches(samples: &[Sample]) -> anyhow::Result<Vec<Request>> {
    let anonymous = samples.iter().take(2000).map(|sample| sample.json.replace(&sample.row.id.to_hex(), ID));
    let anonymous: Vec<String> = anonymous.collect();
    Ok(anonymous.chunks_exact(TOGETHER).map(|together| Request::batch(together, ID)).collect())
}

/// The time in milliseconds within which 95 of 100 pages of a receipt are there, one after the other.
fn page(scratch: &Scratch, sizes: &Sizes) -> anyhow::Result<f64> {
    let folder = scratch.fresh("receipts")?;
    let tokens = mint(&folder, 1000)?;
    let child = Child::server(&folder, &data::url(&folder), BATCH)?;
    let requests = tokens.iter().map(|token| Request::get(&format!("/R/{token}"))).collect();
    Ok(load::run(child.address, 1, requests, "HTTP/1.1 200", sizes.load)?.p95)
}
