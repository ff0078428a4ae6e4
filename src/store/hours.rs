//! Opening hours: a desk's own are kept here; those of the site are a setting, of which the staff log keeps the changes.

use super::{
    By, Store,
    chain::guarded::Change,
    dialect,
    entity::{desk_hours, staff_log},
    error::{Error, Result},
    staff_log::log_and_commit,
};
use crate::domain::{
    hours::{Hours, OpeningHours},
    staff_log::Action,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};

/// The entry that says which hours the site had set from then on.
const SITE: Action = Action::HoursSite;

impl Store {
    /// When each desk is open, where the setting of the site is known.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] for hours that cannot be read.
    pub async fn opening_hours(&self, site: &Hours) -> Result<OpeningHours> {
        let rows = desk_hours::Entity::find().all(&self.read).await?;
        let desks = rows.into_iter().map(|row| match row.hours.parse() {
            Ok(hours) => Ok((row.desk, hours)),
            Err(_) => Err(Error::Inconsistent { table: "desk_hours", column: "hours", id: row.desk }),
        });
        Ok(OpeningHours { site: site.clone(), desks: desks.collect::<Result<_>>()? })
    }

    /// Sets the hours of a desk, or leaves it to those of the site, and logs what changed with the account that did it.
    /// Says nothing where nothing changed.
    ///
    /// # Errors
    /// Faults of the database; a desk that is not there is one.
    pub async fn set_desk_hours(&self, desk: &str, hours: Option<&Hours>, by: By<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        let before = desk_hours::Entity::find_by_id(desk).one(&tx).await?;
        let after = hours.map(|hours| desk_hours::Model { desk: desk.to_owned(), hours: hours.to_string() });
        if before == after {
            return tx.rollback().await.map_err(Error::from);
        }
        let change = Change::default().hours(by.key, before.as_ref(), after.as_ref());
        if let Some(row) = after.clone() {
            let or_change =
                OnConflict::column(desk_hours::Column::Desk).update_column(desk_hours::Column::Hours).to_owned();
            let insert = desk_hours::Entity::insert(row.into_active_model()).on_conflict(or_change);
            insert.exec_without_returning(&tx).await?;
        } else {
            desk_hours::Entity::delete_by_id(desk).exec(&tx).await?;
        }
        let said = |row: Option<desk_hours::Model>| row.map_or_else(|| "as the site".to_owned(), |row| row.hours);
        let detail = format!("{desk}: {} (before: {})", said(after), said(before));
        log_and_commit(tx, by.does(Action::HoursDesk, &detail).of(change)).await
    }

    /// Logs the site's setting where it differs from the one that was logged last: the log is the one place where nobody
    /// can change what it was.
    pub async fn note_site_hours(&self, site: &Hours, by: By<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        let last = staff_log::Entity::find()
            .filter(staff_log::Column::Action.eq(SITE.key()))
            .order_by_desc(staff_log::Column::Seq)
            .limit(1)
            .one(&tx)
            .await;
        let detail = site.to_string();
        if last?.is_some_and(|last| last.detail == detail) {
            return tx.rollback().await.map_err(Error::from);
        }
        log_and_commit(tx, by.does(SITE, &detail)).await
    }
}
