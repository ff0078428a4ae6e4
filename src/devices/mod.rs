//! Kiosk tablets, for the administrator: what each is doing, letting one in, taking one out, and when its desk is open.
//!
//! Nobody sees an answer here. What a device is let do stands with the routes that it calls; this room makes codes and
//! PINs, shows them once and keeps neither. The views ([`view`], [`table`], [`device_view`]) are pure. May import
//! `clock`, `domain`, `site`, `store`, `ui` and `web`; no other feature room.

pub mod device_view;
pub mod form;
pub mod handlers;
pub mod hours;
pub mod one;
pub mod row;
pub mod table;
pub mod view;
pub mod visit;
pub mod words;

use crate::web::{paths::route, state::AppState};
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of this room.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(route::STAFF_DEVICES, get(handlers::list).post(handlers::add))
        .route(route::STAFF_PAIRING, post(handlers::again))
        .route(route::STAFF_DESK_HOURS, get(hours::show).post(hours::set))
        .route(route::STAFF_DEVICE, get(one::show))
        .route(route::STAFF_DEVICE_NAME, post(one::rename))
        .route(route::STAFF_DEVICE_PIN, post(one::new_pin))
        .route(route::STAFF_DEVICE_REVOKE, get(one::ask).post(one::revoke))
}
