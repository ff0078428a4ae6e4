//! Slips: one text each, on its way from somebody's phone to the kiosk that asked for it.

use super::{
    Store,
    devices::uuid,
    entity::slips,
    error::{Error, Result},
};
use crate::domain::device::DeviceId;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};
use sha2::{Digest, Sha256};
use std::sync::atomic::Ordering;

/// A text may be written and read for so long, in milliseconds.
pub const SLIP_TIME: i64 = 15 * 60_000;
const DAY: i64 = 24 * 3_600_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipState {
    Open,
    /// A text was written and waits for its device.
    Written,
    /// Read, or too old.
    Over,
    Unknown,
}

/// The answer to a device that asks for its slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlipText {
    NotYet,
    /// From now on it is nowhere here.
    Text(String),
    Over,
    Unknown,
}

impl Store {
    /// Opens a slip; of its address only a digest is kept.
    pub async fn add_slip(&self, slip: &str, device: DeviceId, now: i64) -> Result<()> {
        let row = slips::Model {
            digest: digest(slip),
            device: uuid(device),
            text: None,
            taken: false,
            expires_at: now + SLIP_TIME,
        };
        let insert = slips::Entity::insert(row.into_active_model()).exec_without_returning(&self.write).await;
        insert.map(drop).map_err(Error::from)
    }

    /// The state of a slip at a moment.
    pub async fn slip(&self, slip: &str, now: i64) -> Result<SlipState> {
        let row = slips::Entity::find_by_id(digest(slip)).one(&self.read).await?;
        Ok(row.map_or(SlipState::Unknown, |row| state(&row, now)))
    }

    /// Writes the text of an open slip, the first one for ever; says how the slip stood before.
    pub async fn write_slip(&self, slip: &str, text: &str, now: i64) -> Result<SlipState> {
        let open = Condition::all()
            .add(slips::Column::Digest.eq(digest(slip)))
            .add(slips::Column::Text.is_null())
            .add(slips::Column::Taken.eq(false))
            .add(slips::Column::ExpiresAt.gt(now));
        let new = slips::ActiveModel { text: Set(Some(text.to_owned())), ..Default::default() };
        let done = slips::Entity::update_many().set(new).filter(open).exec(&self.write).await?;
        if done.rows_affected == 1 { Ok(SlipState::Open) } else { self.slip(slip, now).await }
    }

    /// Gives a device the text of its slip, once, and forgets it.
    pub async fn read_slip(&self, slip: &str, device: DeviceId, now: i64) -> Result<SlipText> {
        let row = slips::Entity::find_by_id(digest(slip)).one(&self.write).await?;
        let Some(row) = row.filter(|row| row.device.is_nil() || row.device == uuid(device)) else {
            return Ok(SlipText::Unknown);
        };
        let text = match (state(&row, now), row.text) {
            (SlipState::Open, _) => return Ok(SlipText::NotYet),
            (SlipState::Written, Some(text)) => text,
            _ => return Ok(SlipText::Over),
        };
        let untaken = Condition::all().add(slips::Column::Digest.eq(row.digest)).add(slips::Column::Taken.eq(false));
        let new = slips::ActiveModel {
            text: Set(None),
            taken: Set(true),
            // From now on nobody needs to know which device it was.
            device: Set(Uuid::nil()),
            expires_at: Set(row.expires_at - row.expires_at % DAY),
            ..Default::default()
        };
        let done = slips::Entity::update_many().set(new).filter(untaken).exec(&self.write).await;
        self.remembers.store(true, Ordering::Release);
        // Asked twice at once, one gets it.
        if done?.rows_affected == 1 { Ok(SlipText::Text(text)) } else { Ok(SlipText::Over) }
    }

    /// Forgets texts that nobody fetched in time, whose device asked for them and when; and, a day later, all of it.
    pub async fn forget_slips(&self, now: i64) -> Result<()> {
        let late = slips::Column::ExpiresAt.lte(now);
        let day = Expr::col(slips::Column::ExpiresAt).sub(Expr::col(slips::Column::ExpiresAt).modulo(DAY));
        let update = slips::Entity::update_many()
            .col_expr(slips::Column::Text, Expr::value(None::<String>))
            .col_expr(slips::Column::Device, Expr::value(Uuid::nil()))
            .col_expr(slips::Column::ExpiresAt, day);
        let unread = update.filter(late).filter(slips::Column::Device.ne(Uuid::nil()));
        let done = unread.exec(&self.write).await?;
        if done.rows_affected > 0 {
            self.remembers.store(true, Ordering::Release);
        }
        let old = slips::Column::ExpiresAt.lt(now - DAY);
        slips::Entity::delete_many().filter(old).exec(&self.write).await.map(drop).map_err(Error::from)
    }
}

fn state(row: &slips::Model, now: i64) -> SlipState {
    match () {
        () if row.taken || row.expires_at <= now => SlipState::Over,
        () if row.text.is_some() => SlipState::Written,
        () => SlipState::Open,
    }
}

/// 80 random bits that live for minutes need no slow hash.
fn digest(slip: &str) -> Vec<u8> {
    Sha256::digest(slip).to_vec()
}
