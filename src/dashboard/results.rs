//! The public results: whole years that are over, under the same disclosure rule as every page.

use crate::{
    dashboard::{
        cards_view::{Cards, cards},
        flagged_view::flagged,
        handlers::{PageQuestion, Versions},
        overview::Overview,
        parts::{Provenance, provenance},
        ranking,
        units_view::without,
        words,
    },
    domain::{language::Lang, month::Period},
    ui::{format, shell::NavItem, table::Dress},
    web::{paths::route, problem::Problem, staff::Anybody},
};
use axum::response::Response;
use maud::{Markup, html};

/// `GET /results?year=`: the latest year that is over, or the one that is named.
pub async fn results(reader: Anybody) -> Result<Response, Problem> {
    let app = &reader.app;
    let root = app.site.catalogue.root().map(|unit| unit.code.clone()).unwrap_or_default();
    let mut asked = PageQuestion::read(app, &reader.uri, Versions::Full, &root).await?;
    let this_year = app.clock.local().year();
    let closed: Vec<i16> = asked.years.iter().copied().filter(|year| *year < this_year).collect();
    let named = asked.filter.question.period.whole_year().filter(|year| closed.contains(year));
    let lang = asked.filter.lang;
    let title = words::results(lang);
    let Some(year) = named.or(closed.last().copied()) else {
        let main = html! { h1 { (title) } p.notice { (words::no_results(lang)) } (receipts(lang)) };
        return Ok(reader.show_public(title, Vec::new(), &main));
    };
    // Watching it would tell when somebody answers.
    asked.waiting = None;
    // A reader chooses the year and the language, nothing else: no filter, nothing to subtract.
    asked.filter = asked.filter.but(|filter| {
        filter.question.period = Period::of_year(year);
        filter.question.block = None;
        filter.question.stratum = None;
    });
    let overview = Overview::compute(&asked.filter, &asked.data(app)?, asked.outlook(app));
    let nav = closed.iter().map(|other| NavItem {
        label: words::year_group(lang, other),
        href: format!("{}?year={other}&lang={}", route::RESULTS, lang.tag()),
        current: *other == year,
    });
    Ok(reader.show_public(title, nav.collect(), &shown(&overview, year)))
}

fn shown(overview: &Overview, year: i16) -> Markup {
    let (filter, lang) = (&overview.filter, overview.filter.lang);
    html! {
        h1 { (words::results_of(lang, year)) }
        p { (words::results_about(lang)) }
        (cards(&Cards::of(overview), filter))
        (flagged(&overview.figures.flagged, lang))
        section.card {
            (units(overview))
            (without(&overview.figures.units, &|row| html! { (ranking::name(row, lang)) }, lang))
        }
        (provenance(&Provenance::of(overview), filter))
        (receipts(lang))
    }
}

/// The units that have a figure.
fn units(overview: &Overview) -> Markup {
    let (filter, lang) = (&overview.filter, overview.filter.lang);
    let caption = words::by_unit(lang, filter.measure(), format::period(filter.question.period, lang));
    let table = ranking::table(overview.figures.units.iter().filter(|row| row.now.point().is_some()), &caption, filter);
    html! { @if !table.rows.is_empty() { (table.html(lang, &Dress::PLAIN)) } }
}

/// The way to the public ledger.
fn receipts(lang: Lang) -> Markup {
    html! { p { a href={ (route::RESULTS_RECEIPTS) "?lang=" (lang.tag()) } { (words::receipts(lang)) } } }
}
