//! The figures that overview and units' pages share: factors and months, with what their titles claim.

use crate::dashboard::{
    aim::Aim,
    filter::Filter,
    parts::{Links, csv, hidden_card, with_note},
    words,
};
use crate::domain::{
    figure::{
        Point, Shown,
        overview::{Factors, Standing},
        surely_highest, surely_lowest,
        trend::Trend,
    },
    interval::People,
    language::Lang,
};
use crate::ui::{
    chart::{self, Frame, dots::Dots, line::Line},
    format,
    table::Dress,
    words as common,
};
use maud::{Markup, html};
use std::fmt::Display;

/// The common facts of a page's figures, and the number of one of them.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub filter: &'p Filter,
    pub links: &'p Links<'p>,
    pub source: &'p str,
    pub number: u32,
}

/// The figure of factors, or why there is none.
pub(super) fn factors_part(
    factors: Option<(&Dots, &Factors)>,
    now: Shown,
    aim: Option<Aim>,
    place: Place<'_>,
) -> Markup {
    let Place { filter, links, source, number } = place;
    let lang = filter.lang;
    let Some((dots, factors)) = factors else {
        let together = filter.but(|filter| filter.question.stratum = None).to_query();
        return html! { div.card.note-card {
            p { (words::not_by_channel(lang)) }
            p { a href={ (links.page) "?" (together) } { (words::show_all_channels(lang)) } }
        } };
    };
    let is_drawn = dots.rows.iter().any(|row| row.now.point().is_some());
    if !is_drawn && dots.rows.iter().all(|row| row.now.fragment().is_none()) {
        return hidden_card(words::factors_none(lang), &unseen_factors(dots, lang));
    }
    if !is_drawn {
        return factors_of_parts(dots, place);
    }
    let n = now.point().map_or("–".to_owned(), |point| format::count(point.responses, lang));
    let period = format::period(filter.question.period, lang);
    let subtitle = words::factors_sub(lang, &period, common::ci_within(lang), n);
    let frame = Frame {
        id: "factors",
        number,
        title: &factors_title(dots, factors.standing().zip(aim), lang),
        subtitle: &with_note(subtitle, &unseen_factors(dots, lang)),
        desc: &factors_desc(dots, lang),
        source,
        csv: Some(csv(links, filter, "factors")),
        lang,
    };
    chart::figure(&frame, &dots.draw(lang), &dots.table(&words::by_factor(lang, &period), lang))
}

/// Factors of which only a part is counted, as a table alone: a drawing would speak for all.
fn factors_of_parts(dots: &Dots, Place { filter, links, .. }: Place<'_>) -> Markup {
    let lang = filter.lang;
    let table = dots.table(&words::by_factor(lang, format::period(filter.question.period, lang)), lang);
    let (excel, machine) = csv(links, filter, "factors");
    html! {
        section.card #factors {
            h2 { (table.caption) }
            p { (unseen_factors(dots, lang)) ". " (words::part_why(lang)) }
            (table.html(lang, &Dress { quiet_caption: true, ..Dress::PLAIN }))
            p.files { (chart::csv_links(lang, &table.caption, &excel, &machine)) }
        }
    }
}

/// The factors that are left out of the drawing, in one line; empty where none is.
fn unseen_factors(dots: &Dots, lang: Lang) -> String {
    let count = |what: Shown| dots.rows.iter().filter(|row| row.now == what).count();
    let partly = dots.rows.iter().filter(|row| row.now.fragment().is_some()).count();
    let parts = [
        (partly, words::part_factors as fn(Lang, usize) -> String),
        (count(Shown::Withheld), words::hidden_factors),
        (count(Shown::NoData), words::empty_factors),
    ];
    parts.into_iter().filter(|part| part.0 > 0).map(|(n, said)| said(lang, n)).collect::<Vec<_>>().join("; ")
}

