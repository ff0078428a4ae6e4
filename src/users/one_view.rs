//! The page of one account.

use crate::{
    domain::language::Lang,
    ui::{
        form::{self, Mistake, Select},
        format,
        sessions::{SessionRow, sessions},
    },
    users::words,
    web::paths,
};
use jiff::civil::DateTime;
use maud::{Markup, html};

/// The id of the button that disables an account, to which a mistake leads.
pub const DISABLE: &str = "disable";

/// The state of the page.
pub struct UserPage<'p> {
    pub lang: Lang,
    pub id: &'p str,
    pub name: &'p str,
    /// In words of the page's language.
    pub role: &'p str,
    /// Name of the unit; `None` where the role has no scope.
    pub unit: Option<&'p str>,
    pub state: &'static str,
    pub is_disabled: bool,
    /// Local time.
    pub last_sign_in: Option<DateTime>,
    pub sessions: &'p [SessionRow],
    /// `(key, words)`.
    pub roles: &'p [(&'p str, &'p str)],
    /// `(code, name)`.
    pub units: &'p [(&'p str, &'p str)],
    /// The one-time password that was made just now.
    pub made: Option<&'p str>,
    /// Role and unit as typed.
    pub typed: (&'p str, &'p str),
    /// Which account types.
    pub by: &'p str,
    pub mistakes: &'p [Mistake],
    pub link: &'p dyn Fn(&str) -> String,
    pub list: &'p str,
}

pub fn user(page: &UserPage) -> Markup {
    let lang = page.lang;
    html! {
        (form::summary(page.mistakes, lang))
        nav.crumbs aria-label=(words::breadcrumb(lang)) { a href=(page.list) { (words::users(lang)) } span { (page.name) } }
        h1 { (page.name) }
        @if let Some(password) = page.made { (made(page.name, password, lang)) }
        section.card { (facts(page)) }
        section.card {
            h2 { (words::new_password(lang)) }
            p.note { (words::new_password_about(lang)) }
            form.form method="post" action=((page.link)(&paths::user_password(page.id))) {
                button.second { (words::reset(lang)) }
            }
        }
        section.card { (role(page)) }
        section.card { (open(page)) }
        section.card { (disabling(page)) }
    }
}

/// A one-time password, shown once.
pub fn made(name: &str, password: &str, lang: Lang) -> Markup {
    html! {
        section.secret role="status" {
            h2 { (words::made_for(lang, name)) }
            p { code { (password) } }
            p.note { (words::made_once(lang)) }
        }
    }
}

fn facts(page: &UserPage) -> Markup {
    let lang = page.lang;
    let last = page.last_sign_in.map_or_else(|| words::never(lang).to_owned(), |time| format::moment(time, lang));
    let facts = [
        (words::role(lang), page.role),
        (words::unit(lang), page.unit.unwrap_or(words::whole(lang))),
        (words::standing(lang), page.state),
        (words::last_sign_in(lang), &last),
    ];
    html! { dl.means { @for (term, value) in facts { div { dt { (term) } dd { (value) } } } } }
}

fn role(page: &UserPage) -> Markup {
    let (lang, (role, unit)) = (page.lang, page.typed);
    let units: Vec<(&str, &str)> =
        std::iter::once(("", words::whole(lang))).chain(page.units.iter().copied()).collect();
    let select =
        |name, label, options, chosen| form::select(&Select { name, label, options, chosen }, page.mistakes, lang);
    html! {
        h2 { (words::other_role(lang)) }
        p.note { (words::other_role_about(lang)) }
        form.form method="post" action=((page.link)(&paths::user_role(page.id))) {
            (form::typed_by(page.by))
            (select("role", words::role(lang), page.roles, role))
            (select("unit", words::unit(lang), &units, unit))
            button { (words::other_role_button(lang)) }
        }
    }
}

fn open(page: &UserPage) -> Markup {
    let lang = page.lang;
    html! {
        h2 { (words::sessions(lang)) }
        @if page.sessions.is_empty() { p { (words::no_sessions(lang)) } } @else {
            (sessions(page.sessions, lang))
            form.form method="post" action=((page.link)(&paths::user_sessions(page.id))) {
                button.second { (words::end_sessions(lang)) }
            }
        }
    }
}

fn disabling(page: &UserPage) -> Markup {
    let lang = page.lang;
    let wrong = page.mistakes.iter().find(|mistake| mistake.field == DISABLE);
    html! {
        @if page.is_disabled {
            h2 { (words::enable(lang)) }
            p.note { (words::enable_about(lang)) }
            form.form method="post" action=((page.link)(&paths::user_enable(page.id))) {
                button { (words::enable(lang)) }
            }
        } @else {
            h2 { (words::disable(lang)) }
            p.note { (words::disable_about(lang)) }
            form.form method="post" action=((page.link)(&paths::user_disable(page.id))) {
                @if let Some(wrong) = wrong { p.error #disable-error { (wrong.text) } }
                button.second id=(DISABLE) aria-describedby=[wrong.map(|_| "disable-error")] { (words::disable(lang)) }
            }
        }
    }
}
