//! The refusal of an answer or a receipt because its organisation, or the desk, is of another time.

use crate::{
    domain::unit::{Catalogue, Desk, Standing, Unit},
    web::{
        code::Code,
        problem::{More, Problem, Successor},
    },
};
use jiff::civil::Date;

/// Why a unit takes nothing on `day`: 410 `unit_ended`, which names those that do its work `today`, or 403
/// `unit_not_open`.
pub fn unit(catalogue: &Catalogue, code: &str, day: Date, today: Date) -> Option<Problem> {
    refusal(catalogue.unit_on(code, day), [Code::UnitEnded, Code::UnitNotOpen], || catalogue.successors_on(code, today))
}

/// Why a desk takes nothing on `day`: 410 `desk_ended` or 403 `desk_not_open`.
pub fn desk(catalogue: &Catalogue, desk: &Desk, day: Date, today: Date) -> Option<Problem> {
    refusal(catalogue.desk_on(desk, day), [Code::DeskEnded, Code::DeskNotOpen], || catalogue.heirs_on(desk, today))
}

fn refusal<'c>(
    standing: Standing,
    [ended, not_open]: [Code; 2],
    heirs: impl FnOnce() -> Vec<&'c Unit>,
) -> Option<Problem> {
    match standing {
        Standing::Open => None,
        Standing::NotYet(from) => {
            Some(Problem::new(not_open).with(More { valid_from: Some(from.to_string()), ..More::default() }))
        }
        Standing::Ended(last) => {
            let heir = |unit: &&Unit| Successor { code: unit.code.clone(), name: unit.name.clone() };
            let successors = Some(heirs().iter().map(heir).collect());
            Some(Problem::new(ended).with(More { valid_to: Some(last.to_string()), successors, ..More::default() }))
        }
    }
}
