//! Oversight: what people wrote, for those who may read it, and what staff did, for the auditor.
//!
//! Comments stand apart from every rating, masked at their release; the log is only read here, and [`told`] puts its
//! codes into words. Both pages are one `list`. May import `domain`, `minting` for its words, `site`, `store`, `ui` and
//! `web`; no other feature room.

pub mod comments;
mod list;
pub mod log;
pub mod told;
pub mod words;

use crate::web::{paths::route, state::AppState};
use axum::{Router, routing::get};

/// The routes of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(route::COMMENTS, get(comments::page))
        .route(route::COMMENTS_FILE, get(comments::file))
        .route(route::LOG, get(log::page))
        .route(route::LOG_FILE, get(log::file))
}
