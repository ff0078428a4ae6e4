//! Why a site does not open.

use crate::store;
use std::{io, path::PathBuf};

/// A fault that keeps a site from opening.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// Mistakes in questionnaires and lists, a line each.
    #[error("{}", .0.join("\n"))]
    Data(Vec<String>),
    /// A key under which answers wait is lost or another; Vietnamese first.
    #[error("{0}")]
    Keys(String),
    /// The folder holds no site.
    #[error("no site here: {} has no keys; `hailong serve` or `hailong migrate` makes one", .0.display())]
    Absent(PathBuf),
    #[error("cannot use {path}")]
    File { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Store(#[from] store::Error),
}
