//! The lock of a data folder.

use super::SiteError;
use crate::whole;
use std::{fs, io, path::Path};

/// Held while files are made: another server that starts meanwhile must not take half of them for all. Ends with the value.
pub(super) fn lock(folder: &Path) -> Result<fs::File, SiteError> {
    let path = folder.join("starting.lock");
    let fault = |source| SiteError::File { path: path.clone(), source };
    whole::make_for_owner(&path).map_err(fault)?;
    // Not emptied: where somebody has put a link in its place, what it leads to stays as it is.
    let file = fs::File::options().write(true).create(true).truncate(false).open(&path).map_err(fault)?;
    match file.lock() {
        // A file system without locks is no place for several servers.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(file),
        locked => locked.map_err(fault).map(|()| file),
    }
}
