//! The prose: no sentence of a comment or a document begins with What, Who, Whoever, Whether, How or Whose and is no question.

use std::{
    fs,
    path::{Path, PathBuf},
};

const WORDS: [&str; 6] = ["What", "Who", "Whoever", "Whether", "How", "Whose"];
const FOLDERS: [&str; 8] = ["src", "tests", "benches", "migrations", "assets", "docs", ".ci", ""];
/// The endings of files with prose, and the marks of their comments. A document is prose as a whole.
const KINDS: [(&str, &[&str]); 8] = [
    ("rs", &["//!", "///", "//"]),
    ("js", &["//", "/**", "/*", "*"]),
    ("mjs", &["//", "/**", "/*", "*"]),
    ("css", &["/*", "*"]),
    ("toml", &["#"]),
    ("run", &["#"]),
    ("lib", &["#"]),
    ("md", &[]),
];

/// A paragraph with the line on which it begins.
type Paragraph = (usize, String);

/// The comments of a source as paragraphs. Lines of one comment that follow each other are one.
fn comments(text: &str, marks: &[&str]) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut open: Option<&str> = None;
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        let marked = marks.iter().find_map(|mark| Some((*mark, line.strip_prefix(mark)?)));
        // Behind code; with a quotation mark behind it, the slashes stand in a text.
        let trailing = || line.split_once(" // ").filter(|(_, said)| marks.contains(&"//") && !said.contains('"'));
        let Some((mark, said)) = marked.or_else(|| Some(("", trailing()?.1))) else {
            open = None;
            continue;
        };
        let said = said.trim().trim_end_matches("*/").trim();
        let continues = open == Some(mark) && !mark.is_empty() && !begins_anew(said);
        match paragraphs.last_mut().filter(|_| continues) {
            Some((_, paragraph)) => *paragraph = format!("{paragraph} {said}"),
            None => paragraphs.push((n + 1, said.to_owned())),
        }
        open = Some(mark).filter(|_| !said.is_empty());
    }
    paragraphs
}

/// A document as paragraphs; each cell of a table is one. Code between fences is left out.
fn document(text: &str) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let (mut open, mut fenced) = (false, false);
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with("```") {
            fenced = !fenced;
        }
        if fenced || line.is_empty() || line.starts_with("```") {
            open = false;
        } else if line.starts_with('|') {
            open = false;
            paragraphs.extend(line.split('|').map(|cell| (n + 1, cell.trim().to_owned())));
        } else if let Some((_, paragraph)) = paragraphs.last_mut().filter(|_| open && !begins_anew(line)) {
            *paragraph = format!("{paragraph} {line}");
        } else {
            paragraphs.push((n + 1, line.to_owned()));
            open = !line.starts_with('#');
        }
    }
    paragraphs
}

/// An item of a list, a heading or a row of a table.
fn begins_anew(line: &str) -> bool {
    ["* ", "- ", "# ", "## ", "### ", "| "].iter().any(|mark| line.starts_with(mark))
}

/// The sentences that begin so and are no questions, with the line of their paragraph.
fn faults(paragraphs: &[Paragraph]) -> Vec<(usize, String)> {
    let mut faults = Vec::new();
    for (line, paragraph) in paragraphs {
        // Code in a sentence has no sentences.
        let prose: String =
            paragraph.split('`').enumerate().map(|(n, part)| if n % 2 == 0 { part } else { "x" }).collect();
        for sentence in prose.split_inclusive(['.', '!', '?', ':']) {
            let words = sentence.trim_start().trim_start_matches(['*', '-', '#', ' ', '(', '"', '“']);
            let first = words.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
            if WORDS.contains(&first) && !sentence.ends_with('?') {
                faults.push((*line, sentence.trim().to_owned()));
            }
        }
    }
    faults
}

fn paragraphs(kind: &str, text: &str) -> Vec<Paragraph> {
    match KINDS.iter().find(|(ending, _)| *ending == kind) {
        Some((_, [])) => document(text),
        Some((_, marks)) => comments(text, marks),
        None => Vec::new(),
    }
}

fn files(folder: &Path, deep: bool, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() && deep && !path.ends_with("node_modules") {
            files(&path, deep, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

#[test]
fn sentences_have_a_subject() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    FOLDERS.iter().for_each(|folder| files(&root.join(folder), !folder.is_empty(), &mut found));
    let (mut read, mut told) = (0, Vec::new());
    for file in found {
        let name = file.extension().or(file.file_name()).and_then(|name| name.to_str()).unwrap_or_default();
        if !KINDS.iter().any(|(ending, _)| *ending == name) {
            continue;
        }
        let paragraphs = paragraphs(name, &fs::read_to_string(&file).unwrap());
        read += paragraphs.len();
        let shown = file.strip_prefix(root).unwrap().display();
        told.extend(faults(&paragraphs).into_iter().map(|(line, sentence)| format!("{shown}:{line}: {sentence}")));
    }
    assert!(read > 3000, "only {read} paragraphs were read");
    assert!(told.is_empty(), "{} sentences begin with {WORDS:?}:\n{}", told.len(), told.join("\n"));
}

/// The controls: each planted sentence is found, and no other.
#[test]
fn planted_sentences_are_found() {
    let lines =
        |kind: &str, text: &str| faults(&paragraphs(kind, text)).into_iter().map(|(line, _)| line).collect::<Vec<_>>();
    for (kind, text, line) in [
        ("rs", "fn f() {}\n/// Whether it is open.\nfn g() {}", 2),
        ("rs", "//! The queue.\n//!\n//! It is sealed. What it\n//! holds nobody reads.", 3),
        ("rs", "let a = 1; // Who asks", 1),
        ("rs", "// one: How it ends.", 1),
        ("mjs", "/**\n * A page.\n * What counts is the end. */", 2),
        ("css", "/* What only a kiosk shows. */", 1),
        ("run", "# What a change must pass.", 1),
        ("md", "# Limits\n\nOne line.\n* **Keys** stay. Whoever has them opens all.", 4),
        ("md", "| Code | Means |\n|---|---|\n| `a` | Whose turn it is |", 3),
    ] {
        let found = lines(kind, text);
        assert!(
            found.first() == Some(&line) && found.len() == 1,
            "{kind}: expected line {line}, not {found:?}, in\n{text}"
        );
    }
    for (kind, text) in [
        ("rs", "/// True where it is open. Who says so? The desk.\nlet what = \"What is said\";"),
        ("rs", "// It says `What: x. Who` of whoever asks."),
        ("rs", "// The person\n// Who is no beginning"),
        ("md", "```\nWhat is code\n```\n## Who may see it?\n"),
        ("md", "`room: What it does` is a subject."),
    ] {
        assert_eq!(lines(kind, text), [0; 0], "{kind}: nothing is wrong in\n{text}");
    }
}
