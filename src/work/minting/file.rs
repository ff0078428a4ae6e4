//! Slips as CSV, for the office's own printing.

use super::{Slip, words};
use crate::domain::{
    dialect::{Cell, Dialect},
    language::Lang,
};
use std::io::{self, Write};

/// Rows are written in pieces of about this size.
const PIECE: usize = 64 * 1024;
const COLUMNS: [&str; 6] = ["serial", "url", "short_code", "unit", "event", "expires_on"];

/// A file of slips on its way out.
pub struct SlipFile<'o> {
    out: &'o mut dyn Write,
    dialect: Dialect,
    /// Each row begins with a dossier code.
    dossiers: bool,
    piece: Vec<u8>,
}

impl<'o> SlipFile<'o> {
    /// Begins the file with its head.
    pub fn new(out: &'o mut dyn Write, dialect: Dialect, dossiers: bool) -> Self {
        let mut piece = dialect.preamble().to_vec();
        let columns = dossiers.then_some("dossier").into_iter().chain(COLUMNS);
        let heads: Vec<&str> = match dialect {
            Dialect::Machine => columns.collect(),
            Dialect::ExcelVi => columns.map(|column| words::column(column, Lang::Vi)).collect(),
        };
        dialect.records(&mut piece).write(heads.into_iter().map(Cell::Text));
        Self { out, dialect, dossiers, piece }
    }

    /// Appends slips, each with its dossier's code as the office wrote it, which is empty where the file has none.
    ///
    /// # Errors
    /// Faults of the file.
    pub fn write<'t>(&mut self, slips: impl IntoIterator<Item = (&'t str, Slip)>) -> io::Result<()> {
        let mut records = self.dialect.records(&mut self.piece);
        for (dossier, slip) in slips {
            let cells = [
                Cell::Integer(slip.serial.into()),
                Cell::Text(&slip.url),
                Cell::Text(&slip.short_code),
                Cell::Text(&slip.unit),
                Cell::Text(match self.dialect {
                    Dialect::Machine => slip.event.key(),
                    Dialect::ExcelVi => words::event(slip.event, Lang::Vi),
                }),
                Cell::Date(slip.expires_on),
            ];
            records.write(self.dossiers.then_some(Cell::Text(dossier)).into_iter().chain(cells));
        }
        drop(records);
        if self.piece.len() >= PIECE { self.flush() } else { Ok(()) }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// Faults of the file.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.out.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.piece)?;
        self.piece.clear();
        Ok(())
    }
}
