//! Issuing receipts and accounting for them: single ones for the one-stop information system, runs and
//! lists for the command line, and the ledger of what became of them.
//!
//! Begin with [`issue`]; it mints, everything else asks it to. May import `domain`, `ui`, `web` and `store`;
//! no other feature room.

pub mod dossiers;
pub mod files;
pub mod issue;
pub mod words;
