//! The four cards on top of a page: index, verdict, change on last year, responses.

use crate::dashboard::{aim::Aim, filter::Filter, overview::Overview, words};
use crate::domain::{
    figure::{Difference, Point, Shown},
    index::Verdict,
    language::Lang,
    month::Period,
    target::Unjudged,
};
use crate::ui::{format, icon, words as common};
use maud::{Markup, html};

/// The cards of a page.
pub(super) struct Cards {
    pub now: Shown,
    pub before: Shown,
    pub before_period: Period,
    pub aim: Result<Aim, Unjudged>,
    pub verdict: Option<Verdict>,
    pub withheld: u64,
    pub waiting: Option<u64>,
}

impl Cards {
    pub(super) fn of(overview: &Overview) -> Self {
        Self {
            now: overview.figures.now,
            before: overview.figures.before,
            before_period: overview.figures.before_period,
            aim: overview.aim,
            verdict: overview.figures.verdict,
            withheld: overview.figures.withheld,
            waiting: overview.outlook.waiting,
        }
    }
}

pub(super) fn cards(cards: &Cards, filter: &Filter) -> Markup {
    let lang = filter.lang;
    html! {
        section.cards aria-label=(words::key_figures(lang)) {
            (index_card(cards, filter))
            (target_card(cards, filter))
            (before_card(cards, lang))
            (responses_card(cards, lang))
        }
    }
}

fn card(head: &str, figure: &Markup, note: &Markup) -> Markup {
    html! { div.card { h2 { (head) } p.figure { (figure) } p.note { (note) } } }
}

fn index_card(cards: &Cards, filter: &Filter) -> Markup {
    let (head, lang) = (filter.measure(), filter.lang);
    let Some(point) = cards.now.point() else {
        return card(
            head,
            &html! { span.words { (common::withheld_short(lang)) } },
            &html! { (common::withheld_why(lang)) },
        );
    };
    let range = format::range(point.low, point.high, lang);
    let note = words::interval_n(lang, common::ci(lang), range, format::count(point.responses, lang));
    card(head, &html! { (format::percent(point.index, lang)) }, &html! { (note) })
}

fn target_card(cards: &Cards, filter: &Filter) -> Markup {
    let lang = filter.lang;
    let aim = match cards.aim {
        Ok(aim) => aim,
        Err(why) => {
            let none = html! { span.words { (words::unjudged(why, lang)) } };
            return card(words::against_none(lang), &none, &html! { (words::unjudged_why(why, lang)) });
        }
    };
    let (Some(verdict), Some(point)) = (cards.verdict, cards.now.point()) else {
        let none = html! { span.words { (common::withheld_short(lang)) } };
        return card(&words::against(lang, aim.words(lang)), &none, &html! { (common::withheld_why(lang)) });
    };
    let figure = html! { span.words { (icon::verdict(verdict)) (common::verdict(verdict, lang)) } };
    let note = html! {
        (to_target(point, aim, verdict, lang))
        @if aim.example { ". " (words::example_why(lang)) }
    };
    card(&words::against(lang, aim.words(lang)), &figure, &note)
}

/// In points as the two figures are shown; in words where rounding would hide on which side it is.
fn to_target(point: Point, aim: Aim, verdict: Verdict, lang: Lang) -> String {
    let difference = point.index - i64::from(aim.hundredths);
    let met = matches!(verdict, Verdict::Met | Verdict::MetUncertain);
    match (difference, met) {
        (0, true) if aim.strict => words::just_met(lang).to_owned(),
        (0, false) => words::just_missed(lang).to_owned(),
        _ => words::to_target(lang, format::points(difference, lang)),
    }
}

fn before_card(cards: &Cards, lang: Lang) -> Markup {
    let head = words::against_before(lang, format::period(cards.before_period, lang));
    let (Some(now), Some(before)) = (cards.now.point(), cards.before.point()) else {
        let why = match cards.before {
            Shown::Withheld => words::before_withheld(lang),
            Shown::NoData => words::no_before(lang),
            Shown::Point(_) => words::now_missing(lang),
        };
        return card(&head, &html! { span.words { "–" } }, &html! { (why) });
    };
    let Difference { points: change, certain } = now.since(before);
    let [was, is] = [before.index, now.index].map(|value| format::index(value, lang));
    let note = match change {
        1.. => words::rose_from(lang, was, is),
        0 => words::same_as(lang, is),
        _ => words::fell_from(lang, was, is),
    };
    let figure =
        html! { (icon::change(change)) (format::change(change, lang)) " " span.unit { (common::points_word(lang)) } };
    card(&head, &figure, &html! { (note) @if !certain { "; " (words::overlap(lang)) } })
}

fn responses_card(cards: &Cards, lang: Lang) -> Markup {
    let figure = cards.now.point().map_or("–".to_owned(), |point| format::count(point.responses, lang));
    // A count of 1 to 9 people is no less a cell than a share of them.
    let withheld = match cards.withheld {
        0 => None,
        1..10 => Some(words::few_withheld(lang).to_owned()),
        many => Some(words::some_withheld(lang, format::count(many, lang))),
    };
    let waiting = cards.waiting.map(|waiting| match waiting {
        0 => words::none_waiting(lang).to_owned(),
        _ => words::waiting(lang, format::count(waiting, lang)),
    });
    let notes: Vec<String> = waiting.into_iter().chain(withheld).collect();
    card(words::n_line(lang), &html! { (figure) }, &html! { (format::sentence(&notes.join("; "))) })
}
