//! How staff get in: sign-in, the change of a one-time password, sign-out.
//!
//! The views ([`view`]) are pure: they are given the form's state and its mistakes, and where to post.
//! What may be typed is declared in [`form`]. Handlers stand beside them.
//! May import `domain`, `ui`, `web` and `store`; no other feature room.

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
        .route(route::STAFF, get(handlers::home))
        .route(route::SIGN_IN, get(handlers::show).post(handlers::sign_in))
        .route(route::SIGN_OUT, post(handlers::sign_out))
        .route(route::PASSWORD, get(handlers::show_password).post(handlers::change_password))
}
