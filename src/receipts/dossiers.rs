//! A list of dossier codes as an office exports it: a code per line, with or without a head.
//!
//! Every physical line is read by itself, so that an open quotation mark costs one line and not the rest of
//! the file, and every mistake has the number of its line.

use crate::{
    domain::{
        receipt::{DossierPattern, Event},
        text::nfc,
        unit::Catalogue,
    },
    minting::Wanted,
};
use std::collections::HashMap;

/// Why a file is no list.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum ListError {
    #[error("the file is in UTF-16; save it as “CSV UTF-8” and try again")]
    Utf16,
    #[error(
        "line {0} is not UTF-8 (Windows-1258, or an old Vietnamese font?); save the file as “CSV UTF-8” and try again"
    )]
    NotUtf8(usize),
    #[error("line {0} names no column `dossier` or `mã hồ sơ`, and there is no dossier code in it")]
    NoColumn(usize),
    #[error("there is nothing in the file")]
    Empty,
}

/// Why a line was left out.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Reason {
    #[error("no dossier code")]
    NoCode,
    #[error("the dossier code does not fit the pattern")]
    NotACode,
    #[error("no unit: name one with --unit, or in a column `unit`")]
    NoUnit,
    #[error("there is no organisation `{0}`")]
    UnknownUnit(String),
    #[error("the event is received, supplement, refused or returned, not `{0}`")]
    UnknownEvent(String),
    /// Not a mistake: it was minted once.
    #[error("the same dossier and event as line {0}")]
    Repeated(usize),
}

/// What stands in a list, line by line; every line that is not empty is in one of the two.
#[derive(Debug, Default)]
pub struct List {
    pub wanted: Vec<Wanted>,
    pub left_out: Vec<(usize, Reason)>,
}

/// What holds for lines that do not say otherwise, and what lines may say.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'t> {
    pub pattern: &'t DossierPattern,
    pub catalogue: &'t Catalogue,
    pub unit: Option<&'t str>,
    pub event: Event,
}

/// Reads a list.
///
/// # Errors
/// [`ListError`] where it cannot be read as one; single bad lines are in the list.
pub fn read(bytes: &[u8], terms: &Terms) -> Result<List, ListError> {
    let text = decode(bytes)?;
    let mut lines = text.lines().enumerate().map(|(n, line)| (n + 1, line)).filter(|(_, line)| !line.trim().is_empty());
    let (mut number, mut head) = lines.next().ok_or(ListError::Empty)?;
    // Excel's own way to name the delimiter.
    let named = head.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    if named.is_some() {
        (number, head) = lines.next().ok_or(ListError::Empty)?;
    }
    let delimiter = named.unwrap_or_else(|| delimiter(head));
    let columns = Columns::of(&fields(head, delimiter), terms.pattern).ok_or(ListError::NoColumn(number))?;
    let first = (!columns.headed).then_some((number, head));
    let (mut list, mut seen) = (List::default(), HashMap::new());
    for (number, line) in first.into_iter().chain(lines) {
        let wanted = columns.read(number, &fields(line, delimiter), terms);
        let wanted = wanted.and_then(|wanted| match seen.insert((wanted.code.clone(), wanted.event), number) {
            Some(before) => {
                seen.insert((wanted.code, wanted.event), before);
                Err(Reason::Repeated(before))
            }
            None => Ok(wanted),
        });
        match wanted {
            Ok(wanted) => list.wanted.push(wanted),
            Err(reason) => list.left_out.push((number, reason)),
        }
    }
    Ok(list)
}

fn decode(bytes: &[u8]) -> Result<&str, ListError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(ListError::Utf16);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        ListError::NotUtf8(before + 1)
    })
}

/// The sign that stands most often outside quotation marks.
fn delimiter(line: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        counts.iter_mut().filter(|(sign, _)| *sign == byte && !quoted).for_each(|(_, count)| *count += 1);
    }
    // Of equals the last is taken: the comma.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

fn fields(line: &str, delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.delimiter(delimiter).has_headers(false).flexible(true).buffer_capacity(line.len() + 1);
    let record = reader.from_reader(line.as_bytes()).into_records().next();
    // The line is UTF-8 and in memory: it cannot fail.
    let record = record.and_then(Result::ok).unwrap_or_default();
    record.iter().map(|field| nfc(field.trim())).collect()
}

struct Columns {
    dossier: usize,
    unit: Option<usize>,
    event: Option<usize>,
    /// Whether the first line names them.
    headed: bool,
}

impl Columns {
    /// As the first line names them; where it does not, a code must stand in it, or nothing beside it.
    fn of(first: &[String], pattern: &DossierPattern) -> Option<Self> {
        let names: Vec<String> = first.iter().map(|name| name.to_lowercase().replace('_', " ")).collect();
        let place = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        if let Some(dossier) = place(&["dossier", "dossier code", "mã hồ sơ", "ma ho so"]) {
            let unit = place(&["unit", "đơn vị", "don vi", "cơ quan, đơn vị"]);
            return Some(Self { dossier, unit, event: place(&["event", "sự kiện", "su kien"]), headed: true });
        }
        let code = first.iter().position(|field| pattern.read(field).is_some());
        let dossier = code.or((first.len() == 1).then_some(0))?;
        Some(Self { dossier, unit: None, event: None, headed: false })
    }

