//! The acts of staff: a chain in which every edit, deletion and reorder shows.

use super::{
    Store,
    chain::{self, Link, LogKey, Walk, guarded::Change, guarded::State},
    check::Check,
    dialect,
    entity::staff_log,
    error::{Error, Result},
};
use crate::domain::staff_log::Action;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

/// Somebody who acts, and the time. Their act is logged in the transaction that does it.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    pub key: &'a LogKey,
    /// Name of the account, or one of `cli`, `demo`, `device`, `settings`, `unknown`.
    pub actor: &'a str,
    /// Milliseconds since 1970, UTC.
    pub at: i64,
}

impl<'a> By<'a> {
    /// The log's word on one thing that they do.
    pub fn does(self, action: Action, detail: &'a str) -> LogEntry<'a> {
        LogEntry { by: self, action, detail }
    }
}

/// One thing that somebody did.
#[derive(Clone, Copy, Debug)]
pub struct LogEntry<'a> {
    pub by: By<'a>,
    pub action: Action,
    pub detail: &'a str,
}

/// Something that the site was started with, such as a target list.
#[derive(Clone, Debug)]
pub struct Note {
    pub action: Action,
    /// The setting or file.
    pub subject: String,
    pub value: String,
}

impl Note {
    fn detail(&self) -> String {
        format!("{}: {}", self.subject, self.value)
    }
}

impl Store {
    /// Logs what the site was started with, where it differs from what was logged of the same subject last.
    pub async fn note_changes(&self, notes: &[Note], by: By<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        for note in notes {
            let detail = note.detail();
            if noted(&tx, note).await?.is_none_or(|last| last != detail) {
                append(&tx, by.does(note.action, &detail)).await?;
            }
        }
        tx.commit().await.map_err(Error::from)
    }

    /// The subjects of which the log says last something else.
    pub async fn noted_otherwise<'n>(&self, notes: impl Iterator<Item = &'n Note>) -> Result<Vec<&'n str>> {
        let mut otherwise = Vec::new();
        for note in notes {
            if noted(&self.read, note).await?.is_some_and(|last| last != note.detail()) {
                otherwise.push(note.subject.as_str());
            }
        }
        Ok(otherwise)
    }

    /// Logs the keys of a kind that nobody has logged: one whose maker was killed meanwhile, or whose file was brought
    /// from elsewhere. The first key of a site is made with it and is no news.
    pub async fn note_keys(&self, action: Action, keys: &[u16], by: By<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        for key in keys.iter().filter(|key| **key > 1) {
            let detail = key_detail(*key);
            let same = staff_log::Entity::find()
                .filter(staff_log::Column::Action.eq(action.key()))
                .filter(staff_log::Column::Detail.eq(&detail));
            if same.limit(1).one(&tx).await?.is_none() {
                append(&tx, by.does(action, &detail)).await?;
            }
        }
        dialect::commit(tx).await
    }

    /// Appends an entry about what changes nothing here, such as a file that somebody takes out. An act is logged by the
    /// function that does it.
    pub async fn log(&self, entry: LogEntry<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        log_and_commit(tx, entry).await
    }

    /// Begins to log a new key, whose file no transaction can hold. Until the end nobody else makes one.
    pub async fn begin_key(&self) -> Result<KeyTurn> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        Ok(KeyTurn(tx))
    }
}

/// The turn of somebody who makes a key. Dropped, it leaves no entry.
#[derive(Debug)]
pub struct KeyTurn(DatabaseTransaction);

impl KeyTurn {
    /// Writes the entry, which is there once the turn ends.
    pub async fn log(&self, action: Action, key: u16, by: By<'_>) -> Result<()> {
        append(&self.0, by.does(action, &key_detail(key))).await
    }

    /// Ends the turn, after the key is made.
    pub async fn end(self) -> Result<()> {
        dialect::commit(self.0).await
    }
}

/// The detail of the last entry on the subject of a note.
async fn noted(db: &impl ConnectionTrait, note: &Note) -> Result<Option<String>> {
    let rows = staff_log::Entity::find()
        .filter(staff_log::Column::Action.eq(note.action.key()))
        .order_by_desc(staff_log::Column::Seq)
        .all(db)
        .await?;
    let start = format!("{}: ", note.subject);
    Ok(rows.into_iter().map(|row| row.detail).find(|detail| detail.starts_with(&start)))
}

fn key_detail(key: u16) -> String {
    format!("key {key}")
}

