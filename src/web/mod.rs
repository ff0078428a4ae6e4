//! The HTTP kit that every room with pages uses: shared state, typed URLs, assets, layers, errors.
//!
//! Knows the site, `ui` and the store, but no feature room. Begin with [`state`]; a handler's ways to
//! fail are in [`problem`].

pub mod address;
pub mod api_keys;
pub mod assets;
pub mod closed;
pub mod code;
pub mod crowds;
pub mod document;
pub mod door;
pub mod download;
pub mod editions;
mod error_page;
pub mod exporter;
pub mod extract;
pub mod form;
pub mod guard;
pub mod json;
pub mod kept;
pub mod layers;
pub mod links;
pub mod office;
pub mod open;
pub mod opened;
pub mod paths;
pub mod patience;
pub mod problem;
pub mod query;
pub mod receipts;
mod render;
pub mod rights;
pub mod room;
pub mod sealed;
pub mod signed;
pub mod staff;
pub mod state;
pub mod throttle;
pub mod told;
pub mod unsent;
pub mod viewer;
pub mod words;
