//! The overview as a page, and the parts that it shares with a unit's page.

use crate::dashboard::{
    cards_view::{Cards, cards},
    filter::{Filter, Problem},
    flagged_view::flagged,
    outlook::Outlook,
    overview::{Aim, Overview},
    units_view, words,
};
use crate::domain::{month::Month, month::Period, submission::Stratum, survey::Lang};
use crate::ui::{
    chart::{
        self, Frame,
        dots::{Dots, Point, Shown},
        line::Line,
    },
    format, icon, words as common,
};
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

/// What the filter bar offers.
pub struct Choices<'c> {
    pub blocks: Vec<&'c str>,
    pub surveys: Vec<(&'c str, &'c str)>,
    /// Channels through which answers to the version have come.
    pub channels: BTreeSet<Stratum>,
    /// Years with data, oldest first.
    pub years: Vec<i16>,
    /// A unit's page has no blocks.
    pub with_block: bool,
    pub problems: &'c [Problem],
}

impl<'c> Choices<'c> {
    /// The title of a questionnaire; empty where there is none of that key.
    pub(super) fn title_of(&self, survey: &str) -> &'c str {
        self.surveys.iter().find(|(key, _)| *key == survey).map_or("", |(_, title)| title)
    }
}

/// The main part of the overview page.
#[must_use]
pub fn overview(overview: &Overview, links: &Links, choices: &Choices) -> Markup {
    let (filter, lang) = (&overview.filter, overview.filter.lang);
    html! {
        h1 { (words::title_of(lang, filter.measure(), &overview.top.1)) }
        // On a telephone the choice of others would push the figure and its verdict out of sight.
        @if overview.responses > 0 { (cards(&Cards::of(overview), filter)) }
        (crate::dashboard::filter_view::bar(filter, links, choices))
        @if overview.responses == 0 {
            (empty(filter, links, overview.nearest, &overview.outlook))
            (attention(overview))
        } @else {
            (flagged(&overview.flagged, lang))
            @if !filter.is_quick() {
                (factors_part(overview.factors.as_ref(), overview.now, overview.aim, filter, links, 1, &source(overview)))
            }
            (line_figure(&overview.line, filter, links, 1 + u32::from(!filter.is_quick()), &source(overview)))
            (attention(overview))
            (units_view::units(overview, links))
        }
        (provenance(&Provenance::of(overview), filter))
    }
}

fn source(overview: &Overview) -> String {
    words::source(
        overview.filter.lang,
        &overview.survey_title,
        common::method(overview.filter.question.method, overview.filter.lang),
        format::moment(overview.computed_at, overview.filter.lang),
    )
}

/// The figure of factors, or why there is none.
pub(super) fn factors_part(
    factors: Option<&Dots>,
    now: Shown,
    aim: Option<Aim>,
    filter: &Filter,
    links: &Links,
    number: u32,
    source: &str,
) -> Markup {
    let lang = filter.lang;
    let Some(dots) = factors else {
        let together = filter.but(|filter| filter.question.stratum = None).to_query();
        return html! { div.card.note-card {
            p { (words::not_by_channel(lang)) }
            p { a href={ (links.page) "?" (together) } { (words::show_all_channels(lang)) } }
        } };
    };
    if dots.rows.iter().all(|row| row.now.point().is_none()) {
        return hidden_card(words::factors_none(lang), &unseen_factors(dots, lang));
    }
    let n = now.point().map_or("–".to_owned(), |point| format::count(point.responses, lang));
    let period = format::period(filter.question.period, lang);
    let subtitle = words::factors_sub(lang, &period, common::ci(lang), n);
    let frame = Frame {
        id: "factors",
        number,
        title: &factors_title(dots, aim, lang),
        subtitle: &with_note(subtitle, &unseen_factors(dots, lang)),
        desc: &factors_desc(dots, lang),
        source,
        csv: Some(csv(links, filter, "factors")),
        lang,
    };
    chart::figure(&frame, &dots.draw(lang), &dots.table(&words::by_factor(lang, &period), lang))
}

/// What is left out of the drawing of factors, in one line; empty where nothing is.
fn unseen_factors(dots: &Dots, lang: Lang) -> String {
    let count = |what: Shown| dots.rows.iter().filter(|row| row.now == what).count();
    let parts = [
        (count(Shown::Withheld), words::hidden_factors as fn(Lang, usize) -> String),
        (count(Shown::NoData), words::empty_factors),
    ];
    parts.into_iter().filter(|part| part.0 > 0).map(|(n, said)| said(lang, n)).collect::<Vec<_>>().join("; ")
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
    let link = |dialect: crate::domain::dialect::Dialect| {
        format!("{}?{}&dialect={}", (links.csv)(name), filter.to_query(), dialect.key())
    };
    (link(crate::domain::dialect::Dialect::ExcelVi), link(crate::domain::dialect::Dialect::Machine))
}

