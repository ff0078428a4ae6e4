//! The requests of kiosk devices: to be let in, to hand over their queue, a page on a phone, a look at a receipt.
//!
//! Every request but the first is signed, and so is every answer: [`crate::web::signed`]. Follow a queued answer
//! from `sync` through `take`; a [rescue] file brings the same by hand. `docs/KIOSK.md` has the whole protocol.

mod body;
mod call;
mod failures;
mod pair;
mod phone_pages;
mod receipts;
pub mod rescue;
mod sync;
mod take;

use crate::{
    collect::batch::MOST,
    web::{layers, paths::route, state::AppState},
};
use axum::{Router, routing::post};
use utoipa::OpenApi;

/// Bytes of a request: that many answers as large as one may be, sealed, and what is around them.
pub const BODY_LIMIT: usize = (MOST + 1) * (layers::BODY_LIMIT * 4 / 3 + 2048);

/// Their part of the document.
#[derive(OpenApi)]
#[openapi(
    paths(pair::pair, sync::sync, phone_pages::ask, phone_pages::give, receipts::look),
    components(schemas(sync::Synced))
)]
pub(super) struct Document;

/// Lets a tablet in: not signed yet.
pub(super) fn open_routes() -> Router<AppState> {
    Router::new().route(route::DEVICES_PAIR, post(pair::pair))
}

/// The routes that only a paired device may ask for: they go through [`crate::web::signed::wrap`].
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(route::DEVICES_SYNC, post(sync::sync))
        .route(route::DEVICES_PHONE_PAGES, post(phone_pages::ask))
        .route(route::DEVICES_PHONE_PAGES_READ, post(phone_pages::give))
        .route(route::DEVICES_RECEIPTS, post(receipts::look))
}
