//! Data to take away: responses, index and code book as files, in the dialect that the reader's tool opens.
//!
//! [`files`] makes them, for the web and the command line alike, [`responses`] as a stream. The view
//! ([`view`]) is pure and given its links.
//! May import `domain`, `ui`, `web` and `store`; no other feature room.

pub mod files;
pub mod handlers;
pub mod responses;
pub mod view;
pub mod words;

use crate::web::{paths::route, state::AppState};
use axum::{Router, routing::get};

/// The routes of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(route::EXPORT, get(handlers::page))
        .route(route::EXPORT_FILE, get(handlers::file))
        .route(route::RESPONSES, get(handlers::responses))
}
