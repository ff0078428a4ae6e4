//! A clock of another time for the processes that a test starts.

use super::Folder;
use jiff::civil::DateTime;
use std::{fs, path::PathBuf};

/// libfaketime reads the time from a file, which may change while a process runs.
///
/// The clock that measures durations goes along: as on a machine that slept, timers that were due meanwhile are due at once.
pub struct Clock {
    folder: Folder,
    library: PathBuf,
}

impl Clock {
    /// Says where there is none why.
    pub fn find() -> Result<Self, String> {
        let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
        let place = |folder: PathBuf| folder.join("faketime/libfaketimeMT.so.1");
        let library = folders.chain([PathBuf::from("/usr/lib")]).map(place).find(|library| library.exists());
        let library = library.ok_or("libfaketime (Debian's package faketime)")?;
        Ok(Self { folder: Folder::new(), library })
    }

    /// It goes on from this moment, UTC.
    pub fn set(&self, moment: DateTime) {
        let new = self.folder.path().join("new");
        fs::write(&new, moment.strftime("@%Y-%m-%d %H:%M:%S\n").to_string()).unwrap();
        // A reader finds the old time or the new one, never half a line.
        fs::rename(new, self.file()).unwrap();
    }

    /// The variables of a process that lives by this clock.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        vec![
            ("LD_PRELOAD", self.library.display().to_string()),
            ("FAKETIME_TIMESTAMP_FILE", self.file().display().to_string()),
            ("FAKETIME_NO_CACHE", "1".to_owned()),
            ("TZ", "UTC".to_owned()),
        ]
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("time")
    }
}
