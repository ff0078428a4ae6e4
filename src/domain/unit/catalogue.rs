//! All organisations and desks, of all times.

use super::{ABOVE, Broken, Desk, Standing, Unit, Validity, words};
use crate::domain::{language::Lang, list::Cause};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// All units and desks of a site, in the order of their lists.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    units: Vec<Unit>,
    desks: Vec<Desk>,
    unit_places: HashMap<String, usize>,
    desk_places: HashMap<String, usize>,
    /// By code, of each unit that has others below it: the place of those that had too few responses of their own.
    above: BTreeMap<String, Unit>,
}

impl Catalogue {
    /// Without a look at the rules, and every doubled code: of two with one code nobody knows which of them a link means.
    pub(super) fn unchecked(units: Vec<Unit>, desks: Vec<Desk>) -> (Self, Vec<Broken>) {
        let mut broken = Vec::new();
        let mut catalogue = Self { units, desks, ..Self::default() };
        for (place, unit) in catalogue.units.iter().enumerate() {
            if catalogue.unit_places.insert(unit.code.clone(), place).is_some() {
                broken.push(Broken::unit(&unit.code, "code", Cause::CodeElsewhere, ""));
            }
        }
        for (place, desk) in catalogue.desks.iter().enumerate() {
            if catalogue.desk_places.insert(desk.code.clone(), place).is_some() {
                broken.push(Broken::desk(&desk.code, "code", Cause::CodeElsewhere, ""));
            }
        }
        catalogue.above = catalogue
            .units
            .iter()
            .filter_map(|unit| unit.parent.as_deref())
            .map(|code| catalogue.above_of(code))
            .collect();
        (catalogue, broken)
    }

    fn above_of(&self, code: &str) -> (String, Unit) {
        let of = self.unit(code);
        let name = words::above(Lang::Vi, of.map_or(code, |unit| unit.name.as_str()));
        let unit = Unit {
            code: format!("{code}{ABOVE}"),
            parent: Some(code.to_owned()),
            name,
            level: String::new(),
            block: of.map(|unit| unit.block.clone()).unwrap_or_default(),
            validity: Validity::default(),
            predecessors: Vec::new(),
            note: String::new(),
        };
        (unit.code.clone(), unit)
    }

    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    pub fn desks(&self) -> &[Desk] {
        &self.desks
    }

    /// A unit of the list, or what is counted above units with too few responses (see [`ABOVE`]).
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.unit_places.get(code).map(|place| &self.units[*place]).or_else(|| self.above.get(code))
    }

    /// All that can be counted above units with too few responses, by code.
    pub fn above(&self) -> impl Iterator<Item = &Unit> {
        self.above.values()
    }

    pub fn desk(&self, code: &str) -> Option<&Desk> {
        self.desk_places.get(code).map(|place| &self.desks[*place])
    }

    /// The unit at the top: the first without a parent.
    pub fn root(&self) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.parent.is_none())
    }

    /// The unit itself, then its parent and so on up (cut off after one more step than there are units).
    pub fn ancestors<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Unit> {
        std::iter::successors(self.unit(code), |unit| self.unit(unit.parent.as_deref()?)).take(self.units.len() + 1)
    }

    /// True where `code` is `top` or stands below it.
    pub fn is_within(&self, code: &str, top: &str) -> bool {
        self.ancestors(code).any(|unit| unit.code == top)
    }

    /// The units directly below one.
    pub fn children<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Unit> {
        self.units.iter().filter(move |unit| unit.parent.as_deref() == Some(code))
    }

    /// The names of the blocks, in the order in which they first occur.
    pub fn blocks(&self) -> Vec<&str> {
        let mut blocks: Vec<&str> = Vec::new();
        for unit in self.units.iter().filter(|unit| !unit.block.is_empty()) {
            if !blocks.contains(&unit.block.as_str()) {
                blocks.push(&unit.block);
            }
        }
        blocks
    }

    /// The units that exist on a day.
    pub fn units_on(&self, day: Date) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.validity.holds_on(day))
    }

    /// The desks that receive for somebody on a day.
    pub fn desks_on(&self, day: Date) -> impl Iterator<Item = &Desk> {
        self.desks.iter().filter(move |desk| !self.received_on(desk, day).is_empty())
    }

    /// The units for which a desk receives on a day; none where the desk itself is not open.
    pub fn received_on<'a>(&'a self, desk: &'a Desk, day: Date) -> Vec<&'a Unit> {
        let units = desk.units.iter().filter_map(|code| self.unit(code));
        units.filter(|unit| desk.validity.holds_on(day) && unit.validity.holds_on(day)).collect()
    }

    /// The standing of a unit on a day. An unknown unit counts as open, because nothing is known that would close it.
    pub fn unit_on(&self, code: &str, day: Date) -> Standing {
        self.unit(code).map_or(Standing::Open, |unit| unit.validity.on(day))
    }

    /// The standing of a desk on a day: it is open while it receives for one of its units.
    pub fn desk_on(&self, desk: &Desk, day: Date) -> Standing {
        let own = desk.validity.on(day);
        if own != Standing::Open || !self.received_on(desk, day).is_empty() {
            return own;
        }
        let units = || desk.units.iter().map(|code| self.unit_on(code, day));
        let opens = units().filter_map(|unit| if let Standing::NotYet(from) = unit { Some(from) } else { None }).min();
        let ended = units().filter_map(|unit| if let Standing::Ended(last) = unit { Some(last) } else { None }).max();
        opens.map(Standing::NotYet).or(ended.map(Standing::Ended)).unwrap_or(own)
    }

    /// The last day on which a desk can receive for somebody, if there is one.
    pub fn last_day(&self, desk: &Desk) -> Option<Date> {
        let units = desk.units.iter().filter_map(|code| self.unit(code)).map(|unit| unit.validity.to);
        let last = units.collect::<Option<Vec<Date>>>().and_then(|days| days.into_iter().max());
        [desk.validity.to, last].into_iter().flatten().min()
    }

    /// The desks that receive for a unit on a day.
    pub fn desks_of<'a>(&'a self, unit: &'a str, day: Date) -> impl Iterator<Item = &'a Desk> {
        self.desks_on(day).filter(move |desk| self.received_on(desk, day).iter().any(|found| found.code == unit))
    }

    /// The units that do the work of a desk's units on a day, each once and in the order of the list.
    pub fn heirs_on<'a>(&'a self, desk: &'a Desk, day: Date) -> Vec<&'a Unit> {
        let heirs: Vec<&Unit> = desk.units.iter().flat_map(|code| self.successors_on(code, day)).collect();
        self.units_on(day).filter(|unit| heirs.contains(unit) || desk.units.contains(&unit.code)).collect()
    }

    /// The units that do a unit's work on a day: its successors, or theirs where they ended too. In the order of the list.
    pub fn successors_on<'a>(&'a self, unit: &'a str, day: Date) -> Vec<&'a Unit> {
        let mut told = vec![unit];
        let mut next = 0;
        while let Some(old) = told.get(next).copied() {
            let ended = next == 0 || self.unit(old).is_some_and(|unit| !unit.validity.holds_on(day));
            let heirs = self.units.iter().filter(|unit| ended && unit.predecessors.iter().any(|code| code == old));
            let new: Vec<&str> = heirs.map(|unit| unit.code.as_str()).filter(|code| !told.contains(code)).collect();
            told.extend(new);
            next += 1;
        }
        self.units_on(day).filter(|unit| told[1..].contains(&unit.code.as_str())).collect()
    }
}

#[cfg(test)]
mod tests;
