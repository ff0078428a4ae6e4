//! The sessions of an account that are open.

use super::{
    format,
    table::{Column, Dress, Table, Value},
    words,
};
use crate::domain::language::Lang;
use jiff::civil::DateTime;
use maud::Markup;

/// One session; times are local.
#[derive(Clone, Copy, Debug)]
pub struct SessionRow {
    pub opened: DateTime,
    pub seen: DateTime,
    /// It is the one in which the page is read.
    pub is_own: bool,
}

pub fn sessions(rows: &[SessionRow], lang: Lang) -> Markup {
    let values = |row: &SessionRow| {
        let seen = format::moment(row.seen, lang);
        let seen = if row.is_own { words::session_own(lang, seen) } else { seen };
        vec![Value::Text(format::moment(row.opened, lang)), Value::Text(seen)]
    };
    let table = Table {
        caption: words::open_sessions(lang).to_owned(),
        columns: vec![
            Column::words("opened", words::session_opened(lang)),
            Column::words("seen", words::session_seen(lang)),
        ],
        rows: rows.iter().map(values).collect(),
        names: 0,
    };
    table.html(lang, &Dress { quiet_caption: true, ..Dress::PLAIN })
}
