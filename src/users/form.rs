//! The rules of the forms of accounts.

use crate::{
    domain::{role::Role, unit::Catalogue},
    work::{accounts::check_name, form_rule::FormRule},
};
use validator::{Validate, ValidationError};

/// The fields of the form, in their order.
pub const FIELDS: [&str; 3] = ["name", "role", "unit"];

/// A new account as typed.
#[derive(Default, Validate)]
#[validate(context = "AccountFacts<'v_a>")]
pub struct NewAccount {
    #[validate(custom(function = check_name))]
    pub name: String,
    #[validate(custom(function = is_role, use_context))]
    pub role: String,
    /// Empty for everything.
    #[validate(custom(function = is_scope, use_context))]
    pub unit: String,
}

/// The fields of the form for another role, in their order.
pub const ROLE_FIELDS: [&str; 2] = ["role", "unit"];

/// Another role as typed.
#[derive(Default, Validate)]
#[validate(context = "AccountFacts<'v_a>")]
pub struct NewRole {
    #[validate(custom(function = is_role, use_context))]
    pub role: String,
    /// Empty for everything.
    #[validate(custom(function = is_scope, use_context))]
    pub unit: String,
}

/// The facts that the form is checked against.
pub struct AccountFacts<'a> {
    pub catalogue: &'a Catalogue,
    /// The role that was typed.
    pub role: Option<Role>,
}

fn is_role(_role: &str, known: &AccountFacts) -> Result<(), ValidationError> {
    FormRule::RoleMissing.holds(known.role.is_some())
}

fn is_scope(unit: &str, known: &AccountFacts) -> Result<(), ValidationError> {
    let fits = match unit {
        "" => !known.role.is_some_and(Role::needs_unit),
        code => known.catalogue.unit(code).is_some(),
    };
    FormRule::UnitMissing.holds(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{language::Lang, unit::units_from_csv},
        web::{form::mistakes, words::broken_rule},
    };
    use validator::ValidateArgs;

    fn said(name: &str, role: &str, unit: &str) -> Vec<(&'static str, String)> {
        let units = units_from_csv("u", include_str!("../../surveys/units-2024.csv")).unwrap();
        let catalogue = Catalogue::new(units, Vec::new()).unwrap();
        let form = NewAccount { name: name.into(), role: role.into(), unit: unit.into() };
        let known = AccountFacts { catalogue: &catalogue, role: Role::from_key(role) };
        let found = mistakes(form.validate_with_args(&known), &FIELDS, Lang::Vi);
        found.into_iter().map(|mistake| (mistake.field, mistake.text)).collect()
    }

    #[test]
    fn every_rule_has_words_of_its_own_and_all_are_said_at_once() {
        let (vi, own) = (Lang::Vi, |field, text: &str| (field, text.to_owned()));
        assert_eq!(
            said("", "king", "X"),
            [
                own("name", broken_rule(FormRule::UserNameMissing, vi)),
                own("role", broken_rule(FormRule::RoleMissing, vi)),
                own("unit", broken_rule(FormRule::UnitMissing, vi))
            ]
        );
        for bad in ["có dấu cách", "a/b", &"a".repeat(65)] {
            assert_eq!(said(bad, "analyst", ""), [own("name", broken_rule(FormRule::UserNameBad, vi))], "{bad}");
        }
        assert_eq!(
            said("lan", "manager", ""),
            [own("unit", broken_rule(FormRule::UnitMissing, vi))],
            "a manager has a unit"
        );
        assert_eq!(said("lan", "manager", "KH.NT"), []);
        assert_eq!(said(&"ă".repeat(64), "analyst", ""), [], "characters, not bytes");
    }
}
