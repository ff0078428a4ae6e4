//! The page of accounts: the list, a form for a new one, and a one-time password once.

use crate::domain::language::Lang;
use crate::ui::{
    form::{self, Field, Mistake, Select},
    format,
    table::{Column, Dress, Table, Value},
};
use crate::users::{one_view, words};
use jiff::civil::DateTime;
use maud::{Markup, html};

/// One account.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: String,
    pub name: String,
    /// In words of the page's language.
    pub role: String,
    /// Name of the unit; `None` where the role has no scope.
    pub unit: Option<String>,
    /// Local time.
    pub last_sign_in: Option<DateTime>,
    pub state: &'static str,
    pub sessions: u64,
}

/// The state of the page.
pub struct Users<'u> {
    pub lang: Lang,
    pub accounts: &'u [Account],
    /// `(key, words)`.
    pub roles: &'u [(&'u str, &'u str)],
    /// `(code, name)`.
    pub units: &'u [(&'u str, &'u str)],
    /// Where the form posts `name`, `role` and `unit`.
    pub add: &'u str,
    /// The page of an account, by its id.
    pub one: &'u dyn Fn(&str) -> String,
    /// Name and one-time password that were made just now.
    pub made: Option<(&'u str, &'u str)>,
    /// Which account types.
    pub by: &'u str,
    /// Name, role and unit as typed.
    pub typed: (&'u str, &'u str, &'u str),
    pub mistakes: &'u [Mistake],
}

pub fn users(page: &Users) -> Markup {
    let lang = page.lang;
    html! {
        (form::summary(page.mistakes, lang))
        h1 { (words::users(lang)) }
        @if let Some((name, password)) = page.made { (one_view::made(name, password, lang)) }
        section.card {
            h2 { (words::list(lang)) }
            @if page.accounts.is_empty() { p { (words::none(lang)) } } @else { (list(page)) }
        }
        (add(page))
    }
}

fn list(page: &Users) -> Markup {
    let lang = page.lang;
    let table = Table {
        caption: words::list(lang).to_owned(),
        columns: vec![
            Column::words("name", words::name(lang)),
            Column::words("role", words::role(lang)),
            Column::words("unit", words::unit(lang)),
            Column::words("state", words::standing(lang)),
            Column::words("last_sign_in", words::last_sign_in(lang)),
            Column::numbers("sessions", words::sessions(lang)),
            Column::words("actions", words::actions(lang)),
        ],
        rows: page.accounts.iter().map(|account| values(account, lang)).collect(),
        names: 0,
    };
    let dress = Dress {
        cell: &|place, column, text| match column.key.as_str() {
            "actions" => manage(page, &page.accounts[place]),
            _ => html! { (text) },
        },
        quiet_caption: true,
        ..Dress::PLAIN
    };
    table.html(lang, &dress)
}

fn values(account: &Account, lang: Lang) -> Vec<Value> {
    vec![
        Value::Text(account.name.clone()),
        Value::Text(account.role.clone()),
        Value::Text(account.unit.clone().unwrap_or_else(|| words::whole(lang).to_owned())),
        Value::Text(account.state.to_owned()),
        Value::Text(
            account.last_sign_in.map_or_else(|| words::never(lang).to_owned(), |time| format::moment(time, lang)),
        ),
        Value::Count(account.sessions),
        Value::Missing,
    ]
}

fn manage(page: &Users, account: &Account) -> Markup {
    html! {
        a href=((page.one)(&account.id)) {
            (words::manage(page.lang)) span.quiet { " " (words::manage_of(page.lang, &account.name)) }
        }
    }
}

fn add(page: &Users) -> Markup {
    let (lang, (name, role, unit)) = (page.lang, page.typed);
    let units: Vec<(&str, &str)> =
        std::iter::once(("", words::whole(lang))).chain(page.units.iter().copied()).collect();
    let field = Field {
        name: "name",
        label: words::name(lang),
        hint: Some(words::name_hint(lang)),
        kind: "text",
        value: name,
        autocomplete: "off",
    };
    html! {
        section.card {
            h2 { (words::add(lang)) }
            form.form method="post" action=(page.add) {
                (form::typed_by(page.by))
                (form::field(&field, page.mistakes, lang))
                (form::select(&Select { name: "role", label: words::role(lang), options: page.roles, chosen: role }, page.mistakes, lang))
                (form::select(&Select { name: "unit", label: words::unit(lang), options: &units, chosen: unit }, page.mistakes, lang))
                button { (words::add_button(lang)) }
            }
        }
    }
}
