//! The list of devices by desk, what of it needs a look, and the form for a new one.

use crate::devices::{
    form::NewDevice,
    row::DeviceRow,
    table::{self, Links},
    words,
};
use crate::domain::{hours::OpeningHours, language::Lang, unit::Desk};
use crate::ui::{
    form::{self, Field, Mistake, Select},
    format, icon,
    qr::Symbol,
};
use crate::web::paths::{self, route};
use jiff::civil::DateTime;
use maud::{Markup, html};

/// Names said before "and n more".
const NAMES: usize = 3;

/// The state of the page.
pub struct Devices<'d> {
    pub lang: Lang,
    pub rows: &'d [DeviceRow],
    pub desks: &'d [Desk],
    pub hours: &'d OpeningHours,
    pub at: DateTime,
    /// A tablet could be paired here at all.
    pub secure: bool,
    pub link: Links<'d>,
    /// Which account types.
    pub by: &'d str,
    pub typed: &'d NewDevice,
    pub mistakes: &'d [Mistake],
}

pub fn devices(page: &Devices) -> Markup {
    let lang = page.lang;
    let (with, without): (Vec<&Desk>, Vec<&Desk>) =
        page.desks.iter().partition(|desk| page.rows.iter().any(|row| row.desk == desk.code));
    html! {
        (form::summary(page.mistakes, lang))
        h1 { (words::devices(lang)) }
        @if with.is_empty() {
            p { (words::none(lang)) }
        } @else {
            p.note { (words::as_of(lang, format::moment(page.at, lang))) }
            (attention(page))
        }
        @for desk in with { (at_desk(page, desk)) }
        (add(page))
        (other_desks(page, &without))
    }
}

/// Which devices it is about, and what is said of so many with these names.
type Rule = (fn(&DeviceRow) -> bool, fn(Lang, usize, String) -> String);

/// Sentences by rule, the most urgent first.
fn attention(page: &Devices) -> Markup {
    let lang = page.lang;
    let rules: [Rule; 5] = [
        (DeviceRow::is_silent, words::silent_devices),
        (DeviceRow::has_too_much, words::too_much),
        (DeviceRow::has_refused, words::refused_by),
        (DeviceRow::has_much, words::much),
        (DeviceRow::is_unkept, words::unkept_by),
    ];
    let said: Vec<String> = rules
        .into_iter()
        .filter_map(|(is_so, say)| {
            let rows: Vec<&DeviceRow> = page.rows.iter().filter(|row| is_so(row)).collect();
            (!rows.is_empty()).then(|| say(lang, rows.len(), named(page, &rows)))
        })
        .collect();
    html! {
        section.card.attention {
            h2 { (words::attention(lang)) }
            @if said.is_empty() { p { (words::nothing(lang)) } }
            @else { ul { @for sentence in said { li { (icon::warning()) span { (sentence) } } } } }
        }
    }
}

fn named(page: &Devices, rows: &[&DeviceRow]) -> String {
    let desk =
        |row: &DeviceRow| page.desks.iter().find(|desk| desk.code == row.desk).map(|desk| desk.name_in(page.lang));
    let name = |row: &&DeviceRow| format!("{} – {}", row.name, desk(row).unwrap_or(&row.desk));
    let some = rows.iter().take(NAMES).map(name).collect::<Vec<_>>().join("; ");
    match rows.len().saturating_sub(NAMES) {
        0 => some,
        more => words::and_more(page.lang, some, more),
    }
}

fn at_desk(page: &Devices, desk: &Desk) -> Markup {
    let (lang, name) = (page.lang, desk.name_in(page.lang));
    let rows: Vec<&DeviceRow> = page.rows.iter().filter(|row| row.desk == desk.code).collect();
    html! {
        section.card #{ "desk-" (desk.code) } {
            h2 { (name) }
            p.note { (words::hours_line(lang, hours(page, desk))) " · " (change(page, desk)) }
            (table::devices(&rows, name, page.link, lang))
        }
    }
}

fn hours(page: &Devices, desk: &Desk) -> String {
    let own = page.hours.desks.contains_key(&desk.code);
    let whose = if own { words::own_hours(page.lang) } else { words::site_hours(page.lang) };
    format!("{} ({whose})", format::hours(page.hours.of(&desk.code), page.lang))
}

fn change(page: &Devices, desk: &Desk) -> Markup {
    html! {
        a href=((page.link)(&paths::staff_desk_hours(&desk.code))) {
            (words::change_hours(page.lang)) span.quiet { " " (words::change_hours_of(page.lang, desk.name_in(page.lang))) }
        }
    }
}

fn add(page: &Devices) -> Markup {
    let (lang, typed) = (page.lang, page.typed);
    let desks = page.desks.iter().map(|desk| (desk.code.as_str(), desk.name_in(lang)));
    let desks: Vec<(&str, &str)> = std::iter::once(("", words::choose(lang))).chain(desks).collect();
    let name = Field {
        name: "name",
        label: words::name(lang),
        hint: Some(words::name_hint(lang)),
        kind: "text",
        value: &typed.name,
        autocomplete: "off",
    };
    html! {
        section.card {
            h2 { (words::add(lang)) }
            p.note { (words::add_about(lang)) }
            (no_https(page.secure, lang))
            form.form method="post" action=((page.link)(route::STAFF_DEVICES)) {
                (form::typed_by(page.by))
                (form::select(&Select { name: "desk", label: words::desk(lang), options: &desks, chosen: &typed.desk }, page.mistakes, lang))
                (form::field(&name, page.mistakes, lang))
                button { (words::add_button(lang)) }
            }
        }
    }
}

fn no_https(secure: bool, lang: Lang) -> Markup {
    html! { @if !secure { div.notice { (icon::warning()) p { (words::no_https(lang)) } } } }
}

fn other_desks(page: &Devices, desks: &[&Desk]) -> Markup {
    html! {
        @if !desks.is_empty() {
            section.card {
                details {
                    summary { (words::other_desks(page.lang, desks.len())) }
                    ul.stack { @for desk in desks {
                        li { b { (desk.name_in(page.lang)) } br; (hours(page, desk)) " · " (change(page, desk)) }
                    } }
                }
            }
        }
    }
}

/// Code and PIN, shown once, and what to do with them.
pub struct Ticket<'t> {
    pub lang: Lang,
    pub title: &'t str,
    pub code: &'t str,
    pub pin: &'t str,
    pub until: DateTime,
    pub symbol: &'t Symbol,
    pub url: &'t str,
    pub secure: bool,
    pub list: &'t str,
}

pub fn ticket(ticket: &Ticket) -> Markup {
    let lang = ticket.lang;
    let until = format!("{:02}:{:02}", ticket.until.hour(), ticket.until.minute());
    html! {
        h1 { (ticket.title) }
        (no_https(ticket.secure, lang))
        section.secret role="status" {
            div.pair {
                div { h2 { (words::code(lang)) } p { code { (ticket.code) } } }
                div { h2 { (words::pin(lang)) } p { code { (ticket.pin) } } }
            }
            p.note { (words::made_once(lang)) }
        }
        section.card.steps {
            (ticket.symbol.svg(&words::qr_title(lang, ticket.url)))
            ol {
                li { (words::step_open(lang)) " " b { (ticket.url) } }
                li { (words::step_tap(lang)) }
                li { (words::step_type(lang, ticket.code, until)) }
                li { (words::step_look(lang)) }
            }
        }
        p { a href=(ticket.list) { (words::to_list(lang)) } }
    }
}
