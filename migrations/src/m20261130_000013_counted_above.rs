//! The units whose answers of a year were too few for a figure of their own and are counted above them. Those of before are not known.

use crate::keyed_only;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = counted_above();
        manager.create_table(table.extra(keyed_only(manager)).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("counted_above").to_owned()).await
    }
}

/// No count: that of one unit would be of fewer than ten people.
fn counted_above() -> TableCreateStatement {
    let mut key = Index::create();
    key.col("survey").col("unit").col("year");
    Table::create()
        .table("counted_above")
        .col(ColumnDef::new("survey").text().not_null())
        .col(ColumnDef::new("unit").text().not_null())
        .col(ColumnDef::new("year").integer().not_null())
        .primary_key(&mut key)
        .to_owned()
}
