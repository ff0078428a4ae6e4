//! The way in for staff: sign-in, the change of a one-time password, one's own sessions, sign-out.
//!
//! The views ([`view`]) are pure: they are given the form's state and its mistakes, and where to post.
//! The rules of the forms are declared in [`form`]. Handlers stand beside them.
//! May import `domain`, `store`, `ui`, `web` and `work`; no other feature room.

pub mod form;
pub mod handlers;
pub mod view;
pub mod words;

use crate::web::{
    office::Everyone,
    paths::route,
    room::{Section, StaffRoom},
    staff::{Anybody, SignedIn, Staff},
};

/// The pages for staff in this room.
pub fn staff() -> StaffRoom {
    let home = Section::<Staff<Everyone>>::unnamed().get(route::STAFF, handlers::home);
    let door = Section::<Anybody>::at(route::SIGN_IN, words::sign_in)
        .get(route::SIGN_IN, handlers::show)
        .post(route::SIGN_IN, handlers::sign_in)
        .post(route::SIGN_OUT, handlers::sign_out);
    let password = Section::<SignedIn>::at(route::PASSWORD, words::entry)
        .get(route::PASSWORD, handlers::show_password)
        .post(route::PASSWORD, handlers::change_password);
    let sessions = Section::<Staff<Everyone>>::at(route::SESSIONS, words::my_sessions)
        .get(route::SESSIONS, handlers::show_sessions)
        .post(route::SESSIONS, handlers::end_others);
    StaffRoom::from(home).and(door).and(password).and(sessions)
}
