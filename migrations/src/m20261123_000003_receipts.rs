//! Receipts: what was minted, opened, spent, contested and taken back; and the keys of other systems.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [mintings(), revocations(), api_keys()] {
            manager.create_table(table).await?;
        }
        let keyed = crate::keyed_only(manager);
        for mut table in [dossiers(), mark("opened"), mark("spent"), mark("contested")] {
            manager.create_table(table.extra(keyed).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["contested", "spent", "opened", "dossiers", "api_keys", "revocations", "mintings"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().to_owned()
}

fn integer(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().to_owned()
}

/// Runs of receipts that are alike; the numbers of two runs never overlap. Tokens and short codes follow
/// from number and key, which is in no table.
fn mintings() -> TableCreateStatement {
    Table::create()
        .table("mintings")
        .col(integer("first").primary_key())
        .col(integer("count"))
        .col(integer("key"))
        .col(text("survey"))
        .col(text("unit"))
        .col(text("event"))
        .col(integer("week"))
        .to_owned()
}

/// Which receipt was minted for a dossier's event: a keyed digest, so that the same is minted once.
fn dossiers() -> TableCreateStatement {
    Table::create()
        .table("dossiers")
        .col(ColumnDef::new("digest").binary().not_null().primary_key())
        .col(integer("number"))
        .to_owned()
}

/// Receipts to which something happened. The week is that of the issue: when it happened is kept nowhere.
fn mark(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(ColumnDef::new("nullifier").binary().not_null().primary_key())
        .col(text("unit"))
        .col(integer("week"))
        .to_owned()
}

/// `key` and `unit` bound what is taken back where they are given; `first` to `last` always.
fn revocations() -> TableCreateStatement {
    Table::create()
        .table("revocations")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("key").integer())
        .col(ColumnDef::new("unit").text())
        .col(integer("first"))
        .col(integer("last"))
        .col(ColumnDef::new("at").big_integer().not_null())
        .to_owned()
}

/// Only the SHA-256 of a key is kept.
fn api_keys() -> TableCreateStatement {
    Table::create()
        .table("api_keys")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(text("name").unique_key())
        .col(ColumnDef::new("digest").binary().not_null().unique_key())
        .col(text("right"))
        .col(ColumnDef::new("created_at").big_integer().not_null())
        .col(ColumnDef::new("revoked_at").big_integer())
        .to_owned()
}