    fn read(&self, line: usize, fields: &[String], terms: &Terms) -> Result<Wanted, Reason> {
        let field = |place: Option<usize>| place.and_then(|place| fields.get(place)).filter(|field| !field.is_empty());
        let written = field(Some(self.dossier)).ok_or(Reason::NoCode)?;
        let code = terms.pattern.read(written).ok_or(Reason::NotACode)?;
        let unit = field(self.unit).map(String::as_str).or(terms.unit).ok_or(Reason::NoUnit)?;
        if terms.catalogue.unit(unit).is_none() {
            return Err(Reason::UnknownUnit(unit.to_owned()));
        }
        let event = field(self.event).map_or(Ok(terms.event), |key| {
            Event::from_key(&key.to_lowercase()).ok_or_else(|| Reason::UnknownEvent(key.clone()))
        })?;
        Ok(Wanted { line, written: written.clone(), code, unit: unit.to_owned(), event })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::unit::units_from_csv;

    fn list(bytes: &[u8]) -> Result<List, ListError> {
        let units =
            "code,parent,name,level,block,valid_from,valid_to,note\nKH,,Tỉnh,province,,,,\nKH.A,KH,A,department,,,,\n";
        let catalogue = Catalogue::new(units_from_csv("u", units).unwrap(), Vec::new()).unwrap();
        let pattern = DossierPattern::national();
        read(bytes, &Terms { pattern: &pattern, catalogue: &catalogue, unit: Some("KH.A"), event: Event::Received })
    }

    fn said(list: &List) -> Vec<String> {
        let wanted = list.wanted.iter().map(|w| format!("{} {} {} {}", w.line, w.code.as_str(), w.unit, w.event.key()));
        wanted.chain(list.left_out.iter().map(|(line, reason)| format!("{line}: {reason}"))).collect()
    }

    #[test]
    fn a_head_is_known_in_both_languages_and_columns_say_more_than_flags() {
        let files = [
            "\u{feff}Mã hồ sơ;Họ tên;Đơn vị;Sự kiện\r\nH32.15-240530-0007;\"Lan; Hoa\";KH;returned\r\n\r\n",
            "sep=\t\nma_ho_so\tunit\tevent\nH32.15-240530-0007\tKH\tRETURNED",
            "event,unit,dossier\nreturned,KH,\"000.00.15.H32-240530-0007\"\n",
            "Ma\u{303} hô\u{300} sơ,đơn vị,sự kiện\nH32.15-240530-0007,KH,returned",
        ];
        for (place, file) in files.iter().enumerate() {
            let line = if file.starts_with("sep") { 3 } else { 2 };
            let said = said(&list(file.as_bytes()).unwrap());
            assert_eq!(said, [format!("{line} H32.15-240530-0007 KH returned")], "{place}");
        }
    }

    #[test]
    fn bad_lines_are_left_out_by_number_and_the_good_ones_stay() {
        let file = "dossier,unit,event\nH32.15-240530-0001,,\nrubbish,,\n,,\nH32.15-240530-0002,KH.X,\n\
                    H32.15-240530-0003,,lost\n\"H32.15-240530-0004,,\n000.00.15.H32-240530-0001,,\nH32.15-240530-0001,,returned\n";
        assert_eq!(
            said(&list(file.as_bytes()).unwrap()),
            [
                "2 H32.15-240530-0001 KH.A received",
                "9 H32.15-240530-0001 KH.A returned",
                "3: the dossier code does not fit the pattern",
                "4: no dossier code",
                "5: there is no organisation `KH.X`",
                "6: the event is received, supplement, refused or returned, not `lost`",
                "7: the dossier code does not fit the pattern",
                "8: the same dossier and event as line 2",
            ]
        );
    }

    #[test]
    fn without_a_head_codes_are_found_and_what_cannot_be_read_is_said() {
        assert_eq!(list(b"1;H32.15-240530-0007\n2;H32.15-240530-0008").unwrap().wanted.len(), 2);
        let bad_first = list(b"rubbish\nH32.15-240530-0008").unwrap();
        assert_eq!((bad_first.wanted.len(), bad_first.left_out), (1, vec![(1, Reason::NotACode)]));
        assert_eq!(list(b"STT;Ho ten\n1;Lan").unwrap_err(), ListError::NoColumn(1));
        assert_eq!(list(b"\n \n").unwrap_err(), ListError::Empty);
        // `Mã hồ sơ` in Windows-1258.
        assert_eq!(list(b"M\xe3 h\xf4\xcc s\xf5\nH32.15-240530-0007\n").unwrap_err(), ListError::NotUtf8(1));
        assert_eq!(list(b"dossier\nH32.15-240530-0007\nH\xf5\n").unwrap_err(), ListError::NotUtf8(3));
        assert_eq!(list(b"\xff\xfed\0o\0").unwrap_err(), ListError::Utf16);
    }
}
