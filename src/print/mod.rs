//! Paper: posters of desks, and receipts as strips, sheets or a file for a printer's own software.
//!
//! [`ask`] reads the forms, [`mod@format`] has the papers to choose from, [`handlers`] answer, [`view`] is the page of the
//! forms and [`paper`] what comes out of the printer, in both languages. Minting is a POST; whatever is printed is logged.
//! May import `domain`, `store`, `ui`, `web` and `work`; no other feature room.

pub mod ask;
pub mod format;
pub mod handlers;
pub mod paper;
pub mod receipts;
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
    Section::<Staff<Administrator>>::at(route::PRINT, words::print)
        .get(route::PRINT, handlers::page)
        .get(route::PRINT_POSTER, handlers::poster)
        .get(route::PRINT_CODE, handlers::code)
        .get(route::PRINT_RECEIPTS, receipts::print)
        .post(route::PRINT_RECEIPTS, receipts::mint)
        .into()
}
