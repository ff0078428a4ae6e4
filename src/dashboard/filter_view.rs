//! The filter bar: a GET form, quick links to years, what was not understood, and the filter in words.

use crate::dashboard::{
    filter::Filter,
    parts::{Choices, Links},
    words,
};
use crate::domain::{
    figure::ranking::Sort,
    language::Lang,
    method::Method,
    month::{Month, Period},
    submission::Stratum,
};
use crate::ui::{format, icon, words as common};
use maud::{Markup, html};

pub(super) fn bar(filter: &Filter, links: &Links, choices: &Choices) -> Markup {
    let lang = filter.lang;
    html! {
        @if !choices.problems.is_empty() {
            div.notice role="status" {
                (icon::warning())
                div {
                    @for problem in choices.problems { p { (problem.text(lang)) } }
                    p { (words::filter_kept(lang)) }
                }
            }
        }
        div.filter {
            nav.years aria-label=(words::year_quick(lang)) {
                @for year in &choices.years {
                    @let period = Period::of_year(*year);
                    a href={ (links.page) "?" (filter.but(|filter| filter.question.period = period).to_query()) }
                        aria-current=[(period == filter.question.period).then_some("true")] { (year) }
                }
            }
            (form(filter, links, choices))
        }
        p.filter-line {
            @for (n, (name, value)) in filter.line(choices.title_of(&filter.question.survey)).into_iter().enumerate() {
                @if n > 0 { span aria-hidden="true" { " · " } }
                span { (name) ": " b { (value) } }
            }
        }
    }
}

fn form(filter: &Filter, links: &Links, choices: &Choices) -> Markup {
    let lang = filter.lang;
    // A channel without answers would only lead to an empty page. The chosen one stays in sight.
    let offered = |it: &Stratum| choices.channels.contains(it) || filter.question.stratum == Some(*it);
    let channels: Vec<(&str, &str)> =
        Stratum::ALL.into_iter().filter(offered).map(|it| (it.key(), common::stratum(it, lang))).collect();
    let methods = Method::ALL.map(|it| (it.key(), common::method(it, lang)));
    let blocks: Vec<(&str, &str)> = choices.blocks.iter().map(|block| (*block, *block)).collect();
    html! {
        form method="get" action=(links.page) aria-label=(words::filters(lang)) {
            (months(words::from_month(lang), "from", filter.question.period.from, choices, lang))
            (months(words::to_month(lang), "to", filter.question.period.to, choices, lang))
            @if choices.with_block {
                (select(words::block(lang), "block", Some(words::all_blocks(lang)), &blocks, filter.question.block.as_deref()))
            }
            (select(words::channel(lang), "stratum", Some(words::all_channels(lang)), &channels, filter.question.stratum.map(Stratum::key)))
            (select(words::method(lang), "method", None, &methods, Some(filter.question.method.key())))
            @if choices.surveys.len() > 1 {
                (select(words::version(lang), "survey", None, &choices.surveys, Some(&filter.question.survey)))
            } @else { input type="hidden" name="survey" value=(filter.question.survey); }
            @if filter.order.sort != Sort::default() { input type="hidden" name="sort" value=(filter.order.sort.key()); }
            @if filter.order.descending { input type="hidden" name="dir" value="desc"; }
            input type="hidden" name="lang" value=(lang.tag());
            button { (words::apply(lang)) }
        }
    }
}

fn select(label: &str, name: &str, all: Option<&str>, options: &[(&str, &str)], chosen: Option<&str>) -> Markup {
    html! {
        label { span { (label) }
            select name=(name) {
                @if let Some(all) = all { option value="" { (all) } }
                @for (value, text) in options { option value=(value) selected[Some(*value) == chosen] { (text) } }
            }
        }
    }
}

/// Months of the years with data and of the year chosen.
fn months(label: &str, name: &str, chosen: Month, choices: &Choices, lang: Lang) -> Markup {
    let mut years = choices.years.clone();
    if !years.contains(&chosen.year()) {
        years.push(chosen.year());
        years.sort_unstable();
    }
    html! {
        label { span { (label) }
            select name=(name) {
                @for year in years {
                    optgroup label=(words::year_group(lang, year)) {
                        @for month in (1..=12).filter_map(|month| Month::new(year, month).ok()) {
                            option value=(month) selected[month == chosen] { (format::month(month)) }
                        }
                    }
                }
            }
        }
    }
}
