//! The file of the chains' ends beside the keys, outside the database.

use super::{Site, SiteError, folder::Folder, lock::lock};
use crate::{
    store::{BadLine, Heads, Sealed},
    whole,
};
use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

impl Site {
    /// Ends were sealed here before. Where the file cannot be looked for, too: the chains must not begin anew.
    pub fn has_heads(&self) -> bool {
        heads_path(&self.folder).try_exists().unwrap_or(true)
    }

    /// The ends that were sealed here, the oldest first; none where there is no file.
    ///
    /// # Errors
    /// [`SiteError::File`], also for a line that the key did not write.
    pub fn sealed_heads(&self) -> Result<Vec<Sealed>, SiteError> {
        let path = heads_path(&self.folder);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read.map_err(|source| SiteError::File { path: path.clone(), source })?,
        };
        self.log_key.read_heads(&text).map_err(|BadLine(number)| SiteError::File {
            path,
            source: io::Error::other(format!("line {number} was not written with the key of this folder")),
        })
    }

    /// Adds a line behind the last one. Servers that share the folder do it one after the other.
    ///
    /// # Errors
    /// As [`Site::sealed_heads`].
    pub fn add_heads(&self, at: i64, heads: &Heads) -> Result<(), SiteError> {
        let path = heads_path(&self.folder);
        let _one_after_the_other = lock(&self.folder.0)?;
        let fault = |source| SiteError::File { path: path.clone(), source };
        if !self.has_heads() {
            whole::make(&path, b"").map_err(fault)?;
        }
        let line = self.log_key.line(self.sealed_heads()?.last(), at, heads);
        let text = fs::read(&path).map_err(fault)?;
        let file = fs::File::options().append(true).open(&path).map_err(fault)?;
        // A line that a crash has cut off.
        let whole_lines = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        file.set_len(whole_lines as u64).map_err(fault)?;
        (&file).write_all(format!("{line}\n").as_bytes()).and_then(|()| file.sync_all()).map_err(fault)
    }
}

fn heads_path(folder: &Folder) -> PathBuf {
    folder.keys().join("chain-heads")
}
