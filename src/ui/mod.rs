//! Parts of pages: formats, icons, tables, charts, QR codes and the frame of staff pages.
//!
//! Knows the domain's words and no routes, no store and no HTTP; links come in as values. Every text
//! comes from a words module in both languages. Begin with [`table`]: a table is built once and is
//! both the page's table and the CSV; [`chart`] draws from the same values.

pub mod chart;
pub mod form;
pub mod format;
pub mod icon;
pub mod length;
pub mod qr;
pub mod sessions;
pub mod shell;
pub mod table;
pub mod words;
