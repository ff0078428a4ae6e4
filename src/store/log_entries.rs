//! The entries of the staff log as they are read.

use super::{Store, entity::staff_log, error::Result};
use crate::domain::staff_log::AnyAction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Which entries are asked for.
#[derive(Clone, Debug, Default)]
pub struct LogAsked {
    pub actor: Option<String>,
    pub action: Option<AnyAction>,
    /// Only entries before this number of the chain.
    pub before: Option<i64>,
}

/// An entry as stored.
#[derive(Clone, Debug)]
pub struct Logged {
    /// Its number in the chain.
    pub seq: i64,
    pub at: i64,
    pub actor: String,
    pub action: AnyAction,
    pub detail: String,
}

impl Store {
    /// The entries that are asked for, newest first; all of them, or at most so many.
    pub async fn log_entries(&self, asked: &LogAsked, most: Option<u64>) -> Result<Vec<Logged>> {
        use staff_log::Column as C;
        let mut select = staff_log::Entity::find().order_by_desc(C::Seq).limit(most);
        if let Some(actor) = &asked.actor {
            select = select.filter(C::Actor.eq(actor));
        }
        if let Some(action) = &asked.action {
            select = select.filter(C::Action.eq(action.key()));
        }
        if let Some(before) = asked.before {
            select = select.filter(C::Seq.lt(before));
        }
        let rows = select.all(&self.read).await?;
        let logged = |row: staff_log::Model| Logged {
            seq: row.seq,
            at: row.at,
            actor: row.actor,
            action: AnyAction::read(&row.action),
            detail: row.detail,
        };
        Ok(rows.into_iter().map(logged).collect())
    }

    /// Everybody and everything that the log names, sorted: actors and actions.
    pub async fn log_choices(&self) -> Result<(Vec<String>, Vec<AnyAction>)> {
        let distinct = |column| {
            let select = staff_log::Entity::find().select_only().column(column).distinct();
            select.order_by_asc(column).into_tuple::<String>().all(&self.read)
        };
        let actors = distinct(staff_log::Column::Actor).await?;
        let actions = distinct(staff_log::Column::Action).await?;
        Ok((actors, actions.iter().map(|key| AnyAction::read(key)).collect()))
    }
}
