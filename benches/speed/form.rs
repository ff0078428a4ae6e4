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
    let (code, all) = first_load(form.address)?;
    table.judge("HTML, CSS and JavaScript on the wire", Unit::Kilobytes, code, Goal::AtMost(15_000.0));
    table.judge("first load on the wire, with fonts", Unit::Kilobytes, all, Goal::AtMost(60_000.0));
    Ok(table)
}

/// Bytes of the document with its style and script, and of these with everything else they name;
/// heads of the responses included.
fn first_load(address: SocketAddr) -> anyhow::Result<(f64, f64)> {
    let document = load::fetch(address, DESK)?;
    let mut files = assets(&plain(address, DESK)?);
    for style in files.clone().iter().filter(|file| file.ends_with(".css")) {
        files.extend(assets(&plain(address, style)?));
    }
    ensure!(files.iter().any(|file| file.ends_with(".js")), "the document names no script: {files:?}");
    let (mut code, mut other) = (document.len(), 0);
    for file in &files {
        let length = load::fetch(address, file)?.len();
        eprintln!("  {file}: {length} bytes");
        *if file.ends_with(".css") || file.ends_with(".js") { &mut code } else { &mut other } += length;
    }
    eprintln!("  {DESK}: {} bytes", document.len());
    Ok((code as f64, (code + other) as f64))
}

fn plain(address: SocketAddr, path: &str) -> anyhow::Result<String> {
    Ok(String::from_utf8_lossy(&load::fetch_plain(address, path)?).into_owned())
}

/// The embedded files that a text names.
fn assets(text: &str) -> BTreeSet<String> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || "/.-_".contains(c));
    text.match_indices("/assets/").map(|(at, _)| text[at..].split(ends).next().unwrap_or_default().to_owned()).collect()
}
