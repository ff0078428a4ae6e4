//! Questions of the API and the files, refused as a problem.

use crate::{
    domain::language::Lang,
    web::{
        code::Code,
        problem::{FieldMessage, Problem},
        words,
    },
    work::questions::{self, CheckedQuestion, Ground},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// A question as the document describes it; [`read`] reads it.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct QuestionParams {
    /// Key of the questionnaire. Where it is left out: the newest full one that has answers in the period, else the current one.
    pub survey: Option<String>,
    /// Four digits; this year where nothing says another period.
    pub year: Option<String>,
    /// The first month, `YYYY-MM`; months win over `year`.
    #[param(pattern = r"^\d{4}-\d{2}$")]
    pub from: Option<String>,
    /// The last month, `YYYY-MM`.
    #[param(pattern = r"^\d{4}-\d{2}$")]
    pub to: Option<String>,
    /// Code of a unit: it and what belongs to it.
    pub unit: Option<String>,
    /// The units of one block only.
    pub block: Option<String>,
    /// `receipt`, `kiosk`, `kiosk-receipt`, `poster`, `paper` or `invited`; combined with `unit` and `month` only.
    pub stratum: Option<String>,
    /// `top2`, `mean5` or `mean4`.
    pub method: Option<String>,
    /// `unit`, `factor`, `item`, `month`, `stratum`, `respondent` or `flag`.
    pub group_by: Option<String>,
    /// Of CSV: `machine`, or `excel-vi` for people.
    pub dialect: Option<String>,
    /// Of mistakes: `vi` or `en`.
    pub lang: Option<String>,
}

/// As [`questions::read`].
///
/// # Errors
/// Every parameter that cannot be read, by name, in the language of whoever asks.
pub fn read<'s>(
    pairs: &[(String, String)],
    ground: &Ground<'s>,
    lang: Lang,
) -> Result<CheckedQuestion<'s>, Vec<FieldMessage>> {
    questions::read(pairs, ground).map_err(|unread| {
        let message = |one: questions::Unread| FieldMessage { message: one.message(lang).to_owned(), field: one.name };
        unread.into_iter().map(message).collect()
    })
}

/// A stratum is asked for with a breakdown that it is not crossed with.
pub fn not_crossed(lang: Lang) -> Problem {
    let message = words::not_crossed(lang).to_owned();
    Problem::invalid(Code::InvalidQuery, vec![FieldMessage { field: "stratum".to_owned(), message }])
}
