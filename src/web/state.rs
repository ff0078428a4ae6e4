//! What every handler can reach.

use crate::{
    clock::Clock,
    site::Site,
    store::writer::Writer,
    web::{
        assets::{Assets, Pages},
        guard::Guard,
        ledger::Ledger,
        receipts::{Opened, Revocations},
        throttle::Throttle,
    },
};
use std::sync::Arc;

/// The running application. One per process, shared by all requests.
#[derive(Debug)]
pub struct App {
    pub site: Site,
    pub writer: Writer,
    pub clock: Clock,
    pub assets: Assets,
    /// Pages that never change, compressed once.
    pub pages: Pages,
    /// Receipts that were taken back.
    pub revocations: Revocations,
    /// What became of receipts, as counted last.
    pub ledger: Ledger,
    /// Receipts whose link was opened and that the store does not know of yet.
    pub opened: Opened,
    /// What keeps receipts from being guessed.
    pub guard: Guard,
    /// Wrong passwords by account.
    pub throttle: Throttle,
    /// When the database was last probed, in milliseconds, and whether it took the write.
    pub health: tokio::sync::Mutex<Option<(i64, bool)>>,
    /// Where people reach the site, without a slash at the end.
    pub base_url: String,
}

pub type AppState = Arc<App>;
