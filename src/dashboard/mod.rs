//! The dashboard: how satisfied people are, against the target, last year and each other.
//!
//! [`filter`] reads the question. [`figure`](crate::domain::figure) alone answers it; [`overview`] and [`unit_page`] give the answer names,
//! `attention` sentences and `charts` charts, and [`outlook`] says what is to come. [`handlers`] and [`api`] bring the HTTP kit. The views ([`view`],
//! [`unit_view`] and their parts) draw it and are given their links. May import `clock`, `domain`, `releases`, `store`, `ui` and `web`; no other feature room.

mod aim;
pub mod api;
mod attention;
mod cards_view;
mod charts;
mod figures_view;
pub mod filter;
mod filter_view;
mod flagged_view;
pub mod handlers;
pub mod outlook;
pub mod overview;
pub mod parts;
pub mod ranking;
pub mod results;
pub mod unit_page;
pub mod unit_view;
pub mod units_view;
pub mod view;
pub mod words;

#[cfg(test)]
mod filter_tests;
#[cfg(test)]
mod missing_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod title_tests;

use crate::web::{open, paths::route, state::AppState};
use axum::{Router, routing::get};

/// The routes of this room.
pub fn routes() -> Router<AppState> {
    let open = Router::new()
        .route(route::INDEX, get(api::index))
        .route(route::INDEX_CSV, get(api::index_csv))
        .route(route::RESULTS, get(results::results));
    Router::new()
        .merge(open::reads(open))
        .route(route::OVERVIEW, get(handlers::overview))
        .route(route::OVERVIEW_TABLE, get(handlers::overview_table))
        .route(route::UNIT, get(handlers::unit))
        .route(route::UNIT_TABLE, get(handlers::unit_table))
}
