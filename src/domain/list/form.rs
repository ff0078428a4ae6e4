//! The columns that a list may have.

use std::collections::HashMap;

/// A column that a list may have.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in our own files.
    pub key: &'static str,
    /// Other names for it. Case, marks, spaces and signs make no difference.
    pub names: &'static [&'static str],
    /// There is no list without it.
    pub needed: bool,
}

/// A column without which there is no list.
pub const fn needed(key: &'static str, names: &'static [&'static str]) -> Column {
    Column { key, names, needed: true }
}

/// A column that may be missing.
pub const fn optional(key: &'static str, names: &'static [&'static str]) -> Column {
    Column { key, names, needed: false }
}

/// In a list without a head: the place of its first column, by the fields of its first line.
pub type Headless<'f> = &'f dyn Fn(&[String]) -> Option<usize>;

#[derive(Clone, Copy)]
pub struct Form<'f> {
    pub columns: &'f [Column],
    pub headless: Option<Headless<'f>>,
}

/// Headings, as a file writes them, by the keys of their columns.
pub type Headings = HashMap<&'static str, String>;
