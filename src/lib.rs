//! Hài Lòng asks people at one-stop desks how satisfied they are, keeps every answer, keeps nobody's
//! name, and says honestly whether each organisation is above its target.
//!
//! The rooms, in the order in which an answer passes through them. Arrows run one way:
//! `cli → server → feature rooms → web → {ui, work} → {site, store} → domain`; `tests/architecture` holds them.

// `words!` takes one text after the other, and a room has more than 128.
#![recursion_limit = "256"]

pub mod domain;

pub mod clock;
pub mod config;
pub mod whole;

pub mod store;

pub mod site;

pub mod work;

pub mod ui;
pub mod web;

pub mod collect;
pub mod dashboard;
pub mod devices;
pub mod export;
pub mod openapi;
pub mod oversight;
pub mod print;
pub mod receipts;
pub mod sign_in;
pub mod users;

pub mod server;

pub mod cli;
pub mod demo;

/// A submission is a few hundred small pieces of memory, of which many are freed on another thread than they
/// were taken on: the system's allocator then makes the threads wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
