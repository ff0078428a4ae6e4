//! The form: how fast its document is served, and how many bytes a first visit costs.

use crate::{
    ROUNDS, Sizes,
    child::Child,
    data::{self, Scratch},
    load::{self, Request},
    table::{Goal, Table, Unit},
};
use anyhow::ensure;
use hailong::store::writer::BATCH;
use std::{collections::BTreeSet, net::SocketAddr};

const DESK: &str = "/q/MC.007";
const CONNECTIONS: usize = 64;

pub fn run(scratch: &Scratch, sizes: &Sizes) -> anyhow::Result<Table> {
    let mut table = Table::new("The form, GET /q/{desk}, 64 connections");
    let folder = scratch.fresh("form")?;
    let form = Child::server(&folder, &data::url(&folder), BATCH)?;
    let empty = Child::empty()?;
    for _ in 0..ROUNDS {
        let rate = |child: &Child| {
            let requests = vec![Request::get(DESK)];
            load::run(child.address, CONNECTIONS, requests, "HTTP/1.1 200", sizes.load).map(|done| done.per_second)
        };
        let (nothing, document) = (rate(&empty)?, rate(&form)?);
        table.add("empty response, no layers", Unit::PerSecond, nothing);
        table.add("the form's document", Unit::PerSecond, document);
        table.judge("document : empty", Unit::Percent, document / nothing * 100.0, Goal::AtLeast(50.0));
    }
    let first = first_load(form.address)?;
    table.judge("HTML, CSS and JavaScript, compressed", Unit::Kilobytes, first.code, Goal::AtMost(15_000.0));
    table.add("the same with the heads of the responses", Unit::Kilobytes, first.code + first.heads);
    let all = first.code + first.other + first.heads;
    table.judge("first load on the wire, fonts and heads", Unit::Kilobytes, all, Goal::AtMost(60_000.0));
    Ok(table)
}

/// Bytes of a first visit.
#[derive(Default)]
struct FirstLoad {
    /// Bodies of the document, its style and its script.
    code: f64,
    /// Bodies of fonts and pictures.
    other: f64,
    heads: f64,
}

/// Fetches the document and everything that it or its style names.
fn first_load(address: SocketAddr) -> anyhow::Result<FirstLoad> {
    let mut files = assets(&plain(address, DESK)?);
    for style in files.clone().iter().filter(|file| file.ends_with(".css")) {
        files.extend(assets(&plain(address, style)?));
    }
    ensure!(files.iter().any(|file| file.ends_with(".js")), "the document names no script: {files:?}");
    let mut first = FirstLoad::default();
    for file in files.iter().map(String::as_str).chain([DESK]) {
        let response = load::fetch(address, file)?;
        let head = response.windows(4).position(|end| end == b"\r\n\r\n").unwrap_or(0) + 4;
        let body = (response.len() - head) as f64;
        eprintln!("  {file}: {head} + {body} bytes");
        let code = file == DESK || file.ends_with(".css") || file.ends_with(".js");
        *if code { &mut first.code } else { &mut first.other } += body;
        first.heads += head as f64;
    }
    Ok(first)
}

fn plain(address: SocketAddr, path: &str) -> anyhow::Result<String> {
    Ok(String::from_utf8_lossy(&load::fetch_plain(address, path)?).into_owned())
}

/// The embedded files that a text names.
fn assets(text: &str) -> BTreeSet<String> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || "/.-_".contains(c));
    text.match_indices("/assets/").map(|(at, _)| text[at..].split(ends).next().unwrap_or_default().to_owned()).collect()
}
