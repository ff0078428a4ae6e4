//! Staff accounts, for the administrator: who may see what, new accounts, one-time passwords.
//!
//! The administrator sees no answers. The views ([`view`]) are pure and given their links; handlers stand
//! beside them. May import `domain`, `ui`, `web` and `store`; no other feature room.

pub mod form;
pub mod handlers;
pub mod view;
pub mod words;

use crate::web::{paths::route, state::AppState};
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(route::USERS, get(handlers::list).post(handlers::add))
        .route(route::USER_PASSWORD, post(handlers::new_password))
}
