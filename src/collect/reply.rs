//! Replies of open reads: types, so that the document of the API can be made of them.

pub(super) mod survey;
pub(super) mod units;
