//! All responses as CSV, from the real program beside `sqlite3 -csv`: two processes, two pipes.

use crate::{
    ROUNDS, Sizes,
    child::Child,
    data::{self, Sample, Scratch},
    load::{self, Answered},
    runtime, submissions,
    table::{Goal, Table, Unit},
};
use anyhow::{Context, ensure};
use hailong::{
    clock::Clock,
    domain::{codebook::columns, staff_log::Action, survey::Survey},
    store::writer::BATCH,
    work::api_keys::Right,
};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    time::Instant,
};

pub fn run(scratch: &Scratch, sizes: &Sizes) -> anyhow::Result<Table> {
    let mut table = Table::new(format!("Export of {} responses as CSV", sizes.large));
    let folder = runtime()?.block_on(scratch.filled(sizes.large))?;
    let key = format!("bench-{}", rand::random::<u64>());
    let survey = runtime()?.block_on(async {
        let site = data::open(&folder).await?;
        let survey = data::survey(&site)?.clone();
        let entry = site.by("bench", Clock::System.now()).does(Action::ApiKeyAdd, &key);
        site.store.add_api_key(&key, Right::Responses.key(), &key, entry).await?;
        site.store.close().await;
        anyhow::Ok(survey)
    })?;
    let samples = submissions::samples(scratch)?;
    for _ in 0..ROUNDS {
        let ours = drain(&mut program(&folder), sizes.large)?;
        table.add("hailong export responses", Unit::PerSecond, ours.per_second);
        match drain(&mut sqlite(&folder, &same_columns(&survey)), sizes.large) {
            Ok(theirs) => {
                table.add("sqlite3 -csv, the same columns", Unit::PerSecond, theirs.per_second);
                let share = ours.per_second / theirs.per_second * 100.0;
                table.judge("hailong : sqlite3", Unit::Percent, share, Goal::AtLeast(55.0));
            }
            Err(error) => table.note(format!("sqlite3 was not measured: {error:#}")),
        }
        if let Ok(packed) = drain(&mut sqlite(&folder, PACKED), sizes.large) {
            table.add("sqlite3 -csv, answers left packed", Unit::PerSecond, packed.per_second);
            table.add("hailong : sqlite3 leaving packed", Unit::Percent, ours.per_second / packed.per_second * 100.0);
        }
        table.judge("peak memory", Unit::Mebibytes, ours.peak / 1024.0, Goal::AtMost(64.0));
        let web = over_http(&folder, &key, sizes.large)?;
        table.add("GET /api/v1/responses", Unit::PerSecond, web.per_second);
        table.add("GET : hailong export", Unit::Percent, web.per_second / ours.per_second * 100.0);
        table.judge("peak memory of the server", Unit::Mebibytes, web.peak / 1024.0, Goal::AtMost(64.0));
        // Both compute, on the same cores: the share says that, the p99 whether anybody waits for the other.
        let alone = submissions::server(&folder, BATCH, 64, &samples, sizes)?.answered;
        let beside = meanwhile(&folder, &key, &samples, sizes)?;
        table.add("submissions while it runs : alone", Unit::Percent, beside.per_second / alone.per_second * 100.0);
        table.add("p99 of submissions alone", Unit::Milliseconds, alone.p99);
        table.add("p99 of submissions while it runs", Unit::Milliseconds, beside.p99);
    }
    Ok(table)
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hailong"));
    command.args(["export", "responses", "--from", "2023-01", "--to", "2024-12", "--data-dir"]).arg(folder);
    command.arg("--database-url").arg(data::url(folder));
    command
}

fn sqlite(folder: &Path, sql: &str) -> Command {
    let mut command = Command::new("sqlite3");
    command.args(["-csv", "-header", "-readonly"]).arg(data::file(folder)).arg(sql);
    command
}

const PACKED: &str = "SELECT lower(hex(id)), survey, unit, period, stratum, kind, lang, answers, flags \
    FROM responses WHERE survey = 'one-stop-2024' AND period BETWEEN 20230101 AND 20241212 ORDER BY id";

/// As many columns as the program writes, each answer in its own; without the keys of the choices.
fn same_columns(survey: &Survey) -> String {
    let asked = columns(survey).iter().filter(|column| matches!(column.role, "item" | "fact" | "about")).count();
    let answers: Vec<String> = (1..=asked).map(|place| format!("substr(answers, {place}, 1)")).collect();
    let wishes = format!("substr(answers, {})", asked + 1);
    PACKED.replace("answers", &format!("{}, {wishes}", answers.join(", ")))
}

struct Drained {
    per_second: f64,
    /// In KiB.
    peak: f64,
}

/// The same bytes from a running server. HTTP/1.0, so that they come as they are and end with the connection.
fn over_http(folder: &Path, key: &str, responses: usize) -> anyhow::Result<Drained> {
    let child = Child::server(folder, &data::url(folder), BATCH)?;
    let start = Instant::now();
    let lines = download(child.address, key)?;
    let taken = start.elapsed().as_secs_f64();
    ensure!(lines > responses, "{lines} lines for {responses} responses");
    Ok(Drained { per_second: responses as f64 / taken, peak: child.peak().unwrap_or(0.0) })
}

/// Submissions while one download after the other runs: rate and p99.
fn meanwhile(folder: &Path, key: &str, samples: &[Sample], sizes: &Sizes) -> anyhow::Result<Answered> {
    let child = Child::server(folder, &data::url(folder), BATCH)?;
    let (address, over) = (child.address, AtomicBool::new(false));
    std::thread::scope(|scope| {
        let downloads = scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                download(address, key)?;
            }
            anyhow::Ok(())
        });
        let answered = load::run(address, 64, submissions::requests(samples), "HTTP/1.1 201", sizes.load);
        over.store(true, Ordering::Relaxed);
        downloads.join().map_err(|_| anyhow::anyhow!("a download failed"))??;
        answered
    })
}

/// The lines of all responses.
fn download(address: SocketAddr, key: &str) -> anyhow::Result<usize> {
    let mut stream = TcpStream::connect(address)?;
    let path = "/api/v1/responses?from=2023-01&to=2024-12";
    write!(stream, "GET {path} HTTP/1.0\r\nhost: localhost\r\nauthorization: Bearer {key}\r\n\r\n")?;
    let (mut piece, mut lines) = (vec![0; 64 * 1024], 0);
    loop {
        let length = stream.read(&mut piece)?;
        if length == 0 {
            break;
        }
        lines += piece[..length].iter().filter(|byte| **byte == b'\n').count();
    }
    Ok(lines)
}

/// From the start of the process to the last byte of its output.
fn drain(command: &mut Command, responses: usize) -> anyhow::Result<Drained> {
    let start = Instant::now();
    let mut process = command.stdout(Stdio::piped()).spawn().context("cannot start")?;
    let mut out = process.stdout.take().context("no output")?;
    let (mut piece, mut lines, mut peak) = (vec![0; 64 * 1024], 0, 0.0_f64);
    for turn in 0_u32.. {
        let length = out.read(&mut piece)?;
        if length == 0 {
            break;
        }
        lines += piece[..length].iter().filter(|byte| **byte == b'\n').count();
        if turn % 64 == 0 {
            peak = peak.max(Child::memory(&process, "VmHWM").unwrap_or(0.0));
        }
    }
    let taken = start.elapsed().as_secs_f64();
    ensure!(process.wait()?.success(), "the process failed");
    ensure!(lines == responses + 1, "{lines} lines for {responses} responses");
    Ok(Drained { per_second: responses as f64 / taken, peak })
}
