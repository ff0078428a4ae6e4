//! Codes by which tablets become devices.

use super::{
    By, LogEntry, Store,
    devices::insert,
    dialect,
    entity::pairings,
    error::{Error, Result},
    staff_log::{append, log_and_commit},
};
use crate::domain::{
    device::{Device, DeviceKey, PAIRING_MINUTES, PAIRING_TRIES, PinHash},
    staff_log::Action,
};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};

const MINUTE: i64 = 60_000;
/// Used and wasted codes are remembered for a day, so that whoever types one learns what became of it.
const REMEMBERED: i64 = 24 * 60 * MINUTE;

/// A device to be: it is let in by the code of this digest.
#[derive(Clone, Debug)]
pub struct NewPairing {
    pub desk: String,
    pub name: String,
    pub pin: PinHash,
    /// See [`SignKey::pairing_digest`](crate::domain::device::SignKey::pairing_digest).
    pub digest: [u8; 32],
    /// Milliseconds since 1970, UTC, as all times here.
    pub made_at: i64,
}

/// A code that no tablet has used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    pub id: Uuid,
    pub desk: String,
    pub name: String,
    pub ends_at: i64,
    /// Wrong codes that may still be typed at this desk.
    pub left: i32,
}

/// The result of a typed code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paired {
    Device(Box<Device>),
    /// No open code of this desk; so many tries are left for those that are open.
    Unknown {
        left: i32,
    },
    /// Too many wrong ones were typed: staff have to make another.
    Gone,
    /// It was right, and is used or too old.
    Expired,
}

impl Store {
    /// Keeps a code's digest until a tablet comes with it.
    pub async fn add_pairing(&self, new: NewPairing, entry: LogEntry<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        add(&tx, new).await?;
        log_and_commit(tx, entry).await
    }

    /// The same in place of a code that no tablet has used; `false` where there is none.
    pub async fn replace_pairing(&self, old: Uuid, new: NewPairing, entry: LogEntry<'_>) -> Result<bool> {
        let tx = dialect::begin(&self.write).await?;
        let unused = pairings::Entity::delete_by_id(old).filter(pairings::Column::UsedAt.is_null());
        if unused.exec(&tx).await?.rows_affected == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        add(&tx, new).await?;
        log_and_commit(tx, entry).await?;
        Ok(true)
    }

    /// Codes of the last day that no tablet has used, the oldest first; some are too old by now, or wasted.
    pub async fn unused_pairings(&self, now: i64) -> Result<Vec<Pairing>> {
        use pairings::Column as C;
        let unused = pairings::Entity::find().filter(C::UsedAt.is_null()).filter(C::MadeAt.gt(now - REMEMBERED));
        let rows = unused.order_by_asc(C::MadeAt).all(&self.read);
        let pairing = |row: pairings::Model| Pairing {
            id: row.id,
            desk: row.desk,
            name: row.name,
            ends_at: row.made_at + PAIRING_MINUTES * MINUTE,
            left: PAIRING_TRIES - row.tries,
        };
        Ok(rows.await?.into_iter().map(pairing).collect())
    }

    /// Lets in the tablet that has typed a code at a desk, once; a wrong code counts against all that are open there.
    pub async fn pair(&self, desk: &str, digest: [u8; 32], key: &DeviceKey, by: By<'_>) -> Result<Paired> {
        let now = by.at;
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_pairing(&tx).await?;
        let rows = pairings::Entity::find().filter(pairings::Column::Desk.eq(desk)).all(&tx).await;
        let rows = rows?;
        let paired = match rows.iter().find(|row| row.digest == digest) {
            Some(row) if is_open(row, now) => {
                let done = pairings::Column::UsedAt;
                update_pairings(&tx, pairings::Column::Id.eq(row.id).into(), done, Expr::value(now)).await?;
                let device = insert(&tx, row, key, now).await?;
                let detail = format!("{} {}: {}", device.desk, device.id, device.name);
                append(&tx, by.does(Action::DevicePair, &detail)).await?;
                Paired::Device(Box::new(device))
            }
            Some(row) if row.tries >= PAIRING_TRIES => Paired::Gone,
            Some(_) => Paired::Expired,
            None => {
                let these = open(now).add(pairings::Column::Desk.eq(desk));
                let more = Expr::col(pairings::Column::Tries).add(1);
                update_pairings(&tx, these, pairings::Column::Tries, more).await?;
                wrong(&rows, now)
            }
        };
        dialect::commit(tx).await?;
        Ok(paired)
    }
}

/// Keeps a code, and forgets those that are remembered no longer.
async fn add(tx: &DatabaseTransaction, new: NewPairing) -> Result<()> {
    let old = pairings::Column::MadeAt.lt(new.made_at - REMEMBERED);
    pairings::Entity::delete_many().filter(old).exec(tx).await?;
    let row = pairings::Model {
        id: Uuid::new_v4(),
        desk: new.desk,
        name: new.name,
        pin_salt: new.pin.salt.to_vec(),
        pin_rounds: new.pin.rounds.cast_signed(),
        pin_hash: new.pin.hash.to_vec(),
        digest: new.digest.to_vec(),
        made_at: new.made_at,
        tries: 0,
        used_at: None,
    };
    let insert = pairings::Entity::insert(row.into_active_model()).exec_without_returning(tx).await;
    insert.map(drop).map_err(Error::from)
}

/// Codes that can be used.
fn open(now: i64) -> Condition {
    Condition::all()
        .add(pairings::Column::UsedAt.is_null())
        .add(pairings::Column::Tries.lt(PAIRING_TRIES))
        .add(pairings::Column::MadeAt.gt(now - PAIRING_MINUTES * MINUTE))
}

/// The same of one that was read.
fn is_open(row: &pairings::Model, now: i64) -> bool {
    row.used_at.is_none() && row.tries < PAIRING_TRIES && is_young(row, now)
}

fn is_young(row: &pairings::Model, now: i64) -> bool {
    row.made_at > now - PAIRING_MINUTES * MINUTE
}

/// The result of a wrong code, from a desk's codes as they were before.
fn wrong(rows: &[pairings::Model], now: i64) -> Paired {
    let left = rows.iter().filter(|row| is_open(row, now)).map(|row| PAIRING_TRIES - row.tries - 1).max();
    let wasted = || rows.iter().any(|row| row.tries >= PAIRING_TRIES && is_young(row, now));
    match left {
        Some(0) => Paired::Gone,
        None if wasted() => Paired::Gone,
        left => Paired::Unknown { left: left.unwrap_or(0) },
    }
}

async fn update_pairings(
    tx: &DatabaseTransaction,
    these: Condition,
    column: pairings::Column,
    value: impl Into<Expr>,
) -> Result<()> {
    let update = pairings::Entity::update_many().col_expr(column, value.into()).filter(these);
    update.exec(tx).await.map(drop).map_err(Error::from)
}
