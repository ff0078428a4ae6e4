//! Released comments.

use super::{
    Store,
    entity::comments,
    error::{Error, Result},
    inbox::stored_month,
};
use crate::domain::month::Month;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder, QuerySelect};

/// A comment, apart from every rating.
#[derive(Clone, Debug)]
pub struct Comment {
    pub unit: String,
    pub month: Month,
    pub lang: String,
    /// Masked at its release.
    pub text: String,
}

impl Store {
    /// How many comments there are, and up to `most` of the latest months in random order.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn comments(&self, most: u64) -> Result<(u64, Vec<Comment>)> {
        let all = comments::Entity::find().count(&self.read).await.map_err(Error::from_db)?;
        let rows = comments::Entity::find()
            .order_by_desc(comments::Column::Month)
            .order_by_asc(comments::Column::Unit)
            .order_by_asc(comments::Column::Id)
            .limit(most)
            .all(&self.read)
            .await
            .map_err(Error::from_db)?;
        let list = rows.into_iter().map(|row| {
            Ok(Comment { month: stored_month("comments", row.month)?, unit: row.unit, lang: row.lang, text: row.text })
        });
        Ok((all, list.collect::<Result<_>>()?))
    }
}
