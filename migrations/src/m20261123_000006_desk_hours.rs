//! Opening hours of desks that have some of their own.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(desk_hours()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("desk_hours").to_owned()).await
    }
}

/// `hours` as `domain::hours` writes them.
fn desk_hours() -> TableCreateStatement {
    Table::create()
        .table("desk_hours")
        .col(ColumnDef::new("desk").text().not_null().primary_key())
        .col(ColumnDef::new("hours").text().not_null())
        .foreign_key(ForeignKey::create().from("desk_hours", "desk").to("desks", "code"))
        .to_owned()
}
