//! The overview: one scope, one period, everything that its page says.

use crate::dashboard::{
    attention,
    filter::Filter,
    flagged::{self, Flagged},
    outlook::Outlook,
    ranking::{self, UnitRow},
    select::{Data, Selection, national, shown},
    words,
};
use crate::domain::{
    index::Verdict,
    lattice::{GroupBy, Part, Report},
    month::{Month, Period},
    submission::Stratum,
    survey::Lang,
    target::{Target, judge},
};
use crate::ui::{
    chart::{
        dots::{Dots, Point, Row, Shown},
        line::Line,
    },
    format,
    table::Table,
};
use jiff::civil::DateTime;
use std::collections::BTreeSet;

/// What judges a page's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// Hundredths of a per cent.
    pub hundredths: u32,
    pub strict: bool,
    /// Nobody has set it.
    pub example: bool,
}

impl Aim {
    #[must_use]
    pub fn of(target: &Target) -> Self {
        Self { hundredths: target.hundredths, strict: target.strict, example: target.is_example() }
    }

    /// `trên 87%` or `từ 87%`, and that it is an example where it is one.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let value = format::target(self.hundredths, lang);
        let aim = if self.strict { words::above(lang, value) } else { words::at_least(lang, value) };
        if self.example { words::example_of(lang, aim) } else { aim }
    }

    /// The label of its line.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        words::target_label(lang, self.words(lang))
    }
}

/// Everything that the page says, before any markup.
#[derive(Clone, Debug)]
pub struct Overview {
    pub filter: Filter,
    pub top: (String, String),
    pub survey_title: String,
    pub now: Shown,
    pub before: Shown,
    pub before_period: Period,
    pub aim: Option<Aim>,
    pub verdict: Option<Verdict>,
    /// Percent, full precision: every unit counts the same.
    pub mean_of_units: Option<f64>,
    /// National figure of the same aspect: year and hundredths.
    pub national: Option<(i16, i64)>,
    /// Responses that exist in the period; not to be shown where it differs by less than 10 from what is published.
    pub responses: u64,
    pub withheld: u64,
    pub outlook: Outlook,
    pub flagged: Flagged,
    /// Names of units whose own figures are not to be read without their flags.
    pub flagged_units: Vec<String>,
    /// `None` where a single channel is asked for: factors are not published by channel.
    pub factors: Option<Dots>,
    pub line: Line,
    pub units: Vec<UnitRow>,
    pub attention: Vec<String>,
    pub strata: BTreeSet<Stratum>,
    /// Where there is nothing in the period: a year that has something.
    pub nearest: Option<Period>,
    pub computed_at: DateTime,
}

impl Overview {
    #[must_use]
    pub fn compute(filter: &Filter, data: &Data) -> Self {
        let top = filter.question.units.code();
        let selection = Selection::of(data, &filter.question);
        let now = whole(&selection, selection.period, GroupBy::Unit);
        let before = whole(&selection, selection.before, GroupBy::Unit);
        let judge = judge(data.targets, data.survey, data.catalogue, top, filter.question.period.to.year());
        let aim = judge.map(Aim::of);
        let name = data.catalogue.unit(top).map_or(top, |unit| unit.name.as_str());
        let mut overview = Self {
            filter: filter.clone(),
            top: (top.to_owned(), name.to_owned()),
            survey_title: data.survey.title.get(filter.lang).to_owned(),
            now: total(&now, selection.responses()),
            before: total(&before, selection.responses_in(selection.before)),
            before_period: selection.before,
            aim,
            verdict: now.total.as_ref().and_then(|total| total.verdict(judge)),
            mean_of_units: None,
            national: if data.survey.is_quick() {
                None
            } else {
                national(data.references, "service", filter.question.period.to.year())
            },
            responses: selection.responses(),
            withheld: now.withheld,
            outlook: Outlook { rules: data.rules, waiting: data.waiting, next: None },
            flagged_units: flagged::units(&selection, filter)
                .into_iter()
                .filter_map(|code| data.catalogue.unit(code).map(|unit| unit.name.clone()))
                .collect(),
            flagged: Flagged::of(&selection, filter, now.total.map(|total| total.responses)),
            // One factor of one statement would say the headline again.
            factors: if data.survey.is_quick() { None } else { factors(data, filter, &selection, aim) },
            line: line(data, filter, &selection, aim),
            units: ranking::units(data, filter, &selection, top, &now, &before),
            attention: Vec::new(),
            nearest: selection.nearest(),
            strata: selection.strata,
            computed_at: data.now,
        };
        overview.mean_of_units = ranking::mean(&overview.units);
        overview.attention = attention::sentences(&overview);
        overview
    }

