//! Figures as rows: the same for the API, the CSV of the web and `hailong export index`.

mod compare;
mod words;

use compare::count;
pub use compare::{RowDifference, RowRank};
use words::{AGAINST, HEAD};

use crate::domain::{
    dialect::{Cell, Dialect},
    index::{Estimate, Figure, Verdict, places},
    language::Lang,
    lattice::{GroupBy, NotCrossed, Part, Query, Sight, Tallies},
    question::Question,
    submission::Stratum,
    survey::{Kind, Survey},
    target::{Judge, Target, Threshold, Unjudged},
    unit::{ABOVE, Catalogue},
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
    pub sight: Sight,
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
    /// Where only a part of the group may be shown: as many responses as there are at most. Where more than one in twenty
    /// is missing, there is no interval and no verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
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
    /// Of units with 30 responses or more, among those of the answer; with the best and the worst rank that their intervals allow
    /// together.
    #[serde(flatten)]
    pub rank: Option<RowRank>,
    /// For an uncertain verdict: further people who would make it certain if they answer as those before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_needed: Option<u64>,
    /// From the figure that it is held against, where one is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<RowDifference>,
    #[serde(skip)]
    figure: Figure,
    #[serde(skip)]
    target: Option<Threshold>,
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
    /// Other figures were asked for to hold these against.
    pub against: bool,
}

impl Figures<'_> {
    /// Holds each group against the one of the same key in another answer. Units are held against a unit's total where the other
    /// answer is about another unit.
    pub fn hold_against(&mut self, other: &Figures) {
        self.against = true;
        let one_unit = self.group_by == Some(GroupBy::Unit) && self.total.key != other.total.key;
        let total = &other.total;
        let same = |key: &str| other.groups.iter().find(|group| group.key == key);
        for row in &mut self.groups {
            let other = if one_unit || row.part.is_none() { Some(total) } else { same(&row.key) };
            row.hold_against(other);
        }
        self.total.hold_against(Some(total));
    }

    /// Ranks units; what was collected above them has none.
    fn rank(&mut self, top: &str, collects: bool) {
        let is_above = |row: &IndexRow| row.key.ends_with(ABOVE) || collects && row.key == top;
        let figure = |row: &IndexRow| row.figures.as_ref().map(|it| it.figure).filter(|_| !is_above(row));
        let ranks = RowRank::of_all(&self.groups.iter().map(figure).collect::<Vec<_>>());
        for (row, rank) in self.groups.iter_mut().zip(ranks) {
            if let Some(figures) = &mut row.figures {
                figures.rank = rank;
            }
        }
    }
}

impl IndexRow {
    fn hold_against(&mut self, other: Option<&Self>) {
        let other = other.and_then(|other| other.figures.as_ref()).map(|it| it.figure);
        if let Some(figures) = &mut self.figures {
            figures.difference = other.and_then(|other| RowDifference::of(&figures.figure, &other));
        }
    }
}

/// Answers a question. Without a breakdown there is one group: everything that is asked for.
///
/// # Errors
/// [`NotCrossed`] for a stratum with a breakdown other than unit or month.
pub fn figures<'s>(source: &Source<'s>, question: &Question) -> Result<Figures<'s>, NotCrossed> {
    let top = question.units.code();
    let judge = Judge::new(source.targets, source.catalogue, source.survey, question.method);
    let target = judge.of(top, question.period);
    let query = question.query(source.catalogue, source.sight);
    let ask =
        |query: &Query| source.tallies.report(source.survey, query, |unit| question.covers(source.catalogue, unit));
    let answer = ask(&query)?;
    // Broken down by unit, what is shown is the same as without a breakdown; otherwise it may be less.
    let whole = match question.group_by {
        None | Some(GroupBy::Unit) => answer.clone(),
        _ => ask(&Query { group_by: None, ..query })?,
    };
    let name = source.catalogue.unit(top).map_or_else(String::new, |unit| unit.name.clone());
    let total = row(top.to_owned(), name, whole.total.as_ref(), target.ok());
    let group_by = question.group_by;
    if group_by.is_none() {
        return Ok(Figures {
            group_by,
            target,
            groups: vec![total.clone()],
            total,
            withheld: whole.withheld,
            against: false,
        });
    }
    let groups = answer.groups.iter().map(|group| {
        let judged = match &group.part {
            Part::Unit(code) => judge.of(code, question.period),
            _ => target,
        };
        let key = group.part.key(source.survey);
        let name = group.part.name(source.survey, source.catalogue, Lang::Vi).unwrap_or(&key).to_owned();
        IndexRow { part: Some(group.part.clone()), ..row(key, name, group.figure.as_ref(), judged.ok()) }
    });
    let mut figures =
        Figures { group_by, target, groups: groups.collect(), total, withheld: answer.withheld, against: false };
    if group_by == Some(GroupBy::Unit) {
        figures.rank(top, source.catalogue.children(top).next().is_some());
    }
    Ok(figures)
}

