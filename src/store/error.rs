//! The faults between us and the database, as the rest of the house needs to know them.

use crate::domain::inbox::Closed;
use sea_orm::{DbErr, RuntimeErr, sqlx};

/// A fault of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached, is locked, full or read-only: try again later.
    #[error("the database is not available")]
    Unavailable(#[source] DbErr),
    /// A stored value that our own code could not have written.
    #[error("inconsistent row in {table}.{column} ({id})")]
    Inconsistent { table: &'static str, column: &'static str, id: String },
    /// A waiting submission that none of our keys opens.
    #[error("the waiting submission {place} stays closed under the key inbox-{key:04}")]
    Closed {
        place: i64,
        key: u16,
        #[source]
        why: Closed,
    },
    /// No site was ever made in this database.
    #[error("there is no site in this database; `hailong serve` or `hailong migrate` makes one")]
    Absent,
    /// The database was made by an older version and lacks a migration.
    #[error("this database is of an older version of hailong (it lacks `{0}`); run `hailong migrate`")]
    Older(String),
    /// The database was made by a newer version of the program.
    #[error("this database was made by a newer version of hailong (it knows `{0}`); install that version")]
    Newer(String),
    /// Ends of the chains were sealed for this data folder, and the database has responses and no chain.
    #[error(
        "the chain of releases is not in the database: it was taken away, or an older database was restored; nothing is released. \
         See Restoring in docs/OPERATIONS.md"
    )]
    Unchained,
    /// A published questionnaire was edited.
    #[error(
        "questionnaire `{0}` differs from the version that was published under this key; publish the change under a new key"
    )]
    SurveyChanged(String),
    /// The reader of an export stopped taking it. Nothing is held for it.
    #[error("the reader of an export took nothing for too long")]
    SlowReader,
    /// The database does not keep its promises.
    #[error("the database runs with {pragma} = {found}, but {expected} is needed")]
    Pragma { pragma: &'static str, found: String, expected: &'static str },
    /// The server would lose acknowledged answers in a power cut.
    #[error(
        "the PostgreSQL server runs with {setting} = {found} and would lose acknowledged answers when its machine fails: \
         set it to on, or start with --allow-unsafe-database where answers may be lost"
    )]
    Unsafe { setting: &'static str, found: String },
    #[error("the PostgreSQL server is a standby and only reads")]
    Standby,
    #[error("the PostgreSQL server only reads (default_transaction_read_only is on)")]
    ReadOnly,
    /// A pooler gives each transaction another session.
    #[error(
        "the pooler before PostgreSQL hands out a session for each transaction: set pool_mode = session for this database"
    )]
    Pooled,
    /// Says nothing of it, because it holds a password.
    #[error(
        "database_url: expected postgres://USER:PASSWORD@HOST:PORT[,HOST:PORT]/DATABASE with no parameters but host, port, \
         options, application_name and those of ssl; special characters in percent encoding (what was given is not shown, \
         it may hold a password)"
    )]
    Url,
    #[error("the database failed")]
    Database(#[source] DbErr),
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A fault that no driver has told.
    pub(super) fn unavailable(why: &str) -> Self {
        Self::Unavailable(DbErr::Custom(why.to_owned()))
    }

    /// Waiting may help: a server is away, is starting, or is a standby that may be promoted. Waiting does not help where a server
    /// answers that a name, a password or a right is wrong.
    pub fn may_heal(&self) -> bool {
        match self {
            Self::Standby => true,
            Self::Unavailable(error) => match driver(error) {
                Some(sqlx::Error::Database(error)) => error.code().is_some_and(|code| unavailable_code(&code)),
                Some(sqlx::Error::Configuration(_) | sqlx::Error::Protocol(_) | sqlx::Error::Tls(_)) => false,
                _ => true,
            },
            _ => false,
        }
    }
}

/// The error that the driver itself has told.
fn driver(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

/// A fault of the driver, sorted into "try again" and "broken".
impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_unavailable(&error) { Self::Unavailable(error) } else { Self::Database(error) }
    }
}

fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => match &**error {
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_)
            | sqlx::Error::Tls(_) => true,
            sqlx::Error::Database(error) => error.code().is_some_and(|code| unavailable_code(&code)),
            _ => false,
        },
        _ => false,
    }
}

/// SQLite's primary result codes for busy, locked, read-only, I/O error, full and "cannot open" (the
/// low byte of an extended code, which never has five digits), and PostgreSQL's classes for connection, resources,
/// operator, what others' transactions undid, and a lock that was waited for in vain.
fn unavailable_code(code: &str) -> bool {
    if code.len() == 5 {
        return ["08", "25006", "40", "53", "55P03", "57", "58"].iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
}

#[cfg(test)]
mod tests {
    use super::unavailable_code;

    #[test]
    fn a_full_or_stopped_database_is_unavailable_and_a_broken_rule_is_not() {
        for code in ["5", "13", "778", "8", "08006", "57P01", "53100", "25006", "55P03", "40P01"] {
            assert!(unavailable_code(code), "{code}");
        }
        for code in ["19", "1555", "2067", "23505", "42P01", "22021"] {
            assert!(!unavailable_code(code), "{code}");
        }
    }
}
