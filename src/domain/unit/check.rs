//! A catalogue is made of units and desks that keep the rules among each other.

use super::{Broken, Catalogue, Desk, Unit};
use crate::domain::list::Cause;

impl Catalogue {
    /// # Errors
    /// Every doubled code, or where there is none, every broken rule: unknown parents, desks without units, circles.
    pub fn new(units: Vec<Unit>, desks: Vec<Desk>) -> Result<Self, Vec<Broken>> {
        let (catalogue, mut broken) = Self::unchecked(units, desks);
        if broken.is_empty() {
            broken = rules_broken(&catalogue);
        }
        if broken.is_empty() { Ok(catalogue) } else { Err(broken) }
    }

    /// With what another has and it does not know. A unit that both have stays as it is here.
    ///
    /// # Errors
    /// As [`Catalogue::new`].
    pub fn with_new(&self, other: &Self) -> Result<Self, Vec<Broken>> {
        let units = other.units().iter().filter(|unit| self.unit(&unit.code).is_none());
        let desks = other.desks().iter().filter(|desk| self.desk(&desk.code).is_none());
        let (units, desks) = (self.units().iter().chain(units), self.desks().iter().chain(desks));
        Self::new(units.cloned().collect(), desks.cloned().collect())
    }
}

/// Every rule that is broken: unknown parents and units, circles, desks without units, times that cannot be.
fn rules_broken(catalogue: &Catalogue) -> Vec<Broken> {
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
