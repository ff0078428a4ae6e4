//! Posted forms of staff: what was typed, and its mistakes in words.
//!
//! A form is a struct whose rules are declared by `#[validate(…)]`, each a [`FormRule`]. Validation errors hold what was typed, passwords too: never log them.

use crate::{
    domain::language::Lang,
    ui::{form::Mistake, words::error_summary},
    web::{code::Code, extract::form_pairs, problem::Problem, words},
    work::form_rule::FormRule,
};
use std::borrow::Cow;
use validator::{ValidationErrors, ValidationErrorsKind};

/// The fields of a posted form; where a name comes twice, the first counts.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// # Errors
    /// 400 for what is no UTF-8.
    pub fn read(body: &[u8]) -> Result<Self, Problem> {
        form_pairs(body).map(Self).ok_or_else(|| Problem::new(Code::Malformed))
    }

    /// As typed; empty where the field is missing.
    pub fn get(&self, name: &str) -> String {
        self.0.iter().find(|(key, _)| key == name).map_or_else(String::new, |(_, value)| value.clone())
    }

    /// Without the blanks around it.
    pub fn trimmed(&self, name: &str) -> String {
        self.get(name).trim().to_owned()
    }
}

/// The first mistake of every field, in the order of the page's fields. Every error becomes one, whatever its
/// kind: without mistakes a form is in order.
pub fn mistakes(checked: Result<(), ValidationErrors>, order: &[&str], lang: Lang) -> Vec<Mistake> {
    let errors = checked.err().map(ValidationErrors::into_errors).unwrap_or_default();
    let mistake = |(field, kind)| {
        let code = match &kind {
            ValidationErrorsKind::Field(errors) => errors.first().map_or("", |error| &*error.code),
            _ => "",
        };
        let field = if let Cow::Borrowed(field) = field { field } else { "" };
        let rule = FormRule::from_key(code);
        Mistake {
            field,
            text: rule.map_or_else(|| error_summary(lang), |rule| words::broken_rule(rule, lang)).to_owned(),
        }
    };
    let mut mistakes: Vec<Mistake> = errors.into_iter().map(mistake).collect();
    mistakes.sort_by_key(|mistake| order.iter().position(|field| *field == mistake.field));
    mistakes
}
