//! A desk's quick form, at addresses of its own: `/q/{desk}/quick` and `/k/{desk}/quick`.
//!
//! Everything is as in [`handlers`], with another questionnaire. Where the site offers none, the addresses lead
//! to the full form: a code that was printed once still works.

use crate::{
    collect::{handlers, links::Door, view::Surface},
    domain::survey::Mode,
    web::{address::Address, paths::route, problem::Problem, state::AppState},
};
use axum::{
    Router,
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
    routing::get,
};
use bytes::Bytes;

const PHONE: Door = Door { surface: Surface::Phone, mode: Mode::Quick };
const KIOSK: Door = Door { surface: Surface::Kiosk, mode: Mode::Quick };

pub fn routes() -> Router<AppState> {
    Router::new()
        .route(route::POSTER_QUICK, get(poster))
        .route(route::POSTER_QUICK_PAGES, get(poster_first).post(poster_next))
        .route(route::KIOSK_QUICK, get(kiosk))
        .route(route::KIOSK_QUICK_PAGES, get(kiosk_first).post(kiosk_next))
}

async fn poster(state: State<AppState>, desk: Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    handlers::document(state, desk, query, headers, PHONE).await
}

async fn kiosk(state: State<AppState>, desk: Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    handlers::document(state, desk, query, headers, KIOSK).await
}

async fn poster_first(state: State<AppState>, desk: Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    handlers::first(&state, &desk, query, (&headers, PHONE))
}

async fn kiosk_first(state: State<AppState>, desk: Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    handlers::first(&state, &desk, query, (&headers, KIOSK))
}

async fn poster_next(
    state: State<AppState>,
    desk: Path<String>,
    from: Address,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    handlers::next(&state, &desk, &body, (&headers, from, PHONE)).await
}

async fn kiosk_next(
    state: State<AppState>,
    desk: Path<String>,
    from: Address,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    handlers::next(&state, &desk, &body, (&headers, from, KIOSK)).await
}
