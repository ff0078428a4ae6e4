//! Data to take away: responses, index and code book as files, in the dialect that the reader's tool opens.
//!
//! The view ([`view`]) is pure and given its links; what is in the files is `domain`'s and `store`'s.
//! May import `domain`, `ui`, `web` and `store`; no other feature room.

pub mod view;
pub mod words;
