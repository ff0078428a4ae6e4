//! A question that is refused where any part of it cannot be read, as the API, the files and the command line ask it:
//! `?survey=&year=&from=&to=&unit=&block=&group_by=&stratum=&method=&dialect=`.

use crate::{
    domain::{
        dialect::Dialect,
        language::Lang,
        question::{self, Askable, Cause, NAMES, Question},
        survey::Survey,
    },
    site::Site,
    work::words,
};
use jiff::civil::Date;

/// A parameter that cannot be read.
#[derive(Clone, Debug)]
pub struct Unread {
    pub name: String,
    /// `None` for a dialect, which is no part of the question itself.
    cause: Option<Cause>,
}

impl Unread {
    pub fn message(&self, lang: Lang) -> &'static str {
        self.cause.map_or_else(|| words::no_such_dialect(lang), |cause| words::question(cause, lang))
    }
}

/// A checked question.
#[derive(Clone, Debug)]
pub struct CheckedQuestion<'s> {
    pub survey: &'s Survey,
    pub question: Question,
    pub dialect: Option<Dialect>,
}

impl CheckedQuestion<'_> {
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
) -> Result<CheckedQuestion<'s>, Vec<Unread>> {
    let surveys = site.versions(today);
    let known = Askable {
        surveys: &surveys,
        catalogue: &site.catalogue,
        top: scope,
        year: &|_| today.year(),
        names: &NAMES,
        others: &["dialect", "lang"],
    };
    let (question, mistakes) = question::read(pairs, &known);
    let unread = |mistake: question::Mistake| Unread { name: mistake.name, cause: Some(mistake.cause) };
    let mut errors: Vec<Unread> = mistakes.into_iter().map(unread).collect();
    let given = question::value(pairs, "dialect");
    let dialect = given.and_then(Dialect::from_key);
    if given.is_some() && dialect.is_none() {
        errors.push(Unread { name: "dialect".to_owned(), cause: None });
    }
    match site.surveys.get(&question.survey) {
        Some(survey) if errors.is_empty() => Ok(CheckedQuestion { survey, question, dialect }),
        _ => Err(errors),
    }
}
