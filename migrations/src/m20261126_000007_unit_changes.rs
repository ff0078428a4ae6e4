//! Which units took over from which, and when a desk is there. Sites that were there before know neither.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite takes one column at a time.
        for (table, column) in [
            ("units", ColumnDef::new("predecessors").text().not_null().default("").to_owned()),
            ("desks", ColumnDef::new("valid_from").text().null().to_owned()),
            ("desks", ColumnDef::new("valid_to").text().null().to_owned()),
        ] {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("units", "predecessors"), ("desks", "valid_from"), ("desks", "valid_to")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