/// The rows of guarded tables that an act has changed, beside its entry.
pub(super) struct Act<'a>(LogEntry<'a>, Change);

impl<'a> From<LogEntry<'a>> for Act<'a> {
    fn from(entry: LogEntry<'a>) -> Self {
        Self(entry, Change::default())
    }
}

impl<'a> LogEntry<'a> {
    pub(super) fn of(self, change: Change) -> Act<'a> {
        Act(self, change)
    }
}

/// Ends the transaction of an act with its entry: both are there, or neither.
pub(super) async fn log_and_commit(tx: DatabaseTransaction, act: impl Into<Act<'_>>) -> Result<()> {
    append(&tx, act).await?;
    dialect::commit(tx).await
}

/// Ends an act's transaction: what was done is kept with its entry, and where nothing was done there is none.
pub(super) async fn end_act(tx: DatabaseTransaction, done: bool, act: impl Into<Act<'_>>) -> Result<bool> {
    if done {
        log_and_commit(tx, act).await?;
    } else {
        tx.rollback().await?;
    }
    Ok(done)
}

/// Appends an entry to the chain, where no other is appended until the transaction ends.
pub(super) async fn append(tx: &DatabaseTransaction, act: impl Into<Act<'_>>) -> Result<()> {
    let Act(entry, change) = act.into();
    dialect::lock_release(tx).await?;
    let last = last(tx).await?;
    // In a log from before states were sealed there is none to carry on until the chains begin.
    let before = last.as_ref().map_or(Some(State::default()), state);
    write(tx, entry, last, before.map(|state| state.after(&change))).await
}

/// Appends the entry that seals the present state.
pub(super) async fn begin(tx: &DatabaseTransaction, entry: LogEntry<'_>) -> Result<()> {
    let present = State::present(tx, entry.by.key).await?;
    let last = last(tx).await?;
    write(tx, entry, last, Some(present)).await
}

/// The last entry has sealed a state, or nothing is there that it could have sealed.
pub(super) async fn has_begun(tx: &DatabaseTransaction, key: &LogKey) -> Result<bool> {
    let last = last(tx).await?;
    match last {
        Some(last) => Ok(state(&last).is_some()),
        None => Ok(State::present(tx, key).await? == State::default()),
    }
}

async fn last(tx: &DatabaseTransaction) -> Result<Option<staff_log::Model>> {
    let last = staff_log::Entity::find().order_by_desc(staff_log::Column::Seq).limit(1).one(tx).await;
    last.map_err(Error::from)
}

fn state(entry: &staff_log::Model) -> Option<State> {
    State::read(entry.state.as_deref()?)
}

async fn write(
    tx: &DatabaseTransaction,
    entry: LogEntry<'_>,
    last: Option<staff_log::Model>,
    state: Option<State>,
) -> Result<()> {
    let By { key, actor, at } = entry.by;
    let mut row = staff_log::Model {
        seq: last.as_ref().map_or(1, |last| last.seq + 1),
        at,
        actor: actor.to_owned(),
        action: entry.action.key().to_owned(),
        detail: entry.detail.to_owned(),
        key: key.id().to_vec(),
        mac: Vec::new(),
        state: state.map(State::bytes),
    };
    row.mac = chain::code(&key.log_codes(), last.as_ref().map_or(&[], |last| &last.mac), &row);
    let insert = staff_log::Entity::insert(row.into_active_model());
    insert.exec_without_returning(tx).await?;
    Ok(())
}

impl Link for staff_log::Model {
    fn seq(&self) -> i64 {
        self.seq
    }

    fn key(&self) -> &[u8] {
        &self.key
    }

    fn mac(&self) -> &[u8] {
        &self.mac
    }

    /// Entries from before states were sealed end with their detail.
    fn content(&self) -> Vec<u8> {
        let mut content = self.at.to_be_bytes().to_vec();
        chain::write(&mut content, &[self.actor.as_bytes(), self.action.as_bytes(), self.detail.as_bytes()]);
        content.extend(self.state.iter().flatten());
        content
    }
}

pub(super) async fn verify(db: &impl ConnectionTrait, key: &LogKey) -> Result<Check> {
    let mut walk = Walk::new(key, key.log_codes());
    for row in staff_log::Entity::find().order_by_asc(staff_log::Column::Seq).all(db).await? {
        walk.step(&row);
    }
    Ok(walk.end("I11 staff log"))
}
