//! The questionnaires, the organisations and the answers: from acceptance through the inbox to responses.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [surveys(), units(), desks(), desk_units(), inbox(manager), probe()] {
            manager.create_table(table).await?;
        }
        let keyed = crate::keyed_only(manager);
        for mut table in [accepted(), conflicts(), responses(), comments(), tallies()] {
            manager.create_table(table.extra(keyed).to_owned()).await?;
        }
        manager.create_index(Index::create().name("tallies_revision").table("tallies").col("revision").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "tallies",
            "comments",
            "responses",
            "conflicts",
            "accepted",
            "inbox",
            "desk_units",
            "desks",
            "units",
            "surveys",
            "probe",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().to_owned()
}

/// Published versions, whole: old ones stay readable when their file is gone.
fn surveys() -> TableCreateStatement {
    Table::create()
        .table("surveys")
        .col(text("key").primary_key())
        .col(ColumnDef::new("digest").binary().not_null())
        .col(text("toml"))
        .to_owned()
}

/// Organisations; `place` keeps the order of the province's list, `folded` is for searching.
fn units() -> TableCreateStatement {
    Table::create()
        .table("units")
        .col(text("code").primary_key())
        .col(ColumnDef::new("parent").text())
        .col(text("name"))
        .col(text("folded"))
        .col(text("level"))
        .col(text("block"))
        .col(ColumnDef::new("valid_from").text())
        .col(ColumnDef::new("valid_to").text())
        .col(text("note"))
        .col(ColumnDef::new("place").integer().not_null())
        .to_owned()
}

fn desks() -> TableCreateStatement {
    Table::create()
        .table("desks")
        .col(text("code").primary_key())
        .col(text("name"))
        .col(text("name_en"))
        .col(ColumnDef::new("place").integer().not_null())
        .to_owned()
}

fn desk_units() -> TableCreateStatement {
    Table::create()
        .table("desk_units")
        .col(text("desk"))
        .col(text("unit"))
        .col(ColumnDef::new("place").integer().not_null())
        .primary_key(Index::create().col("desk").col("unit"))
        .foreign_key(ForeignKey::create().from("desk_units", "desk").to("desks", "code"))
        .foreign_key(ForeignKey::create().from("desk_units", "unit").to("units", "code"))
        .to_owned()
}

/// One row per submission that was ever acknowledged, for ever: a digest of its id, and a digest of
/// its content keyed by the id. Neither leads to an answer.
fn accepted() -> TableCreateStatement {
    Table::create()
        .table("accepted")
        .col(ColumnDef::new("key").binary().not_null().primary_key())
        .col(ColumnDef::new("digest").binary().not_null())
        .to_owned()
}

/// Submissions until their release. No foreign keys: the edge has checked survey and unit against
/// the same lists, and this is the one table that is written while somebody waits.
fn inbox(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let mut seq = ColumnDef::new("seq");
    match manager.get_database_backend() {
        // AUTOINCREMENT would write a second table for each row; the rowid is enough.
        sea_orm::DbBackend::Sqlite => seq.integer().primary_key(),
        _ => seq.big_integer().not_null().auto_increment().primary_key(),
    };
    Table::create()
        .table("inbox")
        .col(seq)
        .col(ColumnDef::new("key").binary().not_null())
        .col(ColumnDef::new("received_at").big_integer().not_null())
        .col(text("desk"))
        .col(text("survey"))
        .col(text("unit"))
        .col(ColumnDef::new("month").integer().not_null())
        .col(text("stratum"))
        .col(text("kind"))
        .col(text("lang"))
        .col(text("answers"))
        .col(ColumnDef::new("comment").text())
        .col(ColumnDef::new("seconds").integer())
        .to_owned()
}

/// Deliveries whose id was known with other content: refused, and kept aside without id or time.
fn conflicts() -> TableCreateStatement {
    response_like("conflicts").take()
}

/// Released answers. A random id, the calendar month, and nothing that leads back.
fn responses() -> TableCreateStatement {
    response_like("responses").col(text("flags")).to_owned()
}

fn response_like(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(text("survey"))
        .col(text("unit"))
        .col(ColumnDef::new("month").integer().not_null())
        .col(text("stratum"))
        .col(text("kind"))
        .col(text("lang"))
        .col(text("answers"))
        .to_owned()
}

/// Comments, apart from the ratings they came with, in a shuffle of their own.
fn comments() -> TableCreateStatement {
    Table::create()
        .table("comments")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(text("survey"))
        .col(text("unit"))
        .col(ColumnDef::new("month").integer().not_null())
        .col(text("lang"))
        .col(text("text"))
        .to_owned()
}

/// Sums of responses, written with them. `groups` and `counts` are packed by `domain::tally`;
/// `revision` grows with each release, so that a reader can ask for what is new.
fn tallies() -> TableCreateStatement {
    Table::create()
        .table("tallies")
        .col(text("survey"))
        .col(text("unit"))
        .col(ColumnDef::new("month").integer().not_null())
        .col(text("stratum"))
        .col(text("kind"))
        .col(ColumnDef::new("responses").big_integer().not_null())
        .col(ColumnDef::new("groups").binary().not_null())
        .col(ColumnDef::new("counts").binary().not_null())
        .col(ColumnDef::new("revision").big_integer().not_null())
        .primary_key(Index::create().col("survey").col("unit").col("month").col("stratum").col("kind"))
        .to_owned()
}

/// One row that health checks rewrite, to see whether a commit goes through.
fn probe() -> TableCreateStatement {
    Table::create()
        .table("probe")
        .col(ColumnDef::new("id").integer().not_null().primary_key())
        .col(ColumnDef::new("at").big_integer().not_null())
        .to_owned()
}
