//! Staff accounts, for the administrator: who may see what, new accounts, one-time passwords.
//!
//! The administrator sees no answers. The views ([`view`]) are pure and given their links; handlers stand
//! beside them. May import `domain`, `ui`, `web` and `store`; no other feature room.

pub mod view;
pub mod words;
