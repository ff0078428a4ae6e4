//! Rounds of closing, and how many of them had closed the period of a response and of a tally when it was released. Nothing that lies
//! here already came late: no round has been.

use crate::keyed_only;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(rounds()).await?;
        let late = ColumnDef::new("late").integer().not_null().default(0).to_owned();
        manager.alter_table(Table::alter().table("responses").add_column(late).to_owned()).await?;
        // SQLite cannot change a key: the table is made anew.
        manager.create_table(tallies().extra(keyed_only(manager)).to_owned()).await?;
        let copy = "INSERT INTO tallies_by_round SELECT survey, unit, period, 0, stratum, kind, flagged, responses, groups, \
             counts, revision FROM tallies";
        manager.get_connection().execute_unprepared(copy).await?;
        manager.drop_table(Table::drop().table("tallies").to_owned()).await?;
        manager.rename_table(Table::rename().table("tallies_by_round", "tallies").to_owned()).await?;
        manager.create_index(Index::create().name("tallies_revision").table("tallies").col("revision").to_owned()).await
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("packed sums of what came late and of the rest cannot be joined here".to_owned()))
    }
}

fn rounds() -> TableCreateStatement {
    let column = |name: &'static str| ColumnDef::new(name).not_null().to_owned();
    Table::create()
        .table("rounds")
        .col(column("number").integer().primary_key())
        .col(column("closed_to").integer())
        .col(column("closed_at").big_integer())
        .to_owned()
}

fn tallies() -> TableCreateStatement {
    let text = |name: &'static str| ColumnDef::new(name).text().not_null().to_owned();
    let mut key = Index::create();
    key.col("survey").col("unit").col("period").col("late").col("stratum").col("kind").col("flagged");
    Table::create()
        .table("tallies_by_round")
        .col(text("survey"))
        .col(text("unit"))
        .col(ColumnDef::new("period").integer().not_null())
        .col(ColumnDef::new("late").integer().not_null())
        .col(text("stratum"))
        .col(text("kind"))
        .col(ColumnDef::new("flagged").boolean().not_null())
        .col(ColumnDef::new("responses").big_integer().not_null())
        .col(ColumnDef::new("groups").binary().not_null())
        .col(ColumnDef::new("counts").binary().not_null())
        .col(ColumnDef::new("revision").big_integer().not_null())
        .primary_key(&mut key)
        .to_owned()
}
