//! The sign-in page and the page that changes a password.

use crate::domain::language::Lang;
use crate::sign_in::words;
use crate::ui::{
    form::{self, Field, Mistake},
    sessions::{SessionRow, sessions},
};
use maud::{Markup, html};

/// The state of the sign-in form.
pub struct SignIn<'f> {
    pub lang: Lang,
    /// Where the form posts `name` and `password`; it says where the way leads on to.
    pub action: &'f str,
    /// Kept after a mistake.
    pub name: &'f str,
    /// Said above the form: that the session ended, and what became of what was typed.
    pub message: Option<&'f str>,
    /// The right address, where the browser came by another one.
    pub instead: Option<&'f str>,
    pub mistakes: &'f [Mistake],
}

pub fn sign_in(page: &SignIn) -> Markup {
    let lang = page.lang;
    let field = |name, label, kind, value, autocomplete| {
        form::field(&Field { name, label, hint: None, kind, value, autocomplete }, page.mistakes, lang)
    };
    html! {
        (form::summary(page.mistakes, lang))
        h1 { (words::sign_in(lang)) }
        @if let Some(message) = page.message { div.notice role="status" { p { (message) } } }
        @if let Some(address) = page.instead {
            div.notice role="alert" { p { (words::not_https(lang)) " " a href=(address) { (address) } } }
        }
        p { (words::for_staff(lang)) }
        form.form.card method="post" action=(page.action) {
            (field("name", words::name(lang), "text", page.name, "username"))
            (field("password", words::password(lang), "password", "", "current-password"))
            button { (words::sign_in(lang)) }
        }
        p.note { (words::forgot(lang)) }
    }
}

/// The sessions of an account, with a button that ends all but one.
pub fn own_sessions(rows: &[SessionRow], action: &str, lang: Lang) -> Markup {
    html! {
        h1 { (words::my_sessions(lang)) }
        section.card {
            p.note { (words::my_sessions_about(lang)) }
            (sessions(rows, lang))
            @if rows.len() > 1 {
                form.form method="post" action=(action) { button.second { (words::end_others(lang)) } }
            } @else { p { (words::no_others(lang)) } }
        }
    }
}

/// The state of the form that changes a password.
pub struct ChangePassword<'f> {
    pub lang: Lang,
    /// Where the form posts `current`, `new` and `again`.
    pub action: &'f str,
    /// The account's name; helps password managers.
    pub name: &'f str,
    /// A one-time password brought the person here.
    pub first: bool,
    pub mistakes: &'f [Mistake],
}

pub fn change_password(page: &ChangePassword) -> Markup {
    let lang = page.lang;
    let field = |name, label, hint, autocomplete| {
        form::field(&Field { name, label, hint, kind: "password", value: "", autocomplete }, page.mistakes, lang)
    };
    html! {
        (form::summary(page.mistakes, lang))
        h1 { (words::change(lang)) }
        @if page.first { p { (words::change_why(lang)) } }
        form.form.card method="post" action=(page.action) {
            input type="hidden" name="username" value=(page.name) autocomplete="username";
            (field("current", words::current(lang), None, "current-password"))
            (field("new", words::new(lang), Some(words::new_hint(lang)), "new-password"))
            (field("again", words::again(lang), None, "new-password"))
            button { (words::save(lang)) }
        }
    }
}
