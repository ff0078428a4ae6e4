//! The pages after a form without JavaScript, and in place of a form that cannot be had.

use super::{
    Heir, Links, Place, Surface,
    frame::Frame,
    parts::{self, results},
};
use crate::{
    collect::words,
    domain::language::{Lang, Said},
    ui::format::date,
};
use jiff::civil::Date;
use maud::{Markup, html};

/// Why there is no form.
#[derive(Clone, Copy, Debug)]
pub enum StatePage<'a> {
    /// The code on the poster names no desk; these do exist, as (URL of the form, name).
    UnknownDesk {
        desks: &'a [(String, String)],
    },
    /// A desk or a unit whose time is over, and where its work is done now.
    Ended {
        name: &'a str,
        is_desk: bool,
        last: Date,
        heirs: &'a [Heir],
    },
    /// A desk or a unit that does not exist yet.
    NotThere {
        name: &'a str,
        is_desk: bool,
        opens: Date,
    },
    Closed {
        last: Date,
    },
    NotYet {
        opens: Date,
    },
    /// The survey cannot be read or stored now.
    Busy,
    /// No receipt of this site.
    UnknownReceipt,
    ExpiredReceipt,
    RevokedReceipt,
    /// Somebody has answered the receipt. A person who says that it was not they is counted.
    Answered,
    /// It was counted.
    Contested,
    /// Too many things from this address that are no receipts.
    TooMany,
    /// The text for a kiosk was taken.
    PhonePageSent,
    PhonePageOver,
    PhonePageUnknown,
}

/// After sending: the same for all answers, on a phone with the code of what was stored; on the kiosk with the way back to the start.
pub fn thanks(place: &Place<'_>, surface: Surface, lang: Lang, links: &Links, acknowledgement: &str) -> Markup {
    let title = words::thanks(lang);
    let frame = Frame { surface, lang, links, title, place: Some(place), error: false, script: false, survey: None };
    frame.wrap(html! {
        div.s.s-end {
            span.ok { (parts::tick()) }
            h1 { (title) }
            @if surface == Surface::Phone { (code(lang, &html! { strong { (acknowledgement) } })) }
            (results(lang, surface, links))
            @if surface == Surface::Kiosk { a.btn href=(links.home()) { (words::finish(lang)) } }
        }
    })
}

/// A page in place of a form.
pub fn state_page(state: StatePage<'_>, surface: Surface, lang: Lang, links: &Links) -> Markup {
    let title = title(state, lang);
    let answered = matches!(state, StatePage::Answered);
    // Forms that a phone still holds are tried on every page that stands in place of a form.
    let script = surface == Surface::Phone
        && !matches!(state, StatePage::PhonePageSent | StatePage::PhonePageOver | StatePage::PhonePageUnknown);
    let frame = Frame { surface, lang, links, title: &title, place: None, error: false, script, survey: None };
    frame.wrap(html! {
        div.s.s-end #other { h1 { (title) } (body(state, surface, lang, links)) }
        @if answered || matches!(state, StatePage::ExpiredReceipt) { (own(lang, surface, links)) }
    })
}

/// The code of what was stored, and what it is for. Not for a screen that others see next: nothing can be done with
/// it there.
pub(super) fn code(lang: Lang, code: &Markup) -> Markup {
    html! { p.code { (words::acknowledgement(lang)) " " (code) } p.hint { (words::acknowledgement_for(lang)) } }
}

