//! A question to the figures, and the one place where it is read.
//!
//! A page, a file and a call of the API ask the same [`Question`]. [`read`] makes it from pairs of names and values and
//! says which parts it did not understand. A caller that must not guess refuses a question with [`Mistake`]s; a page shows
//! them beside the values that it took instead.

#[cfg(test)]
mod tests;

use crate::domain::{
    lattice::{GroupBy, Query, Sight},
    method::Method,
    month::{Month, Period},
    submission::Stratum,
    survey::Survey,
    unit::Catalogue,
};

/// Which units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Units {
    /// A unit and everything below it.
    Within(String),
    /// One unit alone.
    Only(String),
}

impl Units {
    /// The code of the unit that is named.
    pub fn code(&self) -> &str {
        match self {
            Self::Within(code) | Self::Only(code) => code,
        }
    }
}

/// A question that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Key of the version; empty on a site that has none.
    pub survey: String,
    pub period: Period,
    pub units: Units,
    /// `None` is every block.
    pub block: Option<String>,
    /// `None` is every channel together.
    pub stratum: Option<Stratum>,
    pub method: Method,
    pub group_by: Option<GroupBy>,
}

impl Question {
    /// The same, changed in one thing.
    pub fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = self.clone();
        change(&mut other);
        other
    }

    /// The question to the tallies, without the units that are covered.
    pub fn query(&self, catalogue: &Catalogue, sight: Sight) -> Query {
        let top = catalogue.root().map(|unit| unit.code.as_str());
        let all_units =
            self.block.is_none() && matches!(&self.units, Units::Within(unit) if Some(unit.as_str()) == top);
        Query {
            period: self.period,
            method: self.method,
            stratum: self.stratum,
            group_by: self.group_by,
            sight,
            all_units,
        }
    }

    /// True for a unit that is asked for.
    pub fn covers(&self, catalogue: &Catalogue, unit: &str) -> bool {
        let inside = match &self.units {
            Units::Within(top) => catalogue.is_within(unit, top),
            Units::Only(only) => unit == only,
        };
        let block = |name: &str| catalogue.unit(unit).is_some_and(|unit| unit.block == name);
        inside && self.block.as_deref().is_none_or(block)
    }
}

/// The names that a question may use, and the values of those that it leaves out.
#[derive(Clone, Copy)]
pub struct Askable<'k> {
    /// The versions that may be asked for, the one to begin with first where no other has answers.
    pub surveys: &'k [&'k Survey],
    pub catalogue: &'k Catalogue,
    /// Code of the unit whose subtree may be asked for; it is what is meant where no unit is named.
    pub top: &'k str,
    /// The year to begin with, for a version.
    pub year: &'k dyn Fn(Option<&Survey>) -> i16,
    /// True for a version that has answers in a period. The first such full one is meant where none is named.
    pub answered: &'k dyn Fn(&Survey, Period) -> bool,
    /// Which of [`NAMES`] are read.
    pub names: &'k [&'k str],
    /// Names that the caller reads by itself.
    pub others: &'k [&'k str],
}

/// All that a question can name.
pub const NAMES: [&str; 9] = ["survey", "year", "from", "to", "unit", "block", "stratum", "method", "group_by"];

/// A part that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// As it was given.
    pub name: String,
    pub given: String,
    pub cause: Cause,
}

/// Why a part was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    UnknownName,
    NoSuchSurvey,
    NotAYear,
    NotAMonth,
    /// The first and the last month that were given.
    Order(Month, Month),
    NoSuchUnit,
    NoSuchBlock,
    NoSuchStratum,
    NoSuchMethod,
    NoSuchGroup,
}

