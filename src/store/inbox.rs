//! What waits for its release.

use super::{
    Store,
    entity::{accepted, inbox},
    error::{Error, Result},
};
use crate::domain::{batch::Waiting, month::Month, submission::Submission};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryOrder, QuerySelect};

impl Store {
    /// Waiting submissions by version, unit and month, in that order.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn waiting(&self) -> Result<Vec<Waiting>> {
        use inbox::Column as C;
        let rows: Vec<(String, String, i32, i64, i64)> = inbox::Entity::find()
            .select_only()
            .columns([C::Survey, C::Unit, C::Month])
            .column_as(C::Seq.count(), "count")
            .column_as(C::ReceivedAt.min(), "oldest")
            .group_by(C::Survey)
            .group_by(C::Unit)
            .group_by(C::Month)
            .order_by_asc(C::Survey)
            .order_by_asc(C::Unit)
            .order_by_asc(C::Month)
            .into_tuple()
            .all(&self.read)
            .await
            .map_err(Error::from_db)?;
        rows.into_iter()
            .map(|(survey, unit, month, count, oldest)| {
                Ok(Waiting { survey, unit, month: stored_month("inbox", month)?, count: count.unsigned_abs(), oldest })
            })
            .collect()
    }

    /// Whether a submission's id was accepted before, and if so, whether with the same content.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn was_accepted(&self, submission: &Submission) -> Result<Option<bool>> {
        let row = accepted::Entity::find_by_id(submission.id.key().to_vec()).one(&self.read).await;
        Ok(row.map_err(Error::from_db)?.map(|row| row.digest == submission.content_digest()))
    }

    /// How many submissions wait.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn waiting_count(&self) -> Result<u64> {
        inbox::Entity::find().count(&self.read).await.map_err(Error::from_db)
    }
}

pub(super) fn stored_month(table: &'static str, month: i32) -> Result<Month> {
    Month::from_int(month).map_err(|_| Error::Inconsistent { table, column: "month", id: month.to_string() })
}
