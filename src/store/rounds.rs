//! Rounds of closing: the month that each closed, a row that is never changed, and an entry in the chain of releases.

use super::{
    LogKey, Store,
    chain::releases,
    check::Check,
    closings::{self, Closing},
    dialect,
    entity::rounds,
    error::{Error, Result},
    revision,
};
use crate::domain::{lattice::Rounds, month::Month};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryOrder, QuerySelect,
};

/// A round that is about to be made.
#[derive(Clone, Debug)]
pub struct Round {
    /// The last month that it closes.
    pub closed_to: Month,
    /// Milliseconds since 1970, UTC.
    pub closed_at: i64,
    /// The editions that it makes.
    pub closings: Vec<Closing>,
    /// The revision of the tallies and the rounds before, from which the editions were made.
    pub revision: i64,
    pub before: usize,
}

impl Store {
    /// Makes a round with its editions, all of them or nothing; `false` where another server was faster or something was released
    /// meanwhile.
    pub async fn close_round(&self, round: Round, key: &LogKey) -> Result<bool> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        let before = rounds::Entity::find().count(&tx).await?;
        if before != round.before as u64 || revision::latest(&tx).await? != round.revision {
            tx.rollback().await?;
            return Ok(false);
        }
        let row = rounds::Model {
            number: i32::try_from(before + 1).unwrap_or(i32::MAX),
            closed_to: round.closed_to.to_int(),
            closed_at: round.closed_at,
        };
        releases::append_round(&tx, key, &row).await?;
        rounds::Entity::insert(row.into_active_model()).exec_without_returning(&tx).await?;
        for closing in round.closings {
            closings::keep(&tx, closing, key).await?;
        }
        dialect::commit(tx).await?;
        Ok(true)
    }
}

/// All rounds, in their order.
pub(super) async fn read(db: &impl ConnectionTrait) -> Result<Rounds> {
    let columns = rounds::Entity::find().select_only().columns([rounds::Column::Number, rounds::Column::ClosedTo]);
    let rows: Vec<(i32, i32)> = columns.order_by_asc(rounds::Column::Number).into_tuple().all(db).await?;
    let month = |(number, closed_to): (i32, i32)| {
        let bad = |_| Error::Inconsistent { table: "rounds", column: "closed_to", id: number.to_string() };
        Month::from_int(closed_to).map_err(bad)
    };
    Ok(Rounds::new(rows.into_iter().map(month).collect::<Result<Vec<_>>>()?))
}

/// The rounds against the chain, both ways.
pub(super) async fn verify(tx: &DatabaseTransaction) -> Result<Check> {
    let rows = rounds::Entity::find().order_by_asc(rounds::Column::Number).all(tx).await?;
    let chained = releases::rounds(tx).await?;
    Ok(Check {
        name: "I7 rounds",
        holds: rows == chained,
        figures: format!("{} rounds of closing, {} in the chain of releases", rows.len(), chained.len()),
    })
}
