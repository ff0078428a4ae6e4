//! The units whose answers of a year were so few that they are counted above them.

use super::{
    Store,
    entity::counted_above,
    error::Result,
    insert::{Again, Cells, insert_rows},
};
use crate::domain::batch::Batch;
use sea_orm::{DatabaseTransaction, EntityTrait};
use std::collections::BTreeSet;

impl Store {
    /// Version, unit and year of each.
    pub async fn counted_above(&self) -> Result<Vec<(String, String, i16)>> {
        let rows = counted_above::Entity::find().all(&self.read).await?;
        let year = |year: i32| i16::try_from(year).unwrap_or(i16::MAX);
        Ok(rows.into_iter().map(|row| (row.survey, row.unit, year(row.year))).collect())
    }
}

/// Notes the units whose answers leave for one above them.
pub(super) async fn note<'b>(tx: &DatabaseTransaction, batches: impl Iterator<Item = &'b Batch>) -> Result<()> {
    use counted_above::Column as C;
    let takes = batches.flat_map(|batch| batch.takes.iter().map(move |take| (batch, take)));
    let above = takes.filter(|(batch, take)| batch.into != take.unit);
    let above: BTreeSet<(&str, &str, i16)> =
        above.map(|(batch, take)| (batch.survey.as_str(), take.unit.as_str(), take.month.year())).collect();
    let rows = above.into_iter().map(|(survey, unit, year)| -> Cells<counted_above::Entity, 3> {
        [(C::Survey, survey.into()), (C::Unit, unit.into()), (C::Year, i32::from(year).into())]
    });
    insert_rows(tx, counted_above::Entity, rows.collect::<Vec<_>>().into_iter(), Again::Stays).await?;
    Ok(())
}
