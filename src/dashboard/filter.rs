//! What a reader asked to see: period, block, channel, method, version, order and language.
//!
//! Read from a query string, printed on every page, written back into every link. What cannot be
//! read is said, and the rest is kept.

use crate::dashboard::words;
use crate::domain::{
    index::Method,
    month::{Month, Period},
    submission::Stratum,
    survey::{Lang, Mode},
};
use crate::ui::{format, words as common};
use std::fmt::Write as _;

/// The column by which units are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sort {
    #[default]
    Rank,
    Name,
    Responses,
    Verdict,
    Change,
}

impl Sort {
    pub const ALL: [Self; 5] = [Self::Rank, Self::Name, Self::Responses, Self::Verdict, Self::Change];

    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Name => "name",
            Self::Responses => "responses",
            Self::Verdict => "verdict",
            Self::Change => "change",
        }
    }
}

/// What a filter may name.
pub struct Known<'k> {
    /// Keys of versions, the one to begin with first.
    pub surveys: Vec<&'k str>,
    pub blocks: Vec<&'k str>,
    /// The year to begin with.
    pub year: i16,
    /// The method to begin with: the version's own.
    pub method: Method,
}

/// A part of the query that was not understood; the page shows it and what was taken instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub field: &'static str,
    pub given: String,
}

impl Problem {
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let given = &self.given;
        match self.field {
            "year" => words::bad_year(lang, given),
            "from" | "to" => words::bad_month(lang, given),
            "period" => words::bad_period(lang, given),
            "block" => words::bad_block(lang, given),
            "stratum" => words::bad_stratum(lang, given),
            "method" => words::bad_method(lang, given),
            "survey" => words::bad_survey(lang, given),
            _ => words::bad_order(lang, given),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub period: Period,
    /// `None` is every block.
    pub block: Option<String>,
    /// `None` is every channel together.
    pub stratum: Option<Stratum>,
    pub method: Method,
    pub survey: String,
    /// The mode of that version.
    pub mode: Mode,
    pub sort: Sort,
    pub descending: bool,
    pub lang: Lang,
}

impl Filter {
    #[must_use]
    pub fn new(known: &Known) -> Self {
        Self {
            period: Period::of_year(known.year),
            block: None,
            stratum: None,
            method: known.method,
            survey: known.surveys.first().copied().unwrap_or_default().to_owned(),
            mode: Mode::Full,
            sort: Sort::default(),
            descending: false,
            lang: Lang::default(),
        }
    }

    /// Reads decoded pairs of a query string. Empty values and other names are passed over.
    #[must_use]
    pub fn parse<'q>(pairs: impl IntoIterator<Item = (&'q str, &'q str)>, known: &Known) -> (Self, Vec<Problem>) {
        let mut reading = Reading { filter: Self::new(known), problems: Vec::new(), from: None, to: None };
        for (name, value) in pairs {
            if !value.trim().is_empty() {
                reading.pair(name, value.trim(), known);
            }
        }
        reading.finish()
    }

    /// The query string of this filter, without `?`.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut query = match self.period.whole_year() {
            Some(year) => format!("year={year}"),
            None => format!("from={}&to={}", self.period.from, self.period.to),
        };
        let mut add = |name: &str, value: &str| {
            query.push('&');
            query.push_str(name);
            query.push('=');
            encode(&mut query, value);
        };
        add("survey", &self.survey);
        add("method", self.method.key());
        if let Some(block) = &self.block {
            add("block", block);
        }
        if let Some(stratum) = self.stratum {
            add("stratum", stratum.key());
        }
        if self.sort != Sort::default() {
            add("sort", self.sort.key());
        }
        if self.descending {
            add("dir", "desc");
        }
        add("lang", self.lang.tag());
        query
    }

    /// The same, changed in one thing.
    #[must_use]
    pub fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = self.clone();
        change(&mut other);
        other
    }

    /// What the figures are called: those of a quick version are no index.
    #[must_use]
    pub fn measure(&self) -> &'static str {
        match self.mode {
            Mode::Full => words::index(self.lang),
            Mode::Quick => words::quick(self.lang),
        }
    }

    /// The same as the head of a column.
    #[must_use]
    pub fn measure_percent(&self) -> &'static str {
        match self.mode {
            Mode::Full => words::index_percent(self.lang),
            Mode::Quick => words::quick_percent(self.lang),
        }
    }

    #[must_use]
    pub fn is_quick(&self) -> bool {
        self.mode == Mode::Quick
    }

    /// The filter in words, as printed on every page; the questionnaire by its title, never by its key.
    #[must_use]
    pub fn line(&self, survey_title: &str) -> Vec<(&'static str, String)> {
        let lang = self.lang;
        vec![
            (words::period(lang), format::sentence(&format::period(self.period, lang))),
            (words::block(lang), self.block.clone().unwrap_or_else(|| words::all_blocks(lang).to_owned())),
            (
                words::channel(lang),
                self.stratum.map_or(words::all_channels(lang), |stratum| common::stratum(stratum, lang)).to_owned(),
            ),
            (words::method(lang), common::method(self.method, lang).to_owned()),
            (words::version(lang), survey_title.to_owned()),
        ]
    }
}

