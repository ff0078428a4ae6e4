//! Files that may be open at once. Every connection is one, and so is what the database needs.

use std::{
    io,
    time::{Duration, Instant},
};

/// Beside connections: database, log, files that are read.
const OWN: u64 = 128;
/// With fewer a busy morning may be too much.
const ENOUGH: u64 = 4_096;
/// A warning is said again after this long, if it still holds.
const AGAIN: Duration = Duration::from_hours(1);
const REMEDY: &str = "raise LimitNOFILE= of the service, or `ulimit -Hn` before the start, to 16384";

/// The files that this process may open.
#[derive(Debug)]
pub(super) struct OpenFiles {
    /// `None` for as many as it likes.
    limit: Option<u64>,
    said: Option<Instant>,
}

impl OpenFiles {
    /// Raises the limit as far as may be, and says where that is not enough.
    pub(super) fn raise() -> Self {
        let limit = raise();
        if let Some(limit) = limit.filter(|limit| *limit < ENOUGH) {
            tracing::warn!("only {limit} files may be open at once, and each connection is one; {REMEDY}");
        }
        Self { limit, said: None }
    }

    /// The number of connections that there is room for: fewer than wanted rather than a database that cannot open its files.
    pub(super) fn places(&self, wanted: usize) -> usize {
        let room = self.limit.map_or(u64::MAX, |limit| limit.saturating_sub(OWN).max(limit / 4));
        usize::try_from(room).unwrap_or(usize::MAX).clamp(1, wanted)
    }

    /// Says, once in a while, that further connections wait.
    pub(super) fn all_taken(&mut self, places: usize) {
        if self.is_news() {
            tracing::warn!("{places} connections are open, further ones wait until one ends{}", self.remedy());
        }
    }

    /// A connection could not be taken in; where files have run out, that is said once in a while.
    pub(super) fn failed(&mut self, error: &io::Error) {
        if !has_run_out(error) {
            tracing::warn!(%error, "a connection could not be taken");
        } else if self.is_news() {
            tracing::warn!(%error, "connections cannot be taken, they wait; {REMEDY}");
        }
    }

    fn remedy(&self) -> String {
        match self.limit.filter(|limit| *limit < ENOUGH) {
            Some(limit) => format!(", because only {limit} files may be open at once; {REMEDY}"),
            None => String::new(),
        }
    }

    fn is_news(&mut self) -> bool {
        let is_news = self.said.is_none_or(|at| at.elapsed() > AGAIN);
        if is_news {
            self.said = Some(Instant::now());
        }
        is_news
    }
}

#[cfg(unix)]
fn raise() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: now.maximum, maximum: now.maximum };
    if now.current != now.maximum
        && let Err(error) = setrlimit(Resource::Nofile, raised)
    {
        tracing::warn!(%error, "the limit of open files cannot be raised");
        return now.current;
    }
    now.maximum
}

#[cfg(not(unix))]
fn raise() -> Option<u64> {
    None
}

#[cfg(unix)]
fn has_run_out(error: &io::Error) -> bool {
    use rustix::io::Errno;
    Errno::from_io_error(error).is_some_and(|error| matches!(error, Errno::MFILE | Errno::NFILE))
}

#[cfg(not(unix))]
fn has_run_out(_: &io::Error) -> bool {
    false
}
