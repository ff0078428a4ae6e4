//! The chain of releases with the closed periods, and the sums that the staff log seals. At sites that were there before, all begin
//! with the next start.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(releases()).await?;
        manager.create_table(closings()).await?;
        let groups = Index::create().name("releases_group").table("releases").col("unit").col("period").to_owned();
        manager.create_index(groups).await?;
        let later = Index::create().name("releases_period").table("releases").col("period").col("seq").to_owned();
        manager.create_index(later).await?;
        let state = ColumnDef::new("state").binary().null().to_owned();
        manager.alter_table(Table::alter().table("staff_log").add_column(state).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("staff_log").drop_column("state").to_owned()).await?;
        for table in ["closings", "releases"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// Editions of closed periods, never changed. `digest` is the SHA-256 of edition and text.
fn closings() -> TableCreateStatement {
    let column = |name: &'static str| ColumnDef::new(name).not_null().to_owned();
    Table::create()
        .table("closings")
        .col(column("period").integer())
        .col(column("edition").integer())
        .col(column("closed_at").big_integer())
        .col(column("text").text())
        .col(column("changes").text())
        .col(column("digest").binary())
        .primary_key(Index::create().col("period").col("edition"))
        .to_owned()
}

/// Each release's word on each group that it touched. `responses` and `comments` are all that the group has from then on; `answers`,
/// `said` and `tallies` are keyed sums of their rows. A closing has the number of its edition and its digest in their place. Each entry's `mac` covers the one before it.
fn releases() -> TableCreateStatement {
    let column = |name: &'static str| ColumnDef::new(name).not_null().to_owned();
    Table::create()
        .table("releases")
        .col(column("seq").big_integer().primary_key())
        .col(column("act").text())
        .col(column("survey").text())
        .col(column("unit").text())
        .col(column("period").integer())
        .col(column("responses").big_integer())
        .col(column("comments").big_integer())
        .col(column("answers").binary())
        .col(column("said").binary())
        .col(column("tallies").binary())
        .col(column("key").binary())
        .col(column("mac").binary())
        .to_owned()
}
