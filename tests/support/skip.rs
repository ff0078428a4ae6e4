//! Skipped tests, kept until the run's end: the test runner hides what a passing test prints.
//!
//! A line each in a file of the build folder; `tests/skipped.rs` runs last and prints them.

use std::{fs::OpenOptions, io::Write, os::unix::process::parent_id, path::PathBuf};

/// The file of this run: all its tests are children of one `cargo test`.
pub fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("skipped-{}.txt", parent_id()))
}

/// Notes what was left out and what it needs.
///
/// # Panics
/// Under `CI=true`: there nothing may be left out.
pub fn note(what: &str, needs: &str) {
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "{what}: left out under CI, it needs {needs}");
    let mut file = OpenOptions::new().create(true).append(true).open(file()).unwrap();
    file.write_all(format!("{what}: needs {needs}\n").as_bytes()).unwrap();
}
