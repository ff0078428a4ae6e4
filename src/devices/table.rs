//! Devices of a desk as a table; the words for what each is doing are the same on its own page.

use crate::devices::{
    row::{DeviceRow, Said, State, Version},
    words,
};
use crate::domain::{device::Load, language::Lang};
use crate::ui::{
    format,
    icon::{self, Signal},
    table::{Column, Dress, Table, Value},
};
use crate::web::paths;
use maud::{Markup, html};

/// A path of ours in the language of the page.
pub type Links<'l> = &'l dyn Fn(&str) -> String;

pub fn devices(rows: &[&DeviceRow], desk: &str, link: Links, lang: Lang) -> Markup {
    let table = Table {
        caption: words::list(lang, desk),
        columns: vec![
            Column::words("name", words::name(lang)),
            Column::words("state", words::state(lang)),
            Column::words("heard", words::heard(lang)),
            Column::words("queue", words::queue(lang)),
            Column::words("app", words::app(lang)),
            Column::words("survey", words::survey(lang)),
            Column::words("battery", words::battery(lang)),
        ],
        rows: rows.iter().map(|row| values(row, lang)).collect(),
        names: 0,
    };
    let dress = Dress {
        cell: &|place, column, text| match column.key.as_str() {
            "name" if rows[place].said.is_some() => {
                html! { a href=(link(&paths::staff_device(&rows[place].id))) { (text) } }
            }
            "state" => state(rows[place], link, lang),
            "queue" => rows[place].said.as_ref().map_or_else(|| html! { (text) }, |said| queue(said, lang)),
            _ => html! { (text) },
        },
        quiet_caption: true,
        ..Dress::PLAIN
    };
    table.html(lang, &dress)
}

fn values(row: &DeviceRow, lang: Lang) -> Vec<Value> {
    let mut values = vec![Value::Text(row.name.clone()), Value::Missing];
    values.extend(row.said.as_ref().map_or([const { Value::Missing }; 5], |said| {
        let battery = said.battery.map_or(Value::Missing, |percent| Value::Text(words::percent(lang, percent)));
        let heard = if said.ever { format::moment(said.heard, lang) } else { words::never_heard(lang).to_owned() };
        [Value::Text(heard), Value::Missing, version(&said.app, lang), version(&said.survey, lang), battery]
    }));
    values
}

/// A version, and whether it is the current one.
pub fn version(version: &Version, lang: Lang) -> Value {
    if version.text.is_empty() {
        return Value::Missing;
    }
    let standing = |current| format!(" ({})", if current { words::current(lang) } else { words::old(lang) });
    Value::Text(version.text.clone() + &version.current.map(standing).unwrap_or_default())
}

/// Icon and word, and what follows from it.
pub fn state(row: &DeviceRow, link: Links, lang: Lang) -> Markup {
    let heard = || row.said.as_ref().map_or_else(String::new, |said| format::moment(said.heard, lang));
    let (icon, word, more) = match row.state {
        State::Active => (icon::signal(Signal::Well), words::active(lang).to_owned(), None),
        State::Resting => (icon::signal(Signal::Resting), words::resting(lang).to_owned(), None),
        State::Silent => (icon::warning(), words::silent_since(lang, heard()), None),
        State::Revoked(at) => {
            let at = words::revoked_at(lang, format::moment(at, lang));
            (icon::signal(Signal::Ended), words::revoked(lang).to_owned(), Some(at))
        }
        State::Waiting(until) => {
            let until = words::waiting_until(lang, format::moment(until, lang));
            (icon::signal(Signal::Waiting), words::waiting(lang).to_owned(), Some(until))
        }
        State::CodeOver => {
            let over = words::code_over(lang).to_owned();
            (icon::signal(Signal::Waiting), words::waiting(lang).to_owned(), Some(over))
        }
    };
    html! {
        span.standing { (icon) span { (word) } }
        @if let Some(more) = more { span.few { (more) } }
        @if row.said.is_none() { (again(row, link, lang)) }
    }
}

fn again(row: &DeviceRow, link: Links, lang: Lang) -> Markup {
    html! {
        form method="post" action=(link(&paths::staff_pairing(&row.id))) {
            button.second { (words::again(lang)) span.quiet { " " (words::again_of(lang, &row.name)) } }
        }
    }
}

/// The queue of a device: icon and word where it is too long.
pub fn queue(said: &Said, lang: Lang) -> Markup {
    let alarm = match said.load {
        Load::Fine => None,
        Load::Much => Some(words::much_short(lang)),
        Load::TooMuch => Some(words::alarm(lang)),
    };
    html! {
        @if let Some(word) = alarm { span.standing { (icon::warning()) span { (format::count(said.queued.into(), lang)) " · " b { (word) } } } }
        @else { (format::count(said.queued.into(), lang)) }
        @if let Some(hours) = said.oldest { span.few { (words::oldest(lang, hours)) } }
        @if said.dead > 0 { span.few { (words::refused(lang, said.dead)) } }
    }
}