fn row(key: String, name: String, figure: Option<&Figure>, target: Option<&Target>) -> IndexRow {
    let figures = figure.map(|figure| RowFigures {
        responses: figure.responses,
        of: figure.of,
        answers: figure.answers,
        satisfied: figure.satisfied,
        na: figure.na,
        skipped: figure.skipped,
        not_reached: figure.not_reached,
        index: figure.estimate.map(Estimate::percent),
        low: figure.interval.map(|interval| interval.low * 100.0),
        high: figure.interval.map(|interval| interval.high * 100.0),
        verdict: figure.verdict(target),
        rank: None,
        more_needed: figure.more_needed(target),
        difference: None,
        figure: *figure,
        target: target.map(Target::threshold),
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
    let against: &[_] = if figures.against { &AGAINST } else { &[] };
    records.write(HEAD.iter().chain(against).map(|(key, vi)| Cell::Text(if excel { vi } else { key })));
    let decimals = places(figures.groups.iter().filter_map(|row| {
        let figures = row.figures.as_ref()?;
        Some((figures.figure.estimate?, figures.target.filter(|_| figures.low.is_some())))
    }));
    for row in &figures.groups {
        let name = words.name_of(row.part.as_ref()).filter(|_| excel).unwrap_or(&row.name);
        let mut cells = vec![Cell::Text(&row.key), Cell::Text(name)];
        match &row.figures {
            Some(f) => {
                cells.extend([f.responses, f.answers, f.satisfied, f.na, f.skipped, f.not_reached].map(count));
                let rounded = |exact: Estimate| Cell::Fixed { value: exact.rounded(decimals), places: decimals };
                let rounded = f.figure.estimate.map(rounded);
                let percent = |share: Option<f64>| share.map(Cell::Percent);
                let index = if excel { rounded } else { percent(f.index) };
                cells.extend([index, percent(f.low), percent(f.high)].map(Option::unwrap_or_default));
                cells.push(Cell::Text(if excel { (words.verdict)(f.verdict) } else { key_of(f.verdict) }));
            }
            None => cells.extend([Cell::Empty; 10]),
        }
        let truth = if row.suppressed { "true" } else { "false" };
        cells.push(Cell::Text(if excel { (words.yes_no)(row.suppressed) } else { truth }));
        cells.push(row.figures.as_ref().and_then(|figures| figures.of).map_or(Cell::Empty, count));
        cells.extend(row.comparisons(figures.against));
        records.write(cells);
    }
    drop(records);
    out
}

impl IndexRow {
    /// Rank and range, what lacks, and the difference where one is asked for.
    fn comparisons(&self, against: bool) -> Vec<Cell<'_>> {
        let of = self.figures.as_ref();
        let rank = of.and_then(|it| it.rank).map(RowRank::cells);
        let more = of.and_then(|it| it.more_needed).map(count).unwrap_or_default();
        let difference = of.and_then(|it| it.difference).map(RowDifference::cells);
        let mut cells: Vec<Cell> = rank.unwrap_or_default().into_iter().chain([more]).collect();
        if against {
            cells.extend(difference.unwrap_or_default());
        }
        cells
    }
}

impl Words {
    fn name_of(&self, part: Option<&Part>) -> Option<&'static str> {
        match *part? {
            Part::Stratum(stratum) => Some((self.stratum)(stratum)),
            Part::Respondent(kind) => Some((self.kind)(kind)),
            Part::Flag(flagged) => Some((self.flagged)(flagged)),
            Part::Unit(_) | Part::Factor(_) | Part::Item(_) | Part::Period(_) => None,
        }
    }
}
