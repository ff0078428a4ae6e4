//! The life of an account: since when it is disabled, and until when its one-time password may be used. Those that lie here already are not, and
//! a one-time password among them has no end.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [&str; 2] = ["disabled_at", "one_time_until"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in COLUMNS {
            let column = ColumnDef::new(name).big_integer().to_owned();
            manager.alter_table(Table::alter().table("users").add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in COLUMNS {
            manager.alter_table(Table::alter().table("users").drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}
