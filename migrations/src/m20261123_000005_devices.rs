//! Devices: paired tablets, codes by which they are let in, and texts on their way from a phone to one.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [devices(), pairings()] {
            manager.create_table(table).await?;
        }
        manager.create_table(slips().extra(crate::keyed_only(manager)).to_owned()).await?;
        // While an answer waits for its release, the rules of flags ask which screen it came from.
        let device = ColumnDef::new("device").text().to_owned();
        manager.alter_table(Table::alter().table("inbox").add_column(device).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("inbox").drop_column("device").to_owned()).await?;
        for table in ["slips", "pairings", "devices"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().to_owned()
}

fn integer(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().default(0).to_owned()
}

fn time(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().to_owned()
}

fn binary(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).binary().not_null().to_owned()
}

/// A place at a desk with its name, and how staff leave its screen.
fn place() -> TableCreateStatement {
    Table::create()
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(text("desk"))
        .col(text("name"))
        .col(binary("pin_salt"))
        .col(integer("pin_rounds"))
        .col(binary("pin_hash"))
        .to_owned()
}

/// The last report of a device stands beside the facts that are known of it.
fn devices() -> TableCreateStatement {
    place()
        .table("devices")
        .col(binary("key"))
        .col(time("counter").not_null().default(0))
        .col(time("paired_at").not_null())
        .col(time("revoked_at"))
        .col(time("seen_at"))
        .col(integer("queued"))
        .col(integer("dead"))
        .col(ColumnDef::new("oldest").integer())
        .col(text("app").default(""))
        .col(ColumnDef::new("app_is_current").boolean().not_null().default(false))
        .col(text("survey").default(""))
        .col(ColumnDef::new("battery").integer())
        .col(ColumnDef::new("persisted").boolean().not_null().default(false))
        .col(integer("pin_locked"))
        .to_owned()
}

/// Codes that wait for a tablet: only a keyed digest is kept, and the tries that went wrong.
fn pairings() -> TableCreateStatement {
    place()
        .table("pairings")
        .col(binary("digest"))
        .col(time("made_at").not_null())
        .col(integer("tries"))
        .col(time("used_at"))
        .to_owned()
}

/// One text each, from a phone to the device that asked for it; the address is kept as a digest.
fn slips() -> TableCreateStatement {
    Table::create()
        .table("slips")
        .col(binary("digest").primary_key())
        .col(ColumnDef::new("device").uuid().not_null())
        .col(ColumnDef::new("text").text())
        .col(ColumnDef::new("taken").boolean().not_null().default(false))
        .col(time("expires_at").not_null())
        .to_owned()
}
