//! The public home, and what is said of accessibility.

use super::{Links, Surface, frame::Frame, parts, typed};
use crate::{
    collect::words::{self, Pair, home as say},
    domain::language::Lang,
};
use maud::{Markup, html};

/// Where the pages of the home lead, and whom people may ask.
#[derive(Clone, Copy, Debug)]
pub struct HomeLinks<'h> {
    pub home: &'h str,
    pub accessibility: &'h str,
    pub staff: &'h str,
    pub contact: Option<&'h str>,
}

/// Where somebody comes who has no link: how to answer, the results, help.
pub fn home(lang: Lang, links: &Links, own: &HomeLinks<'_>) -> Markup {
    let t = |pair: Pair| pair.get(lang);
    let main = html! {
        h1 { (t(say::HOME)) }
        p { (t(say::HOME_ABOUT)) }
        h2 { (t(say::ANSWER)) }
        ul.plain { li { (t(say::SCAN)) } li { (t(say::SCAN_DESK)) } }
        form.type method="post" action=(in_language(&links.typed, lang)) autocomplete="off" {
            label for="code" { (t(say::CODE)) }
            (typed::field("", "code-hint", false))
            p.cap #code-hint { (t(words::TYPE_HINT)) }
            button.btn.go type="submit" { (t(words::CONTINUE)) (parts::arrow_on()) }
        }
        h2 { (t(say::SEE_RESULTS)) }
        p { (t(say::RESULTS_ABOUT)) }
        p { a.btn href=(in_language(&links.results, lang)) { (t(say::SEE_RESULTS)) (parts::arrow_on()) } }
        (contact(lang, own))
        nav.more aria-label=(t(say::PAGES)) {
            a href=(in_language(own.accessibility, lang)) { (t(say::ACCESSIBILITY)) }
            a href=(own.staff) { (t(say::STAFF)) }
        }
    };
    framed(t(say::HOME), lang, links, &main)
}

/// What the site aims at, what works and what does not.
pub fn accessibility(lang: Lang, links: &Links, own: &HomeLinks<'_>) -> Markup {
    let t = |pair: Pair| pair.get(lang);
    let list = |points: &[Pair]| html! { ul.plain { @for point in points { li { (t(*point)) } } } };
    let main = html! {
        h1 { (t(say::ACCESSIBILITY)) }
        p { (t(say::STANDARD)) }
        h2 { (t(say::DOES)) }
        (list(&say::DOES_LIST))
        h2 { (t(say::LACKS)) }
        (list(&say::LACKS_LIST))
        h2 { (t(say::TROUBLE)) }
        p { (t(say::TROUBLE_HINT)) }
        (contact(lang, own))
        nav.more aria-label=(t(say::PAGES)) { a href=(in_language(own.home, lang)) { (t(say::HOME)) } }
    };
    framed(t(say::ACCESSIBILITY), lang, links, &main)
}

fn contact(lang: Lang, own: &HomeLinks<'_>) -> Markup {
    html! {
        h2 { (say::HELP.get(lang)) }
        p { (own.contact.unwrap_or(say::HELP_ANY.get(lang))) }
    }
}

fn in_language(path: &str, lang: Lang) -> String {
    format!("{path}?lang={}", lang.tag())
}

fn framed(title: &str, lang: Lang, links: &Links, main: &Markup) -> Markup {
    let surface = Surface::Phone;
    let frame = Frame { surface, lang, links, title, place: None, error: false, script: false, survey: None };
    frame.wrap(html! { div.s.home { (main) } })
}
