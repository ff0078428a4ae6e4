//! The public home, and what is said of accessibility.

use super::{Links, Surface, frame::Frame, parts, typed};
use crate::{
    collect::words::{self, home as say},
    domain::language::{Lang, Said},
};
use maud::{Markup, html};

/// Where the pages of the home lead, and whom people may ask.
#[derive(Clone, Copy, Debug)]
pub struct HomeLinks<'h> {
    pub home: &'h str,
    pub accessibility: &'h str,
    pub api: &'h str,
    pub staff: &'h str,
    pub contact: Option<&'h str>,
}

/// Where somebody comes who has no link: how to answer, the results, help.
pub fn home(lang: Lang, links: &Links, own: &HomeLinks<'_>) -> Markup {
    let t = |text: Said| text(lang);
    let main = html! {
        h1 { (t(say::home)) }
        p { (t(say::home_about)) }
        h2 { (t(say::answer)) }
        ul.plain { li { (t(say::scan)) } li { (t(say::scan_desk)) } }
        form.type method="post" action=(in_language(&links.typed, lang)) autocomplete="off" {
            label for="code" { (t(say::code)) }
            (typed::field("", "code-hint", false))
            p.cap #code-hint { (t(words::type_hint)) }
            button.btn.go type="submit" { (t(words::go_on)) (parts::arrow_on()) }
        }
        h2 { (t(say::see_results)) }
        p { (t(say::results_about)) }
        p { a.btn href=(in_language(&links.results, lang)) { (t(say::see_results)) (parts::arrow_on()) } }
        (contact(lang, own))
        nav.more aria-label=(t(say::pages)) {
            a href=(in_language(own.accessibility, lang)) { (t(say::accessibility)) }
            a href=(in_language(own.api, lang)) { (t(say::api)) }
            a href=(own.staff) { (t(say::staff)) }
        }
    };
    framed(t(say::home), lang, links, &main)
}

/// The aim of the site, the things that work and those that do not.
pub fn accessibility(lang: Lang, links: &Links, own: &HomeLinks<'_>) -> Markup {
    let t = |text: Said| text(lang);
    let list = |points: &[&str]| html! { ul.plain { @for point in points { li { (point) } } } };
    let main = html! {
        h1 { (t(say::accessibility)) }
        p { (t(say::standard)) }
        h2 { (t(say::does)) }
        (list(&say::does_list(lang)))
        h2 { (t(say::lacks)) }
        (list(&say::lacks_list(lang)))
        h2 { (t(say::trouble)) }
        p { (t(say::trouble_hint)) }
        (contact(lang, own))
        nav.more aria-label=(t(say::pages)) { a href=(in_language(own.home, lang)) { (t(say::home)) } }
    };
    framed(t(say::accessibility), lang, links, &main)
}

fn contact(lang: Lang, own: &HomeLinks<'_>) -> Markup {
    html! {
        h2 { (say::help(lang)) }
        p { (own.contact.unwrap_or(say::help_any(lang))) }
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
