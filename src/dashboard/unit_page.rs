//! One unit: its figure, its factors against last year, and every criterion with all that was answered.

use crate::dashboard::{aim::Aim, charts, filter::Filter, lines_view::Apart, outlook::Outlook, words};
use crate::domain::{
    figure::{
        Data, places_of,
        unit::{ItemRow, UnitFigures},
    },
    language::Lang,
    question::Units,
    survey::Item,
    target::Unjudged,
};
use crate::ui::{
    chart::{
        bars::{self, Bars},
        dots::Dots,
        line::Line,
    },
    format,
    table::{Column, Table, Value},
    words as common,
};
use jiff::civil::DateTime;

/// A criterion by key and text, and the place of its factor.
#[derive(Clone, Debug)]
struct Criterion {
    key: String,
    text: String,
    factor: usize,
}

/// Everything that a unit's page says, before any markup.
#[derive(Clone, Debug)]
pub struct UnitPage {
    pub filter: Filter,
    pub figures: UnitFigures,
    pub name: String,
    pub block: String,
    pub survey_title: String,
    pub aim: Result<Aim, Unjudged>,
    /// `None` where factors are not published.
    pub factors: Option<Dots>,
    pub line: Line,
    items: Vec<Criterion>,
    /// Short and full names.
    factor_titles: Vec<(String, String)>,
    level_names: Vec<String>,
    dissatisfied: usize,
    /// As on the overview.
    pub apart: Apart,
    pub outlook: Outlook,
    pub computed_at: DateTime,
}

impl UnitPage {
    /// `None` for a code that names no unit.
    pub fn compute(filter: &Filter, data: &Data, outlook: Outlook, code: &str) -> Option<Self> {
        let (unit, lang, survey) = (data.catalogue.unit(code)?, filter.lang, data.survey);
        let filter = filter.but(|filter| {
            filter.question.units = Units::Only(code.to_owned());
            filter.question.block = None;
        });
        let figures = UnitFigures::of(data, &filter.question)?;
        let aim = figures.target.as_ref().map(Aim::of).map_err(|why| *why);
        let mut levels: Vec<_> = survey.levels.iter().collect();
        levels.sort_by_key(|level| std::cmp::Reverse(level.value));
        let titles = survey.factors.iter().map(|it| (it.short.get(lang).to_owned(), it.title.get(lang).to_owned()));
        Some(Self {
            name: unit.name.clone(),
            block: unit.block.clone(),
            survey_title: survey.title.get(lang).to_owned(),
            aim,
            factors: figures
                .factors
                .as_ref()
                .map(|it| charts::factors(it, data, &filter, figures.before_period, aim.ok())),
            line: charts::line(&figures.months, &filter, aim.ok()),
            items: survey.items.iter().map(|item| Criterion::of(item, lang)).collect(),
            factor_titles: titles.collect(),
            level_names: levels.iter().map(|level| level.text.get(lang).to_owned()).collect(),
            dissatisfied: levels.iter().filter(|level| level.value * 2 < survey.scale_size() + 1).count(),
            apart: Apart::default(),
            outlook,
            computed_at: data.now,
            filter,
            figures,
        })
    }

    /// Per factor, its short name, its title and the answers to its criteria.
    pub fn bars(&self) -> Vec<(&str, &str, Bars)> {
        let Some(items) = &self.figures.items else { return Vec::new() };
        let of = |factor| -> Vec<bars::Bar> {
            let items = self.items.iter().zip(items).filter(|(it, _)| it.factor == factor);
            let bar = |(it, item): (&Criterion, &ItemRow)| bars::Bar {
                key: it.key.clone(),
                label: it.text.clone(),
                levels: item.levels.clone(),
            };
            items.map(bar).collect()
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
    pub fn items_table(&self) -> Option<Table> {
        let lang = self.filter.lang;
        let columns = vec![
            Column::words("item", words::item(lang)),
            Column::numbers("index", self.filter.measure_percent()),
            Column::ranges("ci", common::ci(lang)),
            Column::counts("answers", words::valid(lang)),
            Column::numbers("na", words::not_applicable(lang)),
            Column::numbers("skipped", words::skipped(lang)),
            Column::numbers("not_reached", words::not_reached(lang)),
        ];
        let caption = words::by_item(lang, self.filter.measure(), format::period(self.filter.question.period, lang));
        let items = self.figures.items.as_ref()?;
        let places = places_of(items.iter().map(|item| (item.now, self.aim.ok().map(Aim::threshold))));
        let rows = self.items.iter().zip(items).map(|(it, item)| values(it, item, places)).collect();
        Some(Table { caption, columns, rows, names: 0 })
    }

    /// A table of the page by the name of its CSV: `factors`, `months`, `items`, `levels-1` ….
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

impl Criterion {
    fn of(item: &Item, lang: Lang) -> Self {
        Self { key: item.key.clone(), text: item.text.get(lang).to_owned(), factor: item.factor }
    }
}

fn values(criterion: &Criterion, item: &ItemRow, places: u32) -> Vec<Value> {
    let outside =
        |n: usize| item.outside.map_or(Value::of(item.now, |_| Value::Missing), |counts| Value::Count(counts[n]));
    vec![
        Value::named(&criterion.key, &criterion.text),
        Value::index(item.now, places),
        Value::of(item.now, |point| Value::Range { low: point.low(), high: point.high() }),
        Value::people(item.now),
        outside(0),
        outside(1),
        outside(2),
    ]
}
