//! The store: the only room that knows sea-orm, SQLite and PostgreSQL.
//!
//! Submissions come in through [`writer`], wait in [`inbox`], and are moved by [`release`] into
//! responses and tallies. The fate of receipts is in [`ledger`]. Dashboards read [`tallies`], exports stream [`responses`], `hailong verify`
//! proves the invariants in [`verify`]. A site's [`Store`] is made in `database`. The differences between the databases are in `dialect` (SQLite's connections in `sqlite`), and
//! entities never leave this room. May use the domain and the migrations, nothing else of ours.

mod api_keys;
mod catalogue;
mod chain;
mod check;
mod closings;
mod comments;
mod counted_above;
mod database;
pub mod devices;
mod dialect;
pub mod dossiers;
mod editions;
mod entity;
mod error;
mod flags;
mod hours;
pub mod inbox;
mod insert;
pub mod ledger;
mod log_entries;
mod notices;
mod pairings;
pub mod phone_pages;
mod place;
mod postgres;
pub mod receipts;
pub mod release;
pub mod responses;
mod revision;
mod revocations;
mod rounds;
pub mod runs;
mod sealing;
mod sessions;
mod shown;
mod snapshot;
mod sqlite;
mod staff_log;
mod strip;
mod surveys;
pub mod tallies;
mod tries;
mod unsealed;
mod users;
pub mod verify;
mod waiting;
mod waits;
pub mod writer;

pub use api_keys::ApiKey;
pub use chain::{
    LogKey,
    heads::{BadLine, Head, Heads, Sealed},
};
pub use check::Check;
pub use closings::{Closing, Edition};
pub use comments::{Comment, CommentPlace, CommentsAsked};
pub use database::Store;
pub use error::{Error, Result};
pub use flags::Usual;
pub use log_entries::{LogAsked, Logged};
pub use place::Place;
pub use postgres::Limits;
pub use rounds::Round;
pub use sessions::{OpenSession, SessionUser};
pub use snapshot::Snapshot;
pub use staff_log::{By, KeyTurn, LogEntry, Note};
pub use strip::Ages;
pub use tries::Tried;
pub use users::{AccountChange, NewUser, User};
pub use waits::Waits;
