//! A question that is refused where any part of it cannot be read, as the API, the files and the command line ask it:
//! `?survey=&year=&from=&to=&unit=&block=&group_by=&stratum=&method=&dialect=`.

use crate::{
    domain::{
        dialect::Dialect,
        language::Lang,
        question::{self, Known, NAMES, Question},
        survey::Survey,
    },
    site::Site,
    web::{
        code::Code,
        problem::{FieldMessage, Problem},
        words,
    },
};
use jiff::civil::Date;

/// A checked question.
#[derive(Clone, Debug)]
pub struct Asked<'s> {
    pub survey: &'s Survey,
    pub question: Question,
    pub dialect: Option<Dialect>,
}

impl Asked<'_> {
    /// The question as the log keeps it.
    pub fn describe(&self) -> String {
        let Question { survey, period, units, block, group_by, .. } = &self.question;
        let block = block.as_ref().map_or_else(String::new, |block| format!(" {block}"));
        let by = group_by.map_or_else(String::new, |by| format!(" by {}", by.key()));
        format!("{survey} {}{block} {}..{}{by}", units.code(), period.from, period.to)
    }
}

/// Reads a question; what is not given is the current version, the current year, everything in scope.
///
/// # Errors
/// Every parameter that cannot be read, by name. Unknown parameters are mistakes too.
pub fn read<'s>(
    pairs: &[(String, String)],
    site: &'s Site,
    scope: &str,
    today: Date,
    lang: Lang,
) -> Result<Asked<'s>, Vec<FieldMessage>> {
    let surveys = site.versions(today);
    let known = Known {
        surveys: &surveys,
        catalogue: &site.catalogue,
        top: scope,
        year: &|_| today.year(),
        names: &NAMES,
        others: &["dialect", "lang"],
    };
    let (question, mistakes) = question::read(pairs, &known);
    let message = |field: &str, text: &str| FieldMessage { field: field.to_owned(), message: text.to_owned() };
    let mut errors: Vec<FieldMessage> =
        mistakes.iter().map(|mistake| message(&mistake.name, words::question(mistake.cause, lang))).collect();
    let given = question::value(pairs, "dialect");
    let dialect = given.and_then(Dialect::from_key);
    if given.is_some() && dialect.is_none() {
        errors.push(message("dialect", words::no_such_dialect(lang)));
    }
    match site.surveys.get(&question.survey) {
        Some(survey) if errors.is_empty() => Ok(Asked { survey, question, dialect }),
        _ => Err(errors),
    }
}

/// A stratum is asked for with a breakdown that it is not crossed with.
pub fn not_crossed(lang: Lang) -> Problem {
    let message = words::not_crossed(lang).to_owned();
    Problem::invalid(Code::InvalidQuery, vec![FieldMessage { field: "stratum".to_owned(), message }])
}
