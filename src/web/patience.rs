//! The patience of a person who hands something in.

use crate::web::problem::Problem;
use futures_util::FutureExt;
use std::{future::Future, time::Duration};

/// Nobody waits longer for an acknowledgement, or to hear that there is none now.
const PATIENCE: Duration = Duration::from_secs(2);

/// The result of storing in time, else 503. A submission that is queued by then may be stored later. The same
/// sent again is known.
pub fn in_time<T>(storing: impl Future<Output = Result<T, Problem>>) -> impl Future<Output = Result<T, Problem>> {
    tokio::time::timeout(PATIENCE, storing)
        .map(|done| done.unwrap_or_else(|_| Err(Problem::unavailable().because("nothing was stored in time"))))
}
