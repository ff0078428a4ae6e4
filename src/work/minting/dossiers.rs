//! A list of dossier codes as an office exports it: a code per line, with or without a head.

use super::Wanted;
use crate::domain::{
    list::{self, Cause, Column, Form, List, Row, Unreadable, needed, optional},
    receipt::{DossierPattern, Event},
    text::fold,
    unit::Catalogue,
};
use std::collections::HashMap;

const COLUMNS: [Column; 3] = [
    needed("dossier", &["mã hồ sơ", "mã số hồ sơ", "số hồ sơ", "dossier code"]),
    optional("unit", &["đơn vị", "mã đơn vị", "cơ quan, đơn vị"]),
    optional("event", &["sự kiện"]),
];

/// The terms for lines that do not say otherwise, and the bounds of what lines may say.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'t> {
    pub pattern: &'t DossierPattern,
    pub catalogue: &'t Catalogue,
    pub unit: Option<&'t str>,
    pub event: Event,
}

/// Reads a list; a dossier's event that stands in it twice is wanted once.
///
/// # Errors
/// Why it cannot be read as one; single bad lines are in the list.
pub fn read(file: &str, bytes: &[u8], terms: &Terms) -> Result<List<Wanted>, Unreadable> {
    // Without a head a code stands in the first line, or nothing beside it.
    let headless = |first: &[String]| {
        let code = first.iter().position(|field| terms.pattern.read(field).is_some());
        code.or((first.len() == 1).then_some(0))
    };
    let mut seen = HashMap::new();
    let form = Form { columns: &COLUMNS, headless: Some(&headless) };
    let list = list::read(file, bytes, form, |row| {
        // A line that is left out stands not in the list: a good line further down is no repetition.
        let wanted = wanted(row, terms).filter(|_| row.is_good())?;
        let before = *seen.entry((wanted.code.clone(), wanted.event)).or_insert(wanted.line);
        if before != wanted.line {
            row.refuse_with("dossier", Cause::SameDossier, before.to_string());
        }
        Some(wanted)
    })?;
    Ok(list.without_gaps())
}

/// `None` where the row is left out. Codes are not told: they may be anything that stands in a wrong column.
fn wanted(row: &mut Row, terms: &Terms) -> Option<Wanted> {
    let written = row.text("dossier").to_owned();
    let code = terms.pattern.read(&written);
    if code.is_none() {
        let example = Cause::NotADossier.example();
        let cause = if written.is_empty() { Cause::Missing(example) } else { Cause::NotADossier };
        row.refuse_with("dossier", cause, String::new());
    }
    let (unit, event) = (unit(row, terms), event(row, terms));
    Some(Wanted { line: row.line(), written, code: code?, unit: unit?, event: event? })
}

fn unit(row: &mut Row, terms: &Terms) -> Option<String> {
    let unit = Some(row.text("unit")).filter(|unit| !unit.is_empty()).or(terms.unit).map(str::to_owned);
    let known = unit.as_deref().and_then(|unit| terms.catalogue.unit(unit));
    if known.is_none() {
        row.refuse("unit", if unit.is_some() { Cause::UnknownUnit } else { Cause::NoUnit });
    }
    known.map(|unit| unit.code.clone())
}

