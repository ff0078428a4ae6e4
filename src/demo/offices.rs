//! The offices that synthetic people go to: some are large, some are better than others.

use crate::domain::unit::{Catalogue, Desk, Unit};
use jiff::civil::Date;
use rand::{Rng, RngExt, rngs::StdRng};
use std::collections::HashMap;

/// A quick form is offered at so many desks, those of one unit each.
const QUICK_DESKS: usize = 3;

/// A unit's share of all visitors and how likely its visitors are satisfied.
#[derive(Debug)]
pub struct Office<'c> {
    pub desk: &'c Desk,
    pub unit: &'c Unit,
    pub weight: f64,
    pub satisfied: f64,
}

impl Office<'_> {
    pub fn is_there(&self, day: Date) -> bool {
        self.desk.validity.holds_on(day) && self.unit.validity.holds_on(day)
    }
}

/// Every unit at every desk that receives for it; of a quick form, the first few of each time.
pub fn offices<'c>(catalogue: &'c Catalogue, quick: bool, rng: &mut StdRng) -> Vec<Office<'c>> {
    let mut offered: HashMap<Option<Date>, usize> = HashMap::new();
    let pairs = catalogue.desks().iter().flat_map(|desk| {
        let units = desk.units.iter().filter_map(|code| catalogue.unit(code));
        units.map(move |unit| (desk, unit))
    });
    let mut offers = |unit: &Unit| {
        let seen = offered.entry(unit.validity.from).or_default();
        *seen += 1;
        *seen <= QUICK_DESKS
    };
    let pairs: Vec<_> = pairs.filter(|(desk, unit)| !quick || (desk.units.len() == 1 && offers(unit))).collect();
    let office = |(place, (desk, unit))| Office {
        desk,
        unit,
        // A few large offices, many middling ones, some where hardly anybody comes.
        weight: if place % 12 == 11 { 0.02 } else { (normal(rng) * 0.5).exp() },
        satisfied: (0.872 + 0.04 * normal(rng)).clamp(0.70, 0.97),
    };
    pairs.into_iter().enumerate().map(office).collect()
}

/// A standard normal number (Box and Muller).
fn normal(rng: &mut impl Rng) -> f64 {
    let (a, b): (f64, f64) = (rng.random_range(f64::MIN_POSITIVE..1.0), rng.random());
    (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}
