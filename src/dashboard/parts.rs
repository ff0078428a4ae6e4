//! The parts that the pages of the dashboard share: links, choices, notes, provenance.

use crate::dashboard::{
    filter::{Filter, Misread},
    outlook::Outlook,
    overview::Overview,
    words,
};
use crate::domain::{dialect::Dialect, figure::Shown, index::LEAST_SURE, month::Period, submission::Stratum};
use crate::ui::{format, words as common};
use jiff::civil::DateTime;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Where a page's links lead; each gets a query string appended by `?`.
#[derive(Clone, Copy)]
pub struct Links<'l> {
    pub overview: &'l str,
    /// This page.
    pub page: &'l str,
    /// A unit's page by its code.
    pub unit: &'l dyn Fn(&str) -> String,
    /// The CSV of a table of this page by its name; the dialect is in the query.
    pub csv: &'l dyn Fn(&str) -> String,
}

/// The choices of the filter bar.
pub struct Choices<'c> {
    pub blocks: Vec<&'c str>,
    pub surveys: Vec<(&'c str, &'c str)>,
    /// Channels through which answers to the version have come.
    pub channels: BTreeSet<Stratum>,
    /// Years with data, oldest first.
    pub years: Vec<i16>,
    /// A unit's page has no blocks.
    pub with_block: bool,
    pub problems: &'c [Misread],
}

impl<'c> Choices<'c> {
    /// The title of a questionnaire; empty where there is none of that key.
    pub(super) fn title_of(&self, survey: &str) -> &'c str {
        self.surveys.iter().find(|(key, _)| *key == survey).map_or("", |(_, title)| title)
    }
}

/// A subtitle and what its drawing leaves out.
pub(super) fn with_note(subtitle: String, note: &str) -> String {
    if note.is_empty() { subtitle } else { format!("{subtitle}. {}", format::sentence(note)) }
}

/// One line in place of a figure that would have no mark.
pub(super) fn hidden_card(head: &str, note: &str) -> Markup {
    html! { section.card.note-card { h2 { (head) } p { (format::sentence(note)) } } }
}

/// Links of both dialects of a table's CSV.
pub(super) fn csv(links: &Links, filter: &Filter, name: &str) -> (String, String) {
    let link = |dialect: Dialect| format!("{}?{}&dialect={}", (links.csv)(name), filter.to_query(), dialect.key());
    (link(Dialect::ExcelVi), link(Dialect::Machine))
}

/// Said in place of figures where none are released: what has come, what is missing, when more can be expected, and where there is more to see.
pub(super) fn empty(filter: &Filter, links: &Links, nearest: Option<Period>, outlook: &Outlook) -> Markup {
    let lang = filter.lang;
    html! {
        section.card.empty {
            h2 { (words::empty(lang)) }
            p { (outlook.missing(lang)) }
            p { (outlook.expected(lang)) }
            @if let Some(period) = nearest {
                p {
                    a href={ (links.page) "?" (filter.but(|filter| filter.question.period = period).to_query()) } {
                        (words::empty_nearest(lang, format::period(period, lang)))
                    }
                }
            }
        }
    }
}

/// Where a page's figures come from, as it says at its end.
pub(super) struct Provenance<'p> {
    pub now: Shown,
    pub survey_title: &'p str,
    pub strata: &'p BTreeSet<Stratum>,
    pub computed_at: DateTime,
}

impl<'p> Provenance<'p> {
    pub(super) fn of(overview: &'p Overview) -> Self {
        Self {
            now: overview.figures.now,
            survey_title: &overview.survey_title,
            strata: &overview.figures.strata,
            computed_at: overview.computed_at,
        }
    }
}

pub(super) fn provenance(about: &Provenance, filter: &Filter) -> Markup {
    let lang = filter.lang;
    let strata: Vec<&str> =
        Stratum::ALL.into_iter().filter(|it| about.strata.contains(it)).map(|it| common::stratum(it, lang)).collect();
    let strata = if strata.is_empty() { words::no_strata(lang).to_owned() } else { strata.join("; ") };
    html! {
        section.card.provenance {
            h2 { (words::provenance(lang)) }
            dl {
                @for (name, value) in filter.line(about.survey_title) { div { dt { (name) } dd { (value) } } }
                div { dt { (words::n_line(lang)) } dd {
                    (about.now.point().map_or("–".to_owned(), |point| format::count(point.responses, lang)))
                } }
                div { dt { (words::strata_in(lang)) } dd { (strata) } }
                div { dt { (words::computed_at(lang)) } dd { (format::moment(about.computed_at, lang)) } }
            }
            p { (about.survey_title) ". " (words::desk_note(lang)) }
            p { (words::interval_why(lang)) }
            @if !filter.is_quick() { p { (words::sure_why(lang, LEAST_SURE)) } }
            p { (common::withheld_why(lang)) }
        }
    }
}
