//! The edition of the rules of flags of each year. Years of which something was released already keep the first one. An index leads to the
//! responses of a unit and period, with which copies are compared.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = |name: &'static str| ColumnDef::new(name).integer().not_null().to_owned();
        let mut table = Table::create();
        table.table("flag_editions").col(column("year").primary_key()).col(column("edition"));
        manager.create_table(table).await?;
        // A period is its last year and month and its length, two digits each but the year.
        let released = "INSERT INTO flag_editions (year, edition) SELECT DISTINCT period / 10000, 1 FROM tallies";
        manager.get_connection().execute_unprepared(released).await?;
        let index = Index::create().name("responses_of_unit").table("responses").col("unit").col("period").to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("responses_of_unit").table("responses").to_owned()).await?;
        manager.drop_table(Table::drop().table("flag_editions").to_owned()).await
    }
}
