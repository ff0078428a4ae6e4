//! The controls: faults that are planted, and what looks like one and is none.

use super::{Source, forbidden, imports, undeclared};
use std::path::Path;

/// A file, its text, the line of the one fault in it and what the fault names.
const WRONG: [(&str, &str, usize, &str); 31] = [
    ("store/inbox.rs", "\nuse crate::web::paths;", 2, "web"),
    ("store/inbox.rs", "use crate::{\n    domain::{month::Month, unit},\n    web::{paths, state::App},\n};", 3, "web"),
    ("store/inbox.rs", "use crate :: { domain , web as kit };", 1, "web"),
    ("store/inbox.rs", "fn f() {\n    crate::clock::Clock::System.now();\n}", 2, "clock"),
    ("store/inbox.rs", "use super::{Store, super::web::paths};", 1, "web"),
    ("store/deep/inbox.rs", "use super::super::super::web;", 1, "web"),
    ("collect/view/page.rs", "use crate::{\n    domain,\n    dashboard::cards,\n};", 3, "dashboard"),
    ("web/paths.rs", "pub use crate::collect::routes;", 1, "collect"),
    ("web/layers.rs", "use sea_orm::DbErr;", 1, "sea_orm"),
    ("domain/unit.rs", "fn f() { tokio::spawn(async {}); }", 1, "tokio"),
    ("domain/unit.rs", "use {axum::Router};", 1, "axum"),
    ("ui/chart.rs", "use axum::Router;", 1, "axum"),
    ("store/mod.rs", "use maud::html;", 1, "maud"),
    ("cli/mod.rs", "use crate::{\n    server,\n    web::{paths}};", 3, "web"),
    ("demo/mod.rs", "fn f() { crate::web::accounts::hash(a) }", 1, "web"),
    ("work/pairing.rs", "use crate::ui::qr::Symbol;", 1, "ui"),
    ("work/minting/slip.rs", "use crate::{web::paths, work::address};", 1, "web"),
    ("attic/mod.rs", "", 1, "attic"),
    ("attic.rs", "", 1, "attic"),
    ("collect/view/pages.rs", "use maud::PreEscaped;", 1, "PreEscaped"),
    ("cli/mod.rs", "fn f() {\n    eprintln!(\"a\");\n}", 2, "println"),
    ("collect/view/pages.rs", "fn f() {\n    html! { (maud::PreEscaped(a)) }\n}", 2, "PreEscaped"),
    ("store/inbox.rs", "fn f() { html! {\n @if a { (crate::web::paths::home()) } } }", 2, "web"),
    ("store/inbox.rs", "#[cfg(test)]\nmod tests { use crate::web; }\nuse crate::web;", 3, "web"),
    ("domain/unit.rs", "use std::{collections::HashMap,\n fs};", 2, "std::fs"),
    ("domain/unit.rs", "fn f() { std::env::var(a); }", 1, "std::env"),
    ("users/mod.rs", "fn f() { Router::new().route(route::HOME, a)\n.route(route::USERS, get(f)) }", 2, "USERS"),
    ("users/mod.rs", "fn f() { Router::route(a, route::USERS, b) }", 1, "constant"),
    ("users/mod.rs", "fn f() { a.route(\"/staff/attic\", b) }", 1, "constant"),
    ("users/mod.rs", "fn f() { a.route(paths::unit(b), c) }", 1, "constant"),
    ("users/mod.rs", "fn f() { a.nest(\"/staff\", b) }", 1, "nest"),
];

const RIGHT: [(&str, &str); 10] = [
    ("store/inbox.rs", "use crate::domain::{month::Month, unit};\nuse super::web;\nuse self::web::paths;"),
    ("store/inbox.rs", "// use crate::web;\n/* crate::web /* nested */ crate::web */\nconst A: &str = \"crate::web\";"),
    ("store/inbox.rs", "const A: &str = r#\"use crate::web; \"x\" \"#; const B: &[u8] = b\"\\\"crate::web\";"),
    ("store/inbox.rs", "//! See [`crate::web`].\n/// As [`axum::Router`].\nfn f<'a>(a: &'a str) -> char { '\"' }"),
    (
        "store/inbox.rs",
        "use crate::{domain::{web, unit::{self, collect}}};\nfn f<'maud>() { let axum = my::axum::x; a.maud(); }",
    ),
    (
        "web/paths.rs",
        "#[cfg(test)]\nmod tests {\n    use crate::collect;\n}\nimpl A {\n #[cfg(test)]\n fn f() { crate::collect::x() }\n}",
    ),
    ("collect/view/frame.rs", "use maud::{DOCTYPE, PreEscaped};"),
    ("cli.rs", "use crate::{demo, server, work::{accounts}};"),
    ("users/mod.rs", "fn f() { Router::new().route(route::RESULTS, get(route)); a.get(route::USERS, b); }"),
    ("web/room.rs", "fn f() { a.route(path, b) }"),
];

fn faults_of(file: &str, text: &str) -> Vec<(usize, String)> {
    let source = Source::read(Path::new(file), text);
    let mut faults = imports(&source);
    faults.extend(forbidden(&source));
    faults.extend(undeclared(&source));
    faults.into_iter().map(|fault| (fault.line, fault.what)).collect()
}

/// The controls: each planted fault is found, with its line, and nothing else is.
#[test]
fn planted_faults_are_found() {
    for (file, text, line, named) in WRONG {
        let found = faults_of(file, text);
        assert!(
            matches!(&found[..], [(at, what)] if *at == line && what.contains(named)),
            "{file}: expected one fault that names {named} in line {line}, not {found:?}, in\n{text}"
        );
    }
    for (file, text) in RIGHT {
        assert_eq!(faults_of(file, text), [], "{file}: nothing is wrong in\n{text}");
    }
}
