//! Questions of the API and the files, refused as a problem.

use crate::{
    domain::language::Lang,
    site::Site,
    web::{
        code::Code,
        problem::{FieldMessage, Problem},
        words,
    },
    work::questions::{self, Asked},
};
use jiff::civil::Date;

/// As [`questions::read`].
///
/// # Errors
/// Every parameter that cannot be read, by name, in the language of whoever asks.
pub fn read<'s>(
    pairs: &[(String, String)],
    site: &'s Site,
    scope: &str,
    today: Date,
    lang: Lang,
) -> Result<Asked<'s>, Vec<FieldMessage>> {
    questions::read(pairs, site, scope, today).map_err(|unread| {
        let message = |one: questions::Unread| FieldMessage { message: one.message(lang).to_owned(), field: one.name };
        unread.into_iter().map(message).collect()
    })
}

/// A stratum is asked for with a breakdown that it is not crossed with.
pub fn not_crossed(lang: Lang) -> Problem {
    let message = words::not_crossed(lang).to_owned();
    Problem::invalid(Code::InvalidQuery, vec![FieldMessage { field: "stratum".to_owned(), message }])
}
