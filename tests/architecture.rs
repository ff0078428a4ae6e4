//! The rules of the house, read off its sources: which room may import which, and what stands nowhere.
//!
//! The map is `src/lib.rs` and `docs/ARCHITECTURE.md`; [`ROOMS`] is the same as a table. A room that is
//! not in it fails the test, so that nobody adds one without a place. The sources are read without
//! comments and literals, and what is compiled for tests only may break the rules on purpose.
#![expect(clippy::unwrap_used, reason = "a test ends where the sources cannot be read")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A room, what it may import of ours, and which libraries it must not know.
struct Room {
    name: &'static str,
    imports: &'static [&'static str],
    unknown: &'static [&'static str],
}

const fn room(name: &'static str, imports: &'static [&'static str], unknown: &'static [&'static str]) -> Room {
    Room { name, imports, unknown }
}

/// For rooms below the pages and outside the store.
const PLAIN: &[&str] = &["axum", "tower_http", "maud", "sea_orm", "migrations"];
/// Only the store and the migrations know the database.
const NO_DATABASE: &[&str] = &["sea_orm", "migrations"];
/// What a feature room may import. Never another one: what two of them need belongs into the kit, the
/// site or the domain.
const FEATURE: &[&str] = &["clock", "domain", "minting", "releases", "site", "store", "ui", "web"];
const FEATURES: [&str; 9] =
    ["collect", "dashboard", "devices", "export", "oversight", "print", "receipts", "sign_in", "users"];

const ROOMS: &[Room] = &[
    room("domain", &[], &["axum", "tower_http", "maud", "sea_orm", "migrations", "tokio", "hyper"]),
    room("clock", &["domain"], PLAIN),
    room("config", &["domain"], PLAIN),
    room("store", &["domain"], &["axum", "tower_http", "maud"]),
    room("site", &["config", "domain", "store"], PLAIN),
    room("releases", &["clock", "domain", "site", "store"], PLAIN),
    room("ui", &["domain"], &["axum", "tower_http", "sea_orm", "migrations"]),
    room("web", &["clock", "domain", "site", "store", "ui"], NO_DATABASE),
    room("minting", &["domain", "site", "store", "ui", "web"], NO_DATABASE),
    room("collect", FEATURE, NO_DATABASE),
    room("dashboard", FEATURE, NO_DATABASE),
    room("devices", FEATURE, NO_DATABASE),
    room("export", FEATURE, NO_DATABASE),
    room("oversight", FEATURE, NO_DATABASE),
    room("print", FEATURE, NO_DATABASE),
    room("receipts", FEATURE, NO_DATABASE),
    room("sign_in", FEATURE, NO_DATABASE),
    room("users", FEATURE, NO_DATABASE),
    room("server", BELOW_SERVER, NO_DATABASE),
    room("demo", BELOW_SERVER, NO_DATABASE),
    room("cli", BELOW_CLI, NO_DATABASE),
    // The root of the crate names the rooms and imports none; the program knows the command line.
    room("lib", &[], PLAIN),
    room("main", &["cli"], PLAIN),
];

const BELOW_SERVER: &[&str] = &[
    "clock",
    "collect",
    "config",
    "dashboard",
    "devices",
    "domain",
    "export",
    "minting",
    "oversight",
    "print",
    "receipts",
    "releases",
    "sign_in",
    "site",
    "store",
    "ui",
    "users",
    "web",
];
const BELOW_CLI: &[&str] = &[
    "clock",
    "collect",
    "config",
    "dashboard",
    "demo",
    "devices",
    "domain",
    "export",
    "minting",
    "oversight",
    "print",
    "receipts",
    "releases",
    "server",
    "sign_in",
    "site",
    "store",
    "ui",
    "users",
    "web",
];

/// Where markup may be taken as it is: drawings that we ship, never what anybody typed.
const PRE_ESCAPED: [&str; 1] = ["collect/view/frame.rs"];

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

#[test]
fn arrows_run_one_way() {
    let faults = in_all_sources(imports);
    assert!(faults.is_empty(), "arrows that run the wrong way:\n{}", list(&faults));
}

#[test]
fn what_is_forbidden_stands_nowhere() {
    let faults = in_all_sources(forbidden);
    assert!(faults.is_empty(), "not allowed here:\n{}", list(&faults));
}

/// The controls: each planted fault is found, with its line, and nothing else is.
#[test]
fn planted_faults_are_found() {
    let found = |file: &str, text: &str| {
        let source = Source::new(Path::new(file), text);
        let mut faults = imports(&source);
        faults.extend(forbidden(&source));
        faults.into_iter().map(|fault| (fault.line, fault.what)).collect::<Vec<_>>()
    };
    for (file, text, line, named) in [
        ("store/inbox.rs", "\nuse crate::web::paths;", 2, "web"),
        (
            "store/inbox.rs",
            "use crate::{\n    domain::{month::Month, unit},\n    web::{paths, state::App},\n};",
            3,
            "web",
        ),
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
        ("attic/mod.rs", "", 1, "attic"),
        ("attic.rs", "", 1, "attic"),
        ("site.rs", "fn f() {\n    let a = b.unwrap();\n}", 2, "unwrap"),
        ("site.rs", "fn f() { b\n.expect(\"a b\"); }", 2, "expect"),
        ("site.rs", "#[allow(dead_code)]\nfn f() {}", 1, "allow"),
        ("site.rs", "#![ allow(dead_code)]", 1, "allow"),
        ("collect/view/pages.rs", "use maud::PreEscaped;", 1, "PreEscaped"),
        ("site.rs", "#[cfg(test)]\nmod tests { fn f() { a.unwrap() } }\nfn g() { a.unwrap() }", 3, "unwrap"),
        ("site.rs", "/* \" */ fn f() { b.unwrap() /* ' */ }", 1, "unwrap"),
        ("site.rs", "fn f(c: char) { c == '\"'; b.unwrap(); d == '\"' }", 1, "unwrap"),
    ] {
        let found = found(file, text);
        assert!(
            matches!(&found[..], [(at, what)] if *at == line && what.contains(named)),
            "{file}: expected one fault that names {named} in line {line}, not {found:?}, in\n{text}"
        );
    }
    for (file, text) in [
        ("store/inbox.rs", "use crate::domain::{month::Month, unit};\nuse super::web;\nuse self::web::paths;"),
        (
            "store/inbox.rs",
            "// use crate::web;\n/* crate::web /* nested */ crate::web */\nconst A: &str = \"crate::web\";",
        ),
        ("store/inbox.rs", "const A: &str = r#\"use crate::web; \"x\" \"#; const B: &[u8] = b\"\\\"crate::web\";"),
        ("store/inbox.rs", "//! See [`crate::web`].\n/// As [`axum::Router`].\nfn f<'a>(a: &'a str) -> char { '\"' }"),
        ("store/inbox.rs", "use crate::{domain::{web, unit::{self, collect}}};\nlet axum = my::axum::x; a.maud();"),
        (
            "web/paths.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::collect;\n    fn f() { a.unwrap(); b.expect(\"c\"); }\n}",
        ),
        ("web/paths.rs", "#[expect(clippy::expect_used, reason = \"constant\")]\nfn f() { a.expect(\"b\"); }"),
        (
            "web/paths.rs",
            "fn f() {\n    #[expect(clippy::expect_used, reason = \"c\")]\n    let a = b.c().expect(\"d\");\n}",
        ),
        ("web/paths.rs", "fn f() { builder.expect(place); a.unwrap_or(1); a.unwrap_or_default(); a.expect_err(1) }"),
        ("collect/view/frame.rs", "use maud::{DOCTYPE, PreEscaped};"),
        ("cli.rs", "use crate::{demo, server, web::{paths}};"),
    ] {
        assert_eq!(found(file, text), [], "{file}: nothing is wrong in\n{text}");
    }
}

#[test]
fn modules_for_tests_are_known() {
    let found = |file: &str| test_modules(Path::new(file), &words("mod view;\n#[cfg(test)]\nmod sample;\nfn f() {}"));
    assert_eq!(found("dashboard/mod.rs"), [Path::new("dashboard/sample.rs")]);
    assert_eq!(found("dashboard/select.rs"), [Path::new("dashboard/select/sample.rs")]);
}

#[test]
fn the_table_names_every_feature_room_and_none_sees_another() {
    for feature in FEATURES {
        let room = ROOMS.iter().find(|room| room.name == feature).unwrap();
        assert!(FEATURES.iter().all(|other| !room.imports.contains(other)), "{feature} sees another feature room");
    }
}

/// Else `cargo bench` after `cargo build --release` compiles SQLite, sea-orm and the program again.
#[test]
fn tests_ask_no_library_for_more_features_than_the_program_does() {
    let (program, tests) = (features("normal,build"), features("normal,build,dev"));
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

fn in_all_sources(rule: fn(&Source) -> Vec<Fault>) -> Vec<Fault> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push((path.strip_prefix(&root).unwrap().to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(files.len() > 30, "only {} sources were found", files.len());
    files.sort();
    let for_tests: Vec<PathBuf> = files.iter().flat_map(|(file, text)| test_modules(file, &words(text))).collect();
    let product = files.iter().filter(|(file, _)| !for_tests.contains(file));
    product.flat_map(|(file, text)| rule(&Source::new(file, text))).collect()
}

// -- the rules ---------------------------------------------------------------------------------------

fn imports(source: &Source) -> Vec<Fault> {
    let Some(room) = ROOMS.iter().find(|room| room.name == source.room) else {
        return vec![
            source.fault(0, format!("the room `{}` is not in the table of tests/architecture.rs", source.room)),
        ];
    };
    let mut faults = Vec::new();
    for path in source.paths() {
        let (place, target) = (path.place, path.names[0].as_str());
        if path.ours && target != room.name && is_room(target) && !room.imports.contains(&target) {
            faults.push(source.fault(place, format!("{} must not import {target}", room.name)));
        }
        if !path.ours && room.unknown.contains(&target) {
            faults.push(source.fault(place, format!("{} must not know {target}", room.name)));
        }
    }
    // A tree of names has many paths through one of them.
    faults.dedup();
    faults
}

fn is_room(name: &str) -> bool {
    ROOMS.iter().any(|room| room.name == name)
}

fn forbidden(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    let words = &source.words;
    for (n, word) in words.iter().enumerate() {
        let before = |back: usize| n.checked_sub(back).map_or("", |at| words[at].text.as_str());
        let after = |on: usize| words.get(n + on).map_or("", |word| word.text.as_str());
        let what = match word.text.as_str() {
            "unwrap" if before(1) == "." && after(1) == "(" && after(2) == ")" => "no unwrap() outside tests",
            "expect" if before(1) == "." && after(2) == "\"" && !source.is_argued(n) => {
                "no expect() outside tests without #[expect(clippy::expect_used, reason = …)]"
            }
            "allow" if before(1) == "[" && (before(2) == "#" || before(3) == "#") => {
                "no #[allow]; #[expect(…, reason = …)] says why and complains when it is not needed any more"
            }
            "PreEscaped" if !PRE_ESCAPED.iter().any(|file| source.file == Path::new(file)) => {
                "PreEscaped only in the files that tests/architecture.rs lists"
            }
            _ => continue,
        };
        faults.push(source.fault(n, what.to_owned()));
    }
    faults
}

// -- reading sources ---------------------------------------------------------------------------------

/// A name, a mark, `::`, or `"` for a literal; comments are gone.
struct Word {
    text: String,
    line: usize,
}

/// A source without what is compiled for tests only.
struct Source {
    file: PathBuf,
    room: String,
    words: Vec<Word>,
}

/// A path as it is written: the names after `crate`, or from a library's name on.
struct WrittenPath {
    ours: bool,
    names: Vec<String>,
    /// Place of its first name among the words.
    place: usize,
}

impl Source {
    fn new(file: &Path, text: &str) -> Self {
        let first = file.iter().next().unwrap().to_string_lossy();
        let room = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
        Self { file: file.to_owned(), room, words: without_tests(words(text)) }
    }

    fn fault(&self, place: usize, what: String) -> Fault {
        Fault { file: self.file.clone(), line: self.words.get(place).map_or(1, |word| word.line), what }
    }

    fn at(&self, place: usize) -> &str {
        self.words.get(place).map_or("", |word| word.text.as_str())
    }

    /// How many modules the file lies below the root of the crate.
    fn depth(&self) -> usize {
        let depth = self.file.iter().count();
        let is_module = |name| self.file.file_stem().is_some_and(|stem| stem == name);
        if is_module("mod") || is_module("lib") || is_module("main") { depth - 1 } else { depth }
    }

    /// Every path of ours, and every other path that begins with a name and `::` or follows `use`.
    fn paths(&self) -> Vec<WrittenPath> {
        let mut paths = Vec::new();
        for n in 0..self.words.len() {
            let begins = n == 0 || !matches!(self.at(n - 1), "::" | ".");
            let leads = self.at(n + 1) == "::" || (n > 0 && self.at(n - 1) == "use");
            if begins && leads && is_name(self.at(n)) && !self.is_inside_tree(n) {
                self.follow(n, &mut Vec::new(), &mut paths);
            } else if self.at(n) == "{" && n > 0 && self.at(n - 1) == "use" {
                self.tree(n, &[], &mut paths);
            }
        }
        paths.into_iter().filter_map(|path| self.resolve(path)).collect()
    }

    /// Whether a word stands between the braces of a `use`; then its path begins earlier.
    fn is_inside_tree(&self, place: usize) -> bool {
        let mut open = 0;
        for n in (0..place).rev() {
            match self.at(n) {
                "}" => open -= 1,
                "{" if open == 0 => {
                    return matches!(self.at(n.wrapping_sub(1)), "::" | "use") || self.is_inside_tree(n);
                }
                "{" => open += 1,
                ";" if open == 0 => return false,
                _ => {}
            }
        }
        false
    }

    /// Reads one path from a name on, with the trees in it; gives the place after it.
    fn follow(&self, mut n: usize, names: &mut Vec<(String, usize)>, paths: &mut Vec<Vec<(String, usize)>>) -> usize {
        loop {
            names.push((self.at(n).to_owned(), n));
            n += 1;
            if self.at(n) != "::" {
                paths.push(names.clone());
                return n;
            }
            n += 1;
            if self.at(n) == "{" {
                return self.tree(n, names, paths);
            }
            if !is_name(self.at(n)) {
                paths.push(names.clone());
                return n;
            }
        }
    }

    /// Reads `{a, b::{c, d}}`; gives the place after it.
    fn tree(&self, mut n: usize, names: &[(String, usize)], paths: &mut Vec<Vec<(String, usize)>>) -> usize {
        n += 1;
        while n < self.words.len() && self.at(n) != "}" {
            // What renames a branch, and the comma after it, lead to no path.
            n = match self.at(n) {
                "as" => n + 2,
                name if is_name(name) => self.follow(n, &mut names.to_vec(), paths),
                _ => n + 1,
            };
        }
        n + 1
    }

    /// `crate`, `hailong` and enough of `super` lead to our rooms; `self` and less of it stay inside one.
    fn resolve(&self, path: Vec<(String, usize)>) -> Option<WrittenPath> {
        let upwards = path.iter().filter(|(name, _)| name == "super").count();
        let ours = matches!(path[0].0.as_str(), "crate" | "hailong") || upwards > 0 || path[0].0 == "self";
        let from_root = matches!(path[0].0.as_str(), "crate" | "hailong") || upwards >= self.depth();
        if ours && !from_root {
            return None;
        }
        let rest: Vec<(String, usize)> = path
            .into_iter()
            .filter(|(name, _)| !ours || !matches!(name.as_str(), "crate" | "hailong" | "super" | "self"))
            .collect();
        let place = rest.first()?.1;
        Some(WrittenPath { ours, names: rest.into_iter().map(|(name, _)| name).collect(), place })
    }

    /// Whether an attribute `#[expect(clippy::…` stands before the statement or item of a word.
    fn is_argued(&self, place: usize) -> bool {
        let attribute = |n: usize| {
            ["#", "[", "expect", "(", "clippy", "::"].iter().enumerate().all(|(on, text)| self.at(n + on) == *text)
        };
        let item = |n: usize| matches!(self.at(n), "fn" | "impl" | "mod" | "static" | "const");
        // Back to the attribute; a further item in between belongs to somebody else.
        let mut items = 0;
        for n in (0..place).rev() {
            if attribute(n) {
                return true;
            }
            items += usize::from(item(n));
            if items > 1 {
                return false;
            }
        }
        false
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && !matches!(text, "as" | "use" | "pub")
}

/// The files of modules that are declared as `#[cfg(test)] mod name;`.
fn test_modules(file: &Path, words: &[Word]) -> Vec<PathBuf> {
    let stem = file.file_stem().unwrap();
    let folder =
        if stem == "mod" || stem == "lib" { file.parent().unwrap().to_owned() } else { file.with_extension("") };
    let text = |n: usize| words.get(n).map_or("", |word: &Word| word.text.as_str());
    (0..words.len())
        .filter(|n| is_cfg_test(&text, *n) && text(n + 7) == "mod" && text(n + 9) == ";")
        .map(|n| folder.join(text(n + 8)).with_extension("rs"))
        .collect()
}

fn is_cfg_test<'a>(text: &impl Fn(usize) -> &'a str, place: usize) -> bool {
    ["#", "[", "cfg", "(", "test", ")", "]"].iter().enumerate().all(|(on, mark)| text(place + on) == *mark)
}

/// Leaves out every item with `#[cfg(test)]`.
fn without_tests(words: Vec<Word>) -> Vec<Word> {
    let text = |n: usize| words.get(n).map_or("", |word: &Word| word.text.as_str());
    let mut keep = vec![true; words.len()];
    let mut n = 0;
    while n < words.len() {
        if !is_cfg_test(&text, n) {
            n += 1;
            continue;
        }
        let (begin, mut open) = (n, 0);
        n += 7;
        while n < words.len() {
            open += i32::from(text(n) == "{") - i32::from(text(n) == "}");
            n += 1;
            if open == 0 && matches!(text(n - 1), "}" | ";") {
                break;
            }
        }
        keep[begin..n].fill(false);
    }
    words.into_iter().zip(keep).filter_map(|(word, keep)| keep.then_some(word)).collect()
}

fn words(text: &str) -> Vec<Word> {
    let mut reader = Reader { rest: text, line: 1 };
    let mut words = Vec::new();
    while let Some((text, line)) = reader.word() {
        words.push(Word { text, line });
    }
    words
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl Reader<'_> {
    fn word(&mut self) -> Option<(String, usize)> {
        loop {
            let first = self.rest.chars().next()?;
            let line = self.line;
            if self.rest.starts_with("//") {
                self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
            } else if self.rest.starts_with("/*") {
                self.block_comment();
            } else if let Some(length) = literal(self.rest) {
                self.skip(length);
                return Some(("\"".to_owned(), line));
            } else if first.is_alphanumeric() || first == '_' {
                let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
                return Some((self.take(end), line));
            } else if self.rest.starts_with("::") {
                return Some((self.take(2), line));
            } else if first.is_whitespace() {
                self.skip(first.len_utf8());
            } else {
                return Some((self.take(first.len_utf8()), line));
            }
        }
    }

    fn take(&mut self, length: usize) -> String {
        let taken = self.rest[..length].to_owned();
        self.skip(length);
        taken
    }

    fn skip(&mut self, length: usize) {
        let (passed, rest) = self.rest.split_at(length);
        self.line += passed.matches('\n').count();
        self.rest = rest;
    }

    fn block_comment(&mut self) {
        let (mut depth, mut at) = (0, 0);
        loop {
            let rest = &self.rest[at..];
            if rest.starts_with("/*") {
                depth += 1;
                at += 2;
            } else if rest.starts_with("*/") {
                depth -= 1;
                at += 2;
            } else if let Some(next) = rest.chars().next() {
                at += next.len_utf8();
            }
            if depth == 0 || at >= self.rest.len() {
                return self.skip(at);
            }
        }
    }
}

/// How long the string or character is that begins here; a lifetime is neither.
fn literal(text: &str) -> Option<usize> {
    if let Some(begin) = ["r\"", "r#", "br\"", "br#", "cr\"", "cr#"].iter().find(|begin| text.starts_with(**begin)) {
        let begin = begin.trim_end_matches(['#', '"']).len();
        let hashes = text[begin..].len() - text[begin..].trim_start_matches('#').len();
        if !text[begin + hashes..].starts_with('"') {
            return None; // A raw name such as r#type.
        }
        let end = format!("\"{}", "#".repeat(hashes));
        let inside = begin + hashes + 1;
        return Some(text[inside..].find(&end).map_or(text.len(), |at| inside + at + end.len()));
    }
    let prefix = ["b\"", "c\"", "b'"].iter().any(|begin| text.starts_with(begin));
    let begin = usize::from(prefix);
    let quote = text[begin..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let mut inside = text[begin + 1..].char_indices();
    if quote == '\'' {
        let (_, first) = inside.next()?;
        if first == '\\' {
            inside.next();
        }
        // A character is one, or an escape; anything longer without an end in sight is a lifetime.
        let end = inside.take(9).find(|(_, c)| first != '\\' || *c == '\'')?;
        return (end.1 == '\'').then_some(begin + 1 + end.0 + 1);
    }
    let mut escaped = false;
    for (at, c) in inside {
        match c {
            '"' if !escaped => return Some(begin + 1 + at + 1),
            '\\' if !escaped => escaped = true,
            _ => escaped = false,
        }
    }
    Some(text.len())
}
