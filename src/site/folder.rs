//! The data folder: questionnaires and lists to begin with, and the secrets.

use super::{
    SiteError,
    lock::lock,
    names::{is_like_a_list, is_list_of, is_read, unreadable_names},
};
use crate::{
    domain::{
        device::{BadKey, DeviceKeys, SealRing, SignKey},
        receipt::KeyRing,
    },
    whole,
};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// A file that a new site starts with and may take away: without it there is no quick mode.
const OFFERED: (&str, &str) = ("quick-2024.toml", include_str!("../../surveys/quick-2024.toml"));

/// Khánh Hòa's organisations and desks before and after 1/7/2025. A site that has lists of its own gets none of them.
const CATALOGUE: [(&str, &str); 4] = [
    ("units-2024.csv", include_str!("../../surveys/units-2024.csv")),
    ("desks-2024.csv", include_str!("../../surveys/desks-2024.csv")),
    ("units-2025.csv", include_str!("../../surveys/units-2025.csv")),
    ("desks-2025.csv", include_str!("../../surveys/desks-2025.csv")),
];

/// Khánh Hòa's target goes with its organisations.
const TARGETS: (&str, &str) = ("targets.csv", include_str!("../../surveys/targets.csv"));

/// The questionnaire and the list that no site is without.
const EMBEDDED: [(&str, &str); 2] = [
    ("one-stop-2024.toml", include_str!("../../surveys/one-stop-2024.toml")),
    ("series.csv", include_str!("../../surveys/series.csv")),
];

/// Kinds of keys of which there are several, one after the other.
pub(super) const RECEIPT: &str = "receipt";
pub(super) const SEAL: &str = "seal";
pub(super) const INBOX: &str = "inbox";

