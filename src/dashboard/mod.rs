//! The dashboard: how satisfied people are, against the target, last year and each other.
//!
//! [`filter`] reads the question. [`figure`](crate::domain::figure) alone answers it; [`overview`] and [`unit_page`] give the answer names,
//! `attention` sentences and `charts` charts, and [`outlook`] says what is to come. [`handlers`] and [`api`] bring the HTTP kit. The views ([`view`],
//! [`unit_view`] and their parts) draw it and are given their links. May import `clock`, `domain`, `store`, `ui`, `web` and `work`; no other feature room.

mod against;
mod aim;
pub mod api;
mod attention;
mod cards_view;
mod charts;
mod closed;
mod closing_view;
mod figures_view;
pub mod filter;
mod filter_view;
mod flagged_view;
pub mod handlers;
pub mod lines_view;
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
mod table_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod title_tests;

use crate::web::{
    office::Figures,
    open,
    paths::route,
    room::{Section, StaffRoom},
    staff::Staff,
    state::AppState,
};
use axum::{Router, routing::get};
use utoipa::OpenApi;

/// This room's part of the document.
#[derive(OpenApi)]
#[openapi(paths(api::index, api::index_csv))]
pub struct Document;

/// The pages for staff in this room.
pub fn staff() -> StaffRoom {
    Section::<Staff<Figures>>::at(route::OVERVIEW, words::overview)
        .get(route::OVERVIEW, handlers::overview)
        .get(route::OVERVIEW_TABLE, handlers::overview_table)
        .get(route::UNIT, handlers::unit)
        .get(route::UNIT_TABLE, handlers::unit_table)
        .into()
}

/// The pages for everybody.
pub fn open_routes() -> Router<AppState> {
    open::reads(
        Router::new()
            .route(route::INDEX, get(api::index))
            .route(route::INDEX_CSV, get(api::index_csv))
            .route(route::RESULTS, get(results::results)),
    )
}
