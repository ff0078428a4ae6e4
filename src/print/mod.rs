//! What is printed: posters of desks, and receipts as strips, sheets or a file for a printer's own software.
//!
//! [`ask`] reads the forms, [`mod@format`] has the papers to choose from, [`handlers`] answer, [`view`] is the page of the
//! forms and [`paper`] what comes out of the printer, in both languages. Minting is a POST; whatever is printed is logged.
//! May import `domain`, `ui`, `web` and `store`; no other feature room.

pub mod ask;
pub mod format;
pub mod handlers;
pub mod paper;
pub mod receipts;
pub mod view;
pub mod words;

use crate::web::{paths::route, state::AppState};
use axum::{Router, routing::get};

/// The routes of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(route::PRINT, get(handlers::page))
        .route(route::PRINT_POSTER, get(handlers::poster))
        .route(route::PRINT_CODE, get(handlers::code))
        .route(route::PRINT_RECEIPTS, get(receipts::print).post(receipts::mint))
}