#[derive(Clone, Debug)]
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    /// Makes the folder, and in it what every site has.
    pub(super) fn make(path: &Path) -> Result<Self, SiteError> {
        // The first key is made when all else was in order: a start that failed leaves the site new.
        let is_new = !path.join("keys").is_dir() || !has_key(path)?;
        Self::complete(path, is_new)
    }

    /// The folder of a site that is there: one without a single key never was one's, and a key made in it would be
    /// another site's.
    pub(super) fn open(path: &Path) -> Result<Self, SiteError> {
        if has_key(path)? { Self::complete(path, false) } else { Err(SiteError::Absent(path.to_owned())) }
    }

    fn complete(path: &Path, is_new: bool) -> Result<Self, SiteError> {
        let folder = Self(path.to_owned());
        make(&path.join("surveys"))?;
        if is_new {
            folder.refuse_misspelt()?;
        }
        make(&path.join("keys"))?;
        private(path);
        let _one_after_the_other = lock(path)?;
        // A site that began with our lists of 2024 gets those of after the reorganisation.
        let ours = |(name, text): &(String, Vec<u8>)| {
            CATALOGUE.iter().any(|(known, ours)| known == name && ours.as_bytes() == text)
        };
        let has_own = !folder.lists("units")?.iter().chain(&folder.lists("desks")?).all(ours);
        let catalogue = CATALOGUE.into_iter().chain([TARGETS]).filter(|_| !has_own);
        for (name, content) in EMBEDDED.into_iter().chain(is_new.then_some(OFFERED)).chain(catalogue) {
            let path = path.join("surveys").join(name);
            if !path.exists() {
                whole::make(&path, content.as_bytes())
                    .map_err(|source| SiteError::File { path: path.clone(), source })?;
            }
        }
        Ok(folder)
    }

    /// The lists of one kind, such as `units-2024.csv` and `units-2025.csv`, in the order of their names.
    pub(super) fn lists(&self, kind: &str) -> Result<Vec<(String, Vec<u8>)>, SiteError> {
        self.read(|name| is_list_of(kind, name))
    }

    /// The embedded database's file.
    pub(super) fn database(&self) -> PathBuf {
        self.0.join("hailong.db")
    }

    /// The list of a name.
    pub(super) fn list(&self, name: &str) -> Result<Option<Vec<u8>>, SiteError> {
        Ok(self.read(|file| file == name)?.pop().map(|(_, bytes)| bytes))
    }

    /// Files with an ending, in the order of their names.
    pub(super) fn files(&self, ending: &str) -> Result<Vec<(String, Vec<u8>)>, SiteError> {
        self.read(|name| Path::new(name).extension().is_some_and(|extension| extension == ending))
    }

    /// Names in the folder of surveys that nobody reads.
    pub(super) fn passed_over(&self) -> Result<Vec<String>, SiteError> {
        let entries = self.entries()?;
        let unread = entries.into_iter().filter(|(name, is_file)| !(*is_file && is_read(name)));
        Ok(unread.map(|(name, is_file)| if is_file { name } else { format!("{name}/") }).collect())
    }

    /// The targets are those that the program writes into new sites.
    pub(super) fn are_our_targets(content: &[u8]) -> bool {
        let without_returns = |text: &[u8]| text.iter().copied().filter(|byte| *byte != b'\r').collect::<Vec<u8>>();
        without_returns(content) == without_returns(TARGETS.1.as_bytes())
    }

    /// A new site must not begin with other organisations because the name of a list is misspelt: they stay for good.
    fn refuse_misspelt(&self) -> Result<(), SiteError> {
        let misspelt: Vec<String> = self.passed_over()?.into_iter().filter(|name| is_like_a_list(name)).collect();
        if misspelt.is_empty() { Ok(()) } else { Err(SiteError::Data(vec![unreadable_names(&misspelt)])) }
    }

    fn read(&self, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>, SiteError> {
        let wanted = self.entries()?.into_iter().filter(|(name, is_file)| *is_file && is_wanted(name));
        wanted
            .map(|(name, _)| {
                let path = self.surveys().join(&name);
                let bytes = fs::read(&path).map_err(|source| SiteError::File { path, source })?;
                Ok((name, bytes))
            })
            .collect()
    }

    /// The entries of the folder of surveys by name. True for a file.
    fn entries(&self) -> Result<Vec<(String, bool)>, SiteError> {
        let entry = |entry: fs::DirEntry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_file());
        let mut entries: Vec<_> = fs::read_dir(self.surveys())
            .and_then(|entries| entries.map(|one| one.map(entry)).collect())
            .map_err(|source| SiteError::File { path: self.surveys(), source })?;
        entries.sort();
        Ok(entries)
    }

    fn surveys(&self) -> PathBuf {
        self.0.join("surveys")
    }

    /// The log's secret.
    pub(super) fn log_key(&self) -> Result<[u8; 32], SiteError> {
        self.key("staff-log")
    }

    /// The key that seals half a form into the cookie of a browser without JavaScript.
    pub(super) fn form_key(&self) -> Result<[u8; 32], SiteError> {
        self.key("form")
    }

    /// The secrets of receipts. `used` is the highest id that the database names.
    pub(super) fn receipt_keys(&self, used: u16) -> Result<KeyRing, SiteError> {
        Ok(KeyRing::new(self.key("receipt-dossiers")?, self.ring(RECEIPT, used)?))
    }

    /// The keys to which devices seal, and the one with which they are answered.
    pub(super) fn device_keys(&self) -> Result<DeviceKeys, SiteError> {
        let seals = SealRing::new(&self.ring(SEAL, 0)?).map_err(|(id, bad)| self.bad_key(&numbered(SEAL, id), bad))?;
        Ok(DeviceKeys { seals, sign: SignKey::new(self.key("sign")?).map_err(|bad| self.bad_key("sign", bad))? })
    }

    pub(super) fn bad_key(&self, name: &str, bad: BadKey) -> SiteError {
        SiteError::File { path: self.key_path(name), source: io::Error::other(bad) }
    }

    /// The numbered secrets of a kind, whichever are there. `used` is the highest id that is known to have been in use: where all
    /// files are gone, another secret under an id of theirs would read nothing and could not be told apart.
    fn ring(&self, kind: &str, used: u16) -> Result<BTreeMap<u16, [u8; 32]>, SiteError> {
        if self.key_ids(kind)?.is_empty() {
            // By this name whatever is there by now: servers that start at once begin with one secret.
            self.key(&numbered(kind, self.id_above(used)?))?;
        }
        self.key_ids(kind)?.into_iter().map(|id| Ok((id, self.key(&numbered(kind, id))?))).collect()
    }

    /// The keys of a kind that are there and not yet known.
    pub(super) fn new_keys(
        &self,
        kind: &str,
        is_known: impl Fn(u16) -> bool,
    ) -> Result<BTreeMap<u16, [u8; 32]>, SiteError> {
        let new = self.key_ids(kind)?.into_iter().filter(|id| !is_known(*id));
        new.map(|id| Ok((id, self.read_key(&numbered(kind, id))?))).collect()
    }

    /// The id of the next key: above all that are there and all that were used.
    pub(super) fn next_id(&self, kind: &str, used: u16) -> Result<u16, SiteError> {
        let highest = self.key_ids(kind)?.into_iter().fold(used, Ord::max);
        self.id_above(highest)
    }

    /// Makes a key.
    pub(super) fn make_key(&self, kind: &str, id: u16) -> Result<(), SiteError> {
        self.key(&numbered(kind, id)).map(drop)
    }

    /// The id after one that was used.
    pub(super) fn id_above(&self, used: u16) -> Result<u16, SiteError> {
        let full = || SiteError::File { path: self.keys(), source: io::Error::other("no id is left for a key") };
        used.checked_add(1).ok_or_else(full)
    }

    /// The ids in the names of the files; old keys may be gone.
    pub(super) fn key_ids(&self, kind: &str) -> Result<Vec<u16>, SiteError> {
        let fault = |source| SiteError::File { path: self.keys(), source };
        let names: Vec<_> = fs::read_dir(self.keys())
            .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.file_name())).collect())
            .map_err(fault)?;
        Ok(names.iter().filter_map(|name| key_id(kind, name.to_str()?)).collect())
    }

    pub(super) fn keys(&self) -> PathBuf {
        self.0.join("keys")
    }

    pub(super) fn key_path(&self, name: &str) -> PathBuf {
        self.keys().join(format!("{name}.key"))
    }

    /// Reads a secret, or makes it.
    fn key(&self, name: &str) -> Result<[u8; 32], SiteError> {
        let secret: [u8; 32] = rand::random();
        self.make_key_file(name, &data_encoding::HEXLOWER.encode(&secret))?;
        self.read_key(name)
    }

    /// Makes the file of a key where there is none.
    pub(super) fn make_key_file(&self, name: &str, text: &str) -> Result<(), SiteError> {
        let path = self.key_path(name);
        if path.exists() {
            return Ok(());
        }
        whole::make(&path, text.as_bytes()).map_err(|source| SiteError::File { path, source })
    }

    fn read_key(&self, name: &str) -> Result<[u8; 32], SiteError> {
        let text = self.key_text(name)?;
        let secret =
            data_encoding::HEXLOWER.decode(text.trim().as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        secret.ok_or_else(|| self.bad_key_text(name, "expected 64 hex digits"))
    }

    pub(super) fn key_text(&self, name: &str) -> Result<String, SiteError> {
        let path = self.key_path(name);
        fs::read_to_string(&path).map_err(|source| SiteError::File { path, source })
    }

    pub(super) fn bad_key_text(&self, name: &str, expected: &str) -> SiteError {
        SiteError::File { path: self.key_path(name), source: io::Error::other(expected.to_owned()) }
    }
}

