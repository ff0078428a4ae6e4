//! Runs after all other tests and says which database they had, what they left out, and what that needs.
#![expect(clippy::unwrap_used, reason = "a test ends where its own tools fail")]

#[path = "support/backend.rs"]
#[expect(dead_code, reason = "where the database is, is for the tests that open it")]
mod backend;
#[path = "support/skip.rs"]
#[expect(dead_code, reason = "the other test programs write what this one reads")]
mod skip;

use backend::Backend;
use std::{collections::BTreeSet, fs, io::ErrorKind};

fn main() {
    // There is none here to list.
    if std::env::args().any(|argument| argument == "--list") {
        return;
    }
    let file = skip::file();
    let noted = match fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read.unwrap(),
    };
    let (database, other) = match Backend::of_this_run() {
        Backend::Sqlite => ("SQLite", "on PostgreSQL: `TEST_DATABASE_URL=postgres://…` names a server"),
        Backend::Postgres(_) => (
            "PostgreSQL",
            "on SQLite, and those to which no database makes a difference: they run without TEST_DATABASE_URL",
        ),
    };
    println!("\nthe database of this run: {database}\nleft out of it:");
    for line in noted.lines().collect::<BTreeSet<_>>() {
        println!("  SKIPPED {line}");
    }
    println!("  the tests {other}; `.ci/run` does both");
    println!("  the tests in a browser: `.ci/run` installs what they need and runs them");
    if std::env::var("HAILONG_TESTS").is_err() {
        println!("  larger sizes: HAILONG_TESTS=usual as in `.ci/run`, HAILONG_TESTS=full by hand");
    }
    if !noted.is_empty() {
        fs::remove_file(file).unwrap();
    }
}
