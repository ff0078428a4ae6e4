//! The lists of organisations and desks as CSV.

use super::{Desk, Unit, Validity};
use crate::domain::list::{self, Cause, Column, Form, List, Row, Unreadable, needed, optional};
use std::collections::HashMap;

const UNITS: [Column; 9] = [
    needed("code", &["mã", "mã đơn vị", "mã cơ quan"]),
    needed("parent", &["cấp trên", "mã cấp trên", "đơn vị cấp trên", "trực thuộc"]),
    needed("name", &["tên", "tên đơn vị", "tên cơ quan", "tên cơ quan, đơn vị"]),
    needed("level", &["cấp"]),
    optional("block", &["khối", "nhóm"]),
    FROM,
    TO,
    optional("predecessors", &["tiền thân", "đơn vị tiền thân"]),
    NOTE,
];

const DESKS: [Column; 7] = [
    needed("code", &["mã", "mã nơi tiếp nhận"]),
    needed("name", &["tên", "tên nơi tiếp nhận"]),
    optional("name_en", &["tên tiếng Anh"]),
    needed("units", &["đơn vị", "các đơn vị", "mã đơn vị"]),
    FROM,
    TO,
    NOTE,
];

const FROM: Column = optional("valid_from", &["từ ngày", "hiệu lực từ", "ngày bắt đầu"]);
const TO: Column = optional("valid_to", &["đến ngày", "hiệu lực đến", "ngày kết thúc"]);
const NOTE: Column = optional("note", &["ghi chú"]);

/// Reads a list of units: `code,parent,name,level`, and where the list has them
/// `block,valid_from,valid_to,predecessors,note`; predecessors are codes joined by `|`.
///
/// # Errors
/// Why it is no such list.
pub fn units(file: &str, csv: &[u8]) -> Result<List<Unit>, Unreadable> {
    let mut seen = HashMap::new();
    list::read(file, csv, Form { columns: &UNITS, headless: None }, |row| Unit {
        code: own_code(row, &mut seen),
        parent: row.maybe_code("parent"),
        name: row.name("name"),
        level: row.text("level").to_owned(),
        block: row.text("block").to_owned(),
        validity: validity(row),
        predecessors: row.codes("predecessors"),
        note: row.text("note").to_owned(),
    })
}

/// Reads a list of desks: `code,name,units` with the units' codes joined by `|`, and where the list has them
/// `name_en,valid_from,valid_to`. A desk without an English name keeps its Vietnamese one in English.
///
/// # Errors
/// Why it is no such list.
pub fn desks(file: &str, csv: &[u8]) -> Result<List<Desk>, Unreadable> {
    let mut seen = HashMap::new();
    list::read(file, csv, Form { columns: &DESKS, headless: None }, |row| {
        let name = row.name("name");
        Desk {
            code: own_code(row, &mut seen),
            name_en: row.maybe_name("name_en").unwrap_or_else(|| name.clone()),
            name,
            units: row.codes("units"),
            validity: validity(row),
        }
    })
}

/// All rows of [`units`].
///
/// # Errors
/// Every mistake.
pub fn units_from_csv(file: &str, csv: impl AsRef<[u8]>) -> Result<Vec<Unit>, Unreadable> {
    units(file, csv.as_ref())?.whole()
}

/// All rows of [`desks`].
///
/// # Errors
/// Every mistake.
pub fn desks_from_csv(file: &str, csv: impl AsRef<[u8]>) -> Result<Vec<Desk>, Unreadable> {
    desks(file, csv.as_ref())?.whole()
}

/// The code of a row, which no row before it has; `seen` keeps their lines.
fn own_code(row: &mut Row, seen: &mut HashMap<String, usize>) -> String {
    let code = row.code("code");
    let before = *seen.entry(code.clone()).or_insert(row.line());
    if row.is_good() && before != row.line() {
        row.refuse_with("code", Cause::SameCode, before.to_string());
    }
    code
}

fn validity(row: &mut Row) -> Validity {
    Validity { from: row.day("valid_from"), to: row.day("valid_to") }
}
