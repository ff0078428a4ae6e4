//! The overview as a page says it: the answer of the domain with its names, sentences and charts.

use crate::dashboard::{
    aim::Aim, attention, charts, filter::Filter, lines_view::Apart, outlook::Outlook, ranking, words,
};
use crate::domain::{
    figure::{self, Data},
    target::Unjudged,
};
use crate::ui::{
    chart::{dots::Dots, line::Line},
    format,
    table::Table,
};
use jiff::civil::DateTime;

/// Everything that the page says, before any markup.
#[derive(Clone, Debug)]
pub struct Overview {
    pub filter: Filter,
    pub figures: figure::overview::Overview,
    /// Name of the unit whose subtree is shown.
    pub top: String,
    pub survey_title: String,
    pub aim: Result<Aim, Unjudged>,
    /// `None` where factors are not published.
    pub factors: Option<Dots>,
    pub line: Line,
    pub attention: Vec<String>,
    pub apart: Apart,
    pub outlook: Outlook,
    pub computed_at: DateTime,
}

impl Overview {
    pub fn compute(filter: &Filter, data: &Data, outlook: Outlook) -> Self {
        let figures = figure::overview::Overview::of(data, &filter.question, filter.order);
        let aim = figures.target.as_ref().map(Aim::of).map_err(|why| *why);
        let top = filter.question.units.code();
        Self {
            top: data.catalogue.unit(top).map_or(top, |unit| unit.name.as_str()).to_owned(),
            survey_title: data.survey.title.get(filter.lang).to_owned(),
            aim,
            factors: figures
                .factors
                .as_ref()
                .map(|it| charts::factors(it, data, filter, figures.before_period, aim.ok())),
            line: charts::line(&figures.months, filter, aim.ok()),
            attention: attention::sentences(&figures, data, filter),
            apart: Apart::default(),
            outlook,
            computed_at: data.now,
            filter: filter.clone(),
            figures,
        }
    }

    /// A table of the page by the name of its CSV: `factors`, `months`, `units`.
    pub fn table(&self, name: &str) -> Option<Table> {
        let (filter, lang) = (&self.filter, self.filter.lang);
        let period = format::period(filter.question.period, lang);
        match name {
            "factors" => self.factors.as_ref().map(|factors| factors.table(&words::by_factor(lang, &period), lang)),
            "months" => Some(self.line.table(&words::by_month(lang, filter.measure()), lang)),
            "units" => {
                let caption = words::by_unit(lang, filter.measure(), &period);
                Some(ranking::table(&self.figures.units, &caption, filter))
            }
            _ => None,
        }
    }
}
