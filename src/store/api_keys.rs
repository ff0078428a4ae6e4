//! Keys of other systems, which mint receipts or fetch responses without a person.

use super::{
    LogEntry, Store, chain::guarded::Change, dialect, entity::api_keys, error::Result, insert::is_new,
    staff_log::end_act,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
    sea_query::Expr,
};
use sha2::{Digest, Sha256};

/// A key as staff see it; the secret itself is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    pub name: String,
    /// The right of the key, one of `work::api_keys`.
    pub right: String,
    /// Milliseconds since 1970, UTC.
    pub created_at: i64,
    pub revoked_at: Option<i64>,
}

impl Store {
    /// Keeps the digest of a new key's secret; `false` where the name is taken.
    pub async fn add_api_key(&self, name: &str, right: &str, secret: &str, entry: LogEntry<'_>) -> Result<bool> {
        let row = api_keys::Model {
            id: Uuid::now_v7(),
            name: name.to_owned(),
            digest: digest(secret),
            right: right.to_owned(),
            created_at: entry.by.at,
            revoked_at: None,
        };
        let change = Change::default().api_key(entry.by.key, None, Some(&row));
        let tx = dialect::begin(&self.write).await?;
        let new = is_new(api_keys::Entity::insert(row.into_active_model()).exec_without_returning(&tx).await)?;
        end_act(tx, new, entry.of(change)).await
    }

    /// The key with this secret, unless it was revoked.
    pub async fn api_key(&self, secret: &str) -> Result<Option<ApiKey>> {
        let row = api_keys::Entity::find()
            .filter(api_keys::Column::Digest.eq(digest(secret)))
            .filter(api_keys::Column::RevokedAt.is_null())
            .one(&self.read)
            .await;
        Ok(row?.map(public))
    }

    /// All keys, the newest first.
    pub async fn api_keys(&self) -> Result<Vec<ApiKey>> {
        let rows = api_keys::Entity::find().order_by_desc(api_keys::Column::Id).all(&self.read).await;
        Ok(rows?.into_iter().map(public).collect())
    }

    /// Ends a key from the next request on; `false` where there is none of this name in force.
    pub async fn revoke_api_key(&self, name: &str, entry: LogEntry<'_>) -> Result<bool> {
        let tx = dialect::begin(&self.write).await?;
        let in_force = Condition::all().add(api_keys::Column::Name.eq(name)).add(api_keys::Column::RevokedAt.is_null());
        let before = api_keys::Entity::find().filter(in_force.clone()).lock_exclusive().one(&tx).await?;
        let done = api_keys::Entity::update_many()
            .col_expr(api_keys::Column::RevokedAt, Expr::value(entry.by.at))
            .filter(in_force)
            .exec(&tx)
            .await?;
        let after = before.clone().map(|row| api_keys::Model { revoked_at: Some(entry.by.at), ..row });
        let change = Change::default().api_key(entry.by.key, before.as_ref(), after.as_ref());
        end_act(tx, done.rows_affected == 1, entry.of(change)).await
    }
}

fn public(row: api_keys::Model) -> ApiKey {
    ApiKey { name: row.name, right: row.right, created_at: row.created_at, revoked_at: row.revoked_at }
}

/// 256 random bits need no slow hash.
fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}
