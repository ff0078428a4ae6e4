//! A unit's page: cards, factors against last year, months, and every criterion.

use crate::dashboard::{
    cards_view::{Cards, cards as draw_cards},
    figures_view, filter_view,
    flagged_view::flagged,
    lines_view::{across, apart},
    parts::{self, Choices, Links, Provenance},
    unit_page::UnitPage,
    words,
};
use crate::domain::{figure::outside::Lack, language::Lang};
use crate::ui::{
    chart::{self, Frame, bars::Bars, csv_links},
    format, icon,
    table::{Dress, Value},
};
use maud::{Markup, html};

/// The main part of a unit's page.
pub fn unit(page: &UnitPage, links: &Links, choices: &Choices) -> Markup {
    let (filter, lang) = (&page.filter, page.filter.lang);
    let source = words::source(
        lang,
        &page.survey_title,
        crate::ui::words::method(filter.question.method, lang),
        format::moment(page.computed_at, lang),
    );
    let place = |number| figures_view::Place { filter, links, source: &source, number };
    html! {
        nav.crumbs aria-label=(words::breadcrumb(lang)) {
            a href={ (links.overview) "?" (filter.to_query()) } { (words::overview(lang)) }
            @if !page.block.is_empty() { span { (page.block) } }
        }
        h1 { (page.name) }
        @if let Some(day) = page.figures.ended {
            div.notice { (icon::warning()) div { p { (words::ended(lang, format::date(day, lang))) } } }
        }
        @if page.figures.responses > 0 { (draw_cards(&cards(page), filter)) }
        (filter_view::bar(filter, links, choices))
        @if page.figures.responses == 0 {
            (lacks(page.figures.lack, lang))
            (parts::empty(filter, links, page.figures.nearest, &page.outlook))
            (across(&page.apart, filter))
        } @else {
            (apart(&page.apart, filter))
            (flagged(&page.figures.flagged, &page.figures.flag_rules, lang))
            @let before = u32::from(!filter.is_quick());
            @if !filter.is_quick() {
                (figures_view::factors_part(page.factors.as_ref().zip(page.figures.factors.as_ref()), page.figures.now, page.aim.ok(), place(1)))
            }
            (figures_view::line_figure(&page.line, place(before + 1)))
            @let factors: Vec<_> = (1u32..).zip(page.bars()).collect();
            @let (hidden, drawn): (Vec<_>, Vec<_>) = factors.into_iter().partition(|(_, factor)| factor.2.withheld() == factor.2.rows.len());
            @for (nth, (n, factor)) in (1u32..).zip(&drawn) { (levels(*n, factor, place(before + nth + 1))) }
            @let hidden: usize = hidden.iter().map(|(_, factor)| factor.2.withheld()).sum();
            @if hidden > 0 { (parts::hidden_card(words::levels_none(lang), &words::hidden_items(lang, hidden))) }
            @if !filter.is_quick() { (items(page, links)) }
        }
        (parts::provenance(&Provenance {
            now: page.figures.now, survey_title: &page.survey_title, strata: &page.figures.strata, computed_at: page.computed_at,
        }, filter))
    }
}

/// Why there is no figure where somebody has answered.
fn lacks(lack: Option<Lack>, lang: Lang) -> Markup {
    let why = match lack {
        Some(Lack::Releases) => Some([words::waiting_unit(lang), words::waiting_why(lang)]),
        Some(Lack::Company) => Some([words::above_unit(lang), words::above_why(lang)]),
        Some(Lack::Answers | Lack::Levels) | None => None,
    };
    html! { @if let Some([said, why]) = why { div.notice { (icon::warning()) div { p { (said) } p { (why) } } } } }
}

fn cards(page: &UnitPage) -> Cards {
    Cards {
        now: page.figures.now,
        before: page.figures.before,
        before_period: page.figures.before_period,
        aim: page.aim,
        verdict: page.figures.verdict,
        more_needed: page.figures.more_needed,
        withheld: 0,
        waiting: None,
        accepted: Some([page.figures.responses, page.figures.waiting]),
    }
}

/// The criteria of one factor.
fn levels(n: u32, (short, factor, bars): &(&str, &str, Bars), place: figures_view::Place<'_>) -> Markup {
    let figures_view::Place { filter, links, source, number } = place;
    let lang = filter.lang;
    let (title, desc) = said(short, bars, lang);
    let id = format!("levels-{n}");
    let frame = Frame {
        id: &id,
        number,
        title: &title,
        subtitle: &parts::with_note(
            words::levels_sub(lang, factor, format::period(filter.question.period, lang)),
            &hidden_items(bars.withheld(), lang),
        ),
        desc: &desc,
        source,
        csv: Some(parts::csv(links, filter, &id)),
        lang,
    };
    chart::figure(&frame, &bars.draw(lang), &bars.table(&words::levels_of(lang, factor), lang))
}

fn hidden_items(withheld: usize, lang: Lang) -> String {
    if withheld == 0 { String::new() } else { words::hidden_items(lang, withheld) }
}

/// Title and description by the worst criterion; nought is said in words, and apart from what is only rounded to it.
fn said(factor: &str, bars: &Bars, lang: Lang) -> (String, String) {
    let shares = bars.rows.iter().filter_map(|row| Some((row.dissatisfied(bars.dissatisfied)?, row.label.as_str())));
    match shares.max() {
        None => (words::levels_none(lang).to_owned(), words::desc_none(lang).to_owned()),
        // A criterion that is withheld may have what those with figures have not.
        Some((0, _)) if bars.withheld() > 0 => {
            let all = if bars.nobody_dissatisfied() { words::levels_desc_zero } else { words::levels_desc_few };
            (words::levels_none(lang).to_owned(), all(lang).to_owned())
        }
        Some((0, _)) if bars.nobody_dissatisfied() => {
            (words::none_dissatisfied(lang, factor), words::levels_desc_zero(lang).to_owned())
        }
        Some((0, _)) => (words::few_dissatisfied(lang, factor), words::levels_desc_few(lang).to_owned()),
        Some((share, label)) => {
            let share = format::fixed(share, 1, lang);
            (words::most_dissatisfied(lang, factor, &share), words::levels_desc(lang, label, &share))
        }
    }
}

fn items(page: &UnitPage, links: &Links) -> Markup {
    let lang = page.filter.lang;
    let Some(mut table) = page.items_table() else { return html! {} };
    // Rows of a word that says nothing are a line; the CSV keeps them.
    let all = table.rows.len();
    table.rows.retain(|row| row.get(1) != Some(&Value::Withheld));
    let hidden = hidden_items(all - table.rows.len(), lang);
    if table.rows.is_empty() {
        return parts::hidden_card(words::items(lang), &hidden);
    }
    let (excel, machine) = parts::csv(links, &page.filter, "items");
    html! {
        section.card {
            h2 { (words::items(lang)) }
            (table.html(lang, &Dress { quiet_caption: true, ..Dress::PLAIN }))
            @if !hidden.is_empty() { p.note { (format::sentence(&hidden)) } }
            p.note { (words::outside_why(lang)) }
            p.files { (csv_links(lang, &table.caption, &excel, &machine)) }
        }
    }
}
