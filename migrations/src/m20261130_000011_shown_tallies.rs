//! The total of an open period as staff were shown it last. Where there is none, nothing of it was.

use crate::keyed_only;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = shown_tallies();
        manager.create_table(table.extra(keyed_only(manager)).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("shown_tallies").to_owned()).await
    }
}

/// `sums` are those over all items, packed as in `tallies`.
fn shown_tallies() -> TableCreateStatement {
    let mut key = Index::create();
    key.col("survey").col("unit").col("period");
    Table::create()
        .table("shown_tallies")
        .col(ColumnDef::new("survey").text().not_null())
        .col(ColumnDef::new("unit").text().not_null())
        .col(ColumnDef::new("period").integer().not_null())
        .col(ColumnDef::new("responses").big_integer().not_null())
        .col(ColumnDef::new("sums").binary().not_null())
        .col(ColumnDef::new("revision").big_integer().not_null())
        .primary_key(&mut key)
        .to_owned()
}