/// For the phone that sent the answers and never saw the acknowledgement: `form.js` gets it.
fn own(lang: Lang, surface: Surface, links: &Links) -> Markup {
    html! {
        div.s.s-end #own role="status" hidden {
            span.ok { (parts::tick()) }
            h1 tabindex="-1" { (words::thanks(lang)) }
            (code(lang, &html! { strong #acknowledgement {} }))
            (results(lang, surface, links))
        }
    }
}

fn title(state: StatePage<'_>, lang: Lang) -> String {
    let title: Said = match state {
        StatePage::Closed { last } => return words::closed(lang, date(last, lang)),
        StatePage::NotYet { opens } => return words::not_yet(lang, date(opens, lang)),
        StatePage::Ended { is_desk: true, .. } => words::desk_ended,
        StatePage::Ended { .. } => words::unit_ended,
        StatePage::NotThere { is_desk: true, .. } => words::desk_not_open,
        StatePage::NotThere { .. } => words::unit_not_open,
        StatePage::UnknownDesk { .. } => words::unknown,
        StatePage::Busy => words::busy_page,
        StatePage::UnknownReceipt => words::unknown_receipt,
        StatePage::ExpiredReceipt => words::expired_receipt,
        StatePage::RevokedReceipt => words::revoked,
        StatePage::Answered => words::already,
        StatePage::Contested => words::contested,
        StatePage::TooMany => words::too_many_tries,
        StatePage::PhonePageSent => words::phone_page_sent,
        StatePage::PhonePageOver => words::phone_page_over,
        StatePage::PhonePageUnknown => words::phone_page_unknown,
    };
    title(lang).to_owned()
}

fn body(state: StatePage<'_>, surface: Surface, lang: Lang, links: &Links) -> Markup {
    let text = |text: Said| html! { p { (text(lang)) } };
    let thanks = || text(words::state_thanks);
    let typed = || html! { p { a.btn href=(links.typed) { (words::type_title(lang)) } } };
    html! {
        @match state {
            StatePage::UnknownDesk { desks } => {
                @if !desks.is_empty() {
                    (text(words::unknown_hint))
                    ul.desks { @for (href, name) in desks { li { a href=(href) { (name) (parts::arrow_on()) } } } }
                }
            }
            StatePage::Ended { name, last, heirs, .. } => {
                p { (words::last_day(lang, name, date(last, lang))) }
                (heirs_list(heirs, lang))
                (text(words::receipts_still))
                (typed())
            }
            StatePage::NotThere { name, opens, .. } => {
                p { (words::first_day(lang, name, date(opens, lang))) }
            }
            StatePage::Closed { .. } => { (thanks()) (results(lang, surface, links)) }
            StatePage::NotYet { .. } => { (text(words::not_yet_hint)) (thanks()) }
            StatePage::Busy => (text(words::busy_page_hint)),
            StatePage::UnknownReceipt => { (text(words::unknown_receipt_hint)) (typed()) }
            StatePage::ExpiredReceipt => { (text(words::expired_receipt_hint)) (thanks()) (results(lang, surface, links)) }
            StatePage::RevokedReceipt => { (text(words::revoked_hint)) (thanks()) }
            StatePage::Answered => {
                (thanks())
                (results(lang, surface, links))
                p { (words::not_me_ask(lang)) }
                button.btn type="submit" form="contest" { (words::not_me(lang)) }
                (not_me())
            }
            StatePage::Contested => { (text(words::contested_hint)) (thanks()) }
            StatePage::TooMany => { (text(words::too_many_tries_hint)) (typed()) }
            StatePage::PhonePageSent => (text(words::phone_page_sent_hint)),
            StatePage::PhonePageOver => (text(words::phone_page_over_hint)),
            StatePage::PhonePageUnknown => (text(words::phone_page_unknown_hint)),
        }
    }
}

/// By desk, each with the units whose work it takes in.
fn heirs_list(heirs: &[Heir], lang: Lang) -> Markup {
    html! {
        @if heirs.is_empty() { p { (words::no_heirs(lang)) } }
        @else {
            p { (words::heirs(lang)) }
            ul.desks {
                @for heir in heirs {
                    li {
                        @if let Some(href) = &heir.href { a href=(href) { (heir.desk) (parts::arrow_on()) } }
                        p.hint lang=(Lang::Vi.tag()) { (heir.units.join("; ")) }
                    }
                }
            }
        }
    }
}

/// The field and its value with which a person says that it was not they who answered.
pub const SAYS: (&str, &str) = ("says", "not-me");

/// The form of the button "it was not me". It posts to the page's own address: the receipt's.
pub(super) fn not_me() -> Markup {
    html! { form #contest method="post" { input type="hidden" name=(SAYS.0) value=(SAYS.1); } }
}
