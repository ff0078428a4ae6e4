//! A line of a list, as cells.

/// Cells of one record that is not empty.
pub(super) struct Record {
    /// The number of its first line.
    pub line: usize,
    pub cells: Vec<String>,
    /// A quotation mark stays open.
    pub is_open: bool,
}