/// Held against the target where there is one, and no surer than its verdicts.
fn factors_title(dots: &Dots, judged: Option<(Standing, Aim)>, lang: Lang) -> String {
    if let Some((Standing { all, met, unsure }, aim)) = judged {
        let aim = aim.words(lang);
        return match unsure {
            0 => words::factors_met(lang, met, all, aim),
            some if some < all => words::factors_met_some_unsure(lang, met, all, aim, some),
            _ => words::factors_met_none_sure(lang, met, all, aim),
        };
    }
    let (names, points): (Vec<&str>, Vec<Point>) = shown(dots).unzip();
    match surely_highest(&points, People::Same) {
        Some(highest) => words::highest_factor(lang, names[highest]),
        None => words::factors_none(lang).to_owned(),
    }
}

fn shown(dots: &Dots) -> impl Iterator<Item = (&str, Point)> {
    dots.rows.iter().filter_map(|row| Some((row.label.as_str(), row.now.point()?)))
}

/// A highest and a lowest where both are sure, or else between which values all lie.
fn extremes<N: Display>(named: impl Iterator<Item = (N, Point)>, people: People, places: u32, lang: Lang) -> String {
    let (names, points): (Vec<N>, Vec<Point>) = named.unzip();
    let index = |place: usize| format::placed(points[place], places, lang);
    if let (Some(high), Some(low)) = (surely_highest(&points, people), surely_lowest(&points, people)) {
        return words::desc_extremes(lang, &names[high], index(high), &names[low], index(low));
    }
    let values = || points.iter().map(|point| point.rounded(places));
    match (&*names, values().min(), values().max()) {
        ([name], ..) => words::desc_one(lang, name, index(0)),
        (_, Some(least), Some(most)) => {
            words::desc_between(lang, format::fixed(least, places, lang), format::fixed(most, places, lang))
        }
        _ => words::desc_none(lang).to_owned(),
    }
}

fn factors_desc(dots: &Dots, lang: Lang) -> String {
    let extremes = extremes(shown(dots), People::Same, dots.places, lang);
    match &dots.target {
        Some((_, label)) => format!("{extremes} {label}."),
        None => extremes,
    }
}

pub(super) fn line_figure(line: &Line, place: Place<'_>) -> Markup {
    let Place { filter, links, source, number } = place;
    let lang = filter.lang;
    let points = || line.months.iter().filter_map(|(month, shown)| Some((*month, shown.point()?)));
    let (Some(first), Some(last)) = (line.months.first(), line.months.last()) else { return html! {} };
    if points().next().is_none() {
        let hidden = line.months.iter().filter(|(_, shown)| *shown == Shown::Withheld).count();
        return hidden_card(words::by_month(lang, filter.measure()).as_str(), &words::hidden_months(lang, hidden));
    }
    let frame = Frame {
        id: "months",
        number,
        title: &line_title(line, filter),
        subtitle: &words::line_sub(
            lang,
            filter.measure(),
            format::month(first.0),
            format::month(last.0),
            common::ci_within(lang),
        ),
        desc: &extremes(
            points().map(|(month, point)| (format::month(month), point)),
            People::Different,
            line.places,
            lang,
        ),
        source,
        csv: Some(csv(links, filter, "months")),
        lang,
    };
    chart::figure(&frame, &line.draw(lang), &line.table(&words::by_month(lang, filter.measure()), lang))
}

/// A change is said only where it is certain, and between the months that have figures; of one month nothing but its
/// figure can be said.
fn line_title(line: &Line, filter: &Filter) -> String {
    let (measure, lang) = (filter.measure(), filter.lang);
    let between = |from, to| [from, to].map(format::month);
    match Trend::of(&line.months) {
        Trend::Rose { from, to, points } => {
            let [from, to] = between(from, to);
            words::line_rose(lang, measure, format::index(points, lang), from, to)
        }
        Trend::Fell { from, to, points } => {
            let [from, to] = between(from, to);
            words::line_fell(lang, measure, format::index(points, lang), from, to)
        }
        Trend::Unclear { from, to } => {
            let [from, to] = between(from, to);
            words::line_same(lang, measure, from, to)
        }
        Trend::One(month, point) => {
            let index = format!("{}%", format::placed(point, line.places, lang));
            words::line_one(lang, measure, format::month(month), index)
        }
        Trend::Unknown => words::by_month(lang, measure),
    }
}
