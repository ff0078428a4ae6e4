//! A released response keeps a month, a quarter or a year: `month` becomes `period`, the last month and the length in months.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 3] = ["responses", "comments", "tallies"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            let rename = Table::alter().table(table).rename_column("month", "period").to_owned();
            manager.alter_table(rename).await?;
            let update = format!("UPDATE {table} SET period = period * 100 + 1");
            manager.get_connection().execute_unprepared(&update).await?;
        }
        Ok(())
    }

    /// Refuses where something was released under a quarter or a year: it has no month to go back to.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            let coarser = format!("SELECT 1 FROM {table} WHERE period % 100 <> 1 LIMIT 1");
            let coarser = sea_orm::Statement::from_string(manager.get_database_backend(), coarser);
            if manager.get_connection().query_one_raw(coarser).await?.is_some() {
                return Err(DbErr::Migration(format!("{table} holds quarters or years")));
            }
            let update = format!("UPDATE {table} SET period = period / 100");
            manager.get_connection().execute_unprepared(&update).await?;
            let rename = Table::alter().table(table).rename_column("period", "month").to_owned();
            manager.alter_table(rename).await?;
        }
        Ok(())
    }
}