/// Reads a question. Of several values of one name the first that says something counts. A part that was not understood is
/// left out.
pub fn read(pairs: &[(String, String)], known: &Askable) -> (Question, Vec<Mistake>) {
    let mut reading = Reader { pairs, known, mistakes: Vec::new() };
    reading.unknown_names();
    let first = known.surveys.first().copied();
    let survey = reading.value("survey", Cause::NoSuchSurvey, |key| known.surveys.iter().find(|it| it.key == key));
    let named = survey.copied();
    let survey = named.or(first);
    if survey.is_none() && reading.mistakes.iter().all(|mistake| mistake.cause != Cause::NoSuchSurvey) {
        reading.say("survey", "", Cause::NoSuchSurvey);
    }
    let period = reading.period(survey);
    let in_period = || known.surveys.iter().copied().find(|it| !it.is_quick() && (known.answered)(it, period));
    let survey = named.or_else(in_period).or(survey);
    let unit = reading
        .value("unit", Cause::NoSuchUnit, |code| known.catalogue.is_within(code, known.top).then(|| code.to_owned()));
    let block = reading
        .value("block", Cause::NoSuchBlock, |name| known.catalogue.blocks().contains(&name).then(|| name.to_owned()));
    let method = reading.value("method", Cause::NoSuchMethod, Method::from_key);
    let question = Question {
        survey: survey.map(|survey| survey.key.clone()).unwrap_or_default(),
        period,
        units: Units::Within(unit.unwrap_or_else(|| known.top.to_owned())),
        block,
        method: method.or(survey.map(|survey| survey.method)).unwrap_or(Method::Top2),
        group_by: reading.value("group_by", Cause::NoSuchGroup, GroupBy::from_key),
        stratum: reading.value("stratum", Cause::NoSuchStratum, Stratum::from_key),
    };
    (question, reading.mistakes)
}

/// The first value of a name that says something.
pub fn value<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    pairs.iter().filter(|(given, _)| given == name).map(|(_, value)| value.trim()).find(|value| !value.is_empty())
}

struct Reader<'p> {
    pairs: &'p [(String, String)],
    known: &'p Askable<'p>,
    mistakes: Vec<Mistake>,
}

impl<'p> Reader<'p> {
    fn say(&mut self, name: &str, given: &str, cause: Cause) {
        self.mistakes.push(Mistake { name: name.to_owned(), given: given.to_owned(), cause });
    }

    fn unknown_names(&mut self) {
        let known = |name: &str| self.known.names.contains(&name) || self.known.others.contains(&name);
        let unknown = self.pairs.iter().filter(|(name, _)| !known(name));
        self.mistakes.extend(unknown.map(|(name, given)| Mistake {
            name: name.clone(),
            given: given.clone(),
            cause: Cause::UnknownName,
        }));
    }

    /// A part, where it is given and understood.
    fn value<T>(&mut self, name: &str, cause: Cause, read: impl FnOnce(&'p str) -> Option<T>) -> Option<T> {
        let given = value(self.pairs, name).filter(|_| self.known.names.contains(&name))?;
        let read = read(given);
        if read.is_none() {
            self.say(name, given, cause);
        }
        read
    }

    /// Months win over the year; one month alone is taken to the end, or from the start, of its year.
    fn period(&mut self, survey: Option<&Survey>) -> Period {
        let year = |text: &str| text.parse().ok().filter(|year| Month::new(*year, 1).is_ok());
        let year = self.value("year", Cause::NotAYear, year).unwrap_or_else(|| (self.known.year)(survey));
        let from = self.value("from", Cause::NotAMonth, |text| text.parse::<Month>().ok());
        let to = self.value("to", Cause::NotAMonth, |text| text.parse::<Month>().ok());
        let period = match (from, to) {
            (None, None) => return Period::of_year(year),
            (Some(from), None) => Period { from, to: Month::december(from.year()) },
            (None, Some(to)) => Period { from: Month::january(to.year()), to },
            (Some(from), Some(to)) => Period { from, to },
        };
        if period.to < period.from {
            let given = value(self.pairs, "to").unwrap_or_default();
            self.say("to", given, Cause::Order(period.from, period.to));
            return Period::of_year(year);
        }
        period
    }
}
