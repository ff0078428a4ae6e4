use super::{Cause, Column, Form, List, Unreadable, needed, optional, read};
use crate::domain::{language::Lang, target::targets_from_csv, unit::units_from_csv};

const COLUMNS: [Column; 3] = [needed("code", &["mã"]), needed("name", &["tên đơn vị"]), optional("note", &["ghi chú"])];

fn pairs(bytes: &[u8]) -> Result<List<(usize, String, String, String)>, Unreadable> {
    read("l.csv", bytes, Form { columns: &COLUMNS, headless: None }, |row| {
        (row.line(), row.code("code"), row.name("name"), row.text("note").to_owned())
    })
}

fn rows(bytes: &[u8]) -> Vec<(usize, String, String, String)> {
    pairs(bytes).unwrap().whole().unwrap()
}

fn row(line: usize, code: &str, name: &str, note: &str) -> (usize, String, String, String) {
    (line, code.to_owned(), name.to_owned(), note.to_owned())
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
}

#[test]
fn one_list_is_read_however_it_was_saved() {
    let expected = [row(2, "A.1", "Sở Tư pháp", ""), row(4, "B", "Một, hai; ba", "x")];
    let plain = "code,name,note\nA.1,Sở Tư pháp,\n,,\nB,\"Một, hai; ba\",x\n";
    let vietnamese = "MÃ;TÊN\u{a0}ĐƠN VỊ;GHI CHÚ\r\nA.1;Sở Tư pháp;\r\n;;\r\nB;\"Một, hai; ba\";x\r\n";
    let files: [Vec<u8>; 8] = [
        plain.into(),
        format!("\u{feff}{vietnamese}").into(),
        vietnamese.replace("\r\n", "\r").into(),
        format!("\u{feff}{}", plain.replace(',', "\t").replace("Một\t", "Một,")).into(),
        utf16(&plain.replace(',', "\t").replace("Một\t", "Một,"), u16::to_le_bytes),
        utf16(vietnamese, u16::to_be_bytes),
        "Ma\u{303};Te\u{302}n đơn vi\u{323};Ghi chu\u{301}\nA.1;Sơ\u{309} Tư pha\u{301}p\n\u{a0};\nB;\"Một, hai; ba\";x".into(),
        "\"Mã\";\"Tên_đơn_vị:\";Ghi chú (*)\nA.1\u{a0};\u{200b}Sở\u{a0}Tư pháp ;;;\n \nB;\"Một, hai; ba\";x;;\n".into(),
    ];
    for (place, file) in files.iter().enumerate() {
        assert_eq!(rows(file), expected, "{place}");
    }
}

#[test]
fn an_open_quotation_mark_costs_a_line_and_a_cell_may_have_several() {
    let file = "code,name,note\nA,\"Một\nhai\n\"\"ba\"\"\",x\nB,\"mở,\nC,Ba,\nD,\"mở,\nE,\"Năm\",\n";
    let list = pairs(file.as_bytes()).unwrap();
    assert_eq!(list.rows, [row(2, "A", "Một\nhai\n\"ba\"", "x"), row(6, "C", "Ba", ""), row(8, "E", "Năm", "")]);
    let said: Vec<_> = list.mistakes.iter().map(|mistake| (mistake.cause, &mistake.lines[..])).collect();
    assert_eq!(said, [(Cause::OpenQuote, &[5, 7][..])]);
}

