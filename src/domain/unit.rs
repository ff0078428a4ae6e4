//! Organisations, the desks where people go, and who is above whom.

use crate::domain::{rows, survey::Lang};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::HashMap;

/// An organisation that is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub code: String,
    pub parent: Option<String>,
    pub name: String,
    /// `province`, `department`, `vertical`, `district`, …
    pub level: String,
    /// Block of like organisations; empty for the province.
    pub block: String,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub note: String,
}

/// A place where people hand in papers; it receives for one or several units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    pub code: String,
    pub name: String,
    pub name_en: String,
    /// Codes of the units that it receives for, never empty.
    pub units: Vec<String>,
}

impl Desk {
    #[must_use]
    pub fn name_in(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.name,
            Lang::En => &self.name_en,
        }
    }
}

/// All units and desks of a site, in the order of their lists.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    units: Vec<Unit>,
    desks: Vec<Desk>,
    unit_places: HashMap<String, usize>,
    desk_places: HashMap<String, usize>,
}

impl Catalogue {
    /// # Errors
    /// Every broken rule in words: doubled codes, unknown parents, desks without units, circles.
    pub fn new(units: Vec<Unit>, desks: Vec<Desk>) -> Result<Self, Vec<String>> {
        let mut mistakes = Vec::new();
        let mut catalogue = Self { units, desks, ..Self::default() };
        for (place, unit) in catalogue.units.iter().enumerate() {
            if catalogue.unit_places.insert(unit.code.clone(), place).is_some() {
                mistakes.push(format!("unit {}: a code of its own, this one is taken", unit.code));
            }
        }
        for (place, desk) in catalogue.desks.iter().enumerate() {
            if catalogue.desk_places.insert(desk.code.clone(), place).is_some() {
                mistakes.push(format!("desk {}: a code of its own, this one is taken", desk.code));
            }
        }
        catalogue.check_links(&mut mistakes);
        if mistakes.is_empty() { Ok(catalogue) } else { Err(mistakes) }
    }

    fn check_links(&self, mistakes: &mut Vec<String>) {
        for unit in &self.units {
            if let Some(parent) = unit.parent.as_ref().filter(|parent| !self.unit_places.contains_key(*parent)) {
                mistakes.push(format!("unit {}: parent `{parent}` is no unit", unit.code));
            }
            if self.ancestors(&unit.code).count() > self.units.len() {
                mistakes.push(format!("unit {}: stands above itself", unit.code));
            }
        }
        for desk in &self.desks {
            if desk.units.is_empty() {
                mistakes.push(format!("desk {}: at least one unit", desk.code));
            }
            for code in desk.units.iter().filter(|code| !self.unit_places.contains_key(*code)) {
                mistakes.push(format!("desk {}: `{code}` is no unit", desk.code));
            }
        }
    }

    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    #[must_use]
    pub fn desks(&self) -> &[Desk] {
        &self.desks
    }

    #[must_use]
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.unit_places.get(code).map(|place| &self.units[*place])
    }

    #[must_use]
    pub fn desk(&self, code: &str) -> Option<&Desk> {
        self.desk_places.get(code).map(|place| &self.desks[*place])
    }

    /// The unit at the top: the first without a parent.
    #[must_use]
    pub fn root(&self) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.parent.is_none())
    }

    /// The unit itself, then its parent and so on up (cut off after one more step than there are units).
    pub fn ancestors<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Unit> {
        std::iter::successors(self.unit(code), |unit| self.unit(unit.parent.as_deref()?)).take(self.units.len() + 1)
    }

    /// Whether `code` is `top` or stands below it.
    #[must_use]
    pub fn is_within(&self, code: &str, top: &str) -> bool {
        self.ancestors(code).any(|unit| unit.code == top)
    }

    /// The units directly below one.
    pub fn children<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Unit> {
        self.units.iter().filter(move |unit| unit.parent.as_deref() == Some(code))
    }

    /// The names of the blocks, in the order in which they first occur.
    #[must_use]
    pub fn blocks(&self) -> Vec<&str> {
        let mut blocks: Vec<&str> = Vec::new();
        for unit in self.units.iter().filter(|unit| !unit.block.is_empty()) {
            if !blocks.contains(&unit.block.as_str()) {
                blocks.push(&unit.block);
            }
        }
        blocks
    }
}

