//! The database as somebody sees it who has a copy of it.

use crate::support::{postgres, server::Start};
use hailong::domain::{
    inbox::{Entry, InboxKey, InboxKeys},
    receipt::KeyRing,
};
use rusqlite::{Connection, OpenFlags, Row};
use std::{collections::BTreeMap, path::Path};

/// The words of a query that the two databases have different ones for: a response's id, the bytes of a key and of a receipt's
/// digest, the transaction that wrote a row, and the order in which the rows are kept.
const WORDS: [[&str; 3]; 5] = [
    ["RESPONSE_ID", "lower(hex(id))", "replace(id::text, '-', '')"],
    ["KEY", "lower(hex(key))", "encode(key, 'hex')"],
    ["NULLIFIER", "lower(hex(nullifier))", "encode(nullifier, 'hex')"],
    ["WRITTEN_BY", "'0'", "xmin::text"],
    ["AS_KEPT", "", "ORDER BY ctid"],
];

/// Cells of a query, all of them texts.
pub fn rows(start: &Start, sql: &str) -> Vec<Vec<String>> {
    let of = |database: usize| WORDS.iter().fold(sql.to_owned(), |sql, words| sql.replace(words[0], words[database]));
    if let Some(url) = &start.database {
        let said = postgres::query(url, &of(2));
        return said.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect();
    }
    let db = open(start);
    let mut asked = db.prepare(&of(1)).unwrap();
    let width = asked.column_count();
    let cells = |row: &Row<'_>| (0..width).map(|cell| row.get(cell)).collect::<Result<Vec<String>, _>>();
    asked.query_map([], cells).unwrap().map(Result::unwrap).collect()
}

/// Opens what waits with the keys of the site's folder, in the order of the rows' numbers.
pub fn waiting<T>(start: &Start, of: impl Fn(&Entry<'_>) -> T) -> Vec<T> {
    let keys = InboxKeys::default();
    keys.add(&secrets(&start.data, "inbox", |text| {
        let (secret, from) = text.split_once(' ').unwrap();
        InboxKey { secret: bytes(secret), from: from.parse().unwrap() }
    }));
    let sealed = if start.database.is_some() { "encode(sealed, 'hex')" } else { "lower(hex(sealed))" };
    let asked = format!("SELECT CAST(seq AS TEXT), CAST(seal_key AS TEXT), {sealed} FROM inbox ORDER BY seq");
    let open = |row: &Vec<String>| {
        let mut sealed = data_encoding::HEXLOWER.decode(row[2].as_bytes()).unwrap();
        let place = row[0].parse::<i64>().unwrap().min(0);
        of(&keys.open(row[1].parse().unwrap(), place, &mut sealed).unwrap())
    };
    rows(start, &asked).iter().map(open).collect()
}

/// The digest by which the database knows a receipt, for who has its link and the keys of the site's folder.
pub fn digests(start: &Start) -> impl Fn(&str) -> String {
    let keys = KeyRing::new([0; 32], secrets(&start.data, "receipt", bytes));
    move |token| data_encoding::HEXLOWER.encode(&keys.nullifier(&keys.read(token).unwrap()).unwrap().0)
}

/// The numbered keys of a kind.
fn secrets<T>(data: &Path, kind: &str, read: impl Fn(&str) -> T) -> BTreeMap<u16, T> {
    let files = std::fs::read_dir(data.join("keys")).unwrap().map(|file| file.unwrap().path());
    let named = files.filter_map(|file| {
        let name = file.file_name()?.to_str()?.strip_prefix(kind)?.strip_prefix('-')?.strip_suffix(".key")?;
        let number = name.parse().ok()?;
        Some((number, read(std::fs::read_to_string(&file).ok()?.trim())))
    });
    named.collect()
}

fn bytes(hex: &str) -> [u8; 32] {
    data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap().try_into().unwrap()
}

fn open(start: &Start) -> Connection {
    Connection::open_with_flags(start.data.join("hailong.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// Changes rows behind the program's back.
pub fn change(start: &Start, sql: &str) {
    match &start.database {
        Some(url) => drop(postgres::query(url, sql)),
        None => Connection::open(start.data.join("hailong.db")).unwrap().execute_batch(sql).unwrap(),
    }
}
