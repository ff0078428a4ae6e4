//! The four cards on top of a page: index, verdict, change on last year, responses.

use crate::dashboard::{aim::Aim, filter::Filter, overview::Overview, words};
use crate::domain::{
    disclosure::LEAST,
    figure::{Fragment, Point, Shown, places_of},
    index::{PLACES, Verdict},
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
    /// For an uncertain verdict: further people who would make it certain.
    pub more_needed: Option<u64>,
    pub withheld: u64,
    pub waiting: Option<u64>,
    /// Of one unit: all of its responses, and the answers to it that wait.
    pub accepted: Option<[u64; 2]>,
}

impl Cards {
    pub(super) fn of(overview: &Overview) -> Self {
        Self {
            now: overview.figures.now,
            before: overview.figures.before,
            before_period: overview.figures.before_period,
            aim: overview.aim,
            verdict: overview.figures.verdict,
            more_needed: overview.figures.more_needed,
            withheld: overview.figures.withheld,
            waiting: overview.outlook.waiting,
            accepted: None,
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
    if let Shown::Fragment(part) = cards.now {
        let [some, all] = [part.responses, part.of].map(|count| format::count(count, lang));
        let note = html! { (common::part_of(lang, some, all)) ". " (words::part_why(lang)) };
        return card(head, &html! { (format::percent(part.index(), lang)) }, &note);
    }
    if let Shown::NoData = cards.now {
        let none = html! { span.words { "–" } };
        return card(head, &none, &html! { (words::skipped_unit(lang)) " " (words::skipped_why(lang)) });
    }
    let Some(point) = cards.now.point() else {
        return card(
            head,
            &html! { span.words { (common::withheld_short(lang)) } },
            &html! { (common::withheld_why(lang)) },
        );
    };
    let range = format::range(point.low(), point.high(), lang);
    let note = words::interval_n(lang, common::ci(lang), range, format::count(point.responses, lang));
    let places = places_of([(cards.now, cards.aim.ok().map(Aim::threshold))]);
    card(head, &html! { (format::placed(point, places, lang)) "%" }, &html! { (note) })
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
    if let Shown::Fragment(_) = cards.now {
        return card(
            &words::against(lang, aim.words(lang)),
            &html! { span.words { "–" } },
            &html! { (words::part_why(lang)) },
        );
    }
    let (Some(verdict), Some(point)) = (cards.verdict, cards.now.point()) else {
        let none = html! { span.words { (common::withheld_short(lang)) } };
        return card(&words::against(lang, aim.words(lang)), &none, &html! { (common::withheld_why(lang)) });
    };
    let figure = html! { span.words { (icon::verdict(verdict)) (common::verdict(verdict, lang)) } };
    let note = html! {
        (to_target(point, aim, lang))
        @if let Some(more) = cards.more_needed { "; " (words::more_needed(lang, format::about(more, lang))) }
        @if aim.example { ". " (words::example_why(lang)) }
    };
    card(&words::against(lang, aim.words(lang)), &figure, &note)
}

/// In points as the two figures are shown; in words on the value that is to be exceeded.
fn to_target(point: Point, aim: Aim, lang: Lang) -> String {
    let places = places_of([(Shown::Point(point), Some(aim.threshold()))]);
    let value = i64::from(aim.hundredths) * 10i64.pow(places - PLACES);
    match point.rounded(places) - value {
        0 if aim.strict => words::just_missed(lang).to_owned(),
        difference => words::to_target(lang, format::points_of(difference, places, lang)),
    }
}

fn before_card(cards: &Cards, lang: Lang) -> Markup {
    let head = words::against_before(lang, format::period(cards.before_period, lang));
    let (Some(now), Some(before)) = (cards.now.point(), cards.before.point()) else {
        let why = match cards.before {
            Shown::Withheld | Shown::Fragment(_) => words::before_withheld(lang),
            Shown::NoData => words::no_before(lang),
            Shown::Point(_) => words::now_missing(lang),
        };
        return card(&head, &html! { span.words { "–" } }, &html! { (why) });
    };
    let change = now.since(before);
    let [was, is] = [before.index(), now.index()].map(|value| format::index(value, lang));
    let note = match change.points {
        1.. => words::rose_from(lang, was, is),
        0 => words::same_as(lang, is),
        _ => words::fell_from(lang, was, is),
    };
    let figure = html! { (icon::change(change.points)) (format::change(change.points, lang)) " " span.unit { (common::points_word(lang)) } };
    let range = format::changes(change.low(), change.high(), lang);
    let sure = if change.is_certain() { words::change_sure } else { words::change_unsure };
    card(&head, &figure, &html! { (note) "; " (sure(lang, range)) })
}

fn responses_card(cards: &Cards, lang: Lang) -> Markup {
    let counted = match cards.now {
        Shown::Point(Point { responses, .. }) | Shown::Fragment(Fragment { responses, .. }) => Some(responses),
        Shown::Withheld | Shown::NoData => None,
    };
    let figure = counted.map_or("–".to_owned(), |responses| format::count(responses, lang));
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
    let accepted = cards.accepted.and_then(|accepted| of_accepted(counted, accepted, lang));
    let notes: Vec<String> = waiting.into_iter().chain(accepted).chain(withheld).collect();
    card(words::n_line(lang), &html! { (figure) }, &html! { (format::sentence(&notes.join("; "))) })
}

/// So many of all that were accepted, where many wait.
fn of_accepted(counted: Option<u64>, [responses, waiting]: [u64; 2], lang: Lang) -> Option<String> {
    match waiting {
        0 => None,
        1..LEAST => Some(words::few_waiting(lang).to_owned()),
        many => {
            let [some, all, many] =
                [counted.unwrap_or(0), responses + many, many].map(|count| format::count(count, lang));
            Some(words::of_accepted(lang, some, all, many))
        }
    }
}
