//! Collecting: the form that a person at a desk fills in, on the kiosk or on a phone.
//!
//! [`view`] draws it: one static document that works by itself with JavaScript, and a page at a time
//! without. [`form`] reads what a browser posts back into a [`crate::domain::submission::Draft`], the
//! same that the JSON interface reads. Every text that a person sees is in [`words`], in Vietnamese
//! first, then in English. Nothing here knows how many questions there are or what they say: that is
//! the [`crate::domain::survey::Survey`].
//!
//! [`view`] and [`form`] know the domain alone; [`handlers`] for desks and [`quick`] for their quick form, [`receipt`] for
//! receipts, [`typed`] for their short codes, [`home`] for people who come without any of them, [`phone_page`] for a phone beside a kiosk, [`device`] for kiosks and [`api`] bring
//! the HTTP kit and the writer. Begin with [`view::document`], then follow a submission through [`api`].

mod acknowledgement;
pub mod api;
pub mod batch;
mod call;
mod closed;
pub mod device;
mod failures;
pub mod form;
pub mod handlers;
pub mod home;
mod json;
mod kept;
mod links;
pub mod phone_page;
pub mod public;
pub mod quick;
pub mod receipt;
mod reply;
pub mod shell;
mod showing;
pub mod typed;
pub mod view;
pub mod waited;
pub mod words;

use crate::web::{open, paths::route, state::AppState};
use axum::{
    Router,
    routing::{get, post},
};
use utoipa::OpenApi;

/// Its operations, without those of kiosks.
#[derive(OpenApi)]
#[openapi(
    paths(api::submit, batch::submit, public::surveys, public::survey, public::units),
    components(schemas(batch::Results))
)]
struct Document;

/// This room's part of the document.
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi().merge_from(device::Document::openapi())
}

/// The routes of this room.
pub fn routes() -> Router<AppState> {
    let open = Router::new()
        .route(route::SURVEYS, get(public::surveys))
        .route(route::SURVEY, get(public::survey))
        .route(route::UNITS, get(public::units));
    Router::new()
        .merge(open::reads(open))
        .route(route::HOME, get(home::home))
        .route(route::ACCESSIBILITY, get(home::accessibility))
        .route(route::POSTER, get(handlers::poster))
        .route(route::POSTER_PAGES, get(handlers::poster_first).post(handlers::poster_next))
        .route(route::KIOSK, get(handlers::kiosk))
        .route(route::KIOSK_PAGES, get(handlers::kiosk_first).post(handlers::kiosk_next))
        .route(route::KIOSK_SHELL, get(shell::shell))
        .route(route::KIOSK_WORKER, get(shell::worker))
        .route(route::KIOSK_MANIFEST, get(shell::manifest_file))
        .route(route::KIOSK_CODE, get(shell::code))
        .route(route::RECEIPT, get(receipt::open).post(receipt::contest))
        .route(route::RECEIPT_CAPITALS, get(receipt::open).post(receipt::contest))
        .route(route::RECEIPT_PAGES, get(receipt::first).post(receipt::next))
        .route(route::RECEIPT_OPENED, post(receipt::opened))
        .route(route::RECEIPT_TYPED, get(typed::ask).post(typed::take))
        .route(route::SUBMISSIONS, post(api::submit))
        .route(route::PHONE_PAGE, get(phone_page::open).post(phone_page::write))
        .route(route::PHONE_PAGE_CAPITALS, get(phone_page::open).post(phone_page::write))
        .route(route::PHONE_PAGE_CODE, get(phone_page::code))
        .merge(device::open_routes())
        .merge(quick::routes())
}

/// The route for several submissions, whose bodies have a limit of their own: [`batch::BODY_LIMIT`].
pub fn batch_routes() -> Router<AppState> {
    Router::new().route(route::SUBMISSIONS_BATCH, post(batch::submit))
}