fn event(row: &mut Row, terms: &Terms) -> Option<Event> {
    let event = match fold(row.text("event")).as_str() {
        "" => Some(terms.event),
        "tiep nhan" => Some(Event::Received),
        "bo sung" => Some(Event::Supplement),
        "tu choi" => Some(Event::Refused),
        "tra ket qua" => Some(Event::Returned),
        key => Event::from_key(key),
    };
    if event.is_none() {
        row.refuse("event", Cause::UnknownEvent);
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::unit::units_from_csv;

    fn list(bytes: &[u8]) -> Result<List<Wanted>, Unreadable> {
        let units =
            "code,parent,name,level,block,valid_from,valid_to,note\nKH,,Tỉnh,province,,,,\nKH.A,KH,A,department,,,,\n";
        let catalogue = Catalogue::new(units_from_csv("u", units).unwrap(), Vec::new()).unwrap();
        let pattern = DossierPattern::national();
        let terms = Terms { pattern: &pattern, catalogue: &catalogue, unit: Some("KH.A"), event: Event::Received };
        read("l", bytes, &terms)
    }

    fn said(list: &List<Wanted>) -> Vec<String> {
        list.rows.iter().map(|w| format!("{} {} {} {}", w.line, w.code.as_str(), w.unit, w.event.key())).collect()
    }

    fn causes(list: &List<Wanted>) -> Vec<(Cause, &[usize])> {
        list.mistakes.iter().map(|mistake| (mistake.cause, &mistake.lines[..])).collect()
    }

    fn refused(bytes: &[u8]) -> (Cause, Vec<usize>) {
        let mistake = list(bytes).unwrap_err().0.remove(0);
        (mistake.cause, mistake.lines)
    }

    #[test]
    fn a_head_is_known_in_both_languages_and_columns_say_more_than_flags() {
        let files = [
            "\u{feff}Mã hồ sơ;Họ tên;Đơn vị;Sự kiện\r\nH32.15-240530-0007;\"Lan; Hoa\";KH;returned\r\n\r\n",
            "sep=\t\nma_ho_so\tunit\tevent\nH32.15-240530-0007\tKH\tRETURNED",
            "event,unit,dossier\nreturned,KH,\"000.00.15.H32-240530-0007\"\n",
            "Ma\u{303} hô\u{300} sơ,đơn vị,sự kiện\nH32.15-240530-0007,KH,returned",
            "MÃ\u{a0}HỒ SƠ;ĐƠN\u{a0}VỊ;SỰ KIỆN\r;;\rH32.15-240530-0007;KH;Trả kết quả\r;;\r",
            "STT;Số hồ sơ;Địa chỉ;Mã đơn vị;Sự kiện\r\n1;H32.15-240530-0007;\"thôn 1\nxã A\";KH;returned\r\n",
        ];
        for (place, file) in files.iter().enumerate() {
            let line = if file.starts_with("sep") || place == 4 { 3 } else { 2 };
            let list = list(file.as_bytes()).unwrap();
            assert_eq!(said(&list), [format!("{line} H32.15-240530-0007 KH returned")], "{place}");
            assert!(list.mistakes.is_empty(), "{place}: {:?}", list.mistakes);
        }
    }

    #[test]
    fn bad_lines_are_left_out_by_number_and_the_good_ones_stay() {
        let file = "dossier,unit,event\nH32.15-240530-0001,,\nrubbish,,\n,KH,\nH32.15-240530-0002,KH.X,\n\
                    H32.15-240530-0003,,lost\n\"H32.15-240530-0004,,\n000.00.15.H32-240530-0001,,\n\
                    H32.15-240530-0001,,returned\nH32.15-240530-0002,,\nmore rubbish,KH.Y,\n\
                    H32.15-240530-0005,,,1\nH32.15-240530-0005,,\n";
        let list = list(file.as_bytes()).unwrap();
        let good = [
            "2 H32.15-240530-0001 KH.A received",
            "9 H32.15-240530-0001 KH.A returned",
            "10 H32.15-240530-0002 KH.A received",
            "13 H32.15-240530-0005 KH.A received",
        ];
        assert_eq!(said(&list), good, "what stood in a line that was left out is not there twice");
        let bad: [(Cause, &[usize]); 7] = [
            (Cause::NotADossier, &[3, 11]),
            (Cause::Missing("H32.15-240530-0007"), &[4]),
            (Cause::UnknownUnit, &[5, 11]),
            (Cause::UnknownEvent, &[6]),
            (Cause::OpenQuote, &[7]),
            (Cause::SameDossier, &[8]),
            (Cause::TooManyCells, &[12]),
        ];
        assert_eq!(causes(&list), bad);
        assert_eq!(list.left_out(|cause| cause != Cause::SameDossier), 7, "a line with two mistakes is one line");
        let words: Vec<String> = list.mistakes.iter().map(ToString::to_string).collect();
        assert!(!words.concat().contains("rubbish"), "{words:#?}");
    }

    #[test]
    fn without_a_head_codes_are_found_and_what_cannot_be_read_is_said() {
        assert_eq!(list(b"1;H32.15-240530-0007\n2;H32.15-240530-0008").unwrap().rows.len(), 2);
        let bad_first = list(b"rubbish\nH32.15-240530-0008").unwrap();
        assert_eq!((bad_first.rows.len(), causes(&bad_first)), (1, vec![(Cause::NotADossier, &[1][..])]));
        assert!(matches!(refused(b"STT;Ho ten\n1;Lan"), (Cause::NoColumn(_), lines) if lines == [1]));
        assert_eq!(refused(b"\n \n"), (Cause::Empty, vec![]));
        assert_eq!(refused("Mã hồ sơ;Đơn vị\r\n;\r\n".as_bytes()), (Cause::NoRows, vec![]));
        assert_eq!(refused("dossier,Mã hồ sơ\nH32.15-240530-0007,\n".as_bytes()), (Cause::DoubledColumn, vec![1]));
    }
}
