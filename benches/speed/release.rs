//! Releasing what waits: from the plan to the emptied log.

use crate::{
    ROUNDS, Sizes,
    data::{self, Sample, Scratch},
    runtime,
    table::{Goal, Table, Unit},
};
use anyhow::ensure;
use hailong::{clock::Clock, work::releases};
use rusqlite::{Connection, params};
use std::{path::Path, time::Instant};

/// 2024-01-08, midnight in Vietnam.
const MONDAY: i64 = 1_704_646_800_000;

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
        fill(&folder, &data::samples(&site)?, waiting, months)?;
        let rules = data::config(&folder, "").release;
        let start = Instant::now();
        let released = releases::run(&site, &rules, &Clock::System, true).await?;
        let taken = start.elapsed().as_secs_f64();
        site.store.close().await;
        ensure!(released.submissions > waiting as u64 * 9 / 10, "only {} were released", released.submissions);
        Ok(released.submissions as f64 / taken)
    })
}

fn fill(folder: &Path, samples: &[Sample], waiting: usize, months: i32) -> anyhow::Result<()> {
    let mut db = Connection::open(data::file(folder))?;
    let tx = db.transaction()?;
    {
        let mut accept = tx.prepare("INSERT INTO accepted (key, digest) VALUES (?1, ?1)")?;
        let mut insert = tx.prepare(
            "INSERT INTO inbox (key, received_at, desk, survey, unit, month, stratum, kind, lang, answers, comment, seconds) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        for n in 0..waiting {
            let row = &samples[rand::random_range(0..samples.len())].row;
            let key: [u8; 16] = rand::random();
            let unit = format!("KH.{:03}", rand::random_range(0..300));
            let (stratum, kind, lang) = (row.stratum.key(), row.kind.key(), row.lang.tag());
            // Through a week's opening hours, as people come: a hundred at each kiosk.
            let day = i64::try_from(n * 6 / waiting)?;
            let received_at = MONDAY + day * 86_400_000 + rand::random_range(25_200_000..61_200_000);
            let month = 202_401 + rand::random_range(0..months);
            accept.execute(params![key])?;
            insert.execute(params![
                key,
                received_at,
                row.desk,
                row.survey,
                unit,
                month,
                stratum,
                kind,
                lang,
                row.answers.as_str(),
                row.comment,
                row.seconds,
            ])?;
        }
    }
    tx.commit()?;
    Ok(())
}
