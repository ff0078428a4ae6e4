//! The document of the JSON API, and the page that shows it to people.
//!
//! [`document`] puts together what the rooms say of their operations; it is made of the types of their calls and replies
//! and of the table of codes. `page` draws the same document. May import `domain`, `ui`, `web` and the rooms that have
//! operations.

pub mod document;
mod handlers;
mod page;
mod schema;
pub mod words;

use crate::web::{open, paths::route, state::AppState};
use axum::{Extension, Router, routing::get};
use std::sync::OnceLock;
use utoipa::openapi::OpenApi;

/// Made once: it is the same for every site.
static DOCUMENT: OnceLock<OpenApi> = OnceLock::new();

/// The routes of this room; `server` is what the server says of itself.
pub fn routes(server: OpenApi) -> Router<AppState> {
    let document: &'static OpenApi = DOCUMENT.get_or_init(|| document::whole(server));
    open::reads(Router::new().route(route::OPENAPI, get(handlers::written)))
        .route(route::API, get(handlers::shown))
        .layer(Extension(document))
}
