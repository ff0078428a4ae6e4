//! Flags: what the rules found in a waiting submission, and tallies with and without flagged responses.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let flags = ColumnDef::new("flags").text().not_null().default("").to_owned();
        manager.alter_table(Table::alter().table("inbox").add_column(flags).to_owned()).await?;
        // SQLite cannot change a key: the table is made anew. Nothing released so far was flagged.
        manager.create_table(tallies().extra(crate::keyed_only(manager)).to_owned()).await?;
        let copy = "INSERT INTO tallies_by_flag SELECT survey, unit, month, stratum, kind, FALSE, responses, groups, \
             counts, revision FROM tallies";
        manager.get_connection().execute_unprepared(copy).await?;
        manager.drop_table(Table::drop().table("tallies").to_owned()).await?;
        manager.rename_table(Table::rename().table("tallies_by_flag", "tallies").to_owned()).await?;
        manager.create_index(Index::create().name("tallies_revision").table("tallies").col("revision").to_owned()).await
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("packed sums of flagged and other responses cannot be joined here".to_owned()))
    }
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().to_owned()
}

fn tallies() -> TableCreateStatement {
    Table::create()
        .table("tallies_by_flag")
        .col(text("survey"))
        .col(text("unit"))
        .col(ColumnDef::new("month").integer().not_null())
        .col(text("stratum"))
        .col(text("kind"))
        .col(ColumnDef::new("flagged").boolean().not_null())
        .col(ColumnDef::new("responses").big_integer().not_null())
        .col(ColumnDef::new("groups").binary().not_null())
        .col(ColumnDef::new("counts").binary().not_null())
        .col(ColumnDef::new("revision").big_integer().not_null())
        .primary_key(Index::create().col("survey").col("unit").col("month").col("stratum").col("kind").col("flagged"))
        .to_owned()
}
