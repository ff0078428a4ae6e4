//! No text that people read says a word that the glossary forbids.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The words in code marks in the glossary's column "Not", in lower case.
fn forbidden() -> Vec<String> {
    let glossary = fs::read_to_string(root().join("docs/GLOSSARY.md")).unwrap();
    let rows = glossary.lines().filter(|line| line.starts_with("| "));
    let cells = rows.filter_map(|row| row.split(" | ").nth(3).filter(|_| row.split(" | ").count() == 5));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_lowercase).collect::<Vec<_>>()).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| ["rs", "js", "html", "toml"].iter().any(|known| it == *known)) {
            found.push(path);
        }
    }
}

/// A published questionnaire keeps its wording: answers were given to it.
const PUBLISHED: (&str, &str) = ("one-stop-2024.toml", "tại quầy");

/// A file holds texts for people: assets, surveys and the modules of words.
fn is_words(path: &Path) -> bool {
    let inside = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
    !inside.starts_with("src") || inside.contains("words")
}

/// The parts of a file that people may read: comments are not.
fn said(text: &str) -> String {
    let lines = text.lines().map(str::trim_start).filter(|line| !line.starts_with("//") && !line.starts_with('#'));
    lines.collect::<Vec<_>>().join("\n").replace('\u{a0}', " ").to_lowercase()
}

fn mistakes(text: &str, forbidden: &[String]) -> Vec<String> {
    let text = said(text);
    forbidden.iter().filter(|word| text.contains(word.as_str())).cloned().collect()
}

#[test]
fn no_text_says_what_the_glossary_forbids() {
    let (forbidden, mut paths) = (forbidden(), Vec::new());
    assert!(forbidden.len() > 15, "{forbidden:?}");
    for folder in ["src", "assets", "surveys"] {
        files(&root().join(folder), &mut paths);
    }
    paths.retain(|path| is_words(path));
    assert!(paths.len() > 15, "{paths:?}");
    let wrong: Vec<_> = paths
        .iter()
        .map(|path| (path, mistakes(&fs::read_to_string(path).unwrap(), &forbidden)))
        .map(|(path, mut words)| {
            words.retain(|word| !(path.ends_with(PUBLISHED.0) && word == PUBLISHED.1));
            (path, words)
        })
        .filter(|(_, words)| !words.is_empty())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_forbidden_word_is_found_whatever_its_case() {
    let forbidden = forbidden();
    assert_eq!(mistakes("a: \"Mã trên Phiếu\u{a0}hẹn\", \"Code\";", &forbidden), ["phiếu hẹn"]);
    assert_eq!(mistakes("ci: \"KTC 95%\", \"\";", &forbidden), ["ktc"]);
    assert!(mistakes("a: \"Giấy hẹn\", \"Service receipt\";\n// phiếu hẹn", &forbidden).is_empty());
}