fn has_key(folder: &Path) -> Result<bool, SiteError> {
    let keys = fs::read_dir(folder.join("keys")).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => SiteError::Absent(folder.to_owned()),
        _ => SiteError::File { path: folder.join("keys"), source },
    })?;
    let is_key = |entry: fs::DirEntry| entry.path().extension().is_some_and(|extension| extension == "key");
    Ok(keys.flatten().any(is_key))
}

fn make(folder: &Path) -> Result<(), SiteError> {
    whole::make_folder(folder).map_err(|source| SiteError::File { path: folder.to_owned(), source })
}

pub(super) fn numbered(kind: &str, id: u16) -> String {
    format!("{kind}-{id:04}")
}

/// The id in a file's name, written as we write it.
fn key_id(kind: &str, file: &str) -> Option<u16> {
    let name = file.strip_suffix(".key")?;
    let id = name.strip_prefix(kind)?.strip_prefix('-')?.parse().ok()?;
    (id > 0 && numbered(kind, id) == name).then_some(id)
}

/// Only the owner reads keys and answers; where the file system knows no such thing, nothing is lost.
fn private(folder: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if let Err(error) = fs::set_permissions(folder, fs::Permissions::from_mode(0o700)) {
            tracing::warn!(%error, "cannot make {} private", folder.display());
        }
    }
}
