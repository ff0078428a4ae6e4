//! The lists of organisations and desks as CSV.

use super::{Desk, Unit, Validity};
use crate::domain::rows;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
struct UnitRow {
    code: String,
    parent: String,
    name: String,
    level: String,
    block: String,
    valid_from: String,
    valid_to: String,
    #[serde(default)]
    predecessors: String,
    note: String,
}

#[derive(Deserialize)]
struct DeskRow {
    code: String,
    name: String,
    name_en: String,
    units: String,
    #[serde(default)]
    valid_from: String,
    #[serde(default)]
    valid_to: String,
}

/// Reads the list of units: `code,parent,name,level,block,valid_from,valid_to,note`, and where the
/// list has it `predecessors`, codes joined by `|`.
///
/// # Errors
/// Every broken line, with its number.
pub fn units_from_csv(file: &str, csv: &str) -> Result<Vec<Unit>, Vec<String>> {
    rows::read(file, csv, |row: UnitRow| {
        Ok(Unit {
            code: code(&row.code)?,
            parent: (!row.parent.is_empty()).then_some(row.parent),
            name: named("name", &row.name)?,
            level: row.level,
            block: crate::domain::text::nfc(&row.block),
            validity: validity(&row.valid_from, &row.valid_to)?,
            predecessors: codes(&row.predecessors),
            note: row.note,
        })
    })
}

/// Reads the list of desks: `code,name,name_en,units` with the units' codes joined by `|`, and where the list has
/// them `valid_from` and `valid_to`.
///
/// # Errors
/// Every broken line, with its number.
pub fn desks_from_csv(file: &str, csv: &str) -> Result<Vec<Desk>, Vec<String>> {
    rows::read(file, csv, |row: DeskRow| {
        Ok(Desk {
            code: code(&row.code)?,
            name: named("name", &row.name)?,
            name_en: named("name_en", &row.name_en)?,
            units: codes(&row.units),
            validity: validity(&row.valid_from, &row.valid_to)?,
        })
    })
}

fn code(text: &str) -> Result<String, String> {
    let fits = (1..=32).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    if fits { Ok(text.to_owned()) } else { Err(format!("code: 1 to 32 of A-Z, a-z, 0-9, `.`, `-`, `_`, not `{text}`")) }
}

fn named(column: &str, text: &str) -> Result<String, String> {
    match crate::domain::text::clean(text, 200) {
        Ok(Some(name)) => Ok(name),
        _ => Err(format!("{column}: 1 to 200 characters")),
    }
}

/// Codes joined by `|`.
fn codes(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

fn validity(from: &str, to: &str) -> Result<Validity, String> {
    Ok(Validity { from: day("valid_from", from)?, to: day("valid_to", to)? })
}

fn day(column: &str, text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| format!("{column}: YYYY-MM-DD or nothing, not `{text}`"))
}
