//! Staff: accounts, sessions, and the log of what they did.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [users(), sessions(), staff_log()] {
            manager.create_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["staff_log", "sessions", "users"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// `unit` bounds what an analyst or manager sees. `password` is an argon2id hash.
fn users() -> TableCreateStatement {
    Table::create()
        .table("users")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("name").text().not_null().unique_key())
        .col(ColumnDef::new("role").text().not_null())
        .col(ColumnDef::new("unit").text())
        .col(ColumnDef::new("password").text().not_null())
        .col(ColumnDef::new("must_change").boolean().not_null())
        .col(ColumnDef::new("created_at").big_integer().not_null())
        .col(ColumnDef::new("signed_in_at").big_integer())
        .foreign_key(ForeignKey::create().from("users", "unit").to("units", "code"))
        .to_owned()
}

/// Only the SHA-256 of the cookie's token is kept.
fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(ColumnDef::new("token").binary().not_null().primary_key())
        .col(ColumnDef::new("user").uuid().not_null())
        .col(ColumnDef::new("created_at").big_integer().not_null())
        .col(ColumnDef::new("seen_at").big_integer().not_null())
        .foreign_key(
            ForeignKey::create().from("sessions", "user").to("users", "id").on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// Each entry's `mac` covers the one before it: an edit, a gap or a new order shows. `key` names the
/// secret that made it, which lies outside the database.
fn staff_log() -> TableCreateStatement {
    Table::create()
        .table("staff_log")
        .col(ColumnDef::new("seq").big_integer().not_null().primary_key())
        .col(ColumnDef::new("at").big_integer().not_null())
        .col(ColumnDef::new("actor").text().not_null())
        .col(ColumnDef::new("action").text().not_null())
        .col(ColumnDef::new("detail").text().not_null())
        .col(ColumnDef::new("key").binary().not_null())
        .col(ColumnDef::new("mac").binary().not_null())
        .to_owned()
}
