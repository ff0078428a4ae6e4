//! The whole form in one static document.

use super::{Across, Links, Place, Surface, choice, frame::Frame, kiosk, parts, question::Look, quick};
use crate::{
    collect::words,
    domain::{
        language::Lang,
        submission::COMMENT_LIMIT,
        survey::{Factor, Survey},
    },
    ui::{format::count, length},
};
use maud::{Markup, html};

/// The field with which a receipt's document asks for its pages.
pub const PAGES: &str = "pages";

/// Everything from the start screen to the thanks, for one place in one language. Holds nothing of a
/// request: no id, no time, no token.
pub fn document(survey: &Survey, place: &Place<'_>, surface: Surface, lang: Lang, links: &Links) -> Markup {
    let look = Look { survey, lang, draft: None, errors: &[] };
    let frame = Frame {
        surface,
        lang,
        links,
        title: words::ask(lang),
        place: Some(place),
        error: false,
        script: true,
        survey: Some(survey),
    };
    frame.wrap(html! {
        @if survey.is_quick() { (quick::start(&look, place, surface, links)) }
        @else { (start(&look, place, surface, links)) }
        form #form novalidate hidden autocomplete="off" {
            h1.hide { (words::name(lang)) }
            progress #bar value="0" max=(survey.items.len()) aria-hidden="true" hidden[survey.is_quick()] {}
            @if surface == Surface::Phone { div.top { (parts::back(lang, false)) } }
            @if surface == Surface::Kiosk && !survey.is_quick() { (look.kind()) }
            @if !place.choice().is_empty() { (look.units(place)) }
            @if survey.is_quick() { (quick::reasons(&look)) } @else { (questions(&look, surface)) }
            (after(lang, surface, place, links))
            div.foot #foot {
                @if surface == Surface::Kiosk { (parts::back(lang, false)) }
                button.quiet #skip type="button" hidden { (words::skip(lang)) }
                button.btn #more type="button" hidden { (words::more(lang)) (parts::arrow_on()) }
                button.btn.go #next type="button" hidden { (words::go_on(lang)) (parts::arrow_on()) }
            }
        }
        @if place.code().is_none() { (super::state::not_me()) }
        (dialogs(lang, surface, survey.is_quick()))
        @if surface == Surface::Kiosk { (kiosk::dialogs(lang, survey)) }
    })
}

fn questions(look: &Look<'_>, surface: Surface) -> Markup {
    let survey = look.survey;
    html! {
        @for factor in &survey.factors { (part(look, factor)) }
        (choice::screen(look))
        @for fact in &survey.facts { (look.fact(fact)) }
        @if !survey.expectations.is_empty() { (look.expectations()) }
        @for question in &survey.about { (look.about(question)) }
        (comment(look, surface))
    }
}

fn start(look: &Look<'_>, place: &Place<'_>, surface: Surface, links: &Links) -> Markup {
    let lang = look.lang;
    html! {
        form.s.s-start #start method="get" action=[&links.pages] autocomplete="off" {
            @if links.pages.is_none() { input type="hidden" name=(PAGES) value="1"; }
            // A GET form drops the query of its action: the language has to be a field.
            // A kiosk's documents are alike in all languages, so that one can be laid over the other.
            @if lang != Lang::default() || surface == Surface::Kiosk { input type="hidden" name="lang" value=(lang.tag()); }
            div.faces aria-hidden="true" { @for n in (1..=5).rev() { (parts::face(n)) } }
            p.where { (parts::whereabouts(place, lang)) }
            h1 tabindex="-1" { (words::ask(lang)) }
            p.facts { (facts(look.survey, place, lang)) }
            @if surface == Surface::Phone { (look.kind()) }
            button.btn.go.start type="submit" { (words::start(lang)) (parts::arrow_on()) }
            @if let (Surface::Kiosk, Some(Across::Quick(_, length))) = (surface, &links.across) {
                a.btn.across href=[links.across(lang)] { (words::quick(*length, lang)) }
            }
            @if surface == Surface::Kiosk { (kiosk::states(lang, place.ends())) }
            @match surface {
                Surface::Kiosk => (kiosk::leads_on(lang)),
                Surface::Phone => p.hint { (words::tap_hint(lang)) },
            }
            @match (surface, place) {
                (Surface::Kiosk, _) => { p.hint { (words::anonymous(lang)) } (kiosk::aside(lang, &links.kiosk)) }
                (Surface::Phone, Place::Desk { .. }) => p.hint { (words::wrong_place(lang)) },
                (Surface::Phone, Place::Receipt { .. }) => (wrong_receipt(lang, links)),
            }
        }
    }
}

/// The number of questions, the promise that nobody is named, and the further questions.
pub(super) fn facts(survey: &Survey, place: &Place<'_>, lang: Lang) -> Markup {
    let facts = if place.code().is_some() {
        words::facts_of(survey, lang)
    } else {
        words::facts_of_receipt(lang, length::rated(survey, lang))
    };
    html! { (facts) br; (length::besides(survey, lang)) }
}

fn wrong_receipt(lang: Lang, links: &Links) -> Markup {
    html! {
        details.hint {
            summary { (words::wrong_receipt(lang)) }
            p { (words::wrong_receipt_hint(lang)) " " a href=(links.typed) { (words::type_link(lang)) } "." }
        }
    }
}

/// The items of a factor. Where all of them have one and the same label for "not applicable", the
/// answer can be used for the whole part.
fn part(look: &Look<'_>, factor: &Factor) -> Markup {
    let items = &look.survey.items[factor.items.clone()];
    let first = items.first().and_then(|item| item.na_label.as_ref());
    let same = items.len() > 1 && first.is_some() && items.iter().all(|item| item.na_label.as_ref() == first);
    html! {
        section aria-label=(factor.title.get(look.lang)) data-same[same] {
            @for (place, item) in factor.items.clone().zip(items) { (look.item(place, item)) }
        }
    }
}

