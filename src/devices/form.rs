//! The rules of the forms of a device.

use crate::{
    domain::unit::Catalogue,
    work::{form_rule::FormRule, pairing::clean_name},
};
use validator::{Validate, ValidationError};

/// The fields of the form for a new device, in their order.
pub const FIELDS: [&str; 2] = ["desk", "name"];

/// A device to be let in, as typed.
#[derive(Default, Validate)]
#[validate(context = "DeviceFacts<'v_a>")]
pub struct NewDevice {
    #[validate(custom(function = is_desk, use_context))]
    pub desk: String,
    #[validate(custom(function = is_name), custom(function = is_free, use_context))]
    pub name: String,
}

/// Another name, as typed.
#[derive(Default, Validate)]
#[validate(context = "DeviceFacts<'v_a>")]
pub struct NewName {
    #[validate(custom(function = is_name), custom(function = is_free, use_context))]
    pub name: String,
}

/// The facts that the forms are checked against.
pub struct DeviceFacts<'a> {
    pub catalogue: &'a Catalogue,
    /// Names of the other devices at the same desk.
    pub taken: &'a [String],
}

fn is_desk(desk: &str, known: &DeviceFacts) -> Result<(), ValidationError> {
    FormRule::DeskMissing.holds(known.catalogue.desk(desk).is_some())
}

fn is_name(name: &str) -> Result<(), ValidationError> {
    FormRule::DeviceNameMissing.holds(!name.trim().is_empty())?;
    FormRule::DeviceNameBad.holds(clean_name(name).is_some())
}

fn is_free(name: &str, known: &DeviceFacts) -> Result<(), ValidationError> {
    let taken = known.taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    FormRule::DeviceNameTaken.holds(!taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            language::Lang,
            unit::{desks_from_csv, units_from_csv},
        },
        web::{form::mistakes, words::broken_rule},
    };
    use validator::ValidateArgs;

    fn said(desk: &str, name: &str) -> Vec<(&'static str, String)> {
        let units = units_from_csv("u", include_str!("../../surveys/units-2024.csv")).unwrap();
        let desks = desks_from_csv("d", include_str!("../../surveys/desks-2024.csv")).unwrap();
        let catalogue = Catalogue::new(units, desks).unwrap();
        let known = DeviceFacts { catalogue: &catalogue, taken: &["Máy 1".to_owned()] };
        let form = NewDevice { desk: desk.into(), name: name.into() };
        let found = mistakes(form.validate_with_args(&known), &FIELDS, Lang::Vi);
        found.into_iter().map(|mistake| (mistake.field, mistake.text)).collect()
    }

    #[test]
    fn every_rule_has_words_of_its_own_and_all_are_said_at_once() {
        let (vi, own) = (Lang::Vi, |field, text: &str| (field, text.to_owned()));
        assert_eq!(
            said("NOPE", " "),
            [
                own("desk", broken_rule(FormRule::DeskMissing, vi)),
                own("name", broken_rule(FormRule::DeviceNameMissing, vi))
            ]
        );
        for bad in ["a\u{0}b", "a\nb", &"ă".repeat(61)] {
            assert_eq!(said("MC.NT", bad), [own("name", broken_rule(FormRule::DeviceNameBad, vi))], "{bad:?}");
        }
        assert_eq!(said("MC.NT", "máy 1"), [own("name", broken_rule(FormRule::DeviceNameTaken, vi))]);
        assert_eq!(said("MC.NT", &"ă".repeat(60)), []);
    }
}
