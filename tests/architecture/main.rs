//! The rules of the house, read off its sources: which room may import which, what stands nowhere, and that no files lean on
//! each other in a circle. A room that is not in the table fails the test, so that nobody adds one without a place. Code that is
//! compiled for tests only may break the rules on purpose.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where the sources cannot be read")]

mod floors;
mod graph;
mod planted;
mod prose;
mod rooms;
mod source;
mod words;

use graph::{House, absolute};
use rooms::{FEATURES, ROOMS, Room};
use source::Source;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

/// Where markup may be taken as it is: drawings that we ship, never what anybody typed.
const PRE_ESCAPED: [&str; 1] = ["collect/view/frame.rs"];
/// They panic where the reader has gone; `cli::out` has `say!` and `tell!`.
const LOUD: [&str; 3] = ["println", "eprint", "eprintln"];
/// The one file that gives a router the addresses of staff: its `Section` says with each who may call it.
const DECLARES: &str = "web/room.rs";
/// They give a router routes past that file.
const WHOLE_ROUTERS: [&str; 3] = ["nest", "nest_service", "route_service"];
/// Modules of `std` that read or change the world.
const OUTSIDE: [&str; 4] = ["env", "fs", "net", "process"];
/// Lines of a file.
const LONGEST: usize = 300;

#[derive(Debug, PartialEq, Eq)]
struct Fault {
    file: PathBuf,
    line: usize,
    what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "src/{}:{}: {}", self.file.display(), self.line, self.what)
    }
}

/// The names of the addresses below `/staff`.
static OF_STAFF: LazyLock<Vec<String>> = LazyLock::new(|| {
    let paths = include_str!("../../src/web/paths.rs").lines();
    let of_staff = paths.filter_map(|line| line.trim().strip_prefix("pub const ")?.split_once(": &str = \"/staff"));
    let of_staff: Vec<_> = of_staff.map(|(name, _)| name.to_owned()).collect();
    assert!(of_staff.len() > 20, "only {of_staff:?} were found");
    of_staff
});

