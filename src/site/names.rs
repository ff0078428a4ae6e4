//! The names of files in the folder of surveys.

use super::words;
use crate::domain::language::Lang;
use std::path::Path;

/// Lists of which there may be several, by the beginning of their names, and those of which there is one.
const MANY: [&str; 2] = ["units", "desks"];
const SINGLE: [&str; 2] = ["targets", "series"];

pub(super) fn is_list_of(kind: &str, name: &str) -> bool {
    name.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-') && rest.ends_with(".csv"))
}

pub(super) fn is_read(name: &str) -> bool {
    let single = SINGLE.iter().any(|kind| name.strip_prefix(kind) == Some(".csv"));
    single || MANY.iter().any(|kind| is_list_of(kind, name)) || Path::new(name).extension().is_some_and(|e| e == "toml")
}

/// Somebody means a list, however its name is written. The name of a folder ends in a slash here.
pub(super) fn is_like_a_list(name: &str) -> bool {
    name.trim_end_matches('/').to_lowercase().ends_with(".csv")
}

/// The reason why a new site does not begin beside lists of such names. Officers read it: Vietnamese first, English below.
pub(super) fn unreadable_names(names: &[String]) -> String {
    let names = names.join(", ");
    Lang::ALL.map(|lang| words::no_such_lists(lang, &names)).join("\n    ")
}
