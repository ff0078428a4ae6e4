//! Figures as rows: the same for the API, the CSV of the web and `hailong export index`.

mod words;

use words::HEAD;

use crate::domain::{
    dialect::{Cell, Dialect},
    index::{Figure, Verdict},
    language::Lang,
    lattice::{GroupBy, NotCrossed, Part, Query, Report, Tallies, TallyRow, report},
    question::Question,
    submission::Stratum,
    survey::{Kind, Survey},
    target::{Judge, Target, Unjudged},
    unit::Catalogue,
};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// The data from which the figures are made.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    pub tallies: &'s Tallies,
    pub survey: &'s Survey,
    pub catalogue: &'s Catalogue,
    pub targets: &'s [Target],
}

/// One group under the names of the public interface; percentages in full precision.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct IndexRow {
    /// `None` for everything that is asked for.
    #[serde(skip)]
    pub part: Option<Part>,
    pub key: String,
    pub name: String,
    #[serde(flatten)]
    pub figures: Option<RowFigures>,
    pub suppressed: bool,
}

/// The figures of a group; they are left out where it is suppressed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RowFigures {
    #[schema(required = false)]
    pub responses: u64,
    #[schema(required = false)]
    pub answers: u64,
    #[schema(required = false)]
    pub satisfied: u64,
    #[schema(required = false)]
    pub na: u64,
    #[schema(required = false)]
    pub skipped: u64,
    #[schema(required = false)]
    pub not_reached: u64,
    pub index: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// `None` where no target is set; programs read that as `no_data`.
    #[serde(serialize_with = "verdict_key")]
    #[schema(value_type = String, required = false)]
    pub verdict: Option<Verdict>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn verdict_key<S: Serializer>(verdict: &Option<Verdict>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(key_of(*verdict))
}

fn key_of(verdict: Option<Verdict>) -> &'static str {
    verdict.unwrap_or(Verdict::NoData).key()
}

/// The answer to a query, by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures<'s> {
    pub group_by: Option<GroupBy>,
    pub target: Result<&'s Target, Unjudged>,
    pub total: IndexRow,
    pub groups: Vec<IndexRow>,
    /// Responses under the filter that are in no shown group.
    pub withheld: u64,
}

/// The rows of the units asked for that answer a question; each unit is looked up once.
fn rows<'r>(source: &Source<'r>, question: &Question, query: &Query) -> impl Iterator<Item = &'r TallyRow> {
    source
        .tallies
        .of(&source.survey.key, query)
        .chunk_by(|a, b| a.unit == b.unit)
        .filter(|rows| question.covers(source.catalogue, &rows[0].unit))
        .flatten()
}

/// Answers a question. Without a breakdown there is one group: everything that is asked for.
///
/// # Errors
/// [`NotCrossed`] for a stratum with a breakdown other than unit or month.
pub fn figures<'s>(source: &Source<'s>, question: &Question) -> Result<Figures<'s>, NotCrossed> {
    let top = question.units.code();
    let judge = Judge::new(source.targets, source.catalogue, source.survey, question.method);
    let target = judge.of(top, question.period);
    let query = question.query();
    let answer = report(rows(source, question, &query), source.survey, &query)?;
    // Broken down by unit, what is shown is the same as without a breakdown; otherwise it may be less.
    let whole = match question.group_by {
        None | Some(GroupBy::Unit) => Report { groups: Vec::new(), ..answer.clone() },
        _ => {
            let whole = Query { group_by: None, ..query };
            report(rows(source, question, &whole), source.survey, &whole)?
        }
    };
    let name = source.catalogue.unit(top).map_or_else(String::new, |unit| unit.name.clone());
    let total = row(top.to_owned(), name, whole.total.as_ref(), target.ok());
    let group_by = question.group_by;
    if group_by.is_none() {
        return Ok(Figures { group_by, target, groups: vec![total.clone()], total, withheld: whole.withheld });
    }
    let Report { groups, withheld, .. } = answer;
    let groups = groups.into_iter().map(|group| {
        let judged = match &group.part {
            Part::Unit(code) => judge.of(code, question.period),
            _ => target,
        };
        let key = group.part.key(source.survey);
        let name = group.part.name(source.survey, source.catalogue, Lang::Vi).unwrap_or(&key).to_owned();
        IndexRow { part: Some(group.part), ..row(key, name, group.figure.as_ref(), judged.ok()) }
    });
    Ok(Figures { group_by, target, groups: groups.collect(), total, withheld })
}

fn row(key: String, name: String, figure: Option<&Figure>, target: Option<&Target>) -> IndexRow {
    let figures = figure.map(|figure| RowFigures {
        responses: figure.responses,
        answers: figure.answers,
        satisfied: figure.satisfied,
        na: figure.na,
        skipped: figure.skipped,
        not_reached: figure.not_reached,
        index: figure.estimate.map(crate::domain::index::Estimate::percent),
        low: figure.interval.map(|interval| interval.low * 100.0),
        high: figure.interval.map(|interval| interval.high * 100.0),
        verdict: figure.verdict(target),
    });
    IndexRow { part: None, key, name, suppressed: figures.is_none(), figures }
}

/// The words that a spreadsheet for people has where programs read keys.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// `None` where no target is set.
    pub verdict: fn(Option<Verdict>) -> &'static str,
    pub stratum: fn(Stratum) -> &'static str,
    pub kind: fn(Kind) -> &'static str,
    pub flagged: fn(bool) -> &'static str,
    pub yes_no: fn(bool) -> &'static str,
}

/// The groups as CSV, whole; the words are for the dialect that people read.
pub fn to_csv(figures: &Figures, dialect: Dialect, words: &Words) -> Vec<u8> {
    let excel = dialect == Dialect::ExcelVi;
    let mut out = dialect.preamble().to_vec();
    let mut records = dialect.records(&mut out);
    records.write(HEAD.map(|(key, vi)| Cell::Text(if excel { vi } else { key })));
    for row in &figures.groups {
        let name = words.name_of(row.part.as_ref()).filter(|_| excel).unwrap_or(&row.name);
        let mut cells = vec![Cell::Text(&row.key), Cell::Text(name)];
        match &row.figures {
            Some(f) => {
                cells.extend([f.responses, f.answers, f.satisfied, f.na, f.skipped, f.not_reached].map(count));
                cells.extend([f.index, f.low, f.high].map(|share| share.map_or(Cell::Empty, Cell::Percent)));
                cells.push(Cell::Text(if excel { (words.verdict)(f.verdict) } else { key_of(f.verdict) }));
            }
            None => cells.extend([Cell::Empty; 10]),
        }
        let truth = if row.suppressed { "true" } else { "false" };
        cells.push(Cell::Text(if excel { (words.yes_no)(row.suppressed) } else { truth }));
        records.write(cells);
    }
    drop(records);
    out
}

impl Words {
    fn name_of(&self, part: Option<&Part>) -> Option<&'static str> {
        match *part? {
            Part::Stratum(stratum) => Some((self.stratum)(stratum)),
            Part::Respondent(kind) => Some((self.kind)(kind)),
            Part::Flag(flagged) => Some((self.flagged)(flagged)),
            Part::Unit(_) | Part::Factor(_) | Part::Item(_) | Part::Month(_) => None,
        }
    }
}

fn count<'t>(value: u64) -> Cell<'t> {
    Cell::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