static SOURCES: LazyLock<Vec<Source>> =
    LazyLock::new(|| source::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")));

#[test]
fn arrows_run_one_way() {
    let faults: Vec<_> = SOURCES.iter().flat_map(imports).collect();
    assert!(faults.is_empty(), "arrows that run the wrong way:\n{}", list(&faults));
}

#[test]
fn what_is_forbidden_stands_nowhere() {
    let faults: Vec<_> = SOURCES.iter().flat_map(forbidden).collect();
    assert!(faults.is_empty(), "not allowed here:\n{}", list(&faults));
}

/// Tests and benchmarks as well.
#[test]
fn no_file_is_too_long() {
    let long = |(file, text): &(PathBuf, String)| {
        let lines = text.lines().count();
        (lines > LONGEST).then(|| format!("{}: {lines} lines; a file has at most {LONGEST}", file.display()))
    };
    let control = ["//\n".repeat(LONGEST), "//\n".repeat(LONGEST + 1)].map(|text| (PathBuf::from("a.rs"), text));
    assert_eq!(control.each_ref().map(|file| long(file).is_some()), [false, true]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = ["benches", "migrations", "src", "tests"].map(|folder| source::files(&root.join(folder))).concat();
    assert!(files.len() > 100, "only {} files were found", files.len());
    let found: Vec<_> = files.iter().filter_map(long).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A `Section` takes no route of staff without those who may call it, so a route must go through one.
#[test]
fn no_route_of_staff_is_without_a_role() {
    let faults: Vec<_> = SOURCES.iter().flat_map(undeclared).collect();
    assert!(faults.is_empty(), "nobody says who may call these:\n{}", list(&faults));
}

#[test]
fn no_files_lean_on_each_other_in_a_circle() {
    let house = House::new(&SOURCES);
    let circles = house.circles();
    let drawn = circles.iter().map(|circle| house.drawn(circle)).collect::<Vec<_>>().join("\n");
    assert!(circles.is_empty(), "{} circles:\n{drawn}", circles.len());
}

/// The controls of circles: by way of a third file, of names that are handed on, and of a child that takes from its parent.
#[test]
fn planted_circles_are_found() {
    let circles = |files: &[(&str, &str)]| {
        let sources: Vec<_> = files.iter().map(|(file, text)| Source::read(Path::new(file), text)).collect();
        let circles = House::new(&sources).circles();
        circles
            .iter()
            .map(|files| files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let parent = ("a/mod.rs", "mod b;\nmod c;\npub use b::B;\npub struct A(u8);");
    assert_eq!(
        circles(&[parent, ("a/b.rs", "use super::A; pub struct B(A);"), ("a/c.rs", "use super::{A, B};")]),
        [[""; 0]; 0]
    );
    assert_eq!(circles(&[parent, ("a/b.rs", "use super::c;"), ("a/c.rs", "use crate::a::B;")]), [["a/b.rs", "a/c.rs"]]);
    let leans = ("a/mod.rs", "mod b;\npub fn a() { html! { (b::f()) } }");
    assert_eq!(circles(&[leans, ("a/b.rs", "fn f() { super::a(); }")]), [["a/b.rs", "a/mod.rs"]]);
    let third =
        [("a.rs", "use crate::b::f as g;"), ("b.rs", "use crate::{c::{self}};"), ("c.rs", "fn f() { crate::a::x() }")];
    assert_eq!(circles(&third), [["a.rs", "b.rs", "c.rs"]]);
}

#[test]
fn modules_for_tests_are_known() {
    let found = |file: &str| {
        Source::read(Path::new(file), "mod view;\n#[cfg(test)]\nmod sample;\nfn f() {}").modules_for_tests()
    };
    assert_eq!(found("dashboard/mod.rs"), [["dashboard", "sample"]]);
    assert_eq!(found("dashboard/select.rs"), [["dashboard", "select", "sample"]]);
}

#[test]
fn the_table_names_every_feature_room_and_none_sees_another() {
    for feature in FEATURES {
        let room = room(feature).unwrap();
        assert!(FEATURES.iter().all(|other| !room.imports.contains(other)), "{feature} sees another feature room");
    }
}

/// Else `cargo bench` after `cargo build --release` compiles SQLite, sea-orm and the program again.
#[test]
fn tests_ask_no_library_for_more_features_than_the_program_does() {
    let (program, tests) = (features("normal,no-proc-macro"), features("normal,dev,no-proc-macro"));
    let differing: Vec<_> = program.iter().filter(|(name, features)| tests.get(*name) != Some(features)).collect();
    assert!(program.len() > 100, "only {} libraries were found", program.len());
    assert!(differing.is_empty(), "with other features than the tests have them: {differing:#?}");
}

/// The features of every library by name and version, on this machine, along these edges.
fn features(edges: &str) -> BTreeMap<String, BTreeSet<String>> {
    let cargo = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--prefix", "none", "--format", "{p}|{f}|", "--edges", edges])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8(cargo.stdout).unwrap().lines() {
        let mut parts = line.split('|');
        let (name, features) = (parts.next().unwrap(), parts.next().unwrap());
        found.entry(name.to_owned()).or_default().extend(features.split(',').map(str::to_owned));
    }
    found
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

// -- the rules ---------------------------------------------------------------------------------------

fn room(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

fn imports(source: &Source) -> Vec<Fault> {
    let fault = |line: usize, what: String| Fault { file: source.file.clone(), line, what };
    let Some(own) = room(source.room()) else {
        return vec![fault(
            1,
            format!("the room `{}` is not in the table of tests/architecture/rooms.rs", source.room()),
        )];
    };
    let mut faults = Vec::new();
    for path in &source.paths {
        let absolute = absolute(source, path);
        let (is_ours, names) = (absolute.is_some(), absolute.unwrap_or_else(|| path.names.clone()));
        let Some(target) = names.first() else { continue };
        // The line of the name, or of the path's end where it came by `super`.
        let at = path.names.iter().position(|name| name == target).unwrap_or(path.names.len() - 1);
        let line = path.lines[at];
        if is_ours && target != own.name && room(target).is_some() && !own.imports.contains(&target.as_str()) {
            faults.push(fault(line, format!("{} must not import {target}", own.name)));
        }
        if !is_ours && own.unknown.contains(&target.as_str()) {
            faults.push(fault(line, format!("{} must not know {target}", own.name)));
        }
        let outside = !is_ours && target == "std" && names.get(1).is_some_and(|name| OUTSIDE.contains(&name.as_str()));
        if outside && own.name == "domain" {
            faults.push(fault(path.lines[1], format!("the domain computes; std::{} is outside", names[1])));
        }
    }
    // A tree of names has many paths through one of them.
    faults.dedup();
    faults
}

fn undeclared(source: &Source) -> Vec<Fault> {
    if source.file == Path::new(DECLARES) {
        return Vec::new();
    }
    let fault = |line: usize, what: String| Fault { file: source.file.clone(), line, what };
    let whole = source.names.iter().filter(|(name, _)| WHOLE_ROUTERS.contains(&name.as_str()));
    let mut faults: Vec<_> = whole.map(|(name, line)| fault(*line, format!("no {name}: it hides addresses"))).collect();
    for (path, line) in &source.routes {
        match path.strip_prefix("route :: ") {
            Some(name) if OF_STAFF.iter().any(|of_staff| of_staff == name) => {
                faults.push(fault(*line, format!("{name} is of staff: declare it in a Section")));
            }
            Some(_) => {}
            None => faults.push(fault(*line, format!("{path}: an address is a constant of web::paths::route"))),
        }
    }
    faults
}

fn forbidden(source: &Source) -> Vec<Fault> {
    let fault = |line: usize, what: String| Fault { file: source.file.clone(), line, what };
    let may_escape = PRE_ESCAPED.iter().any(|file| source.file == Path::new(file));
    let escapes = source.names.iter().filter(|(name, _)| name == "PreEscaped" && !may_escape);
    let mut faults: Vec<_> = escapes
        .map(|(_, line)| fault(*line, "PreEscaped only in the files that tests/architecture lists".to_owned()))
        .collect();
    let loud = source.names.iter().filter(|(name, _)| LOUD.contains(&name.as_str()));
    faults.extend(loud.map(|(name, line)| fault(*line, format!("no {name}!: it panics where the reader has gone"))));
    faults.dedup();
    faults
}
