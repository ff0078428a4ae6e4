//! The revision of the tallies: each release gives one to all that it touches.

use super::{entity::tallies, error::Result};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QuerySelect};

/// That of the latest release; 0 before the first one.
pub(super) async fn latest(db: &impl ConnectionTrait) -> Result<i64> {
    let latest: Option<Option<i64>> = tallies::Entity::find()
        .select_only()
        .column_as(tallies::Column::Revision.max(), "latest")
        .into_tuple()
        .one(db)
        .await?;
    Ok(latest.flatten().unwrap_or(0))
}
