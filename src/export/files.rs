//! The files that can be taken out, for the web and the command line alike: same question, same bytes.

use crate::{
    domain::{
        codebook::{self, codebook},
        dialect::Dialect,
        figure::rows::{Source, figures, to_csv},
        language::Lang,
        lattice::{NotCrossed, Sight, Tallies},
        people::columns,
        question,
        staff_log::Action,
    },
    export::{people, responses, words},
    site::Site,
    store::{self, responses::ResponseFilter},
    ui::words::IN_FILES,
    work::questions::CheckedQuestion,
};
use bytes::Bytes;
use tokio::sync::mpsc;

/// The pieces of a file, in its order.
pub type Pieces = mpsc::Receiver<store::Result<Bytes>>;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// By unit.
    Responses,
    /// About people.
    People,
    Index,
    Codebook,
}

impl What {
    pub const ALL: [Self; 4] = [Self::Responses, Self::People, Self::Index, Self::Codebook];

    pub fn key(self) -> &'static str {
        match self {
            Self::Responses => "responses",
            Self::People => "people",
            Self::Index => "index",
            Self::Codebook => "codebook",
        }
    }

    /// As the staff log tells that such a file was taken out.
    pub fn action(self) -> Action {
        match self {
            Self::Responses => Action::ExportResponses,
            Self::People => Action::ExportPeople,
            Self::Index => Action::ExportIndex,
            Self::Codebook => Action::ExportCodebook,
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.key() == key)
    }
}

/// Why a file cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error(transparent)]
    NotCrossed(#[from] NotCrossed),
    #[error("{}", .0.message(Lang::En))]
    Empty(EmptyByDefault),
    #[error("{}", .0.message(Lang::En))]
    People(NoPeople),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The file would be empty because of something that was not said: other versions or years have answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmptyByDefault {
    versions: Vec<String>,
    years: Vec<i16>,
}

impl EmptyByDefault {
    /// The parameter that should be said.
    pub fn field(&self) -> &'static str {
        if self.versions.is_empty() { "year" } else { "survey" }
    }

    pub fn message(&self, lang: Lang) -> String {
        let years = || self.years.iter().map(i16::to_string).collect::<Vec<_>>().join(", ");
        match &self.versions[..] {
            [] => words::empty_year(lang, years()),
            versions => words::empty_version(lang, versions.join(", ")),
        }
    }

    /// `None` where there is something, or nothing anywhere, or where everything was said.
    fn of(tallies: &Tallies, site: &Site, asked: &CheckedQuestion<'_>) -> Option<Self> {
        let question = &asked.question;
        let found = tallies.versions(question.period, asked.sight, |code| question.covers(&site.catalogue, code));
        if found.contains_key(asked.survey.key.as_str()) {
            return None;
        }
        let versions: Vec<String> = asked.left_out.iter().map(|(key, _)| key.clone()).collect();
        let years = if asked.has_default_period { tallies.years(|key| key == asked.survey.key) } else { Vec::new() };
        (!versions.is_empty() || !years.is_empty()).then_some(Self { versions, years })
    }
}

/// The versions that a file leaves out because none was named, as `key=responses`, and `across=responses` for those whose
/// quarter or year lies in the period only in part; joined by commas.
pub fn left_out(asked: &CheckedQuestion<'_>) -> Option<String> {
    let across = Some(("across", asked.across)).filter(|(_, responses)| *responses > 0);
    let versions = asked.left_out.iter().map(|(key, responses)| (key.as_str(), *responses));
    let each: Vec<String> = versions.chain(across).map(|(key, responses)| format!("{key}={responses}")).collect();
    (!each.is_empty()).then(|| each.join(","))
}

/// Starts making a file and gives its pieces.
///
/// # Errors
/// [`FileError`] for what is known before the first byte.
pub async fn make(site: &Site, what: What, asked: &CheckedQuestion<'_>) -> Result<Pieces, FileError> {
    let dialect = asked.dialect.unwrap_or(Dialect::Machine);
    let snapshot = site.store.tallies().await?;
    let empty = EmptyByDefault::of(&snapshot.tallies, site, asked).filter(|_| what != What::Codebook);
    empty.map_or(Ok(()), |empty| Err(FileError::Empty(empty)))?;
    match what {
        What::Responses => Ok(responses::stream(site.clone(), filter(site, asked), dialect)),
        What::Index => {
            let source = Source {
                tallies: &snapshot.tallies,
                survey: asked.survey,
                catalogue: &site.catalogue,
                targets: &site.targets,
                sight: asked.sight,
            };
            Ok(whole(to_csv(&figures(&source, &asked.question)?, dialect, &IN_FILES)))
        }
        What::People => {
            let year = year_of_people(site, asked).map_err(FileError::People)?;
            let filter = people::filter(asked.survey, year, snapshot.tallies.rounds());
            Ok(people::stream(site.clone(), (filter, year), dialect))
        }
        What::Codebook => Ok(whole(codebook(asked.survey, &columns(asked.survey), dialect))),
    }
}

