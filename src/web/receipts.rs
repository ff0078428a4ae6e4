//! A receipt's token in a request: read, and judged by date and by what was taken back.

use crate::{
    domain::receipt::{Issued, Revocation},
    store,
    web::{problem::Problem, state::App},
};
use axum::http::StatusCode;
use std::sync::Arc;
use tokio::sync::Mutex;

/// What was taken back is read again after this long, in milliseconds.
const FRESH: i64 = 1_000;

/// What may be done with a receipt. Whether it was answered before, the store says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Good,
    Expired,
    Revoked,
}

impl Standing {
    /// How an answer with such a receipt is refused.
    #[must_use]
    pub fn refusal(self) -> Option<Problem> {
        match self {
            Self::Good => None,
            Self::Expired => Some(Problem::new(StatusCode::GONE, "receipt_expired")),
            Self::Revoked => Some(Problem::new(StatusCode::GONE, "receipt_revoked")),
        }
    }
}

/// What was taken back, as read last.
#[derive(Debug, Default)]
pub struct Revocations(Mutex<Option<(i64, Arc<Vec<Revocation>>)>>);

impl Revocations {
    async fn now(&self, app: &App) -> store::Result<Arc<Vec<Revocation>>> {
        let now = app.clock.now();
        let mut held = self.0.lock().await;
        if let Some((_, list)) = held.as_ref().filter(|(read, _)| (*read..*read + FRESH).contains(&now)) {
            return Ok(list.clone());
        }
        let list = Arc::new(app.site.store.revocations().await?);
        *held = Some((now, list.clone()));
        Ok(list)
    }
}

/// Reads a token of this site.
///
/// # Errors
/// 404 `unknown_receipt` for any other text.
pub fn read(app: &App, token: &str) -> Result<Issued, Problem> {
    app.site.register.read(token).map_err(|_| Problem::new(StatusCode::NOT_FOUND, "unknown_receipt"))
}

/// How a receipt stands today.
///
/// # Errors
/// Faults of the store.
pub async fn standing(app: &App, issued: &Issued) -> store::Result<Standing> {
    if app.revocations.now(app).await?.iter().any(|revocation| revocation.covers(&issued.receipt)) {
        return Ok(Standing::Revoked);
    }
    let last_day = issued.receipt.week.last_day();
    Ok(if app.clock.local().date() > last_day { Standing::Expired } else { Standing::Good })
}
