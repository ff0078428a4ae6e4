//! Targets and reference series: figures from documents, each with its mark of certainty.

use crate::domain::{rows, survey::Survey, unit::Catalogue};
use serde::Deserialize;
use std::ops::RangeInclusive;

/// What a unit and everything below it should reach in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub unit: String,
    pub year: i16,
    /// Hundredths of a per cent: 87.00 % is 8700.
    pub hundredths: u32,
    /// "Above" rather than "at least".
    pub strict: bool,
    /// `seed`, `src`, `mem`: how certain the figure is; [`EXAMPLE`] where nobody has set it.
    pub mark: String,
    pub source: String,
}

/// The mark of a target that shows how one would look.
pub const EXAMPLE: &str = "example";

impl Target {
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.mark == EXAMPLE
    }

    /// Percent.
    #[must_use]
    pub fn percent(&self) -> f64 {
        f64::from(self.hundredths) / 100.0
    }
}

/// One published figure to stand beside ours.
#[derive(Clone, Debug, PartialEq, Deserialize)]
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

#[derive(Deserialize)]
struct TargetRow {
    unit: String,
    year: i16,
    value: String,
    strict: bool,
    mark: String,
    source: String,
}

/// Reads `unit,year,value,strict,mark,source`.
///
/// # Errors
/// Every broken line in words.
pub fn targets_from_csv(file: &str, csv: &str) -> Result<Vec<Target>, Vec<String>> {
    rows::read(file, csv, |row: TargetRow| {
        let hundredths = hundredths(&row.value)
            .ok_or_else(|| format!("value: a percentage with at most two decimals, not `{}`", row.value))?;
        Ok(Target {
            unit: row.unit,
            year: row.year,
            hundredths,
            strict: row.strict,
            mark: row.mark,
            source: row.source,
        })
    })
}

/// Reads `year,scope,series,value,rank,of,mark,source`.
///
/// # Errors
/// Every broken line in words.
pub fn references_from_csv(file: &str, csv: &str) -> Result<Vec<Reference>, Vec<String>> {
    rows::read(file, csv, Ok::<Reference, String>)
}

fn hundredths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || part.len() > 2 || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = whole.parse::<u32>().ok()?.checked_mul(100)? + format!("{part:0<2}").parse::<u32>().ok()?;
    (value <= 10_000).then_some(value)
}

/// The target that judges a unit in a year: its own or its nearest ancestor's, set for that year. What was set for another
/// year judges nothing. Targets are set for the index: a quick version has none.
#[must_use]
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
#[must_use]
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
        let csv = "unit,year,value,strict,mark,source\nKH,2024,87.005,true,seed,x\nKH,2024,,true,seed,x\nKH,x,1,true,seed,x\n";
        let mistakes = targets_from_csv("t.csv", csv).unwrap_err();
        assert_eq!(mistakes.len(), 3);
        assert!(mistakes[0].starts_with("t.csv: line 2: value"), "{mistakes:?}");
        assert!(references_from_csv("s", include_str!("../../surveys/series.csv")).unwrap().len() > 15);
    }
}
