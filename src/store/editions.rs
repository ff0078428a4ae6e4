//! The edition of the rules of flags of each year of which something was released.

use super::{
    entity::flag_editions,
    error::{Error, Result},
    insert::{Again, Cells, insert_rows},
};
use crate::domain::flags::{Edition, Editions};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};
use std::collections::BTreeSet;

/// # Errors
/// Faults of the database; [`Error::Inconsistent`] for an edition that this program does not know.
pub(super) async fn read(db: &impl ConnectionTrait) -> Result<Editions> {
    let rows = flag_editions::Entity::find().all(db).await?;
    let edition = |row: flag_editions::Model| {
        let bad = || Error::Inconsistent { table: "flag_editions", column: "edition", id: row.year.to_string() };
        let year = i16::try_from(row.year).map_err(|_| bad())?;
        Ok((year, Edition::from_number(row.edition).ok_or_else(bad)?))
    };
    Ok(Editions::new(rows.into_iter().map(edition).collect::<Result<Vec<_>>>()?))
}

/// Notes the latest edition for years that have none: from now on they keep it.
pub(super) async fn begin(tx: &DatabaseTransaction, years: BTreeSet<i16>) -> Result<()> {
    use flag_editions::Column as C;
    let rows = years.into_iter().map(|year| -> Cells<flag_editions::Entity, 2> {
        [(C::Year, i32::from(year).into()), (C::Edition, i32::from(Edition::LATEST.number()).into())]
    });
    insert_rows(tx, flag_editions::Entity, rows, Again::Stays).await?;
    Ok(())
}
