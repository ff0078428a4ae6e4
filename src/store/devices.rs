//! Devices: the facts that are known of them, and their last reports.

pub use super::pairings::{NewPairing, Paired, Pairing};

use super::{
    LogEntry, Store, dialect,
    entity::{devices, pairings},
    error::{Error, Result},
    staff_log::end_act,
};
use crate::domain::device::{Device, DeviceId, DeviceKey, Hex32, PinHash, Status};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};

/// Lock-outs are not counted any further: the holder of a stolen tablet's key may say anything.
const MANY_LOCKS: i32 = 1_000_000;

impl Store {
    /// All devices, by desk and name, revoked ones too.
    pub async fn devices(&self) -> Result<Vec<Device>> {
        use devices::Column as C;
        let rows = devices::Entity::find().order_by_asc(C::Desk).order_by_asc(C::Name).order_by_asc(C::PairedAt);
        rows.all(&self.read).await?.into_iter().map(device).collect()
    }

    /// A device, also a revoked one.
    pub async fn device(&self, id: DeviceId) -> Result<Option<Device>> {
        let row = devices::Entity::find_by_id(uuid(id)).one(&self.read).await?;
        row.map(device).transpose()
    }

    /// Gives a device another name; `false` where there is none, or it has that name.
    pub async fn rename_device(&self, id: DeviceId, name: &str, entry: LogEntry<'_>) -> Result<bool> {
        let new = devices::ActiveModel { name: Set(name.to_owned()), ..Default::default() };
        self.act(id, new, devices::Column::Name.ne(name).into(), entry).await
    }

    /// Ends a device from its next request on; `false` where there is none in force.
    pub async fn revoke_device(&self, id: DeviceId, entry: LogEntry<'_>) -> Result<bool> {
        let new = devices::ActiveModel { revoked_at: Set(Some(entry.by.at)), ..Default::default() };
        self.act(id, new, in_force(), entry).await
    }

    /// Gives a device another PIN, which it learns with its next answer; `false` where there is none in force.
    pub async fn set_device_pin(&self, id: DeviceId, pin: &PinHash, entry: LogEntry<'_>) -> Result<bool> {
        let new = devices::ActiveModel {
            pin_salt: Set(pin.salt.to_vec()),
            pin_rounds: Set(pin.rounds.cast_signed()),
            pin_hash: Set(pin.hash.to_vec()),
            ..Default::default()
        };
        self.act(id, new, in_force(), entry).await
    }

    /// Takes a request's counter, which must be above all before; `false` where it is not, or the device is revoked.
    pub async fn accept_counter(&self, id: DeviceId, counter: i64) -> Result<bool> {
        let new = devices::ActiveModel { counter: Set(counter), ..Default::default() };
        change(&self.write, id, new, in_force().add(devices::Column::Counter.lt(counter))).await
    }

    /// Notes that a device was heard of, and what it said of itself. Lock-outs are [added](Store::add_lock_outs).
    pub async fn note_device(&self, id: DeviceId, at: i64, status: &Status) -> Result<()> {
        let new = devices::ActiveModel {
            seen_at: Set(Some(at)),
            queued: Set(status.queued.cast_signed()),
            dead: Set(status.dead.cast_signed()),
            oldest: Set(status.oldest.map(u32::cast_signed)),
            app: Set(status.app.clone()),
            app_is_current: Set(status.app_is_current),
            survey: Set(status.survey.clone()),
            battery: Set(status.battery.map(u32::cast_signed)),
            persisted: Set(status.persisted),
            ..Default::default()
        };
        change(&self.write, id, new, Condition::all()).await.map(drop)
    }

    /// Adds up that somebody has typed wrong PINs until a device locked itself, so many times.
    pub async fn add_lock_outs(&self, id: DeviceId, times: u32, entry: LogEntry<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        let sum = Expr::col(devices::Column::PinLocked).add(times.cast_signed());
        let update = devices::Entity::update_many().col_expr(devices::Column::PinLocked, sum);
        let these = update.filter(devices::Column::Id.eq(uuid(id))).filter(devices::Column::PinLocked.lt(MANY_LOCKS));
        let done = these.exec(&tx).await?.rows_affected == 1;
        end_act(tx, done, entry).await.map(drop)
    }

    /// Changes a device and logs it; `false` where nothing changed.
    async fn act(
        &self,
        id: DeviceId,
        new: devices::ActiveModel,
        those: Condition,
        entry: LogEntry<'_>,
    ) -> Result<bool> {
        let tx = dialect::begin(&self.write).await?;
        let done = change(&tx, id, new, those).await?;
        end_act(tx, done, entry).await
    }
}

async fn change(db: &impl ConnectionTrait, id: DeviceId, new: devices::ActiveModel, those: Condition) -> Result<bool> {
    let this = those.add(devices::Column::Id.eq(uuid(id)));
    Ok(devices::Entity::update_many().set(new).filter(this).exec(db).await?.rows_affected == 1)
}

pub(super) fn uuid(id: Hex32) -> Uuid {
    Uuid::from_bytes(id.to_bytes())
}

fn in_force() -> Condition {
    Condition::all().add(devices::Column::RevokedAt.is_null())
}

pub(super) async fn insert(
    tx: &DatabaseTransaction,
    pairing: &pairings::Model,
    key: &DeviceKey,
    now: i64,
) -> Result<Device> {
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
        app_is_current: false,
        survey: String::new(),
        battery: None,
        persisted: false,
        pin_locked: 0,
    };
    let insert = devices::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx).await;
    insert?;
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
            app_is_current: row.app_is_current,
            survey: row.survey,
            battery: row.battery.map(number),
            persisted: row.persisted,
            pin_locked: number(row.pin_locked),
        },
    })
}
