//! Devices and how they are let in.

use super::{
    Store, dialect,
    entity::{devices, pairings},
    error::{Error, Result},
};
use crate::domain::device::{Device, DeviceId, DeviceKey, Hex32, PAIRING_MINUTES, PAIRING_TRIES, PinHash, Status};
use sea_orm::{
    ActiveValue::Set,
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

/// A code that waits for a tablet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    pub desk: String,
    pub name: String,
    pub ends_at: i64,
    /// Wrong codes that may still be typed at this desk.
    pub left: i32,
}

/// What became of a typed code.
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
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn add_pairing(&self, new: NewPairing) -> Result<()> {
        let old = pairings::Column::MadeAt.lt(new.made_at - REMEMBERED);
        pairings::Entity::delete_many().filter(old).exec(&self.write).await.map_err(Error::from_db)?;
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
        let insert = pairings::Entity::insert(row.into_active_model()).exec_without_returning(&self.write).await;
        insert.map_err(Error::from_db).map(drop)
    }

    /// Codes that can be used at a moment, the oldest first.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn open_pairings(&self, now: i64) -> Result<Vec<Pairing>> {
        let rows = pairings::Entity::find().filter(open(now)).order_by_asc(pairings::Column::MadeAt).all(&self.read);
        let pairing = |row: pairings::Model| Pairing {
            desk: row.desk,
            name: row.name,
            ends_at: row.made_at + PAIRING_MINUTES * MINUTE,
            left: PAIRING_TRIES - row.tries,
        };
        Ok(rows.await.map_err(Error::from_db)?.into_iter().map(pairing).collect())
    }

    /// Lets in the tablet that has typed a code at a desk, once; a wrong code counts against all that are open there.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn pair(&self, desk: &str, digest: [u8; 32], key: &DeviceKey, now: i64) -> Result<Paired> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_pairing(&tx).await?;
        let rows = pairings::Entity::find().filter(pairings::Column::Desk.eq(desk)).all(&tx).await;
        let rows = rows.map_err(Error::from_db)?;
        let paired = match rows.iter().find(|row| row.digest == digest) {
            Some(row) if is_open(row, now) => {
                let done = pairings::Column::UsedAt;
                update_pairings(&tx, pairings::Column::Id.eq(row.id).into(), done, Expr::value(now)).await?;
                Paired::Device(Box::new(insert(&tx, row, key, now).await?))
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
        tx.commit().await.map_err(Error::from_db)?;
        Ok(paired)
    }

    /// All devices, by desk and name, revoked ones too.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn devices(&self) -> Result<Vec<Device>> {
        use devices::Column as C;
        let rows = devices::Entity::find().order_by_asc(C::Desk).order_by_asc(C::Name).order_by_asc(C::PairedAt);
        rows.all(&self.read).await.map_err(Error::from_db)?.into_iter().map(device).collect()
    }

    /// A device, also a revoked one.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn device(&self, id: DeviceId) -> Result<Option<Device>> {
        let row = devices::Entity::find_by_id(uuid(id)).one(&self.read).await.map_err(Error::from_db)?;
        row.map(device).transpose()
    }

    /// Gives a device another name; `false` where there is none.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn rename_device(&self, id: DeviceId, name: &str) -> Result<bool> {
        let new = devices::ActiveModel { name: Set(name.to_owned()), ..Default::default() };
        self.change(id, new, Condition::all()).await
    }

    /// Ends a device from its next request on; `false` where there is none in force.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn revoke_device(&self, id: DeviceId, at: i64) -> Result<bool> {
        let new = devices::ActiveModel { revoked_at: Set(Some(at)), ..Default::default() };
        self.change(id, new, in_force()).await
    }

    /// Gives a device another PIN, which it learns with its next answer; `false` where there is none in force.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn set_device_pin(&self, id: DeviceId, pin: &PinHash) -> Result<bool> {
        let new = devices::ActiveModel {
            pin_salt: Set(pin.salt.to_vec()),
            pin_rounds: Set(pin.rounds.cast_signed()),
            pin_hash: Set(pin.hash.to_vec()),
            ..Default::default()
        };
        self.change(id, new, in_force()).await
    }

    /// Takes a request's counter, which must be above all before; `false` where it is not, or the device is revoked.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn accept_counter(&self, id: DeviceId, counter: i64) -> Result<bool> {
        let new = devices::ActiveModel { counter: Set(counter), ..Default::default() };
        self.change(id, new, in_force().add(devices::Column::Counter.lt(counter))).await
    }

    /// Notes that a device was heard of, and what it said of itself.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn note_device(&self, id: DeviceId, at: i64, status: &Status) -> Result<()> {
        let new = devices::ActiveModel {
            seen_at: Set(Some(at)),
            queued: Set(status.queued.cast_signed()),
            dead: Set(status.dead.cast_signed()),
            oldest: Set(status.oldest.map(u32::cast_signed)),
            app: Set(status.app.clone()),
            survey: Set(status.survey.clone()),
            battery: Set(status.battery.map(u32::cast_signed)),
            persisted: Set(status.persisted),
            ..Default::default()
        };
        self.change(id, new, Condition::all()).await.map(drop)
    }

    async fn change(&self, id: DeviceId, new: devices::ActiveModel, those: Condition) -> Result<bool> {
        let this = those.add(devices::Column::Id.eq(uuid(id)));
        let done = devices::Entity::update_many().set(new).filter(this).exec(&self.write).await;
        Ok(done.map_err(Error::from_db)?.rows_affected == 1)
    }
}

