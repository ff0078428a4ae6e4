//! Staff accounts.

use super::{
    LogEntry, Store,
    chain::guarded::Change,
    dialect,
    entity::{sessions, users},
    error::Result,
    insert::is_new,
    staff_log::{end_act, log_and_commit},
};
use crate::domain::{role::Role, text::account_name};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
    prelude::Uuid,
};

/// A one-time password may be used for so long, milliseconds.
const ONE_TIME: i64 = 24 * 60 * 60 * 1000;

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
    /// Nobody signs in from then on.
    pub disabled_at: Option<i64>,
    /// A one-time password may be used before this; `None` for one of an older version.
    one_time_until: Option<i64>,
}

impl User {
    pub fn may_sign_in(&self, now: i64) -> bool {
        self.disabled_at.is_none() && !self.is_used_up(now)
    }

    /// When the account, or its one-time password, was made.
    pub fn made_at(&self) -> i64 {
        self.one_time_until.map_or(self.created_at, |until| until - ONE_TIME)
    }

    /// The password is for one use, and was used or has waited for too long.
    pub fn is_used_up(&self, now: i64) -> bool {
        self.must_change && self.one_time_until.is_some_and(|until| until <= now)
    }
}

/// A change of an account that ends its sessions.
#[derive(Clone, Debug)]
pub enum AccountChange {
    /// The hash of another password, which may be for one use.
    Password {
        hash: String,
        must_change: bool,
    },
    /// The hash of a password that its owner has chosen, in place of the one that they know.
    OwnPassword {
        hash: String,
        instead_of: String,
    },
    Disable,
    Enable,
    Role {
        role: Role,
        unit: Option<String>,
    },
    /// Nothing else.
    Sessions,
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
            disabled_at: None,
            one_time_until: until(user.must_change, user.created_at),
        };
        let insert = row.clone().into_active_model();
        let tx = dialect::begin(&self.write).await?;
        if named(&tx, &row.name).await?.is_some() {
            tx.rollback().await?;
            return Ok(None);
        }
        let new = is_new(users::Entity::insert(insert).exec_without_returning(&tx).await)?;
        let change = Change::default().user(entry.by.key, None, Some(&row));
        Ok(end_act(tx, new, entry.of(change)).await?.then(|| public(row)))
    }

    /// All accounts by name.
    pub async fn users(&self) -> Result<Vec<User>> {
        let rows = users::Entity::find().order_by_asc(users::Column::Name).all(&self.read).await;
        Ok(rows?.into_iter().map(public).collect())
    }

    /// An account and its password hash, by its name however that is typed.
    pub async fn user_with_password(&self, name: &str) -> Result<Option<(User, String)>> {
        let row = named(&self.read, name).await?;
        Ok(row.map(|row| (public(row.clone()), row.password)))
    }

    /// Changes an account and ends every session of it. False where nobody would be left who administers the site, and where the password
    /// is another one by now.
    pub async fn change_user(&self, id: Uuid, change: AccountChange, entry: LogEntry<'_>) -> Result<bool> {
        let tx = dialect::begin(&self.write).await?;
        let others = other_administrators(&tx, id, entry.by.at).await?;
        let before = users::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
        let takes_away = match &change {
            AccountChange::Disable => true,
            AccountChange::Role { role, .. } => *role != Role::Administrator,
            _ => false,
        };
        let is_last = takes_away && !others && before.as_ref().is_some_and(administers);
        let is_late = match &change {
            AccountChange::OwnPassword { instead_of, .. } => {
                before.as_ref().is_none_or(|row| row.password != *instead_of)
            }
            _ => false,
        };
        if is_last || is_late {
            tx.rollback().await?;
            return Ok(false);
        }
        let mut row = users::ActiveModel { id: Unchanged(id), ..Default::default() };
        match change {
            AccountChange::Password { hash, must_change } => {
                row.password = Set(hash);
                row.must_change = Set(must_change);
                row.one_time_until = Set(until(must_change, entry.by.at));
            }
            AccountChange::OwnPassword { hash, .. } => {
                row.password = Set(hash);
                row.must_change = Set(false);
                row.one_time_until = Set(None);
            }
            AccountChange::Disable => row.disabled_at = Set(Some(entry.by.at)),
            AccountChange::Enable => row.disabled_at = Set(None),
            AccountChange::Role { role, unit } => {
                row.role = Set(role.key().to_owned());
                row.unit = Set(unit);
            }
            AccountChange::Sessions => {}
        }
        let after = if row.is_changed() { Some(users::Entity::update(row).exec(&tx).await?) } else { before.clone() };
        sessions::Entity::delete_many().filter(sessions::Column::User.eq(id)).exec(&tx).await?;
        let change = Change::default().user(entry.by.key, before.as_ref(), after.as_ref());
        log_and_commit(tx, entry.of(change)).await?;
        Ok(true)
    }
}

/// The account of a name. Names of before may have capitals, and no database compares those of Vietnamese.
async fn named(db: &impl ConnectionTrait, typed: &str) -> Result<Option<users::Model>> {
    let name = account_name(typed);
    // Two of before that differ in capitals alone are told apart as they were.
    for name in [typed, &name] {
        if let Some(row) = users::Entity::find().filter(users::Column::Name.eq(name)).one(db).await? {
            return Ok(Some(row));
        }
    }
    let rows = users::Entity::find().order_by_asc(users::Column::Name).all(db).await?;
    Ok(rows.into_iter().find(|row| account_name(&row.name) == name))
}

fn administers(row: &users::Model) -> bool {
    row.role == Role::Administrator.key() && row.disabled_at.is_none()
}

/// Somebody else can administer the site: an account whose password nobody has chosen yet may never be used. Nobody changes them meanwhile.
async fn other_administrators(tx: &DatabaseTransaction, id: Uuid, now: i64) -> Result<bool> {
    use users::Column as C;
    let may = users::Entity::find().filter(C::Role.eq(Role::Administrator.key())).order_by_asc(C::Id);
    let rows = may.lock_exclusive().all(tx).await?;
    Ok(rows.into_iter().any(|row| row.id != id && !row.must_change && public(row).may_sign_in(now)))
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
        disabled_at: row.disabled_at,
        one_time_until: row.one_time_until,
    }
}

fn until(must_change: bool, made_at: i64) -> Option<i64> {
    must_change.then(|| made_at.saturating_add(ONE_TIME))
}