#[derive(Deserialize)]
struct UnitRow {
    code: String,
    parent: String,
    name: String,
    level: String,
    block: String,
    valid_from: String,
    valid_to: String,
    note: String,
}

#[derive(Deserialize)]
struct DeskRow {
    code: String,
    name: String,
    name_en: String,
    units: String,
}

/// Reads the list of units: `code,parent,name,level,block,valid_from,valid_to,note`.
///
/// # Errors
/// Every broken line, with its number.
pub fn units_from_csv(file: &str, csv: &str) -> Result<Vec<Unit>, Vec<String>> {
    rows::read(file, csv, |row: UnitRow| {
        Ok(Unit {
            code: code(&row.code)?,
            parent: (!row.parent.is_empty()).then_some(row.parent),
            name: named("name", &row.name)?,
            level: row.level,
            block: crate::domain::text::nfc(&row.block),
            valid_from: day("valid_from", &row.valid_from)?,
            valid_to: day("valid_to", &row.valid_to)?,
            note: row.note,
        })
    })
}

/// Reads the list of desks: `code,name,name_en,units` with the units' codes joined by `|`.
///
/// # Errors
/// Every broken line, with its number.
pub fn desks_from_csv(file: &str, csv: &str) -> Result<Vec<Desk>, Vec<String>> {
    rows::read(file, csv, |row: DeskRow| {
        Ok(Desk {
            code: code(&row.code)?,
            name: named("name", &row.name)?,
            name_en: named("name_en", &row.name_en)?,
            units: row.units.split('|').filter(|unit| !unit.is_empty()).map(str::to_owned).collect(),
        })
    })
}

fn code(text: &str) -> Result<String, String> {
    let fits = (1..=32).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    if fits { Ok(text.to_owned()) } else { Err(format!("code: 1 to 32 of A-Z, a-z, 0-9, `.`, `-`, `_`, not `{text}`")) }
}

fn named(column: &str, text: &str) -> Result<String, String> {
    match crate::domain::text::clean(text, 200) {
        Ok(Some(name)) => Ok(name),
        _ => Err(format!("{column}: 1 to 200 characters")),
    }
}

fn day(column: &str, text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| format!("{column}: YYYY-MM-DD or nothing, not `{text}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNITS: &str = include_str!("../../surveys/units-2024.csv");
    const DESKS: &str = include_str!("../../surveys/desks-2024.csv");

    #[test]
    fn the_lists_of_the_province_hang_together() {
        let catalogue =
            Catalogue::new(units_from_csv("u", UNITS).unwrap(), desks_from_csv("d", DESKS).unwrap()).unwrap();
        assert_eq!(catalogue.root().map(|unit| unit.code.as_str()), Some("KH"));
        assert!(catalogue.is_within("KH.STP", "KH") && !catalogue.is_within("KH", "KH.STP"));
        assert_eq!(catalogue.blocks(), ["Cơ quan chuyên môn", "Cơ quan ngành dọc", "Ủy ban nhân dân cấp huyện"]);
    }

    #[test]
    fn broken_links_and_circles_are_said() {
        let unit = |code: &str, parent: &str| format!("{code},{parent},Tên,department,,,,\n");
        let head = "code,parent,name,level,block,valid_from,valid_to,note\n";
        let csv = format!("{head}{}{}{}", unit("A", "B"), unit("B", "A"), unit("C", "X"));
        let mistakes = Catalogue::new(units_from_csv("u", &csv).unwrap(), Vec::new()).unwrap_err();
        assert_eq!(mistakes.len(), 3, "{mistakes:?}");
        let bad = units_from_csv("u.csv", &format!("{head}A b,,Tên,department,,,,\nB,,,department,,,,\n")).unwrap_err();
        assert!(bad[0].contains("line 2") && bad[1].contains("line 3"), "{bad:?}");
    }
}
