//! Oversight: the comments of people, for those who may read them, and the acts of staff, for the auditor.
//!
//! Comments stand apart from every rating, masked at their release; the log is only read here, and [`told`] puts its
//! codes into words. Both pages are one `list`. May import `domain`, `site`, `store`, `ui`, `work` and
//! `web`; no other feature room.

pub mod comments;
mod list;
pub mod log;
pub mod told;
pub mod words;

use crate::web::{
    office::{Auditor, Oversight},
    paths::route,
    room::{Section, StaffRoom},
    staff::Staff,
};

/// The pages for staff in this room.
pub fn staff() -> StaffRoom {
    let comments = Section::<Staff<Oversight>>::at(route::COMMENTS, words::comments)
        .get(route::COMMENTS, comments::page)
        .get(route::COMMENTS_FILE, comments::file);
    let log = Section::<Staff<Auditor>>::at(route::LOG, words::log)
        .get(route::LOG, log::page)
        .get(route::LOG_FILE, log::file);
    StaffRoom::from(comments).and(log)
}
