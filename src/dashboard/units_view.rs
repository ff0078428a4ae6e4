//! The table of units on the overview: ranks, verdicts and intervals beside each other, sortable by links.

use crate::dashboard::{
    aim::Aim,
    filter::Filter,
    overview::Overview,
    parts::{Links, csv},
    ranking, words,
};
use crate::domain::{
    figure::{
        Fragment, Shown,
        chance::Chance,
        outside::Lack,
        places_of,
        ranking::{Order, Sort, UnitRow},
        ranks::LEAST_RANKED,
    },
    index::hundredths,
    language::Lang,
};
use crate::ui::{
    chart::{csv_links, dots},
    format, icon,
    table::{Column, Dress},
    words as common,
};
use maud::{Markup, html};

pub(super) fn units(overview: &Overview, links: &Links) -> Markup {
    let (filter, lang) = (&overview.filter, overview.filter.lang);
    let caption = words::by_unit(lang, filter.measure(), format::period(filter.question.period, lang));
    let shown: Vec<&UnitRow> = overview.figures.units.iter().filter(|row| row.now.point().is_some()).collect();
    let table = ranking::page_table(&shown, &caption, filter).without("change_ci");
    let low = axis(&shown);
    // Links of units keep the filter; one string for all of them.
    let query = filter.but(|filter| filter.order = Order::default()).to_query();
    let cells = Cells { links, query: &query, low, places: ranking::places(&shown), lang };
    let dress = Dress {
        head: &|column| head(column, filter, links),
        sort: &|column| {
            let direction = if filter.order.descending { "descending" } else { "ascending" };
            (sort_of(column) == Some(filter.order.sort)).then_some(direction)
        },
        cell: &|place, column, text| cells.cell(shown[place], column, text),
        row_class: &|place| shown[place].collects.then_some("collects"),
        quiet_caption: true,
    };
    let (excel, machine) = csv(links, filter, "units");
    html! {
        section.card.units #units {
            h2 { (words::units(lang)) }
            (means(overview))
            @if !shown.is_empty() { (table.html(lang, &dress)) }
            (without(&overview.figures.units, &|row| html! { a href={ ((links.unit)(&row.code)) "?" (query) } { (ranking::name(row, lang)) } }, lang))
            @if let Some(chance) = overview.figures.chance { (by_chance(chance, lang)) }
            p.note { (words::rank_why(lang)) }
            p.files { (csv_links(lang, &caption, &excel, &machine)) }
        }
    }
}

/// The number of verdicts that chance alone would give, and of those that it would not.
pub(super) fn by_chance(chance: Chance, lang: Lang) -> Markup {
    let met = format::fixed((chance.met * 10.0).round() as i64, 1, lang);
    html! { p.note { (words::by_chance(lang, chance.units, met, chance.not_met)) } }
}

/// Both ways to put units together, each under its own name.
fn means(overview: &Overview) -> Markup {
    let lang = overview.filter.lang;
    let pooled = overview.figures.now.point();
    let places = places_of([(overview.figures.now, overview.aim.ok().map(Aim::threshold))]);
    let percent = |index: Option<i64>| index.map_or("–".to_owned(), |index| format::percent(index, lang));
    html! {
        dl.means {
            div {
                dt { (words::pooled(lang)) " " span { "(" (words::pooled_why(lang)) ")" } }
                dd { (pooled.map_or("–".to_owned(), |point| format!("{}%", format::placed(point, places, lang)))) }
            }
            div {
                dt { (words::plain_mean(lang)) " " span { "(" (words::mean_why(lang)) ")" } }
                dd { (percent(overview.figures.mean_of_units.map(hundredths))) }
            }
        }
    }
}

/// Figure and verdict under the name, for pages so narrow that their columns lie out of sight.
fn at_hand(row: &UnitRow, index: &str, lang: Lang) -> Markup {
    html! {
        span.at-hand aria-hidden="true" {
            b { (index) "%" }
            @if let Some(verdict) = row.verdict.filter(|_| !row.collects) {
                span { (icon::verdict(verdict)) " " (common::verdict(verdict, lang)) }
            }
        }
    }
}

