//! Organisations and desks.

use super::{
    Store, dialect,
    entity::{desk_units, desks, units},
    error::{Error, Result},
};
use crate::domain::{
    text::fold,
    unit::{Catalogue, Desk, Unit, Validity},
};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};
use std::collections::HashSet;

impl Store {
    /// Adds the organisations and desks of a site's lists that are not known yet, in one transaction; those that are known
    /// stay as they are.
    pub async fn add_to_catalogue(&self, lists: &Catalogue) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        let known: HashSet<String> = codes(units::Entity::find().all(&tx).await, |row| row.code)?;
        let new = lists.units().iter().filter(|unit| !known.contains(&unit.code));
        let rows: Vec<_> = places(known.len()).zip(new).map(|(place, unit)| unit_row(place, unit)).collect();
        if !rows.is_empty() {
            units::Entity::insert_many(rows).exec_without_returning(&tx).await?;
        }
        let known: HashSet<String> = codes(desks::Entity::find().all(&tx).await, |row| row.code)?;
        let new: Vec<&Desk> = lists.desks().iter().filter(|desk| !known.contains(&desk.code)).collect();
        let rows = places(known.len()).zip(&new).map(|(place, desk)| desk_row(place, desk));
        if !new.is_empty() {
            desks::Entity::insert_many(rows).exec_without_returning(&tx).await?;
            let links = new.iter().flat_map(|desk| {
                places(0).zip(&desk.units).map(|(place, unit)| desk_units::ActiveModel {
                    desk: Set(desk.code.clone()),
                    unit: Set(unit.clone()),
                    place: Set(place),
                })
            });
            desk_units::Entity::insert_many(links).exec_without_returning(&tx).await?;
        }
        dialect::commit(tx).await
    }

    /// All organisations and desks.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] where they do not hang together.
    pub async fn catalogue(&self) -> Result<Catalogue> {
        // Another server may add its lists meanwhile: desks without their organisations would be a broken catalogue.
        let tx = dialect::begin_reading(&self.read).await?;
        let unit_rows = units::Entity::find().order_by_asc(units::Column::Place).all(&tx).await?;
        let desk_rows = desks::Entity::find().order_by_asc(desks::Column::Place).all(&tx).await?;
        let links = desk_units::Entity::find()
            .order_by_asc(desk_units::Column::Desk)
            .order_by_asc(desk_units::Column::Place)
            .all(&tx)
            .await?;
        tx.commit().await?;
        let units = unit_rows.into_iter().map(unit).collect::<Result<Vec<_>>>()?;
        let desks = desk_rows.into_iter().map(|row| desk(row, &links));
        Catalogue::new(units, desks.collect::<Result<_>>()?).map_err(|broken| Error::Inconsistent {
            table: "units",
            column: "code",
            id: broken.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        })
    }
}

/// Places in a list, after those that are taken.
fn places(taken: usize) -> impl Iterator<Item = i32> {
    i32::try_from(taken).unwrap_or(i32::MAX)..
}

fn codes<R>(rows: std::result::Result<Vec<R>, sea_orm::DbErr>, code: impl Fn(R) -> String) -> Result<HashSet<String>> {
    Ok(rows?.into_iter().map(code).collect())
}

fn unit_row(place: i32, unit: &Unit) -> units::ActiveModel {
    units::ActiveModel {
        code: Set(unit.code.clone()),
        parent: Set(unit.parent.clone()),
        name: Set(unit.name.clone()),
        folded: Set(fold(&unit.name)),
        level: Set(unit.level.clone()),
        block: Set(unit.block.clone()),
        valid_from: Set(unit.validity.from.map(|day| day.to_string())),
        valid_to: Set(unit.validity.to.map(|day| day.to_string())),
        predecessors: Set(unit.predecessors.join("|")),
        note: Set(unit.note.clone()),
        place: Set(place),
    }
}

fn desk_row(place: i32, desk: &Desk) -> desks::ActiveModel {
    desks::ActiveModel {
        code: Set(desk.code.clone()),
        name: Set(desk.name.clone()),
        name_en: Set(desk.name_en.clone()),
        place: Set(place),
        valid_from: Set(desk.validity.from.map(|day| day.to_string())),
        valid_to: Set(desk.validity.to.map(|day| day.to_string())),
    }
}

fn unit(row: units::Model) -> Result<Unit> {
    Ok(Unit {
        validity: validity(("units", &row.code), row.valid_from.as_deref(), row.valid_to.as_deref())?,
        predecessors: row.predecessors.split('|').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
        code: row.code,
        parent: row.parent,
        name: row.name,
        level: row.level,
        block: row.block,
        note: row.note,
    })
}

fn desk(row: desks::Model, links: &[desk_units::Model]) -> Result<Desk> {
    Ok(Desk {
        validity: validity(("desks", &row.code), row.valid_from.as_deref(), row.valid_to.as_deref())?,
        units: links.iter().filter(|link| link.desk == row.code).map(|link| link.unit.clone()).collect(),
        code: row.code,
        name: row.name,
        name_en: row.name_en,
    })
}

fn validity((table, code): (&'static str, &str), from: Option<&str>, to: Option<&str>) -> Result<Validity> {
    let day = |text: Option<&str>, column| {
        let bad = |_| Error::Inconsistent { table, column, id: code.to_owned() };
        text.map(|text| text.parse().map_err(bad)).transpose()
    };
    Ok(Validity { from: day(from, "valid_from")?, to: day(to, "valid_to")? })
}
