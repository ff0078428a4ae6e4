//! How staff get in: sign-in, the change of a one-time password, sign-out.
//!
//! The views ([`view`]) are pure: they are given the form's state and its mistakes, and where to post.
//! Handlers stand beside them. May import `domain`, `ui`, `web` and `store`; no other feature room.

pub mod view;
pub mod words;
