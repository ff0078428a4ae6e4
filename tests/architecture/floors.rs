//! The floors of the domain: a module imports from its own floor and from those below, never from one above.

use crate::{SOURCES, graph::absolute, source::Source};
use std::path::Path;

/// The name of each floor, the lowest first, and its modules.
const FLOORS: [(&str, &[&str]); 7] = [
    (
        "values",
        &[
            "causes",
            "code",
            "disclosure",
            "hours",
            "interval",
            "language",
            "mask",
            "method",
            "month",
            "role",
            "staff_log",
            "text",
            "time_period",
        ],
    ),
    ("lists", &["list", "survey", "target", "unit"]),
    ("submissions", &["answers", "device", "flags", "inbox", "receipt", "submission"]),
    ("sums", &["batch", "tally"]),
    ("index", &["dialect", "index", "lattice"]),
    ("questions", &["figure", "question"]),
    ("files", &["closing", "codebook", "export", "people"]),
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|(_, modules)| modules.contains(&module))
}

/// Lines, and what is wrong in them.
fn faults(source: &Source) -> Vec<(usize, String)> {
    let [room, module, ..] = &source.module[..] else { return Vec::new() };
    if room != "domain" {
        return Vec::new();
    }
    let Some(own) = floor(module) else {
        return vec![(1, format!("`{module}` is on no floor in tests/architecture/floors.rs"))];
    };
    let mut faults = Vec::new();
    for path in &source.paths {
        let absolute = absolute(source, path);
        let Some([_, target, ..]) = absolute.as_deref() else { continue };
        if floor(target).is_some_and(|floor| floor > own) {
            let line = path.names.iter().position(|name| name == target).map_or(1, |at| path.lines[at]);
            faults.push((line, format!("`{target}` is above `{module}`")));
        }
    }
    faults.dedup();
    faults
}

#[test]
fn the_domain_leans_on_no_floor_above() {
    let faults = SOURCES.iter().flat_map(|source| {
        faults(source).into_iter().map(|(line, what)| format!("src/{}:{line}: {what}", source.file.display()))
    });
    let faults: Vec<_> = faults.collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Each floor stands in `docs/ARCHITECTURE.md` with its modules, and each of its modules in the sources.
#[test]
fn the_floors_are_those_that_are_written_down() {
    let document = include_str!("../../docs/ARCHITECTURE.md");
    for (place, (name, modules)) in (1..).zip(FLOORS) {
        let named = modules.iter().map(|module| format!("`{module}`")).collect::<Vec<_>>().join(", ");
        let row = format!("| {place} | {name} | {named} |");
        assert!(document.contains(&row), "not in docs/ARCHITECTURE.md: {row}");
        for module in modules {
            let is_there = SOURCES.iter().any(|source| source.module == ["domain", module]);
            assert!(is_there, "there is no domain::{module}");
        }
    }
}

#[test]
fn a_floor_above_is_found() {
    let found = |file: &str, text: &str| faults(&Source::read(Path::new(file), text));
    let above = |line, what: &str| vec![(line, what.to_owned())];
    let tree = "use crate::domain::{\n    language::Lang,\n    tally::Sums,\n};";
    assert_eq!(found("domain/survey/read.rs", tree), above(3, "`tally` is above `survey`"));
    let by_parent = "fn f() {\n    super::super::figure::of();\n}";
    assert_eq!(found("domain/lattice/fold.rs", by_parent), above(2, "`figure` is above `lattice`"));
    assert_eq!(found("domain/attic.rs", ""), above(1, "`attic` is on no floor in tests/architecture/floors.rs"));
    assert_eq!(found("domain/tally/mod.rs", tree), []);
    assert_eq!(found("domain/unit/check.rs", "use super::survey;\nuse crate::domain::{list, survey};"), []);
    assert_eq!(found("store/tallies.rs", "use crate::domain::export;"), []);
}
