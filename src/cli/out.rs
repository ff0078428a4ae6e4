//! Where a command writes: standard output, or a file that is whole or not there.
//!
//! A reader of standard output may go away early, as `head` does. That is no fault: the rest is not written, and the
//! command does its work and ends as it would have ended. `println!` would panic.

use crate::whole::{Readers, Whole};
use anyhow::Context;
use std::{
    fmt,
    io::{self, Write},
    path::Path,
};

/// Writes a line to standard output.
macro_rules! say {
    ($($part:tt)*) => { $crate::cli::out::line(format_args!($($part)*)) };
}

/// Writes a line to standard error. Where nobody hears it, nobody could be told so either.
macro_rules! tell {
    ($($part:tt)*) => { $crate::cli::out::note(format_args!($($part)*)) };
}

pub(super) use {say, tell};

/// See [`say!`].
pub(super) fn line(text: fmt::Arguments) -> anyhow::Result<()> {
    let mut screen = Screen::new();
    screen.write_fmt(text).and_then(|()| screen.write_all(b"\n")).and_then(|()| screen.flush()).context(UNHEARD)
}

/// See [`tell!`].
pub(super) fn note(text: fmt::Arguments) {
    let _nobody_hears = writeln!(io::stderr(), "{text}");
}

const UNHEARD: &str = "cannot write to standard output";

/// Standard output as long as somebody reads it.
pub(super) struct Screen {
    out: io::StdoutLock<'static>,
    is_read: bool,
}

impl Screen {
    fn new() -> Self {
        Self { out: io::stdout().lock(), is_read: true }
    }

    /// Writing to nobody succeeds.
    fn unless_gone<T>(&mut self, done: io::Result<T>, instead: T) -> io::Result<T> {
        match done {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_read = false;
                Ok(instead)
            }
            done => done,
        }
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_read {
            return Ok(bytes.len());
        }
        let done = self.out.write(bytes);
        self.unless_gone(done, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = if self.is_read { self.out.flush() } else { Ok(()) };
        self.unless_gone(done, ())
    }
}

/// The place that `--out` names.
pub(super) enum Out {
    Screen(Screen),
    File { name: String, file: Whole },
}

impl Out {
    /// Begins to write to a file, or to standard output for `-`. A target that cannot be written is known before anything is done
    /// that would be lost.
    pub(super) fn open(name: &str, readers: Readers) -> anyhow::Result<Self> {
        if name == "-" {
            return Ok(Self::Screen(Screen::new()));
        }
        let file = Whole::begin(Path::new(name), readers).with_context(|| format!("cannot write {name}"))?;
        Ok(Self::File { name: name.to_owned(), file })
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Screen(mut screen) => screen.flush().context(UNHEARD),
            Self::File { name, file } => file.finish().with_context(|| unwritten(&name)),
        }
    }

    /// True as long as somebody wants more of it.
    pub(super) fn is_wanted(&self) -> bool {
        match self {
            Self::Screen(screen) => screen.is_read,
            Self::File { .. } => true,
        }
    }

    /// The sentence for output that cannot be written.
    pub(super) fn unwritten(&self) -> String {
        match self {
            Self::Screen(_) => UNHEARD.to_owned(),
            Self::File { name, .. } => unwritten(name),
        }
    }
}

fn unwritten(name: &str) -> String {
    format!("cannot write {name}; what was there before is unchanged")
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Screen(screen) => screen.write(bytes),
            Self::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(screen) => screen.flush(),
            Self::File { file, .. } => file.flush(),
        }
    }
}
