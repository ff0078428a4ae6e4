//! The owners of files. A file that root makes in somebody's folder belongs to them: a service that cannot read its own keys
//! does not start.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

/// Gives a file that root has just made to the owner of the folder.
///
/// # Errors
/// Those of the file system.
pub fn give(file: &File, folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some((user, group)) = other_owner(&fs::metadata(folder)?) {
        std::os::unix::fs::fchown(file, Some(user), Some(group))?;
    }
    Ok(())
}

/// Makes a folder where there is none, and those above it that are missing. All belong to the owner of the nearest folder
/// that was there belongs to.
///
/// # Errors
/// Those of the file system.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let above = folder_of(path);
    if above != path && !above.is_dir() {
        make_folder(above)?;
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        made => made.and_then(|()| give(&open_folder(path)?, above)),
    }
}

/// Makes an empty file where root would make one in somebody's folder, so that it is theirs from the beginning.
///
/// # Errors
/// Those of the file system.
pub fn make_for_owner(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = folder_of(path);
        if fs::metadata(folder).is_ok_and(|folder| other_owner(&folder).is_some()) {
            match File::create_new(path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => give(&made?, folder)?,
            }
        }
    }
    Ok(())
}

/// The mode of the file that another replaces, and where root replaces it, its owner.
pub(super) fn be_like(file: &File, old: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    if let Some((user, group)) = other_owner(old) {
        std::os::unix::fs::fchown(file, Some(user), Some(group))?;
    }
    file.set_permissions(old.permissions())
}

/// The owner of something, where this process is root's and the thing is not.
#[cfg(unix)]
fn other_owner(of: &fs::Metadata) -> Option<(u32, u32)> {
    use std::os::unix::fs::MetadataExt;
    (rustix::process::geteuid().is_root() && of.uid() != 0).then(|| (of.uid(), of.gid()))
}

/// A folder, and nothing that somebody has put in its place meanwhile: root must not give away what a link leads to.
fn open_folder(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
    }
    options.open(path)
}

/// The folder that a path lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
