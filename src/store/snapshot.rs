//! The tallies as they were read last.

use crate::domain::lattice::Tallies;
use std::sync::Arc;
use tokio::sync::Mutex;

/// All tallies as of a revision.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub revision: i64,
    pub tallies: Arc<Tallies>,
}

/// The latest snapshot, shared by all who read.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapshots(pub(super) Arc<Mutex<Snapshot>>);
