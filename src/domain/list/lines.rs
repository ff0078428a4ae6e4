//! Text as records.
//!
//! A record is a physical line. Where a quotation mark stays open, the next lines belong to it if the mark closes
//! among them and the record then has as many cells as the head; otherwise it costs that line and not the rest of
//! the file.

use super::{Column, head::is_column, record::Record, row::tidy};

/// The most lines of a cell.
const CELL_LINES: usize = 50;
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

pub(super) struct Records<'t> {
    /// With their numbers.
    lines: Vec<(usize, &'t str)>,
    next: usize,
    delimiter: u8,
    /// The number of cells of a record of several lines.
    width: Option<usize>,
}

impl<'t> Records<'t> {
    pub(super) fn new(text: &'t str, columns: &[Column]) -> Self {
        let lines = physical(text).enumerate().map(|(n, line)| (n + 1, line));
        let lines: Vec<_> = lines.filter(|(_, line)| !line.trim().is_empty()).collect();
        // Excel's own way to name the delimiter.
        let first = lines.first().map_or("", |(_, line)| line);
        let named = first.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
        let next = usize::from(named.is_some());
        let head = lines.get(next).map_or("", |(_, line)| line);
        let delimiter = named.unwrap_or_else(|| delimiter(head, columns));
        Self { lines, next, delimiter, width: None }
    }

    pub(super) fn set_width(&mut self, width: usize) {
        self.width = Some(width);
    }

    /// The cells of a record that begins here and ends on a later line, and on how many lines it stands.
    fn several(&self, first: usize) -> Option<(Vec<String>, usize)> {
        let width = self.width?;
        let mut text = self.lines[first].1.to_owned();
        for (n, (_, line)) in self.lines.iter().enumerate().skip(first + 1).take(CELL_LINES) {
            text.push('\n');
            text.push_str(line);
            match quotes(&text, self.delimiter) {
                Quotes::Open => {}
                Quotes::Astray => return None,
                Quotes::Closed => {
                    let cells = fields(&text, self.delimiter);
                    return (cells.len() == width).then_some((cells, n + 1 - first));
                }
            }
        }
        None
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            let place = self.next;
            let (line, text) = *self.lines.get(place)?;
            let is_open = matches!(quotes(text, self.delimiter), Quotes::Open);
            let several = if is_open { self.several(place) } else { None };
            let is_open = is_open && several.is_none();
            let (cells, lines) = several.unwrap_or_else(|| (fields(text, self.delimiter), 1));
            self.next += lines;
            if cells.iter().any(|cell| !cell.is_empty()) {
                return Some(Record { line, cells, is_open });
            }
        }
    }
}

/// Lines as they end on Windows, on Unix, and on the Macs of old, where Excel still offers it.
fn physical(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// The sign that parts most columns we know; of equals, the one that stands most often.
fn delimiter(head: &str, columns: &[Column]) -> u8 {
    let known = |sign: u8| fields(head, sign).iter().filter(|name| is_column(name, columns)).count();
    let times = |sign: u8| fields(head, sign).len();
    // Of equals the last is taken: the comma.
    DELIMITERS.into_iter().rev().max_by_key(|sign| (known(*sign), times(*sign))).unwrap_or(b',')
}

fn fields(record: &str, delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.delimiter(delimiter).has_headers(false).flexible(true).buffer_capacity(record.len() + 1);
    let cells = reader.from_reader(record.as_bytes()).into_records().next();
    // The record is UTF-8 and in memory: it cannot fail.
    cells.and_then(Result::ok).unwrap_or_default().iter().map(tidy).collect()
}

enum Quotes {
    Closed,
    /// One stays open at the end.
    Open,
    /// One closes in the midst of a cell.
    Astray,
}

fn quotes(record: &str, delimiter: u8) -> Quotes {
    let mut bytes = record.bytes().peekable();
    let mut begins = true;
    let mut astray = false;
    while let Some(byte) = bytes.next() {
        if !(begins && byte == b'"') {
            begins = byte == delimiter;
            continue;
        }
        loop {
            match bytes.next() {
                None => return Quotes::Open,
                Some(b'"') if bytes.next_if_eq(&b'"').is_none() => break,
                Some(_) => {}
            }
        }
        begins = false;
        astray |= bytes.peek().is_some_and(|next| *next != delimiter);
    }
    if astray { Quotes::Astray } else { Quotes::Closed }
}
