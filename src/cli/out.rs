//! Where a command writes: standard output, or a file that is whole or not there.

use crate::whole::{Readers, Whole};
use anyhow::Context;
use std::{
    io::{self, Write},
    path::Path,
};

const UNHEARD: &str = "cannot write to standard output";

/// What `--out` names.
pub(super) enum Out {
    Screen(io::StdoutLock<'static>),
    File { name: String, file: Whole },
}

impl Out {
    /// Begins to write to a file, or to standard output for `-`. What cannot be written is known before anything is done
    /// that would be lost.
    pub(super) fn open(name: &str, readers: Readers) -> anyhow::Result<Self> {
        if name == "-" {
            return Ok(Self::Screen(io::stdout().lock()));
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

    /// What is said where it cannot be written.
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
