//! Minting receipts, and what is handed out of them: the link, the short code, the file for a printer.
//!
//! Begin with [`Issuer`]. The command line, the one-stop information system and the print pages all mint
//! here. A list of dossiers is read in [`dossiers`].

pub mod dossiers;
mod file;
mod issue;
mod slip;
pub mod words;

pub use file::SlipFile;
pub use issue::{ForDossier, IssueError, Issuer, Run, Wanted, Withheld};
pub use slip::Slip;
