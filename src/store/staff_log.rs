//! The acts of staff: a chain in which every edit, deletion and reorder shows.

use super::{
    Store,
    check::Check,
    dialect,
    entity::staff_log,
    error::{Error, Result},
};
use crate::domain::staff_log::{Action, AnyAction};
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use sha2::{Digest, Sha256};

/// The secret of the chain; it lies in a file outside the database.
#[derive(Clone)]
pub struct LogKey {
    secret: [u8; 32],
    /// First 8 bytes of the secret's SHA-256.
    id: [u8; 8],
}

impl std::fmt::Debug for LogKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LogKey(…)")
    }
}

impl LogKey {
    pub fn new(secret: [u8; 32]) -> Self {
        let mut id = [0; 8];
        id.copy_from_slice(&Sha256::digest(secret)[..8]);
        Self { secret, id }
    }

    /// A digest that nobody can try out who has the database alone.
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    pub(super) fn digest(&self, what: &str) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes keys of any length");
        mac.update(b"digest\0");
        mac.update(what.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    fn mac(&self, before: &[u8], row: &staff_log::Model) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes keys of any length");
        mac.update(before);
        mac.update(&row.seq.to_be_bytes());
        mac.update(&row.at.to_be_bytes());
        for field in [&row.actor, &row.action, &row.detail] {
            mac.update(&(field.len() as u64).to_be_bytes());
            mac.update(field.as_bytes());
        }
        mac.finalize().into_bytes().to_vec()
    }
}

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

/// Which entries are asked for.
#[derive(Clone, Debug, Default)]
pub struct LogAsked {
    pub actor: Option<String>,
    pub action: Option<AnyAction>,
    /// Only entries before this number of the chain.
    pub before: Option<i64>,
}

/// Something that the site was started with, such as a target list.
#[derive(Clone, Debug)]
pub struct Note {
    pub action: Action,
    /// The setting or file.
    pub subject: String,
    pub value: String,
}

/// An entry as stored.
#[derive(Clone, Debug)]
pub struct Logged {
    /// Its number in the chain.
    pub seq: i64,
    pub at: i64,
    pub actor: String,
    pub action: AnyAction,
    pub detail: String,
}

impl Store {
    /// The latest entries, newest first.
    pub async fn latest_log(&self, most: u64) -> Result<Vec<Logged>> {
        self.log_entries(&LogAsked::default(), Some(most)).await
    }

    /// The entries that are asked for, newest first; all of them, or at most so many.
    pub async fn log_entries(&self, asked: &LogAsked, most: Option<u64>) -> Result<Vec<Logged>> {
        use staff_log::Column as C;
        let mut select = staff_log::Entity::find().order_by_desc(C::Seq).limit(most);
        if let Some(actor) = &asked.actor {
            select = select.filter(C::Actor.eq(actor));
        }
        if let Some(action) = &asked.action {
            select = select.filter(C::Action.eq(action.key()));
        }
        if let Some(before) = asked.before {
            select = select.filter(C::Seq.lt(before));
        }
        let rows = select.all(&self.read).await?;
        let logged = |row: staff_log::Model| Logged {
            seq: row.seq,
            at: row.at,
            actor: row.actor,
            action: AnyAction::read(&row.action),
            detail: row.detail,
        };
        Ok(rows.into_iter().map(logged).collect())
    }

    /// Everybody and everything that the log names, sorted: actors and actions.
    pub async fn log_choices(&self) -> Result<(Vec<String>, Vec<AnyAction>)> {
        let distinct = |column| {
            let select = staff_log::Entity::find().select_only().column(column).distinct();
            select.order_by_asc(column).into_tuple::<String>().all(&self.read)
        };
        let actors = distinct(staff_log::Column::Actor).await?;
        let actions = distinct(staff_log::Column::Action).await?;
        Ok((actors, actions.iter().map(|key| AnyAction::read(key)).collect()))
    }

    /// Logs what the site was started with, where it differs from what was logged of the same subject last.
    pub async fn note_changes(&self, notes: &[Note], by: By<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        for note in notes {
            let (detail, start) = (format!("{}: {}", note.subject, note.value), format!("{}: ", note.subject));
            let rows = staff_log::Entity::find()
                .filter(staff_log::Column::Action.eq(note.action.key()))
                .order_by_desc(staff_log::Column::Seq)
                .all(&tx)
                .await?;
            let last = rows.iter().find(|row| row.detail.starts_with(&start));
            if last.is_none_or(|last| last.detail != detail) {
                append(&tx, by.does(note.action, &detail)).await?;
            }
        }
        tx.commit().await.map_err(Error::from)
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

fn key_detail(key: u16) -> String {
    format!("key {key}")
}

/// Ends the transaction of an act with its entry: both are there, or neither.
pub(super) async fn log_and_commit(tx: DatabaseTransaction, entry: LogEntry<'_>) -> Result<()> {
    append(&tx, entry).await?;
    dialect::commit(tx).await
}

/// Ends an act's transaction: what was done is kept with its entry, and where nothing was done there is none.
pub(super) async fn end_act(tx: DatabaseTransaction, done: bool, entry: LogEntry<'_>) -> Result<bool> {
    if done {
        log_and_commit(tx, entry).await?;
    } else {
        tx.rollback().await?;
    }
    Ok(done)
}

/// Appends an entry to the chain, where no other is appended until the transaction ends.
pub(super) async fn append(tx: &DatabaseTransaction, entry: LogEntry<'_>) -> Result<()> {
    dialect::lock_release(tx).await?;
    let By { key, actor, at } = entry.by;
    let last = staff_log::Entity::find().order_by_desc(staff_log::Column::Seq).limit(1).one(tx).await;
    let last = last?;
    let mut row = staff_log::Model {
        seq: last.as_ref().map_or(1, |last| last.seq + 1),
        at,
        actor: actor.to_owned(),
        action: entry.action.key().to_owned(),
        detail: entry.detail.to_owned(),
        key: key.id.to_vec(),
        mac: Vec::new(),
    };
    row.mac = key.mac(last.as_ref().map_or(&[], |last| &last.mac), &row);
    let insert = staff_log::Entity::insert(row.into_active_model());
    insert.exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn verify(db: &impl ConnectionTrait, key: &LogKey) -> Result<Check> {
    let rows = staff_log::Entity::find().order_by_asc(staff_log::Column::Seq).all(db).await?;
    let (mut before, mut good, mut foreign, mut bad): (&[u8], u64, u64, u64) = (&[], 0, 0, 0);
    for (expected, row) in (1..).zip(&rows) {
        if row.seq != expected {
            bad += 1;
        } else if row.key != key.id {
            foreign += 1;
        } else if key.mac(before, row) == row.mac {
            good += 1;
        } else {
            bad += 1;
        }
        before = &row.mac;
    }
    Ok(Check {
        name: "I11 staff log",
        holds: bad == 0,
        figures: format!("{good} entries in an unbroken chain, {bad} broken, {foreign} written with another key"),
    })
}