struct Reading {
    filter: Filter,
    problems: Vec<Problem>,
    from: Option<Month>,
    to: Option<Month>,
}

impl Reading {
    fn pair(&mut self, name: &str, value: &str, known: &Known) {
        match name {
            "year" => {
                let year = value.parse().ok().filter(|year| Month::new(*year, 1).is_ok());
                self.take("year", value, year, |filter, year| filter.period = Period::of_year(year));
            }
            "from" => self.from = self.month("from", value),
            "to" => self.to = self.month("to", value),
            "block" => {
                let block = known.blocks.iter().find(|block| **block == value);
                self.take("block", value, block, |filter, block| filter.block = Some((*block).to_owned()));
            }
            "stratum" => self.take("stratum", value, Stratum::from_key(value), |filter, it| filter.stratum = Some(it)),
            "method" => self.take("method", value, Method::from_key(value), |filter, it| filter.method = it),
            "survey" => {
                let survey = known.surveys.iter().find(|survey| **survey == value);
                self.take("survey", value, survey, |filter, survey| filter.survey = (*survey).to_owned());
            }
            "sort" => {
                let sort = Sort::ALL.into_iter().find(|sort| sort.key() == value);
                self.take("sort", value, sort, |filter, sort| filter.sort = sort);
            }
            "dir" => {
                let descending = ["asc", "desc"].iter().position(|dir| *dir == value);
                self.take("dir", value, descending, |filter, place| filter.descending = place == 1);
            }
            "lang" => self.filter.lang = Lang::from_tag(value).unwrap_or_default(),
            _ => {}
        }
    }

    fn take<T>(&mut self, field: &'static str, given: &str, read: Option<T>, put: impl FnOnce(&mut Filter, T)) {
        match read {
            Some(value) => put(&mut self.filter, value),
            None => self.say(field, given),
        }
    }

    fn month(&mut self, field: &'static str, given: &str) -> Option<Month> {
        let month = given.parse().ok();
        if month.is_none() {
            self.say(field, given);
        }
        month
    }

    fn say(&mut self, field: &'static str, given: &str) {
        self.problems.push(Problem { field, given: given.chars().take(40).collect() });
    }

    /// Months win over the year; one month alone is taken to the end, or from the start, of its year.
    fn finish(mut self) -> (Filter, Vec<Problem>) {
        let (from, to) = (self.from, self.to);
        let asked = match (from, to) {
            (None, None) => return (self.filter, self.problems),
            (Some(from), None) => Period::new(from, Month::december(from.year())),
            (None, Some(to)) => Period::new(Month::january(to.year()), to),
            (Some(from), Some(to)) => Period::new(from, to),
        };
        match asked {
            Ok(period) => self.filter.period = period,
            Err(_) => {
                let mut given = String::new();
                // Writing into a string cannot fail.
                if let (Some(from), Some(to)) = (from, to) {
                    write!(given, "{}–{}", format::month(from), format::month(to)).unwrap_or_default();
                }
                self.say("period", &given);
            }
        }
        (self.filter, self.problems)
    }
}

/// Percent-encodes what is not unreserved in a URL.
fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").unwrap_or_default();
        }
    }
}
