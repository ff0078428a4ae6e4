//! A question that is refused where any part of it cannot be read, as the API, the files and the command line ask it:
//! `?survey=&year=&from=&to=&unit=&block=&group_by=&stratum=&method=&dialect=`.

use crate::{
    clock::Clock,
    domain::{
        dialect::Dialect,
        language::Lang,
        lattice::{Readers, Sight, Tallies},
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

/// The things that a question is read against.
#[derive(Clone, Copy)]
pub struct Ground<'s> {
    pub site: &'s Site,
    pub tallies: &'s Tallies,
    /// Code of the unit whose subtree may be asked for.
    pub top: &'s str,
    pub today: Date,
    /// Part of the tallies that is told.
    pub sight: Sight,
}

impl<'s> Ground<'s> {
    /// Of a question that anybody asks.
    pub fn of_everybody(site: &'s Site, clock: &Clock, tallies: &'s Tallies, top: &'s str) -> Self {
        let sight = tallies.sight(Readers::Everybody);
        Self { site, tallies, top, today: clock.local().date(), sight }
    }

    /// Of a question that a member of staff asks.
    pub fn of_staff(site: &'s Site, clock: &Clock, tallies: &'s Tallies, top: &'s str) -> Self {
        let sight = tallies.sight(Readers::Staff);
        Self { sight, ..Self::of_everybody(site, clock, tallies, top) }
    }
}

/// A checked question.
#[derive(Clone, Debug)]
pub struct CheckedQuestion<'s> {
    pub survey: &'s Survey,
    pub question: Question,
    pub dialect: Option<Dialect>,
    /// Versions with answers in the period that are not meant because none was named, and their responses, shown or not.
    pub left_out: Vec<(String, u64)>,
    /// Responses of the version whose quarter or year lies in the period only in part: they are in no answer.
    pub across: u64,
    /// Nothing said a period.
    pub has_default_period: bool,
    /// Part of the tallies that is told.
    pub sight: Sight,
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

/// Reads a question; what is not given is the version that has answers in the period, the current year, everything in scope.
///
/// # Errors
/// Every parameter that cannot be read, by name. Unknown parameters are mistakes too.
pub fn read<'s>(pairs: &[(String, String)], ground: &Ground<'s>) -> Result<CheckedQuestion<'s>, Vec<Unread>> {
    let Ground { site, tallies, top, today, sight } = *ground;
    let surveys = site.versions(today);
    let given = |name| question::value(pairs, name);
    let unit = given("unit").unwrap_or(top);
    let within = |code: &str| site.catalogue.is_within(code, unit);
    let known = Askable {
        surveys: &surveys,
        catalogue: &site.catalogue,
        top,
        year: &|_| today.year(),
        answered: &|survey, period| tallies.versions(period, sight, within).contains_key(survey.key.as_str()),
        names: &NAMES,
        others: &["dialect", "lang"],
    };
    let (question, mistakes) = question::read(pairs, &known);
    let unread = |mistake: question::Mistake| Unread { name: mistake.name, cause: Some(mistake.cause) };
    let mut errors: Vec<Unread> = mistakes.into_iter().map(unread).collect();
    let dialect = given("dialect").and_then(Dialect::from_key);
    if given("dialect").is_some() && dialect.is_none() {
        errors.push(Unread { name: "dialect".to_owned(), cause: None });
    }
    let others = tallies.versions(question.period, sight, |code| question.covers(&site.catalogue, code)).into_iter();
    let left_out = others.filter(|(key, _)| given("survey").is_none() && *key != question.survey);
    let left_out = left_out.map(|(key, responses)| (key.to_owned(), responses)).collect();
    let covers = |code: &str| question.covers(&site.catalogue, code);
    let across = tallies.across(&question.survey, (question.period, sight), covers);
    let has_default_period = ["year", "from", "to"].into_iter().all(|name| given(name).is_none());
    match site.surveys.get(&question.survey) {
        Some(survey) if errors.is_empty() => {
            Ok(CheckedQuestion { survey, question, dialect, left_out, across, has_default_period, sight })
        }
        _ => Err(errors),
    }
}
