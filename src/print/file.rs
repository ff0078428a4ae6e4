//! Receipts as CSV, for the software of a receipt printer: the columns that `hailong receipts mint` writes.

use crate::{
    domain::dialect::{Cell, Dialect},
    web::slips::Slip,
};

const COLUMNS: [&str; 6] = ["serial", "url", "short_code", "unit", "event", "expires_on"];

/// A head and a line for each receipt.
#[must_use]
pub fn csv(slips: &[Slip]) -> Vec<u8> {
    let mut out = Dialect::Machine.preamble().to_vec();
    let mut records = Dialect::Machine.records(&mut out);
    records.write(COLUMNS.map(Cell::Text));
    for slip in slips {
        records.write([
            Cell::Integer(slip.serial.into()),
            Cell::Text(&slip.url),
            Cell::Text(&slip.short_code),
            Cell::Text(&slip.unit),
            Cell::Text(slip.event.key()),
            Cell::Date(slip.expires_on),
        ]);
    }
    drop(records);
    out
}
