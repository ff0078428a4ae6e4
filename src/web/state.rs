//! The state that every handler can reach.

use crate::{
    clock::Clock,
    domain::{figure::outside::Outside, receipt::Revocation},
    site::Site,
    store::{ledger::LedgerRow, writer::Writer},
    web::{
        address::Address,
        assets::{Assets, Pages},
        crowds::Crowds,
        guard::Guard,
        kept::Kept,
        opened::Opened,
        rights::Rights,
    },
};
use axum::{extract::FromRequestParts, http::request::Parts};
use std::{
    convert::Infallible,
    sync::{Arc, atomic::AtomicBool},
};

/// The running application. One per process, shared by all requests.
#[derive(Debug)]
pub struct App {
    pub site: Site,
    pub writer: Writer,
    pub clock: Clock,
    pub assets: &'static Assets,
    /// Pages that never change, compressed once.
    pub pages: Pages,
    /// Receipts that were taken back.
    pub revocations: Kept<Arc<Vec<Revocation>>>,
    /// The fate of receipts, as counted last.
    pub ledger: Kept<Arc<Vec<LedgerRow>>>,
    /// Accepted answers that stand behind no figure, as counted last.
    pub outside: Kept<Arc<Outside>>,
    /// Receipts whose link was opened and that the store does not know of yet.
    pub opened: Opened,
    /// The guard that keeps receipts from being guessed.
    pub guard: Guard,
    /// The number of answers that come by desks' open links.
    pub crowds: Crowds,
    /// Which pages staff have, and who may open them.
    pub rights: Rights,
    /// The database took the last probe.
    pub health: Kept<bool>,
    /// The server is about to end.
    pub draining: AtomicBool,
    /// Where people reach the site, without a slash at the end.
    pub base_url: String,
}

impl App {
    /// People reach the site by https.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// The marks of every cookie: no script reads it, no other site sends it along but for a link, and where there is https it goes no other way.
    pub fn cookie_marks(&self) -> &'static str {
        if self.is_https() { "HttpOnly; SameSite=Lax; Secure" } else { "HttpOnly; SameSite=Lax" }
    }
}

pub type AppState = Arc<App>;

impl FromRequestParts<AppState> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(&app.site.proxies, parts))
    }
}