fn factors_title(dots: &Dots, aim: Option<Aim>, lang: Lang) -> String {
    let shown: Vec<(&str, Point)> =
        dots.rows.iter().filter_map(|row| Some((row.label.as_str(), row.now.point()?))).collect();
    let highest = shown.iter().map(|(_, point)| point.index).max();
    let names: Vec<&str> = shown.iter().filter(|it| Some(it.1.index) == highest).map(|it| it.0).collect();
    match (aim, &*names) {
        (Some(aim), [_, ..]) => {
            let aim_at = i64::from(aim.hundredths);
            let met = shown.iter().filter(|(_, it)| it.index > aim_at || (!aim.strict && it.index == aim_at)).count();
            words::factors_met(lang, met, shown.len(), aim.words(lang))
        }
        // The highest of one, or one of several that are equal, is no finding.
        (None, [name]) if shown.len() > 1 => words::highest_factor(lang, name),
        _ => words::factors_none(lang).to_owned(),
    }
}

fn factors_desc(dots: &Dots, lang: Lang) -> String {
    let points = || dots.rows.iter().filter_map(|row| Some((row.label.as_str(), row.now.point()?.index)));
    let (Some(high), Some(low)) = (points().max_by_key(|it| it.1), points().min_by_key(|it| it.1)) else {
        return words::desc_none(lang).to_owned();
    };
    let extremes = words::desc_extremes(lang, high.0, format::index(high.1, lang), low.0, format::index(low.1, lang));
    match &dots.target {
        Some((_, label)) => format!("{extremes} {label}."),
        None => extremes,
    }
}

pub(super) fn line_figure(line: &Line, filter: &Filter, links: &Links, number: u32, source: &str) -> Markup {
    let lang = filter.lang;
    let points: Vec<(Month, Point)> =
        line.months.iter().filter_map(|(month, shown)| Some((*month, shown.point()?))).collect();
    let (Some(first), Some(last)) = (line.months.first(), line.months.last()) else { return html! {} };
    if points.is_empty() {
        let hidden = line.months.iter().filter(|(_, shown)| *shown == Shown::Withheld).count();
        return hidden_card(words::by_month(lang, filter.measure()).as_str(), &words::hidden_months(lang, hidden));
    }
    let high = points.iter().max_by_key(|(_, point)| point.index);
    let low = points.iter().min_by_key(|(_, point)| point.index);
    let desc = high.zip(low).map_or(words::desc_none(lang).to_owned(), |(high, low)| {
        let [top, bottom] = [high, low].map(|it| format::index(it.1.index, lang));
        words::desc_extremes(lang, format::month(high.0), top, format::month(low.0), bottom)
    });
    let frame = Frame {
        id: "months",
        number,
        title: &line_title(&points, filter),
        subtitle: &words::line_sub(
            lang,
            filter.measure(),
            format::month(first.0),
            format::month(last.0),
            common::ci(lang),
        ),
        desc: &desc,
        source,
        csv: Some(csv(links, filter, "months")),
        lang,
    };
    chart::figure(&frame, &line.draw(lang), &line.table(&words::by_month(lang, filter.measure()), lang))
}

/// A change is said only where the intervals of the first and the last month do not meet, and between the months that
/// have figures; of one month nothing but its figure can be said.
fn line_title(points: &[(Month, Point)], filter: &Filter) -> String {
    let (measure, lang) = (filter.measure(), filter.lang);
    match points {
        [(first, was), .., (last, is)] => {
            let [from, to] = [first, last].map(|month| format::month(*month));
            let points = |hundredths| format::index(hundredths, lang);
            if is.low > was.high {
                words::line_rose(lang, measure, points(is.index - was.index), from, to)
            } else if is.high < was.low {
                words::line_fell(lang, measure, points(was.index - is.index), from, to)
            } else {
                words::line_same(lang, measure, from, to)
            }
        }
        [(month, point)] => words::line_one(lang, measure, format::month(*month), format::percent(point.index, lang)),
        [] => words::by_month(lang, measure),
    }
}

fn attention(overview: &Overview) -> Markup {
    let lang = overview.filter.lang;
    html! {
        section.card.attention {
            h2 { (words::attention(lang)) }
            @if overview.attention.is_empty() { p { (words::nothing(lang)) } }
            @else { ul { @for sentence in &overview.attention { li { (icon::warning()) span { (sentence) } } } } }
        }
    }
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

/// What every page says about where its figures come from.
pub(super) struct Provenance<'p> {
    pub now: Shown,
    pub survey_title: &'p str,
    pub strata: &'p BTreeSet<Stratum>,
    pub computed_at: DateTime,
}

impl<'p> Provenance<'p> {
    pub(super) fn of(overview: &'p Overview) -> Self {
        Self {
            now: overview.now,
            survey_title: &overview.survey_title,
            strata: &overview.strata,
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
            p { (common::withheld_why(lang)) }
        }
    }
}
