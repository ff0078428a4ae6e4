//! One unit: its figure, its factors against last year, and every criterion with all that was answered.

use crate::dashboard::{
    filter::Filter,
    flagged::Flagged,
    outlook::Outlook,
    overview::{self, Aim},
    select::{Data, Selection, shown},
    words,
};
use crate::domain::{
    index::Verdict,
    lattice::{Group, GroupBy, Report},
    month::Period,
    question::Units,
    submission::Stratum,
    survey::{Lang, Survey},
    target::judge,
};
use crate::ui::{
    chart::{
        bars::{self, Bars},
        dots::{Dots, Point, Shown},
        line::Line,
    },
    format,
    table::{Column, Table, Value},
    words as common,
};
use jiff::civil::{Date, DateTime};
use std::collections::BTreeSet;

/// One criterion.
#[derive(Clone, Debug)]
pub struct ItemRow {
    pub text: String,
    /// Place of its factor.
    pub factor: usize,
    pub now: Shown,
    /// Not applicable, skipped, not reached.
    pub outside: Option<[u64; 3]>,
    /// Answers by level, best first.
    pub levels: Option<Vec<u64>>,
}

/// Everything that a unit's page says, before any markup.
#[derive(Clone, Debug)]
pub struct UnitPage {
    pub filter: Filter,
    pub code: String,
    pub name: String,
    pub block: String,
    pub survey_title: String,
    pub now: Shown,
    pub before: Shown,
    pub before_period: Period,
    pub aim: Option<Aim>,
    pub verdict: Option<Verdict>,
    pub responses: u64,
    pub flagged: Flagged,
    /// `None` where a single channel is asked for.
    pub factors: Option<Dots>,
    pub line: Line,
    pub items: Option<Vec<ItemRow>>,
    /// Short and full names.
    factor_titles: Vec<(String, String)>,
    level_names: Vec<String>,
    dissatisfied: usize,
    pub strata: BTreeSet<Stratum>,
    /// The unit's last day, where it lies before the end of the period.
    pub ended: Option<Date>,
    pub nearest: Option<Period>,
    pub outlook: Outlook,
    pub computed_at: DateTime,
}

impl UnitPage {
    /// `None` for a code that names no unit.
    #[must_use]
    pub fn compute(filter: &Filter, data: &Data, code: &str) -> Option<Self> {
        let unit = data.catalogue.unit(code)?;
        let filter = filter.but(|filter| {
            filter.question.units = Units::Only(code.to_owned());
            filter.question.block = None;
        });
        let selection = Selection::of(data, &filter.question);
        let empty = Report { total: None, groups: Vec::new(), withheld: 0 };
        let by_unit = |period| selection.report(period, GroupBy::Unit).unwrap_or_else(|_| empty.clone());
        let (now, before) = (by_unit(selection.period), by_unit(selection.before));
        let target = judge(data.targets, data.survey, data.catalogue, code, filter.question.period.to.year());
        let aim = target.map(Aim::of);
        let mut levels: Vec<_> = data.survey.levels.iter().collect();
        levels.sort_by_key(|level| std::cmp::Reverse(level.value));
        Some(Self {
            code: code.to_owned(),
            name: unit.name.clone(),
            block: unit.block.clone(),
            survey_title: data.survey.title.get(filter.lang).to_owned(),
            now: overview::total(&now, selection.responses()),
            before: overview::total(&before, selection.responses_in(selection.before)),
            before_period: selection.before,
            verdict: now.total.as_ref().and_then(|total| total.verdict(target)),
            aim,
            responses: selection.responses(),
            flagged: Flagged::of(&selection, &filter, now.total.map(|total| total.responses)),
            factors: if data.survey.is_quick() { None } else { overview::factors(data, &filter, &selection, aim) },
            line: overview::line(data, &filter, &selection, aim),
            items: items(data.survey, &filter, &selection),
            factor_titles: titles(data.survey, filter.lang),
            level_names: levels.iter().map(|level| level.text.get(filter.lang).to_owned()).collect(),
            dissatisfied: levels.iter().filter(|level| level.value * 2 < data.survey.scale_size() + 1).count(),
            ended: unit.validity.to.filter(|day| (day.year(), day.month()) < ended_before(&filter)),
            nearest: selection.nearest(),
            // What waits of one unit would tell when somebody answers.
            outlook: Outlook { rules: data.rules, waiting: None, next: None },
            strata: selection.strata,
            computed_at: data.now,
            filter,
        })
    }

