//! Submissions that leave, between their reading and their writing.

use crate::{domain::batch::Batch, store::entity::inbox};
use sea_orm::DerivePartialModel;

/// Rows of one INSERT; 9 columns stay below SQLite's 32,766 parameters.
pub(super) const INSERT_ROWS: usize = 1_000;

/// The part of a waiting submission that a release reads: neither its key nor its time, its desk or its device.
#[derive(DerivePartialModel, Debug)]
#[sea_orm(entity = "inbox::Entity")]
pub(super) struct Leaving {
    pub seq: i64,
    pub unit: String,
    pub month: i32,
    pub stratum: String,
    pub kind: String,
    pub lang: String,
    pub answers: String,
    pub comment: Option<String>,
    pub flags: String,
}

/// Batches with their rows.
pub(super) type Full<'b> = Vec<(&'b Batch, Vec<Leaving>)>;
