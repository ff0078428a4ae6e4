//! Staff accounts.

use super::{
    LogEntry, Store,
    chain::guarded::Change,
    dialect,
    entity::{sessions, users},
    error::{Error, Result},
    insert::is_new,
    staff_log::{end_act, log_and_commit},
};
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
};

/// An account, without its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: Uuid,
    pub name: String,
    /// Key of a role of `domain::role`.
    pub role: String,
    pub unit: Option<String>,
    pub must_change: bool,
    pub created_at: i64,
    pub signed_in_at: Option<i64>,
}

/// An account to make. `password` is a hash.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub name: String,
    pub role: String,
    pub unit: Option<String>,
    pub password: String,
    /// The password is for one use.
    pub must_change: bool,
    pub created_at: i64,
}

impl Store {
    /// Makes an account; `None` where the name is taken.
    pub async fn add_user(&self, user: NewUser, entry: LogEntry<'_>) -> Result<Option<User>> {
        let row = users::Model {
            id: Uuid::now_v7(),
            name: user.name,
            role: user.role,
            unit: user.unit,
            password: user.password,
            must_change: user.must_change,
            created_at: user.created_at,
            signed_in_at: None,
        };
        let insert = row.clone().into_active_model();
        let tx = dialect::begin(&self.write).await?;
        let new = is_new(users::Entity::insert(insert).exec_without_returning(&tx).await)?;
        let change = Change::default().user(entry.by.key, None, Some(&row));
        Ok(end_act(tx, new, entry.of(change)).await?.then(|| public(row)))
    }

    /// All accounts by name.
    pub async fn users(&self) -> Result<Vec<User>> {
        let rows = users::Entity::find().order_by_asc(users::Column::Name).all(&self.read).await;
        Ok(rows?.into_iter().map(public).collect())
    }

    pub async fn user_count(&self) -> Result<u64> {
        users::Entity::find().count(&self.write).await.map_err(Error::from)
    }

    /// An account and its password hash.
    pub async fn user_with_password(&self, name: &str) -> Result<Option<(User, String)>> {
        let row = users::Entity::find().filter(users::Column::Name.eq(name)).one(&self.read).await;
        Ok(row?.map(|row| (public(row.clone()), row.password)))
    }

    /// Sets a password hash and ends every session of the account.
    pub async fn set_password(&self, id: Uuid, password: String, must_change: bool, entry: LogEntry<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        let before = users::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
        let change = users::ActiveModel {
            id: Unchanged(id),
            password: Set(password),
            must_change: Set(must_change),
            ..Default::default()
        };
        let after = users::Entity::update(change).exec(&tx).await?;
        sessions::Entity::delete_many().filter(sessions::Column::User.eq(id)).exec(&tx).await?;
        let change = Change::default().user(entry.by.key, before.as_ref(), Some(&after));
        log_and_commit(tx, entry.of(change)).await
    }
}

pub(super) fn public(row: users::Model) -> User {
    User {
        id: row.id,
        name: row.name,
        role: row.role,
        unit: row.unit,
        must_change: row.must_change,
        created_at: row.created_at,
        signed_in_at: row.signed_in_at,
    }
}
