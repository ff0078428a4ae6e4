//! Hài Lòng asks people at one-stop desks how satisfied they are, keeps every answer, keeps nobody's
//! name, and says honestly whether each organisation is above its target.
//!
//! The rooms, in the order in which an answer passes through them:

pub mod domain;
pub mod store;
