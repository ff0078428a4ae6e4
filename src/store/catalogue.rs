//! Organisations and desks.

use super::{
    Store, dialect,
    entity::{desk_units, desks, units},
    error::{Error, Result},
};
use crate::domain::{
    text::fold,
    unit::{Catalogue, Desk, Unit},
};
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait, QueryOrder};

impl Store {
    /// Whether no organisation is known yet.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn has_no_units(&self) -> Result<bool> {
        Ok(units::Entity::find().count(&self.write).await.map_err(Error::from_db)? == 0)
    }

    /// Stores the first lists of a site in one transaction; does nothing where units are there already.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn import_catalogue(&self, catalogue: &Catalogue) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        if units::Entity::find().count(&tx).await.map_err(Error::from_db)? > 0 {
            return tx.rollback().await.map_err(Error::from_db);
        }
        let rows = |count: usize| 0..i32::try_from(count).unwrap_or(i32::MAX);
        let unit_rows = rows(catalogue.units().len()).zip(catalogue.units()).map(|(place, unit)| unit_row(place, unit));
        units::Entity::insert_many(unit_rows).exec_without_returning(&tx).await.map_err(Error::from_db)?;
        let desk_rows = rows(catalogue.desks().len()).zip(catalogue.desks()).map(|(place, desk)| desks::ActiveModel {
            code: Set(desk.code.clone()),
            name: Set(desk.name.clone()),
            name_en: Set(desk.name_en.clone()),
            place: Set(place),
        });
        desks::Entity::insert_many(desk_rows).exec_without_returning(&tx).await.map_err(Error::from_db)?;
        let links = catalogue.desks().iter().flat_map(|desk| {
            rows(desk.units.len()).zip(&desk.units).map(|(place, unit)| desk_units::ActiveModel {
                desk: Set(desk.code.clone()),
                unit: Set(unit.clone()),
                place: Set(place),
            })
        });
        desk_units::Entity::insert_many(links).exec_without_returning(&tx).await.map_err(Error::from_db)?;
        tx.commit().await.map_err(Error::from_db)
    }

    /// All organisations and desks.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] where they do not hang together.
    pub async fn catalogue(&self) -> Result<Catalogue> {
        let unit_rows = units::Entity::find().order_by_asc(units::Column::Place).all(&self.read).await;
        let desk_rows = desks::Entity::find().order_by_asc(desks::Column::Place).all(&self.read).await;
        let links = desk_units::Entity::find()
            .order_by_asc(desk_units::Column::Desk)
            .order_by_asc(desk_units::Column::Place)
            .all(&self.read)
            .await
            .map_err(Error::from_db)?;
        let units = unit_rows.map_err(Error::from_db)?.into_iter().map(unit).collect::<Result<Vec<_>>>()?;
        let desks = desk_rows.map_err(Error::from_db)?.into_iter().map(|row| Desk {
            units: links.iter().filter(|link| link.desk == row.code).map(|link| link.unit.clone()).collect(),
            code: row.code,
            name: row.name,
            name_en: row.name_en,
        });
        Catalogue::new(units, desks.collect()).map_err(|mistakes| Error::Inconsistent {
            table: "units",
            column: "code",
            id: mistakes.join("; "),
        })
    }
}

fn unit_row(place: i32, unit: &Unit) -> units::ActiveModel {
    units::ActiveModel {
        code: Set(unit.code.clone()),
        parent: Set(unit.parent.clone()),
        name: Set(unit.name.clone()),
        folded: Set(fold(&unit.name)),
        level: Set(unit.level.clone()),
        block: Set(unit.block.clone()),
        valid_from: Set(unit.valid_from.map(|day| day.to_string())),
        valid_to: Set(unit.valid_to.map(|day| day.to_string())),
        note: Set(unit.note.clone()),
        place: Set(place),
    }
}

fn unit(row: units::Model) -> Result<Unit> {
    let day = |text: Option<String>, column| {
        text.map(|text| text.parse().map_err(|_| Error::Inconsistent { table: "units", column, id: row.code.clone() }))
            .transpose()
    };
    Ok(Unit {
        valid_from: day(row.valid_from, "valid_from")?,
        valid_to: day(row.valid_to, "valid_to")?,
        code: row.code,
        parent: row.parent,
        name: row.name,
        level: row.level,
        block: row.block,
        note: row.note,
    })
}
