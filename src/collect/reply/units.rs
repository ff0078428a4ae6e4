//! Units and desks as programs read them.

use crate::domain::unit::{Catalogue, Desk, Unit};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// Organisations and desks of a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct Units<'s> {
    units: Vec<OneUnit<'s>>,
    desks: Vec<OneDesk<'s>>,
}

impl<'s> Units<'s> {
    pub fn on(catalogue: &'s Catalogue, day: Date) -> Self {
        let desks = catalogue.desks_on(day);
        Self {
            units: catalogue.units_on(day).map(OneUnit::of).collect(),
            desks: desks.map(|desk| OneDesk::of(desk, &catalogue.received_on(desk, day))).collect(),
        }
    }
}

/// An organisation, or a part of one.
#[derive(Debug, Serialize, ToSchema)]
pub struct OneUnit<'s> {
    code: &'s str,
    name: &'s str,
    /// Code of the unit to which it belongs.
    parent: Option<&'s str>,
    level: &'s str,
    block: &'s str,
    /// The first day.
    valid_from: Option<String>,
    /// The last day.
    valid_to: Option<String>,
    /// Codes of the units whose work it took over.
    predecessors: &'s [String],
}

impl<'s> OneUnit<'s> {
    fn of(unit: &'s Unit) -> Self {
        Self {
            code: &unit.code,
            name: &unit.name,
            parent: unit.parent.as_deref(),
            level: &unit.level,
            block: &unit.block,
            valid_from: unit.validity.from.map(|day| day.to_string()),
            valid_to: unit.validity.to.map(|day| day.to_string()),
            predecessors: &unit.predecessors,
        }
    }
}

/// A desk at which people hand in applications.
#[derive(Debug, Serialize, ToSchema)]
pub struct OneDesk<'s> {
    code: &'s str,
    name: &'s str,
    name_en: &'s str,
    /// Codes of the units for which it receives on that day.
    units: Vec<&'s str>,
    /// The first day.
    valid_from: Option<String>,
    /// The last day.
    valid_to: Option<String>,
}

impl<'s> OneDesk<'s> {
    fn of(desk: &'s Desk, units: &[&'s Unit]) -> Self {
        Self {
            code: &desk.code,
            name: &desk.name,
            name_en: &desk.name_en,
            units: units.iter().map(|unit| unit.code.as_str()).collect(),
            valid_from: desk.validity.from.map(|day| day.to_string()),
            valid_to: desk.validity.to.map(|day| day.to_string()),
        }
    }
}
