//! Data to take away: responses, index and code book as files, in the dialect that the reader's tool opens.
//!
//! [`files`] makes them, for the web and the command line alike, [`responses`] as a stream and [`people`] of counts. The view
//! ([`view`]) is pure and given its links.
//! May import `domain`, `site`, `store`, `ui`, `web` and `work`; no other feature room.

pub mod files;
pub mod handlers;
pub mod people;
pub mod responses;
pub mod view;
pub mod words;

use crate::web::{
    exporter::{AboutPeople, ByUnit, Exporter},
    office::Exports,
    paths::route,
    room::{Section, StaffRoom},
    staff::Staff,
};
use utoipa::OpenApi;

/// This room's part of the document.
#[derive(OpenApi)]
#[openapi(paths(handlers::responses, handlers::people))]
pub struct Document;

/// The pages for staff in this room, and the calls of programs with a key.
pub fn staff() -> StaffRoom {
    let pages = Section::<Staff<Exports>>::at(route::EXPORT, words::export)
        .get(route::EXPORT, handlers::page)
        .get(route::EXPORT_FILE, handlers::file);
    let by_unit = Section::<Exporter<ByUnit>>::unnamed().get(route::RESPONSES, handlers::responses);
    let people = Section::<Exporter<AboutPeople>>::unnamed().get(route::PEOPLE, handlers::people);
    StaffRoom::from(pages).and(by_unit).and(people)
}
