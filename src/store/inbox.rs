//! The submissions that wait for their release.

use super::{
    Store, dialect,
    entity::{accepted, inbox},
    error::{Error, Result},
};
use crate::domain::{
    batch::Waiting,
    month::Month,
    submission::{Stratum, Submission},
};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, PaginatorTrait, QuerySelect};
use std::collections::BTreeMap;

impl Store {
    /// Waiting submissions by version, unit, month and crowd, in that order.
    pub async fn waiting(&self) -> Result<Vec<Waiting>> {
        use inbox::Column as C;
        let rows: Vec<(String, String, i32, String, i64, i64)> = inbox::Entity::find()
            .select_only()
            .columns([C::Survey, C::Unit, C::Month, C::Stratum])
            .column_as(C::Seq.count(), "count")
            .column_as(C::ReceivedAt.min(), "oldest")
            .group_by(C::Survey)
            .group_by(C::Unit)
            .group_by(C::Month)
            .group_by(C::Stratum)
            .into_tuple()
            .all(&self.read)
            .await?;
        let mut groups: BTreeMap<(String, String, Month, bool), (u64, i64)> = BTreeMap::new();
        for (survey, unit, month, stratum, count, oldest) in rows {
            let month = stored_month("inbox", month)?;
            let unknown = Error::Inconsistent { table: "inbox", column: "stratum", id: stratum.clone() };
            let single_use = Stratum::from_key(&stratum).ok_or(unknown)?.is_single_use();
            let group = groups.entry((survey, unit, month, single_use)).or_insert((0, i64::MAX));
            *group = (group.0 + count.unsigned_abs(), Ord::min(group.1, oldest));
        }
        let waiting = |((survey, unit, month, single_use), (count, oldest))| Waiting {
            survey,
            unit,
            month,
            single_use,
            count,
            oldest,
        };
        Ok(groups.into_iter().map(waiting).collect())
    }

    /// `None` where a submission's id was not accepted before. Else true where it was with the same content, false where with
    /// another. The answer is durable: an earlier call may have been told that it was not accepted, because a standby was away.
    pub async fn was_accepted(&self, submission: &Submission) -> Result<Option<bool>> {
        let row = accepted::Entity::find_by_id(submission.id.key().to_vec()).one(&self.read).await;
        let Some(row) = row? else { return Ok(None) };
        let confirm = async {
            let tx = dialect::begin(&self.write).await?;
            dialect::wait_at_commit(&tx).await?;
            dialect::commit(tx).await
        };
        if self.write.get_database_backend() == DbBackend::Postgres {
            dialect::in_time(&self.write, confirm).await?;
        }
        Ok(Some(row.digest == submission.content_digest()))
    }

    pub async fn waiting_count(&self) -> Result<u64> {
        inbox::Entity::find().count(&self.read).await.map_err(Error::from)
    }
}

pub(super) fn stored_month(table: &'static str, month: i32) -> Result<Month> {
    Month::from_int(month).map_err(|_| Error::Inconsistent { table, column: "month", id: month.to_string() })
}