fn comment(look: &Look<'_>, surface: Surface) -> Markup {
    let lang = look.lang;
    html! {
        section.s.s-words #words data-step="words" data-field="comment" {
            (parts::mistakes(lang))
            (comment_field(lang, "", None, &look.further(None)))
            div.pair {
                button.btn.go #send type="submit" data-nothing=(words::nothing(lang)) { (words::send(lang)) }
                button.btn #plain type="button" { (words::send_plain(lang)) }
                @if surface == Surface::Kiosk { (kiosk::phone_words(lang)) }
            }
        }
    }
}

/// The text field, its hint and its count; `further` says which question it is.
pub(super) fn comment_field(lang: Lang, value: &str, error: Option<&str>, further: &Markup) -> Markup {
    let limit = COMMENT_LIMIT.to_string();
    let long = words::comment_long(lang, count(COMMENT_LIMIT as u64, lang));
    html! {
        label for="comment" { h2 tabindex="-1" { (further) span.ask { (words::comment(lang)) } } }
        p.cap #hint { (words::comment_hint(lang)) }
        p.err #comment-error hidden[error.is_none()] data-text=(long) { (parts::alert()) span { (error.unwrap_or_default()) } }
        textarea #comment name="comment" rows="3" data-limit=(limit) aria-describedby="hint comment-error count"
            autocomplete="off" autocorrect="off" spellcheck="false" autocapitalize="sentences" enterkeyhint="enter" {
            (value)
        }
        p.count #count role="status" data-left=(words::count_left(lang)) data-over=(words::count_over(lang)) {}
    }
}

/// The sections after the press of "send".
fn after(lang: Lang, surface: Surface, place: &Place<'_>, links: &Links) -> Markup {
    html! {
        section.s.s-end #sending role="status" { h2 tabindex="-1" { (words::sending(lang)) } }
        section.s.s-end #late {
            // `form.js` says whose fault it is: the network's or the system's.
            h2 tabindex="-1" data-busy=(words::busy(lang)) data-offline=(words::offline(lang)) {}
            p data-busy=(words::busy_hint(lang)) data-offline=(words::offline_hint(lang)) {}
            button.btn.go.again #again type="button" { (words::again(lang)) }
        }
        @if surface == Surface::Kiosk { (kiosk::unsaved(lang)) }
        (refused(lang, surface, place))
        section.s.s-end #done {
            span.ok { (parts::tick()) }
            h2 tabindex="-1" { (words::thanks(lang)) }
            // `form.js` fills it on every surface; a kiosk shows it to nobody.
            @match surface {
                Surface::Phone => (super::state::code(lang, &html! { strong #acknowledgement {} })),
                Surface::Kiosk => span #acknowledgement hidden {},
            }
            (parts::results(lang, surface, links))
            @if surface == Surface::Kiosk {
                button.btn.restart type="button" { (words::finish(lang)) }
                div.time aria-hidden="true" {}
            }
        }
    }
}

/// The sentences about a refusal, by its code or status.
fn refused(lang: Lang, surface: Surface, place: &Place<'_>) -> Markup {
    let receipt = place.code().is_none();
    let gone = if receipt { words::expired_receipt } else { words::expired };
    let unknown = if receipt { words::unknown_receipt } else { words::unknown };
    html! {
        section.s.s-end #refused {
            h2 tabindex="-1" data-submission_conflict=(words::conflict(lang)) data-already_answered=(words::already(lang))
                data-receipt_revoked=[receipt.then_some(words::revoked(lang))] data-survey_closed=(words::expired(lang))
                data-desk_ended=[(!receipt).then_some(words::desk_ended(lang))] data-unit_ended=(words::unit_ended(lang))
                data-404=(unknown(lang)) data-410=(gone(lang)) data-other=(words::refused(lang)) {}
            @if receipt {
                p { (words::state_thanks(lang)) }
                p #not-me-ask hidden { (words::not_me_ask(lang)) }
                button.btn #not-me type="submit" form="contest" hidden { (words::not_me(lang)) }
            }
            @if surface == Surface::Kiosk {
                button.btn.go.restart type="button" { (words::restart(lang)) }
            } @else {
                p { (words::still_here(lang)) }
                div.pair {
                    button.btn.go.again type="button" { (words::again(lang)) }
                    button.btn.look type="button" { (words::look(lang)) }
                }
            }
        }
    }
}

fn dialogs(lang: Lang, surface: Surface, quick: bool) -> Markup {
    let sends = quick.then(|| words::idle_send(lang));
    html! {
        dialog #rest aria-labelledby="rest-ask" {
            h2 #rest-ask { (words::rest(lang)) }
            div.pair {
                button.btn.go type="button" value="all" { (words::rest_all(lang)) }
                button.btn type="button" value="one" { (words::rest_one(lang)) }
            }
        }
        @if surface == Surface::Kiosk {
            dialog #idle aria-labelledby="idle-ask" {
                h2 #idle-ask { (words::idle(lang)) }
                p #idle-count data-text=(words::idle_count(lang)) data-sends=[sends] {}
                p.hide #idle-say role="status" {}
                div.pair {
                    button.btn.go type="button" { (words::stay(lang)) }
                    button.btn type="button" value="restart" { (words::restart(lang)) }
                }
            }
        } @else {
            dialog #wipe aria-labelledby="wipe-ask" {
                h2 #wipe-ask { (words::erase_ask(lang)) }
                div.pair {
                    button.btn.go type="button" value="erase" { (words::erase(lang)) }
                    button.btn type="button" { (words::keep(lang)) }
                }
            }
        }
    }
}
