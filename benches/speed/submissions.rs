//! Submissions over HTTP to durable acknowledgement, beside a raw SQLite loop and one commit each.

use crate::{
    ROUNDS, Sizes,
    child::Child,
    data::{self, Sample, Scratch},
    load::{self, Answered, Request},
    raw::{self, Load, Rows, Settings},
    runtime,
    table::{Goal, Table, Unit},
};
use hailong::store::writer::BATCH;
use std::{path::Path, sync::Arc};

pub fn run(scratch: &Scratch, sizes: &Sizes) -> anyhow::Result<Table> {
    let mut table = Table::new("Submissions as JSON over HTTP to durable acknowledgement (SQLite, synchronous=FULL)");
    let samples = samples(scratch)?;
    let large = runtime()?.block_on(scratch.filled(sizes.large))?;
    for _ in 0..ROUNDS {
        let at_64 = beside_raw(&mut table, scratch, &samples, sizes, (64, 50.0))?;
        let into_large = server(&large, BATCH, 64, &samples, sizes)?.answered.per_second;
        table.add(&format!("server, 64, holding {} responses", sizes.large), Unit::PerSecond, into_large);
        // Before and after: what a machine gives drifts within seconds.
        let again = server(&scratch.fresh("submissions")?, BATCH, 64, &samples, sizes)?.answered.per_second;
        let share = into_large / (f64::midpoint(at_64, again)) * 100.0;
        table.judge("full : empty database", Unit::Percent, share, Goal::AtLeast(80.0));
        let one = server(&scratch.fresh("submissions")?, 1, 64, &samples, sizes)?.answered.per_second;
        table.add("server, one per transaction, 64", Unit::PerSecond, one);
        table.judge("in groups : one per transaction", Unit::Times, again / one, Goal::AtLeast(3.0));
        beside_raw(&mut table, scratch, &samples, sizes, (256, 45.0))?;
    }
    Ok(table)
}

/// The server beside the raw loop, with so many connections, where it is to reach at least so many per cent of the loop;
/// the server's rate.
fn beside_raw(
    table: &mut Table,
    scratch: &Scratch,
    samples: &Arc<Vec<Sample>>,
    sizes: &Sizes,
    (connections, least): (usize, f64),
) -> anyhow::Result<f64> {
    let load = Load { settings: Settings::Default, rows: Rows::Plain, producers: connections };
    let raw = raw_loop(scratch, load, samples, sizes)?;
    table.add(&format!("raw loop, {connections} producers"), Unit::PerSecond, raw);
    let server = server(&scratch.fresh("submissions")?, BATCH, connections, samples, sizes)?;
    let rate = server.answered.per_second;
    table.add(&format!("server, {connections} connections"), Unit::PerSecond, rate);
    if let Some(time) = server.processor_time {
        let label = format!("server's processor time each at {connections}");
        table.add(&label, Unit::Microseconds, time * 1_000_000.0 / server.answered.all);
    }
    let share = rate / raw * 100.0;
    table.judge(&format!("server : raw loop at {connections}"), Unit::Percent, share, Goal::AtLeast(least));
    let tuned = raw_loop(scratch, Load { settings: Settings::Program, ..load }, samples, sizes)?;
    let label = format!("server : raw loop with its settings at {connections}");
    table.add(&label, Unit::Percent, rate / tuned * 100.0);
    if connections == 64 {
        table.judge("server's p99 at 64", Unit::Milliseconds, server.answered.p99, Goal::AtMost(25.0));
    }
    Ok(rate)
}

/// Synthetic submissions on the desks of the measured province.
pub fn samples(scratch: &Scratch) -> anyhow::Result<Arc<Vec<Sample>>> {
    let folder = scratch.folder("samples")?;
    runtime()?.block_on(async {
        let site = data::open(&folder).await?;
        let samples = data::samples(&site)?;
        site.store.close().await;
        Ok(Arc::new(samples))
    })
}

/// The requests that send them.
pub fn requests(samples: &[Sample]) -> Vec<Request> {
    samples.iter().take(2000).map(|sample| Request::submission(&sample.json, &sample.row.id.to_hex())).collect()
}

/// Submissions per second of the shortest loop into an empty database.
pub fn raw_loop(scratch: &Scratch, load: Load, samples: &Arc<Vec<Sample>>, sizes: &Sizes) -> anyhow::Result<f64> {
    let folder = scratch.fresh("raw")?;
    runtime()?.block_on(async {
        data::open(&folder).await?.store.close().await;
        anyhow::Ok(())
    })?;
    raw::run(&folder, load, samples, sizes.load)
}

/// The result of the server, and the seconds of processor time that it took.
pub struct Loaded {
    pub answered: Answered,
    processor_time: Option<f64>,
}

pub fn server(
    folder: &Path,
    batch: usize,
    connections: usize,
    samples: &[Sample],
    sizes: &Sizes,
) -> anyhow::Result<Loaded> {
    let child = Child::server(folder, &data::url(folder), batch)?;
    let before = child.processor_time();
    let answered = load::run(child.address, connections, requests(samples), "HTTP/1.1 201", sizes.load)?;
    let processor_time = child.processor_time().zip(before).map(|(after, before)| after - before);
    Ok(Loaded { answered, processor_time })
}