/// Units without a figure: a line for those that are withheld and one for those that nobody has answered for, with their
/// names behind it. A row for each would say the same word a hundred times; the CSV keeps the rows.
pub(super) fn without(rows: &[UnitRow], name: &dyn Fn(&UnitRow) -> Markup, lang: Lang) -> Markup {
    type Said = (Option<Lack>, fn(Lang, usize) -> String, fn(Lang) -> &'static str);
    let kinds: [Said; 5] = [
        (None, words::hidden_units, words::hidden_why),
        (Some(Lack::Releases), words::waiting_units, words::waiting_why),
        (Some(Lack::Company), words::above_units, words::above_why),
        (Some(Lack::Levels), words::skipped_units, words::skipped_why),
        (Some(Lack::Answers), words::empty_units, words::empty_why),
    ];
    let of = |row: &UnitRow, lack: Option<Lack>| row.lack == lack && (lack.is_some() || row.now == Shown::Withheld);
    let parts: Vec<_> = rows.iter().filter_map(|row| row.now.fragment().map(|part| (row, part))).collect();
    html! {
        @if !parts.is_empty() {
            details.without open {
                summary { (words::part_units(lang, parts.len())) }
                p.note { (words::part_why(lang)) }
                ul { @for (row, part) in parts { li { (name(row)) ": " (fragment(part, lang)) } } }
            }
        }
        @for (kind, count, why) in kinds {
            @let rows: Vec<&UnitRow> = rows.iter().filter(|row| of(row, kind)).collect();
            @if !rows.is_empty() {
                details.without {
                    summary { (count(lang, rows.len())) }
                    p.note { (why(lang)) }
                    ul { @for row in rows { li { (name(row)) } } }
                }
            }
        }
    }
}

fn fragment(part: Fragment, lang: Lang) -> String {
    let [some, all] = [part.responses, part.of].map(|count| format::count(count, lang));
    words::part_of_unit(lang, format::percent(part.index(), lang), common::part_of(lang, some, all))
}

/// All inline bars share one axis, from the ten below the least bound.
fn axis(rows: &[&UnitRow]) -> i64 {
    let least = rows.iter().filter_map(|row| row.now.point()).map(|point| point.low() * 10).min();
    least.unwrap_or(7_000).clamp(0, 7_000) / 1_000 * 1_000
}

fn sort_of(column: &Column) -> Option<Sort> {
    match column.key.as_str() {
        "rank" => Some(Sort::Rank),
        "unit" => Some(Sort::Name),
        "responses" => Some(Sort::Responses),
        "verdict" => Some(Sort::Verdict),
        "change" => Some(Sort::Change),
        _ => None,
    }
}

/// A sorted column's link turns it round; numbers begin with the largest.
fn head(column: &Column, filter: &Filter, links: &Links) -> Markup {
    let Some(sort) = sort_of(column) else { return html! { (column.head) } };
    let sorted = filter.order.sort == sort;
    let first = matches!(sort, Sort::Responses);
    let next = filter.but(|filter| {
        filter.order.sort = sort;
        filter.order.descending = if sorted { !filter.order.descending } else { first };
    });
    html! {
        a href={ (links.page) "?" (next.to_query()) "#units" } title=(words::sort_by(filter.lang, &column.head)) {
            (column.head) @if sorted { (icon::sorted(filter.order.descending)) }
        }
    }
}

/// The facts that all cells of the table need.
struct Cells<'c> {
    links: &'c Links<'c>,
    /// Of the units' pages.
    query: &'c str,
    /// Where the axis of intervals begins, in per cent.
    low: i64,
    /// Decimals of the indices.
    places: u32,
    lang: Lang,
}

impl Cells<'_> {
    fn cell(&self, row: &UnitRow, column: &Column, text: &str) -> Markup {
        let lang = self.lang;
        match (column.key.as_str(), row.now.point()) {
            ("unit", point) => {
                let few = !row.collects && point.is_some_and(|point| point.responses < LEAST_RANKED);
                html! {
                    a href={ ((self.links.unit)(&row.code)) "?" (self.query) } { (text) }
                    @if let Some(point) = point { (at_hand(row, &format::placed(point, self.places, lang), lang)) }
                    @if few { span.few { (words::unranked(lang)) } }
                }
            }
            ("ci", Some(point)) => {
                html! { span.range { (text) } (dots::inline(point, row.target.ok().map(|target| i64::from(target.hundredths)), self.low)) }
            }
            ("verdict", Some(_)) if !row.collects => html! {
                span.verdict { @if let Some(verdict) = row.verdict { (icon::verdict(verdict)) } (text) }
                @if let Some(more) = row.more_needed { span.few { (words::more_in_list(lang, format::about(more, lang))) } }
            },
            ("change", Some(_)) => html! {
                @if let Some(change) = row.change() { (icon::change(change.points)) }
                (text)
                @if let Some(change) = row.change() { span.few { (format::changes(change.low(), change.high(), lang)) } }
            },
            _ => html! { (text) },
        }
    }
}
