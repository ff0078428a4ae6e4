//! The whole form in one static document.

use super::{Across, Links, Place, Surface, choice, frame::Frame, kiosk, parts, question::Look, quick};
use crate::{
    collect::words,
    domain::{
        language::Lang,
        submission::COMMENT_LIMIT,
        survey::{Factor, Survey},
    },
    ui::length,
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
        title: words::ASK.get(lang),
        place: Some(place),
        error: false,
        script: true,
        survey: Some(survey),
    };
    frame.wrap(html! {
        @if survey.is_quick() { (quick::start(&look, place, surface, links)) }
        @else { (start(&look, place, surface, links)) }
        form #form novalidate hidden autocomplete="off" {
            h1.hide { (words::NAME.get(lang)) }
            progress #bar value="0" max=(survey.items.len()) aria-hidden="true" hidden[survey.is_quick()] {}
            @if surface == Surface::Phone { div.top { (parts::back(lang, false)) } }
            @if surface == Surface::Kiosk && !survey.is_quick() { (look.kind()) }
            @if !place.choice().is_empty() { (look.units(place)) }
            @if survey.is_quick() { (quick::reasons(&look)) } @else { (questions(&look, surface)) }
            (after(lang, surface, place, links))
            div.foot #foot {
                @if surface == Surface::Kiosk { (parts::back(lang, false)) }
                button.quiet #skip type="button" hidden { (words::SKIP.get(lang)) }
                button.btn #more type="button" hidden { (words::MORE.get(lang)) (parts::arrow_on()) }
                button.btn.go #next type="button" hidden { (words::CONTINUE.get(lang)) (parts::arrow_on()) }
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
            h1 tabindex="-1" { (words::ASK.get(lang)) }
            p.facts { (facts(look.survey, place, lang)) }
            @if surface == Surface::Phone { (look.kind()) }
            button.btn.go.start type="submit" { (words::START.get(lang)) (parts::arrow_on()) }
            @if let (Surface::Kiosk, Some(Across::Quick(_, length))) = (surface, &links.across) {
                a.btn.across href=[links.across(lang)] { (words::quick(*length, lang)) }
            }
            @if surface == Surface::Kiosk { (kiosk::states(lang, place.ends())) }
            @match surface {
                Surface::Kiosk => (kiosk::leads_on(lang)),
                Surface::Phone => p.hint { (words::TAP_HINT.get(lang)) },
            }
            @match (surface, place) {
                (Surface::Kiosk, _) => { p.hint { (words::ANONYMOUS.get(lang)) } (kiosk::aside(lang, &links.kiosk)) }
                (Surface::Phone, Place::Desk { .. }) => p.hint { (words::WRONG_PLACE.get(lang)) },
                (Surface::Phone, Place::Receipt { .. }) => (wrong_receipt(lang, links)),
            }
        }
    }
}

/// How much is asked, that nobody is named, and what may be answered besides.
pub(super) fn facts(survey: &Survey, place: &Place<'_>, lang: Lang) -> Markup {
    let facts = if place.code().is_some() { words::FACTS } else { words::FACTS_OF_RECEIPT };
    html! { (words::survey_facts(facts, survey, lang)) br; (length::besides(survey, lang)) }
}

fn wrong_receipt(lang: Lang, links: &Links) -> Markup {
    html! {
        details.hint {
            summary { (words::WRONG_RECEIPT.get(lang)) }
            p { (words::WRONG_RECEIPT_HINT.get(lang)) " " a href=(links.typed) { (words::TYPE_LINK.get(lang)) } "." }
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
                button.btn.go #send type="submit" data-nothing=(words::NOTHING.get(lang)) { (words::SEND.get(lang)) }
                button.btn #plain type="button" { (words::SEND_PLAIN.get(lang)) }
                @if surface == Surface::Kiosk { (kiosk::phone_words(lang)) }
            }
        }
    }
}

/// The text field, its hint and its count; `further` says which question it is.
pub(super) fn comment_field(lang: Lang, value: &str, error: Option<&str>, further: &Markup) -> Markup {
    let limit = COMMENT_LIMIT.to_string();
    let long = words::COMMENT_LONG.with(lang, &[("n", &words::number(COMMENT_LIMIT, lang))]);
    html! {
        label for="comment" { h2 tabindex="-1" { (further) span.ask { (words::COMMENT.get(lang)) } } }
        p.cap #hint { (words::COMMENT_HINT.get(lang)) }
        p.err #comment-error hidden[error.is_none()] data-text=(long) { (parts::alert()) span { (error.unwrap_or_default()) } }
        textarea #comment name="comment" rows="3" data-limit=(limit) aria-describedby="hint comment-error count"
            autocomplete="off" autocorrect="off" spellcheck="false" autocapitalize="sentences" enterkeyhint="enter" {
            (value)
        }
        p.count #count role="status" data-left=(words::COUNT_LEFT.get(lang)) data-over=(words::COUNT_OVER.get(lang)) {}
    }
}

