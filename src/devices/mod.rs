//! Kiosk tablets, for the administrator: the state of each, the way in and out, and the opening hours of its desk.
//!
//! Nobody sees an answer here. The rights of a device stand with the routes that it calls; this room makes codes and
//! PINs, shows them once and keeps neither. The views ([`view`], [`table`], [`device_view`]) are pure. May import
//! `clock`, `domain`, `site`, `store`, `work`, `ui` and `web`; no other feature room.

pub mod device_view;
pub mod form;
pub mod handlers;
pub mod hours;
pub mod one;
pub mod row;
pub mod table;
pub mod view;
pub mod words;

use crate::web::{
    office::Administrator,
    paths::route,
    room::{Section, StaffRoom},
    staff::Staff,
};

/// The pages for staff in this room.
pub fn staff() -> StaffRoom {
    Section::<Staff<Administrator>>::at(route::STAFF_DEVICES, words::devices)
        .get(route::STAFF_DEVICES, handlers::list)
        .post(route::STAFF_DEVICES, handlers::add)
        .post(route::STAFF_PAIRING, handlers::again)
        .get(route::STAFF_DESK_HOURS, hours::show)
        .post(route::STAFF_DESK_HOURS, hours::set)
        .get(route::STAFF_DEVICE, one::show)
        .post(route::STAFF_DEVICE_NAME, one::rename)
        .post(route::STAFF_DEVICE_PIN, one::new_pin)
        .get(route::STAFF_DEVICE_REVOKE, one::ask)
        .post(route::STAFF_DEVICE_REVOKE, one::revoke)
        .into()
}
