//! The common work of commands and pages, without HTTP: accounts, keys of other systems, pairing kiosks, minting receipts, releasing,
//! closing periods, chains, verifying, reading questions.
//!
//! Each act goes to the store with its entry in the staff log. A fault has a type of its own; pages make a problem of it, commands
//! a message. May import `clock`, `config`, `domain`, `site`, `store` and `whole`.

pub mod accounts;
pub mod address;
pub mod api_keys;
pub mod chains;
pub mod closings;
pub mod form_rule;
pub mod minting;
pub mod pairing;
pub mod passwords;
pub mod questions;
pub mod releases;
pub mod verify;
pub mod words;
