//! A submission that waits for its release, sealed: a copy of the database, its log or a backup without the keys tells no more than
//! how many wait, and on which day each was sealed.
//!
//! [`Entry`] is the text inside; [`InboxKeys`] seals and opens it. A key is used for a day. Whatever waits for longer is stripped of
//! everything that is finer than its month and sealed anew, so old keys open nothing that is of use and are destroyed.

mod entry;
mod keys;
#[cfg(test)]
mod tests;

pub use entry::{BadEntry, Entry, Trace};
pub use keys::{Closed, InboxKey, InboxKeys, Sealed};
