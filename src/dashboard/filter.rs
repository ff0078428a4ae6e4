//! A reader's choice: a question, an order and a language.
//!
//! Read from a query string, printed on every page, written back into every link.

use crate::dashboard::words;
use crate::domain::{
    figure::ranking::{Order, Sort},
    language::Lang,
    question::{self, Askable, Cause, Mistake, Question},
    survey::Mode,
};
use crate::ui::{format, words as common};
use std::fmt::Write as _;

/// The parts of a question that a page takes from its address; its units are its own.
pub const NAMES: [&str; 7] = ["survey", "year", "from", "to", "block", "stratum", "method"];

/// A part of the query that was not understood; the page shows it and what was taken instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    Part(Mistake),
    /// A column or direction by which nothing can be sorted.
    Order(String),
}

impl Misread {
    pub fn text(&self, lang: Lang) -> String {
        let Self::Part(Mistake { name, given, cause }) = self else { return words::bad_order(lang, self.given()) };
        let given = shortened(given);
        match cause {
            Cause::NotAYear => words::bad_year(lang, given),
            Cause::NotAMonth => words::bad_month(lang, given),
            Cause::Order(from, to) => {
                words::bad_period(lang, format!("{}–{}", format::month(*from), format::month(*to)))
            }
            Cause::NoSuchBlock => words::bad_block(lang, given),
            Cause::NoSuchStratum => words::bad_stratum(lang, given),
            Cause::NoSuchMethod => words::bad_method(lang, given),
            Cause::NoSuchSurvey => words::bad_survey(lang, given),
            Cause::UnknownName | Cause::NoSuchUnit | Cause::NoSuchGroup => words::bad_part(lang, name),
        }
    }

    /// The text that was given, as it is shown.
    pub fn given(&self) -> String {
        match self {
            Self::Part(mistake) => shortened(&mistake.given),
            Self::Order(given) => shortened(given),
        }
    }
}

fn shortened(given: &str) -> String {
    given.chars().take(40).collect()
}

/// A question, and how a page shows what answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub question: Question,
    /// The mode of the version.
    pub mode: Mode,
    pub order: Order,
    pub lang: Lang,
}

impl Filter {
    /// Reads decoded pairs of a query string. A part that cannot be read is said, and the rest is kept; names that are not a
    /// page's are passed over.
    pub fn read(pairs: &[(String, String)], known: &Askable) -> (Self, Vec<Misread>) {
        let (question, mistakes) = question::read(pairs, known);
        let survey = known.surveys.iter().find(|survey| survey.key == question.survey);
        let mode = survey.map_or(Mode::Full, |survey| survey.mode);
        let mistakes = mistakes.into_iter().filter(|mistake| mistake.cause != Cause::UnknownName);
        let mut problems: Vec<Misread> = mistakes.map(Misread::Part).collect();
        let mut filter = Self { question, mode, order: Order::default(), lang: Lang::default() };
        if let Some(given) = question::value(pairs, "sort") {
            match Sort::from_key(given) {
                Some(sort) => filter.order.sort = sort,
                None => problems.push(Misread::Order(given.to_owned())),
            }
        }
        match question::value(pairs, "dir") {
            None | Some("asc") => {}
            Some("desc") => filter.order.descending = true,
            Some(given) => problems.push(Misread::Order(given.to_owned())),
        }
        filter.lang = question::value(pairs, "lang").and_then(Lang::from_tag).unwrap_or_default();
        (filter, problems)
    }

    /// The query string of this filter, without `?`.
    pub fn to_query(&self) -> String {
        let mut query = match self.question.period.whole_year() {
            Some(year) => format!("year={year}"),
            None => format!("from={}&to={}", self.question.period.from, self.question.period.to),
        };
        let mut add = |name: &str, value: &str| {
            query.push('&');
            query.push_str(name);
            query.push('=');
            encode(&mut query, value);
        };
        add("survey", &self.question.survey);
        add("method", self.question.method.key());
        if let Some(block) = &self.question.block {
            add("block", block);
        }
        if let Some(stratum) = self.question.stratum {
            add("stratum", stratum.key());
        }
        if self.order.sort != Sort::default() {
            add("sort", self.order.sort.key());
        }
        if self.order.descending {
            add("dir", "desc");
        }
        add("lang", self.lang.tag());
        query
    }

    /// The same, changed in one thing.
    pub fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = self.clone();
        change(&mut other);
        other
    }

    /// The name of the figures: those of a quick version are no index.
    pub fn measure(&self) -> &'static str {
        match self.mode {
            Mode::Full => words::index(self.lang),
            Mode::Quick => words::quick(self.lang),
        }
    }

    /// The same as the head of a column.
    pub fn measure_percent(&self) -> &'static str {
        match self.mode {
            Mode::Full => words::index_percent(self.lang),
            Mode::Quick => words::quick_percent(self.lang),
        }
    }

    pub fn is_quick(&self) -> bool {
        self.mode == Mode::Quick
    }

    /// The filter in words, as printed on every page; the questionnaire by its title, never by its key.
    pub fn line(&self, survey_title: &str) -> Vec<(&'static str, String)> {
        let lang = self.lang;
        vec![
            (words::period(lang), format::sentence(&format::period(self.question.period, lang))),
            (words::block(lang), self.question.block.clone().unwrap_or_else(|| words::all_blocks(lang).to_owned())),
            (
                words::channel(lang),
                self.question
                    .stratum
                    .map_or(words::all_channels(lang), |stratum| common::stratum(stratum, lang))
                    .to_owned(),
            ),
            (words::method(lang), common::method(self.question.method, lang).to_owned()),
            (words::version(lang), survey_title.to_owned()),
        ]
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
