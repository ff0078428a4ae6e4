//! Releasing what waits: from the plan to the emptied log.

use crate::{
    ROUNDS, Sizes,
    data::{self, Scratch},
    runtime,
    table::{Goal, Table, Unit},
};
use anyhow::{Context, ensure};
use hailong::{
    clock::Clock,
    domain::{inbox::Entry, month::Month},
    site::Site,
    work::releases,
};
use rusqlite::{Connection, params};
use std::{path::Path, time::Instant};

/// 2024-01-08, midnight in Vietnam.
const MONDAY: i64 = 1_704_646_800_000;
const DAY: i64 = 86_400_000;

pub fn run(scratch: &Scratch, sizes: &Sizes) -> anyhow::Result<Table> {
    let mut table = Table::new(format!("Release of {} waiting submissions of 300 units (SQLite)", sizes.waiting));
    for _ in 0..ROUNDS {
        let rate = release(scratch, sizes.waiting, 1)?;
        table.judge("of one month", Unit::PerSecond, rate, Goal::AtLeast(30_000.0));
        let rate = release(scratch, sizes.waiting, 12)?;
        table.add("of twelve months", Unit::PerSecond, rate);
    }
    Ok(table)
}

fn release(scratch: &Scratch, waiting: usize, months: i32) -> anyhow::Result<f64> {
    let folder = scratch.fresh("release")?;
    runtime()?.block_on(async {
        let site = data::open(&folder).await?;
        fill(&folder, &site, waiting, months)?;
        let rules = data::config(&folder, "").release;
        // On Sunday nothing is old enough to be stripped.
        let clock = Clock::fixed(MONDAY + 6 * DAY);
        let start = Instant::now();
        let released = releases::run(&site, &rules, &clock, true).await?;
        let taken = start.elapsed().as_secs_f64();
        site.store.close().await;
        ensure!(released.submissions > waiting as u64 * 9 / 10, "only {} were released", released.submissions);
        Ok(released.submissions as f64 / taken)
    })
}

fn fill(folder: &Path, site: &Site, waiting: usize, months: i32) -> anyhow::Result<()> {
    let (samples, keys) = (data::samples(site)?, site.store.inbox_keys());
    let mut db = Connection::open(data::file(folder))?;
    let tx = db.transaction()?;
    {
        let mut accept = tx.prepare("INSERT INTO accepted (key, digest) VALUES (?1, ?1)")?;
        let mut insert = tx.prepare("INSERT INTO inbox (seal_key, sealed) VALUES (?1, ?2)")?;
        for n in 0..waiting {
            let row = &samples[rand::random_range(0..samples.len())].row;
            let key: [u8; 16] = rand::random();
            let unit = format!("KH.{:03}", rand::random_range(0..300));
            // Through a week's opening hours, as people come: a hundred at each kiosk.
            let day = i64::try_from(n * 6 / waiting)?;
            let received_at = MONDAY + day * DAY + rand::random_range(25_200_000..61_200_000);
            let month = Month::from_int(202_401 + rand::random_range(0..months))?;
            let entry = data::entry(row, key, received_at);
            let sealed = keys.seal(0, &Entry { unit: &unit, month, ..entry }).context("no key seals")?;
            accept.execute(params![key])?;
            insert.execute(params![sealed.key, sealed.bytes])?;
        }
    }
    tx.commit()?;
    Ok(())
}
