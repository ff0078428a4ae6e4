//! Differences between the lists and the known organisations.

use super::{Catalogue, Desk, Unit};

/// The difference between listed units or desks and the known ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Codes that only the lists have.
    pub added: Vec<String>,
    /// Codes that no list has.
    pub missing: Vec<String>,
    /// Codes of which something else is said, with the columns.
    pub changed: Vec<(String, Vec<&'static str>)>,
}

impl Difference {
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Of the organisations.
    pub fn of_units(listed: &Catalogue, known: &Catalogue) -> Self {
        let mut difference = Self::default();
        for unit in listed.units() {
            difference.lay(&unit.code, known.unit(&unit.code).map(|known| unit_columns(unit, known)));
        }
        let missing = known.units().iter().filter(|unit| listed.unit(&unit.code).is_none());
        difference.missing.extend(missing.map(|unit| unit.code.clone()));
        difference
    }

    /// Of the desks.
    pub fn of_desks(listed: &Catalogue, known: &Catalogue) -> Self {
        let mut difference = Self::default();
        for desk in listed.desks() {
            difference.lay(&desk.code, known.desk(&desk.code).map(|known| desk_columns(desk, known)));
        }
        let missing = known.desks().iter().filter(|desk| listed.desk(&desk.code).is_none());
        difference.missing.extend(missing.map(|desk| desk.code.clone()));
        difference
    }

    fn lay(&mut self, code: &str, columns: Option<Vec<&'static str>>) {
        match columns {
            None => self.added.push(code.to_owned()),
            Some(columns) if !columns.is_empty() => self.changed.push((code.to_owned(), columns)),
            Some(_) => {}
        }
    }
}

fn unit_columns(listed: &Unit, known: &Unit) -> Vec<&'static str> {
    let differ = [
        ("parent", listed.parent != known.parent),
        ("name", listed.name != known.name),
        ("level", listed.level != known.level),
        ("block", listed.block != known.block),
        ("valid_from", listed.validity.from != known.validity.from),
        ("valid_to", listed.validity.to != known.validity.to),
        ("predecessors", listed.predecessors != known.predecessors),
        ("note", listed.note != known.note),
    ];
    named(differ)
}

fn desk_columns(listed: &Desk, known: &Desk) -> Vec<&'static str> {
    let differ = [
        ("name", listed.name != known.name),
        ("name_en", listed.name_en != known.name_en),
        ("units", listed.units != known.units),
        ("valid_from", listed.validity.from != known.validity.from),
        ("valid_to", listed.validity.to != known.validity.to),
    ];
    named(differ)
}

fn named<const N: usize>(differ: [(&'static str, bool); N]) -> Vec<&'static str> {
    differ.into_iter().filter(|(_, differs)| *differs).map(|(column, _)| column).collect()
}
