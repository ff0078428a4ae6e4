//! Submissions wait sealed. No migration has the keys: rows of an older version are kept beside, and the next start seals them.

use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let waits = db.query_one_raw(Statement::from_string(
            manager.get_database_backend(),
            "SELECT 1 AS one FROM inbox LIMIT 1",
        ));
        if waits.await?.is_some() {
            manager.rename_table(Table::rename().table("inbox", "open_inbox").to_owned()).await?;
        } else {
            manager.drop_table(Table::drop().table("inbox").to_owned()).await?;
        }
        manager.create_table(inbox(manager)).await?;
        manager.create_table(inbox_keys()).await
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("what is sealed cannot be opened here".to_owned()))
    }
}

/// Sealed submissions until their release. The last to come has the highest number. A stripped one has a random number below zero,
/// so that stripped ones lie in no order.
fn inbox(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let mut seq = ColumnDef::new("seq");
    match manager.get_database_backend() {
        // Without AUTOINCREMENT a new row would follow the highest one that is there, and might get a number of a stripped one's.
        sea_orm::DbBackend::Sqlite => seq.integer().auto_increment().primary_key(),
        _ => seq.big_integer().not_null().auto_increment().primary_key(),
    };
    Table::create()
        .table("inbox")
        .col(seq)
        .col(ColumnDef::new("seal_key").integer().not_null())
        .col(ColumnDef::new("sealed").binary().not_null())
        .to_owned()
}

/// Every key that ever sealed here, by a digest: a folder with another secret under the same name is found at once.
fn inbox_keys() -> TableCreateStatement {
    Table::create()
        .table("inbox_keys")
        .col(ColumnDef::new("id").integer().not_null().primary_key())
        .col(ColumnDef::new("digest").binary().not_null())
        .to_owned()
}