pub(super) fn uuid(id: Hex32) -> Uuid {
    Uuid::from_bytes(id.to_bytes())
}

fn in_force() -> Condition {
    Condition::all().add(devices::Column::RevokedAt.is_null())
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

/// What a wrong code leaves of a desk's codes, as they were before.
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
    update.exec(tx).await.map_err(Error::from_db).map(drop)
}

async fn insert(tx: &DatabaseTransaction, pairing: &pairings::Model, key: &DeviceKey, now: i64) -> Result<Device> {
    let row = devices::Model {
        id: Uuid::new_v4(),
        desk: pairing.desk.clone(),
        name: pairing.name.clone(),
        pin_salt: pairing.pin_salt.clone(),
        pin_rounds: pairing.pin_rounds,
        pin_hash: pairing.pin_hash.clone(),
        key: key.to_bytes(),
        counter: 0,
        paired_at: now,
        revoked_at: None,
        seen_at: None,
        queued: 0,
        dead: 0,
        oldest: None,
        app: String::new(),
        survey: String::new(),
        battery: None,
        persisted: false,
    };
    let insert = devices::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx).await;
    insert.map_err(Error::from_db)?;
    device(row)
}

fn device(row: devices::Model) -> Result<Device> {
    let bad = |column| Error::Inconsistent { table: "devices", column, id: row.id.to_string() };
    let number = |n: i32| n.clamp(0, i32::MAX).cast_unsigned();
    Ok(Device {
        id: Hex32::from_bytes(row.id.into_bytes()),
        key: DeviceKey::from_bytes(&row.key).ok_or_else(|| bad("key"))?,
        pin: PinHash {
            salt: row.pin_salt.try_into().map_err(|_| bad("pin_salt"))?,
            rounds: number(row.pin_rounds),
            hash: row.pin_hash.try_into().map_err(|_| bad("pin_hash"))?,
        },
        desk: row.desk,
        name: row.name,
        counter: row.counter,
        paired_at: row.paired_at,
        revoked_at: row.revoked_at,
        seen_at: row.seen_at,
        status: Status {
            queued: number(row.queued),
            dead: number(row.dead),
            oldest: row.oldest.map(number),
            app: row.app,
            survey: row.survey,
            battery: row.battery.map(number),
            persisted: row.persisted,
        },
    })
}
