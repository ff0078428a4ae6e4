//! Where a database lies.

use super::postgres::Limits;
use std::path::Path;

/// Where a database lies.
#[derive(Clone, Copy, Debug)]
pub enum Place<'p> {
    /// SQLite's file.
    File(&'p Path),
    /// `sqlite:…` or `postgres://…`.
    Url(&'p str, Limits),
}
