//! The needs of every fault test: turns, reports, folders, the server, clients, load and the check after it.

pub mod check;
pub mod client;
pub mod clock;
pub mod disk;
pub mod load;
pub mod outage;
pub mod pooler;
pub mod postgres;
pub mod proxy;
pub mod receipts;
pub mod server;

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

static TURN: Mutex<()> = Mutex::new(());
static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// A test's turn: while it is held, no other fault test runs.
pub struct Turn {
    name: &'static str,
    _held: MutexGuard<'static, ()>,
}

/// Waits for the turn and says what the goal is.
pub fn turn(name: &'static str, goal: &str) -> Turn {
    let held = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let turn = Turn { name, _held: held };
    turn.say(&format!("goal: {goal}"));
    turn
}

impl Turn {
    /// Prints past the test runner, which keeps back what a passing test prints.
    pub fn say(&self, what: &str) {
        let line = format!("faults {}: {what}\n", self.name);
        std::io::stderr().write_all(line.as_bytes()).unwrap();
    }

    /// For a machine that cannot run the test; in CI there is no such machine.
    pub fn skip(&self, needs: &str) {
        crate::skip::note(&format!("faults {}", self.name), needs);
        self.say(&format!("SKIPPED, nothing was tested; it needs {needs}"));
    }
}

/// A folder that is gone at the end, of a failed test too.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("hailong-faults-{}-{number}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            writeln!(std::io::stderr(), "could not remove {}: {error}", self.0.display()).unwrap_or_default();
        }
    }
}
