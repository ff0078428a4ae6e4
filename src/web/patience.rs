//! How long whoever hands something in is kept waiting.

use crate::web::problem::Problem;
use futures_util::FutureExt;
use std::{future::Future, time::Duration};

/// Nobody waits longer for an acknowledgement, or to hear that there is none now.
const PATIENCE: Duration = Duration::from_secs(2);

/// What comes of storing in time, whatever it waits for; else 503. What is queued by then may be stored later; the same
/// sent again is known.
pub fn in_time<T>(storing: impl Future<Output = Result<T, Problem>>) -> impl Future<Output = Result<T, Problem>> {
    tokio::time::timeout(PATIENCE, storing)
        .map(|done| done.unwrap_or_else(|_| Err(Problem::unavailable().because("nothing was stored in time"))))
}
