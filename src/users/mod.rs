//! Staff accounts, for the administrator: their roles and units, new accounts, one-time passwords, sessions, and their end.
//!
//! The administrator sees no answers. The views ([`view`]) are pure and given their links; handlers stand
//! beside them. May import `clock`, `domain`, `store`, `ui`, `web` and `work`; no other feature room.

pub mod form;
pub mod handlers;
pub mod one;
pub mod one_view;
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
    Section::<Staff<Administrator>>::at(route::USERS, words::users)
        .get(route::USERS, handlers::list)
        .post(route::USERS, handlers::add)
        .get(route::USER, one::show)
        .post(route::USER_PASSWORD, one::new_password)
        .post(route::USER_ROLE, one::set_role)
        .post(route::USER_DISABLE, one::disable)
        .post(route::USER_ENABLE, one::enable)
        .post(route::USER_SESSIONS, one::end_sessions)
        .into()
}