/// What follows the press of "send".
fn after(lang: Lang, surface: Surface, place: &Place<'_>, links: &Links) -> Markup {
    html! {
        section.s.s-end #sending role="status" { h2 tabindex="-1" { (words::SENDING.get(lang)) } }
        section.s.s-end #late {
            // `form.js` says whose fault it is: the network's or the system's.
            h2 tabindex="-1" data-busy=(words::BUSY.get(lang)) data-offline=(words::OFFLINE.get(lang)) {}
            p data-busy=(words::BUSY_HINT.get(lang)) data-offline=(words::OFFLINE_HINT.get(lang)) {}
            button.btn.go.again #again type="button" { (words::AGAIN.get(lang)) }
        }
        @if surface == Surface::Kiosk { (kiosk::unsaved(lang)) }
        (refused(lang, surface, place))
        section.s.s-end #done {
            span.ok { (parts::tick()) }
            h2 tabindex="-1" { (words::THANKS.get(lang)) }
            // `form.js` fills it on every surface; a kiosk shows it to nobody.
            @match surface {
                Surface::Phone => (super::state::code(lang, &html! { strong #receipt {} })),
                Surface::Kiosk => span #receipt hidden {},
            }
            (parts::results(lang, surface, links))
            @if surface == Surface::Kiosk {
                button.btn.restart type="button" { (words::FINISH.get(lang)) }
                div.time aria-hidden="true" {}
            }
        }
    }
}

/// What is said of a refusal, by its code or status.
fn refused(lang: Lang, surface: Surface, place: &Place<'_>) -> Markup {
    let receipt = place.code().is_none();
    let gone = if receipt { words::EXPIRED_RECEIPT } else { words::EXPIRED };
    let unknown = if receipt { words::UNKNOWN_RECEIPT } else { words::UNKNOWN };
    html! {
        section.s.s-end #refused {
            h2 tabindex="-1" data-submission_conflict=(words::CONFLICT.get(lang)) data-already_answered=(words::ALREADY.get(lang))
                data-receipt_revoked=[receipt.then_some(words::REVOKED.get(lang))] data-survey_closed=(words::EXPIRED.get(lang))
                data-desk_ended=[(!receipt).then_some(words::DESK_ENDED.get(lang))] data-unit_ended=(words::UNIT_ENDED.get(lang))
                data-404=(unknown.get(lang)) data-410=(gone.get(lang)) data-other=(words::REFUSED.get(lang)) {}
            @if receipt {
                p { (words::STATE_THANKS.get(lang)) }
                p #not-me-ask hidden { (words::NOT_ME_ASK.get(lang)) }
                button.btn #not-me type="submit" form="contest" hidden { (words::NOT_ME.get(lang)) }
            }
            @if surface == Surface::Kiosk {
                button.btn.go.restart type="button" { (words::RESTART.get(lang)) }
            } @else {
                p { (words::STILL_HERE.get(lang)) }
                div.pair {
                    button.btn.go.again type="button" { (words::AGAIN.get(lang)) }
                    button.btn.look type="button" { (words::LOOK.get(lang)) }
                }
            }
        }
    }
}

fn dialogs(lang: Lang, surface: Surface, quick: bool) -> Markup {
    let sends = quick.then(|| words::IDLE_SEND.get(lang));
    html! {
        dialog #rest aria-labelledby="rest-ask" {
            h2 #rest-ask { (words::REST.get(lang)) }
            div.pair {
                button.btn.go type="button" value="all" { (words::REST_ALL.get(lang)) }
                button.btn type="button" value="one" { (words::REST_ONE.get(lang)) }
            }
        }
        @if surface == Surface::Kiosk {
            dialog #idle aria-labelledby="idle-ask" {
                h2 #idle-ask { (words::IDLE.get(lang)) }
                p #idle-count data-text=(words::IDLE_COUNT.get(lang)) data-sends=[sends] {}
                p.hide #idle-say role="status" {}
                div.pair {
                    button.btn.go type="button" { (words::STAY.get(lang)) }
                    button.btn type="button" value="restart" { (words::RESTART.get(lang)) }
                }
            }
        } @else {
            dialog #wipe aria-labelledby="wipe-ask" {
                h2 #wipe-ask { (words::ERASE_ASK.get(lang)) }
                div.pair {
                    button.btn.go type="button" value="erase" { (words::ERASE.get(lang)) }
                    button.btn type="button" { (words::KEEP.get(lang)) }
                }
            }
        }
    }
}
