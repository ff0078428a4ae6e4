//! Files that are whole or not there: written beside under a name of their own, brought to the disk, renamed.
//!
//! If anything fails meanwhile, a full disk or a power cut, the file that was there stays as it was. A file that root makes in
//! somebody's folder belongs to them. A leaf: knows nothing of ours.

mod owner;

pub use owner::{give, make_folder, make_for_owner};

use owner::folder_of;
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::{Builder, NamedTempFile};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Its owner alone.
    Owner,
    /// The readers of the file that it replaces. For a new one, those whom the process's umask lets.
    Others,
}

/// A file on its way out. Dropped unfinished, it was never there.
#[derive(Debug)]
pub struct Whole {
    /// Where it will be, links followed: a link stays one.
    path: PathBuf,
    out: Out,
}

#[derive(Debug)]
enum Out {
    Beside(NamedTempFile),
    /// A device or a pipe, which holds nothing that could be lost. In its place there must never be a file.
    Through(File),
}

impl Whole {
    /// Begins a file that takes the place of what is there.
    ///
    /// # Errors
    /// Those of making a file in the folder.
    pub fn begin(path: &Path, readers: Readers) -> io::Result<Self> {
        let old = match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            old => Some(old?),
        };
        if old.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            return Ok(Self { path: path.to_owned(), out: Out::Through(File::options().write(true).open(path)?) });
        }
        let path = if old.is_some() { path.canonicalize()? } else { path.to_owned() };
        let beside = beside(&path, readers)?;
        if let Some(old) = old.filter(|_| readers == Readers::Others) {
            owner::be_like(beside.as_file(), &old)?;
        }
        Ok(Self { path, out: Out::Beside(beside) })
    }

    /// Puts the file in its place. Only now is it there.
    ///
    /// # Errors
    /// Those of the disk; then what was there stays as it was.
    pub fn finish(self) -> io::Result<()> {
        match self.out {
            Out::Through(mut file) => file.flush(),
            Out::Beside(beside) => {
                beside.as_file().sync_all()?;
                beside.persist(&self.path).map_err(|error| error.error)?;
                keep_name(&self.path)
            }
        }
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Out::Beside(beside) => beside.as_file_mut().write(bytes),
            Out::Through(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::Beside(beside) => beside.as_file_mut().flush(),
            Out::Through(file) => file.flush(),
        }
    }
}

/// Makes a private file where there is none; it belongs to the owner of the folder. Where somebody else has just
/// made it, theirs stays: of two secrets under one name, one would be lost to the program that began with it.
///
/// # Errors
/// Those of the disk; then the file is not there.
pub fn make(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut beside = beside(path, Readers::Owner)?;
    beside.as_file_mut().write_all(content)?;
    give(beside.as_file(), folder_of(path))?;
    beside.as_file().sync_all()?;
    match beside.persist_noclobber(path) {
        Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        // A file system without links, such as that of a memory stick, is no place for several servers.
        Err(unlinked) if is_without_links(&unlinked.error) => {
            unlinked.file.persist(path).map_err(|error| error.error)?;
        }
        named => drop(named.map_err(|error| error.error)?),
    }
    keep_name(path)
}

fn is_without_links(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied | io::ErrorKind::InvalidInput)
}

fn beside(path: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(name);
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".unfinished");
    #[cfg(unix)]
    if readers == Readers::Others {
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(path))
}

/// A name is on the disk when its folder is. Where folders cannot be brought there by hand, the system does it in a while.
fn keep_name(path: &Path) -> io::Result<()> {
    match File::open(folder_of(path)).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => Err(error),
        _ => Ok(()),
    }
}