/// Why there is no file about people for a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPeople {
    /// It is of the whole province; a part of it is asked for, or is all that may be seen.
    Part,
    /// It is of one whole year.
    NotAYear,
    /// Somebody who looks twice would see which people were released in between.
    NotOver(i16),
}

impl NoPeople {
    pub fn field(self) -> &'static str {
        match self {
            Self::Part => "unit",
            Self::NotAYear => "from",
            Self::NotOver(_) => "year",
        }
    }

    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::Part => words::people_of_a_part(lang).to_owned(),
            Self::NotAYear => words::people_by_year(lang).to_owned(),
            Self::NotOver(year) => words::people_later(lang, year),
        }
    }
}

/// The year of the file about people for a question.
///
/// # Errors
/// Why there is none.
pub fn year_of_people(site: &Site, asked: &CheckedQuestion<'_>) -> Result<i16, NoPeople> {
    let question = &asked.question;
    let is_whole = site.catalogue.root().is_some_and(|root| root.code == question.units.code());
    if !is_whole || question.block.is_some() {
        return Err(NoPeople::Part);
    }
    let year = question.period.whole_year().ok_or(NoPeople::NotAYear)?;
    // Until a year is closed, answers that wait for their release still join it.
    if asked.sight.is_over(year) { Ok(year) } else { Err(NoPeople::NotOver(year)) }
}

/// The question with the period that a file begins with where none is named: of the file about people the latest year
/// that is over and has answers.
pub fn with_default_period(
    what: What,
    mut given: Vec<(String, String)>,
    tallies: &Tallies,
    sight: Sight,
) -> Vec<(String, String)> {
    let said = |name: &str| question::value(&given, name);
    let years = tallies.years(|key| said("survey").is_none_or(|named| named == key));
    let latest = years.into_iter().rev().find(|year| sight.is_over(*year));
    let is_named = ["year", "from", "to"].into_iter().any(|name| said(name).is_some());
    if let Some(year) = latest.filter(|_| what == What::People && !is_named) {
        given.push(("year".to_owned(), year.to_string()));
    }
    given
}

/// The number of rows of a file; `None` where a question has no such file.
pub async fn rows(site: &Site, what: What, asked: &CheckedQuestion<'_>) -> store::Result<Result<u64, NoPeople>> {
    Ok(Ok(match what {
        What::Responses => site.store.count_responses(&filter(site, asked)).await?,
        What::People => match year_of_people(site, asked) {
            Ok(year) => {
                let tallies = site.store.tallies().await?.tallies;
                site.store.count_responses(&people::filter(asked.survey, year, tallies.rounds())).await?
            }
            Err(why) => return Ok(Err(why)),
        },
        What::Index => {
            let units = site.catalogue.units().iter();
            units.filter(|unit| asked.question.covers(&site.catalogue, &unit.code)).count() as u64
        }
        What::Codebook => (codebook::columns(asked.survey).len() + columns(asked.survey).len()) as u64,
    }))
}

/// The responses that a question covers.
pub fn filter(site: &Site, asked: &CheckedQuestion<'_>) -> ResponseFilter {
    let question = &asked.question;
    let root = site.catalogue.root().is_some_and(|root| root.code == question.units.code());
    let everything = root && question.block.is_none();
    let units = site
        .catalogue
        .units()
        .iter()
        .chain(site.catalogue.above())
        .filter(|unit| question.covers(&site.catalogue, &unit.code));
    ResponseFilter {
        survey: asked.survey.key.clone(),
        months: question.period,
        units: (!everything).then(|| units.map(|unit| unit.code.clone()).collect()),
        on_time: None,
    }
}

fn whole(bytes: Vec<u8>) -> Pieces {
    let (send, receive) = mpsc::channel(1);
    // The channel is new and has room for one.
    let _sent = send.try_send(Ok(bytes.into()));
    receive
}
