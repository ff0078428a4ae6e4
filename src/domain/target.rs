//! Targets and reference series: figures from documents, each with its mark of certainty.

use crate::domain::{
    list::{self, Cause, Column, Form, List, Mistake, Row, Unreadable, needed, optional},
    survey::Survey,
    unit::Catalogue,
};
use std::{collections::HashMap, ops::RangeInclusive};

/// The index that a unit and everything below it should reach in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub unit: String,
    pub year: i16,
    /// Hundredths of a per cent: 87.00 % is 8700.
    pub hundredths: u32,
    /// "Above" rather than "at least".
    pub strict: bool,
    /// `seed`, `src`, `mem`: the certainty of the figure; [`EXAMPLE`] where nobody has set it.
    pub mark: String,
    pub source: String,
    /// Where it stands in its list.
    pub line: usize,
}

/// The mark of a target that shows how one would look.
pub const EXAMPLE: &str = "example";

impl Target {
    pub fn is_example(&self) -> bool {
        self.mark == EXAMPLE
    }

    /// Percent.
    pub fn percent(&self) -> f64 {
        f64::from(self.hundredths) / 100.0
    }
}

/// One published figure to stand beside ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    pub year: i16,
    /// `national` or a province.
    pub scope: String,
    /// `sipas`, a factor's key, …
    pub series: String,
    /// Percent.
    pub value: f64,
    pub rank: Option<u32>,
    pub of: Option<u32>,
    pub mark: String,
    pub source: String,
}

const TARGETS: [Column; 6] = [
    needed("unit", &["đơn vị", "mã đơn vị", "cơ quan, đơn vị"]),
    needed("year", &["năm"]),
    needed("value", &["mục tiêu", "chỉ tiêu", "giá trị", "tỷ lệ", "mục tiêu (%)"]),
    needed("strict", &["phải vượt", "phải cao hơn", "trên mức"]),
    optional("mark", &["độ tin cậy", "ký hiệu"]),
    optional("source", &["nguồn", "căn cứ"]),
];

/// Reads a list of targets; a unit has one for a year.
///
/// # Errors
/// Why it is no such list.
pub fn targets(file: &str, csv: &[u8]) -> Result<List<Target>, Unreadable> {
    let mut seen = HashMap::new();
    let form = Form { columns: &TARGETS, headless: None };
    list::read(file, csv, form, |row| {
        let target = target(row);
        let before = *seen.entry((target.unit.clone(), target.year)).or_insert(target.line);
        if row.is_good() && before != target.line {
            row.refuse_with("unit", Cause::SameTarget, before.to_string());
        }
        target
    })
}

/// A percentage that is meant as one. Up to 1 it is what a spreadsheet keeps of a cell with 87 %: 0.87.
fn percentage(row: &mut Row) -> u32 {
    let hundredths = row.hundredths("value");
    if (1..=100).contains(&hundredths) {
        row.refuse("value", Cause::NotAPercentage);
    }
    hundredths
}

/// All rows of [`targets`].
///
/// # Errors
/// Every mistake.
pub fn targets_from_csv(file: &str, csv: impl AsRef<[u8]>) -> Result<Vec<Target>, Unreadable> {
    targets(file, csv.as_ref())?.whole()
}

fn target(row: &mut Row) -> Target {
    Target {
        unit: row.code("unit"),
        year: row.year("year"),
        hundredths: percentage(row),
        strict: row.yes_or_no("strict"),
        mark: row.text("mark").to_owned(),
        source: row.text("source").to_owned(),
        line: row.line(),
    }
}

/// Targets whose unit is in no list: they would judge nobody.
pub fn of_nobody(file: &str, targets: &[Target], catalogue: &Catalogue) -> Option<Mistake> {
    let lost = targets.iter().filter(|target| catalogue.unit(&target.unit).is_none());
    Mistake::of_rows(file, Cause::UnknownUnit, "unit", lost.map(|target| (target.line, target.unit.clone())))
}

const REFERENCES: [Column; 8] = [
    needed("year", &["năm"]),
    needed("scope", &["phạm vi"]),
    needed("series", &["chỉ số", "chuỗi"]),
    needed("value", &["giá trị", "kết quả"]),
    optional("rank", &["hạng", "xếp hạng"]),
    optional("of", &["trong số", "tổng số"]),
    optional("mark", &["độ tin cậy", "ký hiệu"]),
    optional("source", &["nguồn", "căn cứ"]),
];

/// Reads a list of published figures.
///
/// # Errors
/// Why it is no such list.
pub fn references(file: &str, csv: &[u8]) -> Result<List<Reference>, Unreadable> {
    let form = Form { columns: &REFERENCES, headless: None };
    list::read(file, csv, form, |row| Reference {
        year: row.year("year"),
        scope: row.some_text("scope"),
        series: row.some_text("series"),
        value: f64::from(row.hundredths("value")) / 100.0,
        rank: row.number("rank"),
        of: row.number("of"),
        mark: row.text("mark").to_owned(),
        source: row.text("source").to_owned(),
    })
}

/// All rows of [`references`].
///
/// # Errors
/// Every mistake.
pub fn references_from_csv(file: &str, csv: impl AsRef<[u8]>) -> Result<Vec<Reference>, Unreadable> {
    references(file, csv.as_ref())?.whole()
}

