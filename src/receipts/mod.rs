//! Receipts for the one-stop information system, and the ledger of what became of all receipts.
//!
//! Minting itself is in [`work::minting`](crate::work::minting). The readers of each figure of the ledger are decided in
//! [`ledger`] for staff and [`published`] for everybody. May import `clock`, `domain`, `site`, `store`, `ui`, `web` and `work`; no other feature room.

pub mod api;
pub mod handlers;
pub mod ledger;
pub mod published;
pub mod view;
pub mod words;

use crate::web::{
    office::Ledger,
    open,
    paths::route,
    room::{Section, StaffRoom},
    staff::Staff,
    state::AppState,
};
use axum::{
    Router,
    routing::{get, post},
};
use utoipa::OpenApi;

/// This room's part of the document.
#[derive(OpenApi)]
#[openapi(paths(api::mint), components(schemas(api::Receipts)))]
pub struct Document;

/// The pages for staff in this room.
pub fn staff() -> StaffRoom {
    Section::<Staff<Ledger>>::at(route::LEDGER, words::entry)
        .get(route::LEDGER, handlers::page)
        .get(route::LEDGER_TABLE, handlers::table)
        .into()
}

/// The pages for everybody.
pub fn open_routes() -> Router<AppState> {
    open::reads(
        Router::new()
            .route(route::RESULTS_RECEIPTS, get(handlers::public))
            .route(route::RESULTS_RECEIPTS_FILE, get(handlers::public_csv)),
    )
}

/// The route for the one-stop information system, whose bodies have a limit of their own: [`api::BODY_LIMIT`].
pub fn api_routes() -> Router<AppState> {
    Router::new().route(route::RECEIPTS, post(api::mint))
}