    /// Per factor, its short name, its title and the answers to its criteria.
    #[must_use]
    pub fn bars(&self) -> Vec<(&str, &str, Bars)> {
        let Some(items) = &self.items else { return Vec::new() };
        let of = |factor| -> Vec<bars::Row> {
            let items = items.iter().filter(|item| item.factor == factor);
            items.map(|item| bars::Row { label: item.text.clone(), levels: item.levels.clone() }).collect()
        };
        let bars = |factor| Bars {
            rows: of(factor),
            levels: self.level_names.clone(),
            dissatisfied: self.dissatisfied,
            head: words::item(self.filter.lang).to_owned(),
        };
        self.factor_titles
            .iter()
            .enumerate()
            .map(|(factor, (short, title))| (short.as_str(), title.as_str(), bars(factor)))
            .collect()
    }

    /// Per criterion: index, interval, valid answers and what is outside the index.
    #[must_use]
    pub fn items_table(&self) -> Option<Table> {
        let lang = self.filter.lang;
        let columns = vec![
            Column::words("item", words::item(lang)),
            Column::numbers("index", self.filter.measure_percent()),
            Column::ranges("ci", common::ci(lang)),
            Column::numbers("answers", words::valid(lang)),
            Column::numbers("na", words::not_applicable(lang)),
            Column::numbers("skipped", words::skipped(lang)),
            Column::numbers("not_reached", words::not_reached(lang)),
        ];
        let caption = words::by_item(lang, self.filter.measure(), format::period(self.filter.question.period, lang));
        let rows = self.items.as_ref()?.iter().map(ItemRow::values).collect();
        Some(Table { caption, columns, rows, names: 0 })
    }

    /// A table of the page by the name of its CSV: `factors`, `months`, `items`, `levels-1` ….
    #[must_use]
    pub fn table(&self, name: &str) -> Option<Table> {
        let lang = self.filter.lang;
        match name {
            "factors" => {
                let caption = words::by_factor(lang, format::period(self.filter.question.period, lang));
                self.factors.as_ref().map(|factors| factors.table(&caption, lang))
            }
            "months" => Some(self.line.table(&words::by_month(lang, self.filter.measure()), lang)),
            "items" => self.items_table(),
            _ => {
                let number: usize = name.strip_prefix("levels-")?.parse().ok()?;
                let (_, title, bars) = self.bars().into_iter().nth(number.checked_sub(1)?)?;
                Some(bars.table(&words::levels_of(lang, title), lang))
            }
        }
    }
}

impl ItemRow {
    fn values(&self) -> Vec<Value> {
        let outside =
            |n: usize| self.outside.map_or(self.now.value(|_| Value::Missing), |counts| Value::Count(counts[n]));
        vec![
            Value::Text(self.text.clone()),
            self.now.value(|point| Value::Index(point.index)),
            self.now.value(|point| Value::Range { low: point.low, high: point.high }),
            self.now.value(|point| Value::Count(point.responses)),
            outside(0),
            outside(1),
            outside(2),
        ]
    }
}

fn titles(survey: &Survey, lang: Lang) -> Vec<(String, String)> {
    let names = survey.factors.iter().map(|it| (it.short.get(lang).to_owned(), it.title.get(lang).to_owned()));
    names.collect()
}

fn ended_before(filter: &Filter) -> (i16, i8) {
    (filter.question.period.to.year(), filter.question.period.to.number().cast_signed())
}

fn items(survey: &Survey, filter: &Filter, selection: &Selection) -> Option<Vec<ItemRow>> {
    let report = selection.report(selection.period, GroupBy::Item).ok()?;
    let row = |(n, item): (usize, &crate::domain::survey::Item)| {
        let group: Option<&Group> = report.groups.get(n);
        let figure = group.and_then(|group| group.figure);
        let levels =
            group.filter(|group| group.figure.is_some()).map(|group| group.levels.iter().rev().copied().collect());
        ItemRow {
            text: item.text.get(filter.lang).to_owned(),
            factor: item.factor,
            now: shown(group, selection.responses(), Point::of_part),
            outside: figure.map(|figure| [figure.na, figure.skipped, figure.not_reached]),
            levels: levels.or_else(|| (selection.responses() == 0).then(Vec::new)),
        }
    };
    Some(survey.items.iter().enumerate().map(row).collect())
}
