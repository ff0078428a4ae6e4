//! Pages on phones: one text each, on its way from somebody's phone to the kiosk that asked for it.

use super::{
    Store,
    devices::uuid,
    entity::phone_pages,
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
pub const PHONE_PAGE_TIME: i64 = 15 * 60_000;
const DAY: i64 = 24 * 3_600_000;

/// The state of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhonePageState {
    Open,
    /// A text was written and waits for its device.
    Written,
    /// Read, or too old.
    Over,
    Unknown,
}

/// The answer to a device that asks for its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhonePageText {
    NotYet,
    /// From now on it is nowhere here.
    Text(String),
    Over,
    Unknown,
}

impl Store {
    /// Opens a page; of its address only a digest is kept.
    pub async fn add_phone_page(&self, address: &str, device: DeviceId, now: i64) -> Result<()> {
        let row = phone_pages::Model {
            digest: digest(address),
            device: uuid(device),
            text: None,
            taken: false,
            expires_at: now + PHONE_PAGE_TIME,
        };
        let insert = phone_pages::Entity::insert(row.into_active_model()).exec_without_returning(&self.write).await;
        insert.map(drop).map_err(Error::from)
    }

    /// The state of a page at a moment.
    pub async fn phone_page(&self, address: &str, now: i64) -> Result<PhonePageState> {
        let row = phone_pages::Entity::find_by_id(digest(address)).one(&self.read).await?;
        Ok(row.map_or(PhonePageState::Unknown, |row| state(&row, now)))
    }

    /// Writes the text of an open page, the first one for ever; says how the page stood before.
    pub async fn write_phone_page(&self, address: &str, text: &str, now: i64) -> Result<PhonePageState> {
        let open = Condition::all()
            .add(phone_pages::Column::Digest.eq(digest(address)))
            .add(phone_pages::Column::Text.is_null())
            .add(phone_pages::Column::Taken.eq(false))
            .add(phone_pages::Column::ExpiresAt.gt(now));
        let new = phone_pages::ActiveModel { text: Set(Some(text.to_owned())), ..Default::default() };
        let done = phone_pages::Entity::update_many().set(new).filter(open).exec(&self.write).await?;
        if done.rows_affected == 1 { Ok(PhonePageState::Open) } else { self.phone_page(address, now).await }
    }

    /// Gives a device the text of its page, once, and forgets it.
    pub async fn read_phone_page(&self, address: &str, device: DeviceId, now: i64) -> Result<PhonePageText> {
        let row = phone_pages::Entity::find_by_id(digest(address)).one(&self.write).await?;
        let Some(row) = row.filter(|row| row.device.is_nil() || row.device == uuid(device)) else {
            return Ok(PhonePageText::Unknown);
        };
        let text = match (state(&row, now), row.text) {
            (PhonePageState::Open, _) => return Ok(PhonePageText::NotYet),
            (PhonePageState::Written, Some(text)) => text,
            _ => return Ok(PhonePageText::Over),
        };
        let untaken =
            Condition::all().add(phone_pages::Column::Digest.eq(row.digest)).add(phone_pages::Column::Taken.eq(false));
        let new = phone_pages::ActiveModel {
            text: Set(None),
            taken: Set(true),
            // From now on nobody needs to know which device it was.
            device: Set(Uuid::nil()),
            expires_at: Set(row.expires_at - row.expires_at % DAY),
            ..Default::default()
        };
        let done = phone_pages::Entity::update_many().set(new).filter(untaken).exec(&self.write).await;
        self.remembers.store(true, Ordering::Release);
        // Asked twice at once, one gets it.
        if done?.rows_affected == 1 { Ok(PhonePageText::Text(text)) } else { Ok(PhonePageText::Over) }
    }

    /// Forgets texts that nobody fetched in time, whose device asked for them and when; and, a day later, all of it.
    pub async fn forget_phone_pages(&self, now: i64) -> Result<()> {
        let late = phone_pages::Column::ExpiresAt.lte(now);
        let day = Expr::col(phone_pages::Column::ExpiresAt).sub(Expr::col(phone_pages::Column::ExpiresAt).modulo(DAY));
        let update = phone_pages::Entity::update_many()
            .col_expr(phone_pages::Column::Text, Expr::value(None::<String>))
            .col_expr(phone_pages::Column::Device, Expr::value(Uuid::nil()))
            .col_expr(phone_pages::Column::ExpiresAt, day);
        let unread = update.filter(late).filter(phone_pages::Column::Device.ne(Uuid::nil()));
        let done = unread.exec(&self.write).await?;
        if done.rows_affected > 0 {
            self.remembers.store(true, Ordering::Release);
        }
        let old = phone_pages::Column::ExpiresAt.lt(now - DAY);
        phone_pages::Entity::delete_many().filter(old).exec(&self.write).await.map(drop).map_err(Error::from)
    }
}

fn state(row: &phone_pages::Model, now: i64) -> PhonePageState {
    match () {
        () if row.taken || row.expires_at <= now => PhonePageState::Over,
        () if row.text.is_some() => PhonePageState::Written,
        () => PhonePageState::Open,
    }
}

/// 80 random bits that live for minutes need no slow hash.
fn digest(address: &str) -> Vec<u8> {
    Sha256::digest(address).to_vec()
}