#[test]
fn what_is_no_list_is_said_by_its_cause() {
    let refused = |bytes: &[u8]| {
        let mistakes = pairs(bytes).unwrap_err().0;
        mistakes.into_iter().map(|mistake| (mistake.cause, mistake.lines, mistake.found)).collect::<Vec<_>>()
    };
    let none = Vec::<String>::new;
    assert_eq!(refused(b"PK\x03\x04xl/workbook.xml"), [(Cause::Workbook, vec![], none())]);
    // `Tên` in Windows-1258, and UTF-16 without its mark.
    assert_eq!(refused(b"code,name\r\nA,T\xean\r\n"), [(Cause::Encoding, vec![2], none())]);
    assert_eq!(refused(b"c\0o\0d\0e\0"), [(Cause::Encoding, vec![1], none())]);
    assert_eq!(refused(b"\xff\xfec\0o"), [(Cause::Encoding, vec![1], none())]);
    assert_eq!(refused(b"\xef\xbb\xbf\r\n;;\r\n"), [(Cause::Empty, vec![], none())]);
    assert_eq!(refused("mã;Tên đơn vị\r\n;;\r\n".as_bytes()), [(Cause::NoRows, vec![], none())]);
    let found = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(refused(b"M?;T?n\nA,B\n")[0], (Cause::LostLetters, vec![1], found(&["M?", "T?n"])));
    assert_eq!(refused(b"code;title\nA;B\n"), [(Cause::NoColumn(&["tên đơn vị"]), vec![1], found(&["code", "title"]))]);
    let doubled = refused("code,name,Mã\nA,B,C\n".as_bytes());
    assert_eq!(doubled, [(Cause::DoubledColumn, vec![1], found(&["code", "Mã"]))]);
}

#[test]
fn one_cause_is_one_message_with_its_lines_in_vietnamese_first() {
    let list: String =
        (0..60).map(|n| if n % 2 == 0 { "KH,87,005%;x\n".to_owned() } else { format!("KH;{n};87\n") }).collect();
    let csv = format!("Đơn vị;Năm;Mục tiêu;Phải vượt\n{}", list.replace("KH,87,005%;x", "KH;2024;87,005%;x"));
    let Unreadable(mistakes) = targets_from_csv("targets.csv", &csv).unwrap_err();
    assert_eq!(mistakes.len(), 3, "a percentage, a year, and an empty cell: {mistakes:#?}");
    let vi = mistakes[0].say(Lang::Vi);
    assert!(
        vi.starts_with("targets.csv: dòng 2, 4, 6,") && vi.contains("24 và 18 dòng nữa, cột “Mục tiêu”: cần"),
        "{vi}"
    );
    assert!(vi.ends_with("ví dụ: 87,00; trong tệp là “87,005%”"), "{vi}");
    let both = mistakes[0].to_string();
    assert!(both.starts_with(&vi) && both.contains("\n    targets.csv: lines 2, 4, 6,"), "{both}");
}

#[test]
fn values_are_read_as_people_here_write_them() {
    let csv = "đơn vị;năm;mục tiêu;phải vượt;nguồn\nKH;2024;87,00;TRUE;a\nKH;2025;87.5 %;đúng;\nKH;2026;100;x;\nKH;2027;1,05;SAI;\nKH;2028;90%;Không\n";
    let targets = targets_from_csv("t", csv).unwrap();
    let read: Vec<_> = targets.iter().map(|target| (target.year, target.hundredths, target.strict)).collect();
    assert_eq!(
        read,
        [(2024, 8700, true), (2025, 8750, true), (2026, 10_000, true), (2027, 105, false), (2028, 9000, false)]
    );

    let units = |days: &str| {
        units_from_csv("u", format!("code;parent;name;level;valid_from;valid_to\nA;;Tỉnh A;province;{days}\n"))
    };
    let days = |text| units(text).unwrap()[0].validity;
    assert_eq!(days("2024-03-01;2025-06-30"), days("01/03/2024;30/6/2025"));
    assert_eq!(days("1.3.2024;"), days("01-03-2024"));
    for bad in ["30/06/25;", "2025-06-31;", "06/30/2025;", ";30/06/2025 x", "2025-06;"] {
        assert_eq!(units(bad).unwrap_err().0[0].cause, Cause::NotADay, "{bad}");
    }
}

#[test]
fn columns_that_nobody_asked_for_are_named_and_too_many_cells_refused() {
    let list = pairs("STT,code,name,Nguời lập\n1,A,B,C\n2,C,D,,thừa\n".as_bytes()).unwrap();
    assert_eq!((list.unused, list.rows.len()), (vec!["STT".to_owned(), "Nguời lập".to_owned()], 1));
    assert_eq!((list.mistakes[0].cause, &list.mistakes[0].lines[..]), (Cause::TooManyCells, &[3][..]));
    let lost = pairs("code,name\nA,S? T? ph?p\n".as_bytes()).unwrap();
    assert_eq!(lost.mistakes[0].cause, Cause::LostLetters, "names without their letters are not stored");
}
