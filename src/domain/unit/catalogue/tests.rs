use crate::domain::unit::{Catalogue, desks_from_csv, units_from_csv};
use jiff::civil::{Date, date};

const UNITS: [&str; 2] =
    [include_str!("../../../../surveys/units-2024.csv"), include_str!("../../../../surveys/units-2025.csv")];
const DESKS: [&str; 2] =
    [include_str!("../../../../surveys/desks-2024.csv"), include_str!("../../../../surveys/desks-2025.csv")];
const LAST_OF_THE_OLD: Date = date(2025, 6, 30);
const FIRST_OF_THE_NEW: Date = date(2025, 7, 1);

fn province() -> Catalogue {
    let units = UNITS.iter().flat_map(|csv| units_from_csv("u", csv).unwrap());
    let desks = DESKS.iter().flat_map(|csv| desks_from_csv("d", csv).unwrap());
    Catalogue::new(units.collect(), desks.collect()).unwrap()
}

#[test]
fn the_lists_of_the_province_hang_together() {
    let catalogue = province();
    assert_eq!(catalogue.root().map(|unit| unit.code.as_str()), Some("KH"));
    assert!(catalogue.is_within("KH.STP", "KH") && !catalogue.is_within("KH", "KH.STP"));
    let blocks = ["Cơ quan chuyên môn", "Cơ quan ngành dọc", "Ủy ban nhân dân cấp huyện", "Ủy ban nhân dân cấp xã"];
    assert_eq!(catalogue.blocks(), blocks);
}

#[test]
fn broken_links_and_circles_are_said() {
    let unit = |code: &str, parent: &str| format!("{code},{parent},Tên,department,,,,\n");
    let head = "code,parent,name,level,block,valid_from,valid_to,note\n";
    let csv = format!("{head}{}{}{}", unit("A", "B"), unit("B", "A"), unit("C", "X"));
    let mistakes = Catalogue::new(units_from_csv("u", &csv).unwrap(), Vec::new()).unwrap_err();
    assert_eq!(mistakes.len(), 3, "{mistakes:?}");
    let bad = units_from_csv("u.csv", format!("{head}A b,,Tên,department,,,,\nB,,,department,,,,\n")).unwrap_err();
    assert_eq!([&bad.0[0].lines, &bad.0[1].lines], [&[2], &[3]], "{bad:?}");
}

#[test]
fn a_day_decides_who_exists() {
    let catalogue = province();
    // The province itself, which no list ends, and 35 or 80 below it.
    assert_eq!(catalogue.units_on(LAST_OF_THE_OLD).count(), 36);
    assert_eq!(catalogue.units_on(FIRST_OF_THE_NEW).count(), 81);
    assert_eq!(catalogue.desks_on(LAST_OF_THE_OLD).count(), 15);
    assert_eq!(catalogue.desks_on(FIRST_OF_THE_NEW).count(), 66);
    let desk = catalogue.desk("TTHCC").unwrap();
    assert_eq!(catalogue.received_on(desk, LAST_OF_THE_OLD).len(), 21);
    assert!(catalogue.received_on(desk, FIRST_OF_THE_NEW).is_empty());
}

#[test]
fn successors_are_told_and_so_are_theirs_where_they_ended_too() {
    let catalogue = province();
    let names = |code: &'static str| -> Vec<String> {
        catalogue.successors_on(code, FIRST_OF_THE_NEW).iter().map(|unit| unit.code.clone()).collect()
    };
    assert_eq!(names("KH.SLDTBXH"), ["KH.SNV2025"]);
    assert!(names("KH.NT").len() > 1 && names("KH").is_empty());
    let head = "code,parent,name,level,block,valid_from,valid_to,predecessors,note\n";
    let csv = format!(
        "{head}A,,A,x,,,2020-12-31,,\nB,,B,x,,2021-01-01,2022-12-31,A,\nC,,C,x,,2023-01-01,,B,\nD,,D,x,,2024-01-01,,C,\n"
    );
    let chain = Catalogue::new(
        units_from_csv("u", csv.replace("2023-01-01,,B", "2023-01-01,2023-12-31,B")).unwrap(),
        Vec::new(),
    )
    .unwrap();
    let on = |day| chain.successors_on("A", day).iter().map(|unit| unit.code.as_str()).collect::<Vec<_>>();
    assert_eq!([on(date(2022, 1, 1)), on(date(2023, 1, 1)), on(date(2025, 1, 1))], [["B"], ["C"], ["D"]]);
    let overlapping = Catalogue::new(units_from_csv("u", &csv).unwrap(), Vec::new()).unwrap_err();
    let said: Vec<String> = overlapping.iter().map(ToString::to_string).collect();
    assert!(said.len() == 1 && said[0].starts_with("unit D: column “predecessors”: "), "{said:?}");
    assert!(said[0].contains("must end (valid_to) before") && said[0].ends_with("the file has “C”"), "{said:?}");
}

#[test]
fn times_that_cannot_be_are_said() {
    let head = "code,parent,name,level,block,valid_from,valid_to,predecessors,note\n";
    let units = units_from_csv("u", format!("{head}A,,A,x,,2021-01-01,2020-12-31,,\nB,,B,x,,,,X|A,\n")).unwrap();
    let desks = desks_from_csv("d", "code,name,name_en,units,valid_from,valid_to\nD,D,D,A,2021-01-02,2021-01-01\n");
    let mistakes = Catalogue::new(units, desks.unwrap()).unwrap_err();
    assert_eq!(mistakes.len(), 4, "{mistakes:?}");
}
