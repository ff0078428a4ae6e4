//! Runs after all other tests and says what they left out, and what that needs.
#![expect(clippy::unwrap_used, reason = "a test ends where its own tools fail")]

use std::{collections::BTreeSet, fs, io::ErrorKind};

#[path = "support/skip.rs"]
#[expect(dead_code, reason = "the other test programs write what this one reads")]
mod skip;

fn main() {
    // Whoever lists the tests finds none here.
    if std::env::args().any(|argument| argument == "--list") {
        return;
    }
    let file = skip::file();
    let noted = match fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read.unwrap(),
    };
    println!("\nleft out of this run:");
    for line in noted.lines().collect::<BTreeSet<_>>() {
        println!("  SKIPPED {line}");
    }
    println!("  the tests in a browser: `.ci/run` installs what they need and runs them");
    if std::env::var("HAILONG_TESTS").is_err() {
        println!("  larger sizes: HAILONG_TESTS=usual as in `.ci/run`, HAILONG_TESTS=full by hand");
    }
    if !noted.is_empty() {
        fs::remove_file(file).unwrap();
    }
}
