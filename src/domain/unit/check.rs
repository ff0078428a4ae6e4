//! Rules that units and desks keep among each other.

use super::{Catalogue, Unit};
use crate::domain::{
    language::Lang,
    list::{Cause, Mistake},
};
use std::fmt;

/// What breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    Unit,
    Desk,
}

/// A rule that a unit or desk breaks beside the others, by the column that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub of: Listed,
    pub code: String,
    pub column: &'static str,
    pub cause: Cause,
    /// What stands there.
    pub found: String,
}

impl Broken {
    pub(super) fn unit(code: &str, column: &'static str, cause: Cause, found: impl Into<String>) -> Self {
        Self { of: Listed::Unit, code: code.to_owned(), column, cause, found: found.into() }
    }

    pub(super) fn desk(code: &str, column: &'static str, cause: Cause, found: impl Into<String>) -> Self {
        Self { of: Listed::Desk, code: code.to_owned(), column, cause, found: found.into() }
    }
}

/// For whoever knows no list.
impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = if self.of == Listed::Unit { "unit" } else { "desk" };
        let mistake = Mistake::at(&format!("{of} {}", self.code), self.cause, self.column, self.found.clone());
        f.write_str(&mistake.say(Lang::En))
    }
}

/// Every rule that is broken: unknown parents and units, circles, desks without units, times that cannot be.
pub(super) fn broken(catalogue: &Catalogue) -> Vec<Broken> {
    let mut broken = Vec::new();
    catalogue.units().iter().for_each(|unit| check_unit(catalogue, unit, &mut broken));
    for desk in catalogue.desks() {
        if desk.validity.is_backwards() {
            broken.push(Broken::desk(&desk.code, "valid_to", Cause::EndsFirst, days(desk.validity.to)));
        }
        if desk.units.is_empty() {
            broken.push(Broken::desk(&desk.code, "units", Cause::Missing("KH.STP|KH.SNV"), ""));
        }
        for code in desk.units.iter().filter(|code| catalogue.unit(code).is_none()) {
            broken.push(Broken::desk(&desk.code, "units", Cause::UnknownUnit, code));
        }
    }
    broken
}

fn check_unit(catalogue: &Catalogue, unit: &Unit, broken: &mut Vec<Broken>) {
    let mut add = |column, cause, found: &str| broken.push(Broken::unit(&unit.code, column, cause, found));
    if let Some(parent) = &unit.parent {
        if catalogue.unit(parent).is_none() {
            add("parent", Cause::UnknownUnit, parent);
        } else if catalogue.ancestors(&unit.code).count() > catalogue.units().len() {
            add("parent", Cause::AboveItself, parent);
        }
    }
    if unit.validity.is_backwards() {
        add("valid_to", Cause::EndsFirst, &days(unit.validity.to));
    }
    for code in &unit.predecessors {
        match catalogue.unit(code) {
            None => add("predecessors", Cause::UnknownUnit, code),
            Some(old) if !ends_before(old, unit) => add("predecessors", Cause::StillThere, code),
            Some(_) => {}
        }
    }
}

fn days(day: Option<jiff::civil::Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// So that nobody stands among his own predecessors.
fn ends_before(old: &Unit, new: &Unit) -> bool {
    matches!((old.validity.to, new.validity.from), (Some(to), Some(from)) if to < from)
}
