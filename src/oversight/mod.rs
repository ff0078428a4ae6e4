//! Oversight: what people wrote, for those who may read it, and what staff did, for the auditor.
//!
//! Comments stand apart from every rating, masked at their release; the log is only read here. May
//! import `domain`, `store`, `ui` and `web`; no other feature room.

pub mod handlers;
pub mod words;

use crate::web::{paths::route, state::AppState};
use axum::{Router, routing::get};

/// The routes of this room.
pub fn routes() -> Router<AppState> {
    Router::new().route(route::COMMENTS, get(handlers::comments)).route(route::LOG, get(handlers::log))
}
