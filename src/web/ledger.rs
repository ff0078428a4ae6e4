//! The ledger of receipts as pages show it: counted at most once a minute, however many look.

use crate::{
    store::{self, ledger::LedgerRow},
    web::state::App,
};
use std::sync::Arc;
use tokio::sync::Mutex;

/// It is counted again after this long, in milliseconds. Who reloads a page while somebody answers learns nothing
/// in that time either.
const FRESH: i64 = 60_000;

/// The ledger, and when it was counted, in milliseconds.
#[derive(Clone, Debug)]
pub struct Counted {
    pub at: i64,
    pub rows: Arc<Vec<LedgerRow>>,
}

/// The ledger as counted last.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<Option<Counted>>);

impl Ledger {
    /// # Errors
    /// Faults of the store.
    pub async fn read(&self, app: &App) -> store::Result<Counted> {
        let now = app.clock.now();
        let mut held = self.0.lock().await;
        if let Some(counted) = held.as_ref().filter(|counted| (counted.at..counted.at + FRESH).contains(&now)) {
            return Ok(counted.clone());
        }
        let counted = Counted { at: now, rows: Arc::new(app.site.store.ledger().await?) };
        *held = Some(counted.clone());
        Ok(counted)
    }
}
