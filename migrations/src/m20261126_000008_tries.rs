//! Tries of passwords and codes, counted for all servers of a site together.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(tries()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("tries").to_owned()).await
    }
}

/// `key` is a keyed digest of what was tried, `free_at` when it may be tried again, `last` when it was tried last.
fn tries() -> TableCreateStatement {
    Table::create()
        .table("tries")
        .col(ColumnDef::new("key").binary().not_null().primary_key())
        .col(ColumnDef::new("count").integer().not_null())
        .col(ColumnDef::new("free_at").big_integer().not_null())
        .col(ColumnDef::new("last").big_integer().not_null())
        .to_owned()
}
