//! The page of one device, the question before its end, and the opening hours of a desk.

use crate::devices::{
    row::{DeviceRow, Said, State, Version},
    table::{self, Links},
    words,
};
use crate::domain::language::Lang;
use crate::ui::{
    form::{self, Field, Mistake},
    format,
};
use crate::web::paths;
use maud::{Markup, html};

/// The state of a device's page.
pub struct DevicePage<'p> {
    pub lang: Lang,
    pub row: &'p DeviceRow,
    /// The name of its desk.
    pub place: &'p str,
    /// The PIN that was made just now.
    pub pin: Option<&'p str>,
    /// Which account types.
    pub by: &'p str,
    /// Its name as typed.
    pub name: &'p str,
    pub mistakes: &'p [Mistake],
    pub link: Links<'p>,
    pub list: &'p str,
}

pub fn device(page: &DevicePage) -> Markup {
    let (lang, row) = (page.lang, page.row);
    html! {
        (form::summary(page.mistakes, lang))
        (crumbs(page.list, page.place, lang))
        h1 { (row.name) }
        @if let Some(pin) = page.pin {
            section.secret role="status" {
                h2 { (words::pin_made(lang, &row.name)) }
                p { code { (pin) } }
                p.note { (words::pin_once(lang)) }
            }
        }
        section.card {
            p { (table::state(row, page.link, lang)) }
            @if let Some(said) = &row.said { (facts(said, lang)) }
        }
        @if !matches!(row.state, State::Revoked(_)) { (actions(page)) }
    }
}

fn crumbs(list: &str, place: &str, lang: Lang) -> Markup {
    html! { nav.crumbs aria-label=(words::breadcrumb(lang)) { a href=(list) { (words::devices(lang)) } span { (place) } } }
}

fn facts(said: &Said, lang: Lang) -> Markup {
    let moment = |is: bool, time| if is { format::moment(time, lang) } else { words::never_heard(lang).to_owned() };
    let kept = if said.persisted { words::persisted(lang) } else { words::not_persisted(lang) };
    let battery = said.battery.map_or_else(|| words::unknown(lang).to_owned(), |percent| words::percent(lang, percent));
    html! {
        dl.means {
            (fact(words::heard(lang), &html! { (moment(said.ever, said.heard)) }))
            (fact(words::queue(lang), &table::queue(said, lang)))
            (fact(words::app(lang), &version(&said.app, lang)))
            (fact(words::survey(lang), &version(&said.survey, lang)))
            (fact(words::battery(lang), &html! { (battery) }))
            (fact(words::kept(lang), &html! { @if said.ever { (kept) } @else { (words::unknown(lang)) } }))
            (fact(words::pin_locked(lang), &html! { (format::count(said.pin_locked.into(), lang)) }))
            (fact(words::paired(lang), &html! { (format::moment(said.paired, lang)) }))
        }
    }
}

fn fact(term: &str, value: &Markup) -> Markup {
    html! { div { dt { (term) } dd { (value) } } }
}

fn version(version: &Version, lang: Lang) -> Markup {
    html! { (table::version(version, lang).shown(lang)) }
}

fn actions(page: &DevicePage) -> Markup {
    let (lang, id) = (page.lang, &page.row.id);
    let name = Field {
        name: "name",
        label: words::name(lang),
        hint: Some(words::name_hint(lang)),
        kind: "text",
        value: page.name,
        autocomplete: "off",
    };
    html! {
        section.card {
            h2 { (words::rename(lang)) }
            form.form method="post" action=((page.link)(&paths::staff_device_name(id))) {
                (form::typed_by(page.by))
                (form::field(&name, page.mistakes, lang))
                button { (words::rename_button(lang)) }
            }
        }
        section.card {
            h2 { (words::new_pin(lang)) }
            p.note { (words::new_pin_about(lang)) }
            form.form method="post" action=((page.link)(&paths::staff_device_pin(id))) {
                button.second { (words::new_pin_button(lang)) }
            }
        }
        section.card {
            h2 { (words::revoke(lang)) }
            p.note { (words::revoke_about(lang)) }
            p { a href=((page.link)(&paths::staff_device_revoke(id))) { (words::revoke_ask(lang)) } }
        }
    }
}

/// The question before a device's end.
pub struct Revoking<'r> {
    pub lang: Lang,
    pub row: &'r DeviceRow,
    pub title: &'r str,
    pub place: &'r str,
    pub revoke: &'r str,
    pub back: &'r str,
}

pub fn revoking(page: &Revoking) -> Markup {
    let lang = page.lang;
    let left = page.row.said.as_ref().filter(|said| said.queued + said.dead > 0);
    html! {
        (crumbs(page.back, page.place, lang))
        h1 { (page.title) }
        section.card {
            ul.stack {
                li { (words::revoke_effect(lang)) }
                @if let Some(said) = left {
                    @let count = format::count((said.queued + said.dead).into(), lang);
                    li { b { (words::revoke_left(lang, count, format::moment(said.heard, lang))) } }
                } @else { li { (words::revoke_none(lang)) } }
                li { (words::revoke_rescue(lang)) }
            }
            form.form method="post" action=(page.revoke) { button { (words::revoke_button(lang)) } }
            p { a href=(page.back) { (words::revoke_back(lang)) } }
        }
    }
}

/// The form of a desk's hours.
pub struct HoursPage<'h> {
    pub lang: Lang,
    pub title: &'h str,
    /// Which account types.
    pub by: &'h str,
    pub typed: &'h str,
    /// Hours of the site, in words.
    pub site: &'h str,
    pub set: &'h str,
    pub list: &'h str,
    pub mistakes: &'h [Mistake],
}

pub fn hours(page: &HoursPage) -> Markup {
    let lang = page.lang;
    let field = Field {
        name: "hours",
        label: words::hours(lang),
        hint: Some(words::hours_hint(lang)),
        kind: "text",
        value: page.typed,
        autocomplete: "off",
    };
    html! {
        (form::summary(page.mistakes, lang))
        nav.crumbs aria-label=(words::breadcrumb(lang)) { a href=(page.list) { (words::devices(lang)) } }
        h1 { (page.title) }
        section.card {
            p.note { (words::hours_about(lang)) }
            form.form method="post" action=(page.set) {
                (form::typed_by(page.by))
                (form::field(&field, page.mistakes, lang))
                button { (words::hours_button(lang)) }
            }
        }
        section.card {
            p { (words::hours_site(lang, page.site)) }
            form.form method="post" action=(page.set) {
                input type="hidden" name="site" value="1";
                button.second { (words::hours_site_button(lang)) }
            }
        }
    }
}
