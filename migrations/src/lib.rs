//! The schema's history: one file per change, applied in order and never edited after release.

pub use sea_orm_migration;
use sea_orm_migration::prelude::*;

mod m20261123_000001_collect;
mod m20261123_000002_staff;
mod m20261123_000003_receipts;
mod m20261123_000004_flags;
mod m20261123_000005_devices;
mod m20261123_000006_desk_hours;
mod m20261126_000007_unit_changes;
mod m20261126_000008_tries;
mod m20261130_000009_time_periods;
mod m20261130_000010_sealed_inbox;
mod m20261130_000011_shown_tallies;
mod m20261130_000012_chain;
mod m20261130_000013_counted_above;
mod m20261130_000014_rounds;
mod m20261130_000015_accounts;
mod m20261130_000016_flag_editions;

#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_collect::Migration),
            Box::new(m20261123_000002_staff::Migration),
            Box::new(m20261123_000003_receipts::Migration),
            Box::new(m20261123_000004_flags::Migration),
            Box::new(m20261123_000005_devices::Migration),
            Box::new(m20261123_000006_desk_hours::Migration),
            Box::new(m20261126_000007_unit_changes::Migration),
            Box::new(m20261126_000008_tries::Migration),
            Box::new(m20261130_000009_time_periods::Migration),
            Box::new(m20261130_000010_sealed_inbox::Migration),
            Box::new(m20261130_000011_shown_tallies::Migration),
            Box::new(m20261130_000012_chain::Migration),
            Box::new(m20261130_000013_counted_above::Migration),
            Box::new(m20261130_000014_rounds::Migration),
            Box::new(m20261130_000015_accounts::Migration),
            Box::new(m20261130_000016_flag_editions::Migration),
        ]
    }
}

/// Rows of a table that somebody could put in order must not lie in the order of their arrival:
/// SQLite keeps such a table by its key alone. PostgreSQL has no such table; there the release
/// shuffles and vacuums.
fn keyed_only(manager: &SchemaManager<'_>) -> &'static str {
    match manager.get_database_backend() {
        sea_orm::DbBackend::Sqlite => "WITHOUT ROWID",
        _ => "",
    }
}
