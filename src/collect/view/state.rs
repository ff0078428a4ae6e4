//! What is shown after a form without JavaScript, and in place of a form that cannot be had.

use super::{Links, Place, Surface, document::results, frame::Frame, parts};
use crate::{collect::words, domain::survey::Lang};
use jiff::civil::Date;
use maud::{Markup, html};

/// Why there is no form.
#[derive(Clone, Copy, Debug)]
pub enum StatePage<'a> {
    /// The code on the poster names no desk; these do exist, as (URL of the form, name).
    UnknownDesk {
        desks: &'a [(String, String)],
    },
    Closed {
        last: Date,
    },
    NotYet {
        opens: Date,
    },
    /// The survey cannot be read or stored now.
    Busy,
}

/// After sending: the same for all answers, with the receipt's code; on the kiosk with the way back to the start.
#[must_use]
pub fn thanks(place: &Place<'_>, surface: Surface, lang: Lang, links: &Links, receipt: &str) -> Markup {
    let title = words::THANKS.get(lang);
    let frame =
        Frame { surface, lang, links, title, place: Some(place.name(lang)), error: false, script: false, keys: None };
    frame.wrap(html! {
        div.s.s-end {
            span.ok { (parts::tick()) }
            h1 { (title) }
            p.code { (words::RECEIPT.get(lang)) " " strong { (receipt) } }
            (results(lang, surface, links))
            @if surface == Surface::Kiosk { a.btn href=(links.form_vi) { (words::FINISH.get(lang)) } }
        }
    })
}

/// A page in place of a form.
#[must_use]
pub fn state_page(state: StatePage<'_>, surface: Surface, lang: Lang, links: &Links) -> Markup {
    let title = match state {
        StatePage::UnknownDesk { .. } => words::UNKNOWN.get(lang).to_owned(),
        StatePage::Closed { last } => words::CLOSED.with(lang, &[("day", &words::day(last, lang))]),
        StatePage::NotYet { opens } => words::NOT_YET.with(lang, &[("day", &words::day(opens, lang))]),
        StatePage::Busy => words::BUSY_PAGE.get(lang).to_owned(),
    };
    let frame = Frame { surface, lang, links, title: &title, place: None, error: false, script: false, keys: None };
    frame.wrap(html! {
        div.s.s-end {
            h1 { (title) }
            @match state {
                StatePage::UnknownDesk { desks } => {
                    @if !desks.is_empty() {
                        p { (words::UNKNOWN_HINT.get(lang)) }
                        ul.desks { @for (href, name) in desks { li { a href=(href) { (name) (parts::arrow_on()) } } } }
                    }
                }
                StatePage::Closed { .. } => {
                    p { (words::STATE_THANKS.get(lang)) }
                    (results(lang, surface, links))
                }
                StatePage::NotYet { .. } => p { (words::STATE_THANKS.get(lang)) },
                StatePage::Busy => p { (words::BUSY_PAGE_HINT.get(lang)) },
            }
        }
    })
}
