//! The keys under which answers wait: files that are made, turned daily, and destroyed when nothing needs them.

use super::{
    SiteError,
    folder::{Folder, INBOX, numbered},
    words,
};
use crate::{
    domain::{
        inbox::{InboxKey, InboxKeys},
        language::Lang,
    },
    store::Store,
};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fs, io};

const DAY: i64 = 86_400_000;
/// A new key is there for so long before it seals: by then every server that shares the folder has read it.
const SETTLES: i64 = 60_000;
/// A key that has not sealed for so long is destroyed where nothing waits under it.
const KEPT: i64 = 14 * DAY;

/// Reads the keys, makes the first one of a new site, and seals what an older version left open.
///
/// # Errors
/// [`SiteError::Keys`] where something waits under a key that is not here, or a key is not the one that sealed under its name.
pub(super) async fn open(folder: &Folder, store: &Store) -> Result<(), SiteError> {
    // The number is not asked of the folder: servers that start together must make one key, under one number.
    let used = store.highest_inbox_key().await?;
    if folder.inbox_keys()?.is_empty() {
        refuse_lost(store, &BTreeMap::new()).await?;
        folder.make_inbox_key(folder.id_above(used)?, 0)?;
    }
    let keys = folder.inbox_keys()?;
    take_in(store, &keys).await?;
    refuse_lost(store, &keys).await?;
    store.inbox_keys().seal_under(keys.keys().next_back().copied());
    let sealed = store.seal_what_is_open().await?;
    if sealed > 0 {
        tracing::info!(sealed, "what waited in an older version is sealed");
    }
    Ok(())
}

/// Reads keys that another server has made, makes that of a new day, and destroys old ones under which nothing waits.
///
/// # Errors
/// [`SiteError`]; then the keys that are there go on.
pub(super) async fn turn(folder: &Folder, store: &Store, now: i64) -> Result<(), SiteError> {
    let held = store.inbox_keys();
    // The database is asked before the folder: another server makes a key's file before it notes the number.
    let used = store.highest_inbox_key().await?;
    read_new(folder, held)?;
    if let Some((last, from)) = held.begun().last_key_value()
        && from.saturating_add(DAY) <= now
    {
        let id = folder.id_above(used.max(*last))?;
        let made = folder.make_inbox_key(id, now)?;
        take_in(store, &BTreeMap::from([(id, made)])).await?;
    }
    let begun = held.begun();
    let settled = begun.iter().rev().find(|(_, from)| from.saturating_add(SETTLES) <= now);
    held.seal_under(settled.or(begun.first_key_value()).map(|(id, _)| *id));
    for (id, (_, next)) in begun.keys().zip(begun.iter().skip(1)) {
        let is_over = next.saturating_add(KEPT) <= now && held.sealing() != Some(*id);
        if is_over && !store.waits_under(*id).await? {
            folder.destroy_inbox_key(*id)?;
            held.forget(*id);
            tracing::info!("the key {} is destroyed, nothing waits under it", numbered(INBOX, *id));
        }
    }
    Ok(())
}

/// Reads keys that another server or a command has made since, and names them.
pub(super) fn read_new(folder: &Folder, held: &InboxKeys) -> Result<Vec<String>, SiteError> {
    let new = folder.inbox_keys_but(|id| held.has(id))?;
    held.add(&new);
    Ok(new.keys().map(|id| numbered(INBOX, *id)).collect())
}

async fn take_in(store: &Store, keys: &BTreeMap<u16, InboxKey>) -> Result<(), SiteError> {
    let mut others = Vec::new();
    for (id, key) in keys {
        if !store.note_inbox_key(*id, &Sha256::digest(key.secret)[..8]).await? {
            others.push(numbered(INBOX, *id));
        }
    }
    if !others.is_empty() {
        return Err(SiteError::Keys(Lang::ALL.map(|lang| words::other_keys(lang, others.join(", "))).join("\n    ")));
    }
    store.inbox_keys().add(keys);
    Ok(())
}

async fn refuse_lost(store: &Store, keys: &BTreeMap<u16, InboxKey>) -> Result<(), SiteError> {
    let waiting = store.waiting_by_key().await?;
    let lost: Vec<(u16, u64)> = waiting.into_iter().filter(|(id, _)| !keys.contains_key(id)).collect();
    if lost.is_empty() {
        return Ok(());
    }
    let say = |lang| {
        let each = lost.iter().map(|(id, count)| words::lost_key(lang, numbered(INBOX, *id), count));
        words::lost_keys(lang, each.collect::<Vec<_>>().join(", "))
    };
    Err(SiteError::Keys(Lang::ALL.map(say).join("\n    ")))
}

impl Folder {
    fn inbox_keys(&self) -> Result<BTreeMap<u16, InboxKey>, SiteError> {
        self.inbox_keys_but(|_| false)
    }

    fn inbox_keys_but(&self, is_known: impl Fn(u16) -> bool) -> Result<BTreeMap<u16, InboxKey>, SiteError> {
        let mut new = BTreeMap::new();
        for id in self.key_ids(INBOX)?.into_iter().filter(|id| !is_known(*id)) {
            match self.inbox_key(id) {
                // Another server has destroyed it since the folder was read.
                Err(SiteError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
                read => drop(new.insert(id, read?)),
            }
        }
        Ok(new)
    }

    /// Makes a key, or reads the one that another server has just made under this name. Beside the secret stands when it was made.
    fn make_inbox_key(&self, id: u16, from: i64) -> Result<InboxKey, SiteError> {
        let secret: [u8; 32] = rand::random();
        let text = format!("{} {from}", data_encoding::HEXLOWER.encode(&secret));
        self.make_key_file(&numbered(INBOX, id), &text)?;
        self.inbox_key(id)
    }

    fn inbox_key(&self, id: u16) -> Result<InboxKey, SiteError> {
        let name = numbered(INBOX, id);
        let text = self.key_text(&name)?;
        let read = || {
            let (secret, from) = text.trim().split_once(' ')?;
            let secret = data_encoding::HEXLOWER.decode(secret.as_bytes()).ok()?;
            Some(InboxKey { secret: secret.try_into().ok()?, from: from.parse().ok()? })
        };
        read().ok_or_else(|| self.bad_key_text(&name, "expected 64 hex digits, a space and a number"))
    }

    /// Overwrites the file of a key and takes it away. A disk may keep what was overwritten.
    fn destroy_inbox_key(&self, id: u16) -> Result<(), SiteError> {
        let path = self.key_path(&numbered(INBOX, id));
        let overwrite = || {
            let file = fs::File::options().write(true).open(&path)?;
            io::Write::write_all(&mut &file, &[b'0'; 64])?;
            file.sync_all()?;
            fs::remove_file(&path)
        };
        match overwrite() {
            // Another server was faster.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(|source| SiteError::File { path: path.clone(), source }),
        }
    }
}