/// The target that judges a unit in a year: its own or its nearest ancestor's, set for that year. A target of another
/// year judges nothing. Targets are set for the index: a quick version has none.
pub fn judge<'t>(
    targets: &'t [Target],
    survey: &Survey,
    catalogue: &Catalogue,
    unit: &str,
    year: i16,
) -> Option<&'t Target> {
    let targets = if survey.is_quick() { &[] } else { targets };
    catalogue
        .ancestors(unit)
        .find_map(|ancestor| targets.iter().find(|target| target.unit == ancestor.code && target.year == year))
}

/// The years of a span for which nobody has set a target.
pub fn years_without(targets: &[Target], years: RangeInclusive<i16>) -> Vec<i16> {
    years.filter(|year| !targets.iter().any(|target| target.year == *year)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::unit::{desks_from_csv, units_from_csv};

    #[test]
    fn a_target_of_the_nearest_ancestor_judges_its_year_alone() {
        let units = units_from_csv("u", include_str!("../../surveys/units-2024.csv")).unwrap();
        let desks = desks_from_csv("d", include_str!("../../surveys/desks-2024.csv")).unwrap();
        let catalogue = Catalogue::new(units, desks).unwrap();
        let csv = "unit,year,value,strict,mark,source\nKH,2024,87.00,true,seed,x\nKH.STP,2025,90.5,false,mem,y\n";
        let targets = targets_from_csv("t", csv).unwrap();
        let [full, quick] =
            [include_str!("../../surveys/one-stop-2024.toml"), include_str!("../../surveys/quick-2024.toml")]
                .map(|toml| Survey::from_toml("s", toml).unwrap());
        assert_eq!(judge(&targets, &quick, &catalogue, "KH.STP", 2024), None);
        let value =
            |unit, year| judge(&targets, &full, &catalogue, unit, year).map(|target| (target.year, target.hundredths));
        assert_eq!(value("KH.STP", 2023), None);
        assert_eq!(value("KH.STP", 2024), Some((2024, 8700)));
        assert_eq!(value("KH.STP", 2025), Some((2025, 9050)));
        assert_eq!([value("KH.STP", 2026), value("KH.SNV", 2025)], [None; 2]);
        assert_eq!(years_without(&targets, 2023..=2026), [2023, 2026]);
        assert_eq!(value("KH.SNV", 2024), Some((2024, 8700)));
    }

    #[test]
    fn a_bad_target_names_its_line() {
        let csv = "unit,year,value,strict,mark,source\nKH,2024,87.005,true,seed,x\nKH,2025,,true,seed,x\n\
                   KH,x,90,maybe,seed,x\nKH,2026,101,true,seed,x\n";
        let mistakes = targets_from_csv("t.csv", csv).unwrap_err().0;
        let said: Vec<_> =
            mistakes.iter().map(|m| (m.cause, m.column.as_str(), &m.lines[..], m.found.join(" "))).collect();
        let word = str::to_owned;
        let expected: [(Cause, &str, &[usize], String); 4] = [
            (Cause::NotAPercentage, "value", &[2, 5], word("87.005 101")),
            (Cause::Missing("87,00"), "value", &[3], word("")),
            (Cause::NotAYear, "year", &[4], word("x")),
            (Cause::NotYesOrNo, "strict", &[4], word("maybe")),
        ];
        assert_eq!(said, expected);
        assert!(references_from_csv("s", include_str!("../../surveys/series.csv")).unwrap().len() > 15);
    }

    #[test]
    fn a_share_of_one_is_no_percentage() {
        let csv = |value: &str| format!("unit,year,value,strict,mark,source\nKH,2024,\"{value}\",true,seed,x\n");
        for value in ["0,87", "0.9", "1", "1,00", "0,01", "0,87 %"] {
            let mistakes = targets_from_csv("t.csv", csv(value)).unwrap_err().0;
            let said: Vec<_> =
                mistakes.iter().map(|m| (m.cause, &m.column[..], &m.lines[..], &m.found[0][..])).collect();
            assert_eq!(said, [(Cause::NotAPercentage, "value", &[2][..], value)]);
            assert!(mistakes[0].to_string().contains("ví dụ: 87,00"), "{value}");
        }
        for (value, hundredths) in [("0", 0), ("1,01", 101), ("87", 8700), ("100", 10_000)] {
            assert_eq!(targets_from_csv("t.csv", csv(value)).unwrap()[0].hundredths, hundredths, "{value}");
        }
    }

    #[test]
    fn a_target_of_nobody_and_a_second_one_are_named() {
        let csv = "unit,year,value,strict,mark,source\nKH,2024,87,true,,\nNOPE,2024,90,no,,\nKH,2025,87,true,,\nKH,2024,90,true,,\n";
        let Unreadable(twice) = targets_from_csv("t.csv", csv).unwrap_err();
        assert_eq!(
            (twice[0].cause, &twice[0].lines[..], &twice[0].found[..]),
            (Cause::SameTarget, &[5][..], &["2".to_owned()][..])
        );
        let targets = targets_from_csv("t.csv", csv.rsplit_once("KH,2024").unwrap().0).unwrap();
        let units = units_from_csv("u", include_str!("../../surveys/units-2024.csv")).unwrap();
        let catalogue = Catalogue::new(units, Vec::new()).unwrap();
        let lost = of_nobody("t.csv", &targets, &catalogue).unwrap();
        assert_eq!(
            (lost.cause, &lost.lines[..], &lost.found[..]),
            (Cause::UnknownUnit, &[3][..], &["NOPE".to_owned()][..])
        );
        assert_eq!(of_nobody("t.csv", &targets[..1], &catalogue), None);
    }
}
