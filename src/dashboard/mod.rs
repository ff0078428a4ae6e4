//! The dashboard: how satisfied people are, against the target, last year and each other.
//!
//! [`filter`] reads what is asked. [`overview`] and [`unit_page`] turn tallies into what a page says,
//! [`select`] picks their rows, [`ranking`] orders units and [`attention`] says what deserves a look;
//! all of it pure. The views ([`view`], [`unit_view`] and their parts) draw it and are given their links. May import
//! `domain` and `ui`; knows no store.

pub mod attention;
mod cards_view;
pub mod filter;
mod filter_view;
pub mod overview;
pub mod ranking;
pub mod select;
pub mod unit_page;
pub mod unit_view;
pub mod units_view;
pub mod view;
pub mod words;

#[cfg(test)]
mod filter_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