    /// A table of the page by the name of its CSV: `factors`, `months`, `units`.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<Table> {
        let lang = self.filter.lang;
        let period = format::period(self.filter.question.period, lang);
        match name {
            "factors" => self.factors.as_ref().map(|factors| factors.table(&words::by_factor(lang, &period), lang)),
            "months" => Some(self.line.table(&words::by_month(lang, self.filter.measure()), lang)),
            "units" => {
                Some(ranking::table(&self.units, &words::by_unit(lang, self.filter.measure(), &period), &self.filter))
            }
            _ => None,
        }
    }
}

/// A breakdown that every filter allows.
fn whole(selection: &Selection, period: Period, by: GroupBy) -> Report {
    selection.report(period, by).unwrap_or(Report { total: None, groups: Vec::new(), withheld: 0 })
}

pub(super) fn total(report: &Report, seen: u64) -> Shown {
    match report.total.as_ref() {
        Some(figure) => Point::of(figure).map_or(Shown::NoData, Shown::Point),
        None if seen > 0 => Shown::Withheld,
        None => Shown::NoData,
    }
}

/// Factors in the order of the form, with last year and the national figure of the same factor.
pub(super) fn factors(data: &Data, filter: &Filter, selection: &Selection, aim: Option<Aim>) -> Option<Dots> {
    let lang = filter.lang;
    let now = selection.report(selection.period, GroupBy::Factor).ok()?;
    let before = selection.report(selection.before, GroupBy::Factor).ok()?;
    let national: Vec<_> = data
        .survey
        .factors
        .iter()
        .map(|factor| national(data.references, &factor.key, filter.question.period.to.year()))
        .collect();
    // One year for all, so that the legend can name it.
    let year = national.iter().flatten().map(|(year, _)| *year).max();
    let rows = data.survey.factors.iter().enumerate().map(|(n, factor)| Row {
        label: factor.title.get(lang).to_owned(),
        now: shown(now.groups.get(n), selection.responses(), Point::of_part),
        before: shown(before.groups.get(n), 0, Point::of_part),
        reference: national[n].filter(|it| Some(it.0) == year).map(|it| it.1),
    });
    Some(Dots {
        rows: rows.collect(),
        target: aim.map(|aim| (i64::from(aim.hundredths), aim.label(lang))),
        head: words::factor(lang).to_owned(),
        now: format::sentence(&format::period(selection.period, lang)),
        before: format::sentence(&format::period(selection.before, lang)),
        reference: words::national_sipas(lang, year.unwrap_or_default()),
    })
}

pub(super) fn line(data: &Data, filter: &Filter, selection: &Selection, aim: Option<Aim>) -> Line {
    let lang = filter.lang;
    let months = selection.line(data.now);
    let report = match (months.first(), months.last()) {
        (Some(from), Some(to)) => whole(selection, Period { from: *from, to: *to }, GroupBy::Month),
        _ => whole(selection, selection.period, GroupBy::Month),
    };
    let this = Month::of(data.now.date()).ok();
    let point = |month: Month| {
        let seen = selection.responses_by_month.get(&month).copied().unwrap_or(0);
        let group = report.groups.iter().find(|group| group.part == Part::Month(month));
        (month, shown(group, seen, Point::of))
    };
    Line {
        partial: this.filter(|this| months.contains(this)),
        months: months.into_iter().map(point).collect(),
        target: aim.map(|aim| (i64::from(aim.hundredths), aim.label(lang))),
        name: filter.measure().to_owned(),
    }
}
