//! Both sides of each comparison in one go, three times; `benches/README.md` says how to read it.
//!
//! Begin with a file that is named after a benchmark. [`child`] is how servers are started, [`load`]
//! the client that loads them, [`data`] what they are loaded with, [`raw`] the limit they are held to.

mod child;
mod data;
mod export;
mod form;
mod load;
mod minting;
mod overview;
mod postgres;
mod raw;
mod receipts;
mod release;
mod submissions;
mod table;

use std::time::{Duration, Instant};

/// Everything is measured so often.
const ROUNDS: usize = 3;

/// The sizes of what is measured.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// A load lasts so long. A quarter of it before is not counted.
    pub load: Duration,
    /// Responses of the large database.
    pub large: usize,
    /// Submissions that wait for release.
    pub waiting: usize,
    /// Requests for each figure of the overview.
    pub views: usize,
}

const FULL: Sizes = Sizes { load: Duration::from_secs(4), large: 1_000_000, waiting: 100_000, views: 200 };
const QUICK: Sizes = Sizes { load: Duration::from_secs(1), large: 100_000, waiting: 20_000, views: 40 };

type Benchmark = fn(&data::Scratch, &Sizes) -> anyhow::Result<table::Table>;

const BENCHMARKS: [(&str, Benchmark); 8] = [
    ("submissions", submissions::run),
    ("postgres", postgres::run),
    ("release", release::run),
    ("overview", overview::run),
    ("export", export::run),
    ("form", form::run),
    ("minting", minting::run),
    ("receipts", receipts::run),
];

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == child::ARGUMENT) {
        return child::main(&arguments[1..]);
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let wanted: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let sizes = if quick { QUICK } else { FULL };
    let scratch = data::Scratch::new()?;
    for (name, run) in BENCHMARKS {
        if wanted.is_empty() || wanted.iter().any(|wanted| name.contains(wanted.as_str())) {
            let start = Instant::now();
            // A benchmark that cannot run says so, and the others run all the same.
            match run(&scratch, &sizes) {
                Ok(table) => println!("{table}"),
                Err(error) => println!("{name}: could not be measured: {error:#}\n"),
            }
            eprintln!("{name} took {:.0} s; load average {}", start.elapsed().as_secs_f64(), load_average());
        }
    }
    Ok(())
}

/// The other work of the machine.
fn load_average() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}

/// A runtime as the program has it.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// The value below which a share of the values lies.
pub fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    values.get((last as f64 * share).round() as usize).copied().unwrap_or(f64::NAN)
}
