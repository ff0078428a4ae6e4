//! The public results: whole years that are closed, under the same disclosure rule as every page.

use crate::{
    dashboard::{
        cards_view::{Cards, cards},
        closing_view,
        flagged_view::flagged,
        handlers::PageQuestion,
        lines_view::apart,
        overview::Overview,
        parts::{Provenance, provenance},
        ranking,
        units_view::{by_chance, without},
        words,
    },
    domain::{language::Lang, lattice::Readers, month::Period},
    ui::{format, shell::NavItem, table::Dress},
    web::{editions, paths::route, problem::Problem, staff::Anybody},
};
use axum::response::Response;
use maud::{Markup, html};

/// `GET /results?year=`: the latest year that is closed, or the one that is named.
pub async fn results(reader: Anybody) -> Result<Response, Problem> {
    let app = &reader.app;
    let root = app.site.catalogue.root().map(|unit| unit.code.clone()).unwrap_or_default();
    let mut asked = PageQuestion::read(app, &reader.uri, Readers::Everybody, &root).await?;
    let closed: Vec<i16> = asked.years.iter().copied().filter(|year| asked.sight.is_over(*year)).collect();
    let named = asked.filter.question.period.whole_year().filter(|year| closed.contains(year));
    let lang = asked.filter.lang;
    let title = words::results(lang);
    let Some(year) = named.or(closed.last().copied()) else {
        let main = html! { h1 { (title) } p.notice { (words::no_results(lang)) } (receipts(lang)) };
        return Ok(reader.show_public(title, Vec::new(), &main));
    };
    // Watching it would tell when somebody answers.
    asked.waiting = None;
    // A reader chooses the year, the language and one of the versions that have answers in it, nothing else: no filter, no
    // other method, nothing to subtract.
    let period = Period::of_year(year);
    let versions = asked.answered(app, period);
    let named = versions.iter().find(|survey| survey.key == asked.filter.question.survey);
    let Some(survey) = named.or(versions.first()) else { return Err(Problem::not_found()) };
    asked.filter = asked.filter.but(|filter| {
        filter.question.period = period;
        filter.question.survey.clone_from(&survey.key);
        filter.question.method = survey.method;
        filter.question.block = None;
        filter.question.stratum = None;
    });
    let mut overview = Overview::compute(&asked.filter, &asked.data(app)?, asked.outlook(app));
    overview.apart = asked.apart(app, &overview.filter);
    let nav = closed.iter().map(|other| NavItem {
        label: words::year_group(lang, other),
        href: format!("{}?year={other}&lang={}", route::RESULTS, lang.tag()),
        current: *other == year,
    });
    let closing = editions::of(app, Period::of_year(year)).await?;
    let closing = closing_view::card(closing.as_ref(), &app.site, None, lang);
    let main = html! { (shown(&overview, year)) (closing) (receipts(lang)) };
    Ok(reader.show_public(title, nav.collect(), &main))
}

fn shown(overview: &Overview, year: i16) -> Markup {
    let (filter, lang) = (&overview.filter, overview.filter.lang);
    html! {
        h1 { (words::results_of(lang, year)) }
        p { (words::results_about(lang)) }
        (cards(&Cards::of(overview), filter))
        (apart(&overview.apart, filter))
        (flagged(&overview.figures.flagged, &overview.figures.flag_rules, lang))
        section.card {
            (units(overview))
            (without(&overview.figures.units, &|row| html! { (ranking::name(row, lang)) }, lang))
        }
        (provenance(&Provenance::of(overview), filter))
    }
}

/// The units that have a figure.
fn units(overview: &Overview) -> Markup {
    let (filter, lang) = (&overview.filter, overview.filter.lang);
    let caption = words::by_unit(lang, filter.measure(), format::period(filter.question.period, lang));
    let shown: Vec<_> = overview.figures.units.iter().filter(|row| row.now.point().is_some()).collect();
    let table = ranking::page_table(&shown, &caption, filter);
    html! {
        @if !table.rows.is_empty() { (table.html(lang, &Dress::PLAIN)) }
        @if let Some(chance) = overview.figures.chance { (by_chance(chance, lang)) }
    }
}

/// The way to the public ledger.
fn receipts(lang: Lang) -> Markup {
    html! { p { a href={ (route::RESULTS_RECEIPTS) "?lang=" (lang.tag()) } { (words::receipts(lang)) } } }
}
