//! Runs of receipts' numbers, as the pages of printing ask for them.

use super::{
    Store,
    entity::mintings,
    error::Result,
    receipts::{Minting, lost, minting, stored},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// Receipts that were minted at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub first: u32,
    pub last: u32,
    pub minting: Minting,
}

impl Store {
    /// The runs that the numbers from `first` to `last` belong to, in order. Numbers without a run were never
    /// minted; they come after all others.
    pub async fn runs(&self, first: u32, last: u32) -> Result<Vec<Run>> {
        let begin = mintings::Entity::find()
            .filter(mintings::Column::First.lte(stored(first)))
            .order_by_desc(mintings::Column::First)
            .one(&self.read)
            .await?
            .map_or(0, |run| run.first);
        let rows = mintings::Entity::find()
            .filter(mintings::Column::First.between(begin, stored(last)))
            .order_by_asc(mintings::Column::First)
            .all(&self.read)
            .await?;
        let runs = rows.into_iter().map(run).collect::<Result<Vec<Run>>>()?;
        Ok(runs.into_iter().filter(|run| run.last >= first).collect())
    }

    /// The run that was minted last.
    pub async fn latest_run(&self) -> Result<Option<Run>> {
        let last = mintings::Entity::find().order_by_desc(mintings::Column::First).one(&self.read).await;
        last?.map(run).transpose()
    }
}

fn run(row: mintings::Model) -> Result<Run> {
    let (first, last) = (row.first, row.first.saturating_add(row.count) - 1);
    let number = |value: i32| u32::try_from(value).map_err(|_| lost(first));
    Ok(Run { first: number(first)?, last: number(last)?, minting: minting(row)? })
}
