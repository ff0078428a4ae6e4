//! The overview as a page.

use crate::dashboard::{
    cards_view::{Cards, cards},
    figures_view, filter_view,
    flagged_view::flagged,
    lines_view::{across, apart},
    overview::Overview,
    parts::{Choices, Links, Provenance, empty, provenance},
    units_view, words,
};
use crate::ui::{format, icon, words as common};
use maud::{Markup, html};

/// The main part of the overview page.
pub fn overview(overview: &Overview, links: &Links, choices: &Choices) -> Markup {
    let (filter, lang) = (&overview.filter, overview.filter.lang);
    let source = source(overview);
    let place = |number| figures_view::Place { filter, links, source: &source, number };
    html! {
        h1 { (words::title_of(lang, filter.measure(), &overview.top)) }
        // On a telephone the choice of others would push the figure and its verdict out of sight.
        @if overview.figures.responses > 0 { (cards(&Cards::of(overview), filter)) }
        (filter_view::bar(filter, links, choices))
        @if overview.figures.responses == 0 {
            (empty(filter, links, overview.figures.nearest, &overview.outlook))
            (across(&overview.apart, filter))
            (attention(overview))
        } @else {
            (apart(&overview.apart, filter))
            (flagged(&overview.figures.flagged, &overview.figures.flag_rules, lang))
            @if !filter.is_quick() {
                (figures_view::factors_part(overview.factors.as_ref().zip(overview.figures.factors.as_ref()), overview.figures.now, overview.aim.ok(), place(1)))
            }
            (figures_view::line_figure(&overview.line, place(1 + u32::from(!filter.is_quick()))))
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
