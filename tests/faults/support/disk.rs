//! A disk that can be filled.

use super::Folder;
use std::{fs::File, io::Write, path::Path, process::Command};

/// A small file system of its own; unmounted when dropped.
pub struct Disk(Folder);

impl Disk {
    pub fn mount(size: &str) -> Result<Self, String> {
        let folder = Folder::new();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "hailong-faults"])
            .arg(folder.path())
            .output();
        match done {
            Ok(output) if output.status.success() => Ok(Self(folder)),
            Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        Command::new("umount").arg("--lazy").arg(self.path()).status().ok();
    }
}

/// Writes until there is no room for another byte.
pub fn fill(ballast: &Path) {
    let mut file = File::options().create(true).append(true).open(ballast).unwrap();
    for size in [1 << 20, 1 << 12, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}
