//! One unit: its figure, its factors against last year, and every criterion with all that was answered.

use crate::dashboard::{aim::Aim, charts, filter::Filter, outlook::Outlook, words};
use crate::domain::{
    figure::{
        Data,
        unit::{ItemRow, UnitFigures},
    },
    question::Units,
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
    /// The criteria and the place of the factor of each.
    items: Vec<(String, usize)>,
    /// Short and full names.
    factor_titles: Vec<(String, String)>,
    level_names: Vec<String>,
    dissatisfied: usize,
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
            items: survey.items.iter().map(|item| (item.text.get(lang).to_owned(), item.factor)).collect(),
            factor_titles: titles.collect(),
            level_names: levels.iter().map(|level| level.text.get(lang).to_owned()).collect(),
            dissatisfied: levels.iter().filter(|level| level.value * 2 < survey.scale_size() + 1).count(),
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
            let items = self.items.iter().zip(items).filter(|((_, of), _)| *of == factor);
            items.map(|((text, _), item)| bars::Bar { label: text.clone(), levels: item.levels.clone() }).collect()
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
            Column::numbers("answers", words::valid(lang)),
            Column::numbers("na", words::not_applicable(lang)),
            Column::numbers("skipped", words::skipped(lang)),
            Column::numbers("not_reached", words::not_reached(lang)),
        ];
        let caption = words::by_item(lang, self.filter.measure(), format::period(self.filter.question.period, lang));
        let items = self.items.iter().zip(self.figures.items.as_ref()?);
        let rows = items.map(|((text, _), item)| values(text, item)).collect();
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

fn values(text: &str, item: &ItemRow) -> Vec<Value> {
    let outside =
        |n: usize| item.outside.map_or(Value::of(item.now, |_| Value::Missing), |counts| Value::Count(counts[n]));
    vec![
        Value::Text(text.to_owned()),
        Value::of(item.now, |point| Value::Index(point.index)),
        Value::of(item.now, |point| Value::Range { low: point.low, high: point.high }),
        Value::of(item.now, |point| Value::Count(point.responses)),
        outside(0),
        outside(1),
        outside(2),
    ]
}
