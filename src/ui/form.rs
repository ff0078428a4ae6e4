//! Forms with their mistakes: a summary on top that leads to each field, the same words beside the field,
//! and everything typed kept (except passwords).

use crate::domain::language::Lang;
use crate::ui::words;
use maud::{Markup, html};

/// The hidden field that says which account a form was made for.
pub const TYPED_BY: &str = "typed_by";

/// A mistake and the field that it is about, by the field's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub field: &'static str,
    pub text: String,
}

/// The title of a document: it says first that there is a mistake.
pub fn title(title: &str, mistakes: &[Mistake], lang: Lang) -> String {
    if mistakes.is_empty() { title.to_owned() } else { format!("{}{title}", words::error_prefix(lang)) }
}

/// Stands first in the page; the browser moves the focus to it.
pub fn summary(mistakes: &[Mistake], lang: Lang) -> Markup {
    html! {
        @if !mistakes.is_empty() {
            div.summary role="alert" tabindex="-1" autofocus aria-labelledby="summary-title" {
                h2 #summary-title { (words::error_summary(lang)) }
                ul { @for mistake in mistakes { li { a href={ "#" (mistake.field) } { (mistake.text) } } } }
            }
        }
    }
}

/// Says which account a form is made for: only that one sends it, and what was typed is kept for that one alone where
/// its session has ended.
pub fn typed_by(account: &str) -> Markup {
    html! { input type="hidden" name=(TYPED_BY) value=(account); }
}

/// A text field and what may be said of it.
#[derive(Clone, Copy, Debug)]
pub struct Field<'f> {
    pub name: &'static str,
    pub label: &'f str,
    pub hint: Option<&'f str>,
    /// `text` or `password`. A typed password is never sent back.
    pub kind: &'static str,
    pub value: &'f str,
    /// The browser's word for what belongs in here.
    pub autocomplete: &'static str,
}

pub fn field(field: &Field, mistakes: &[Mistake], lang: Lang) -> Markup {
    let value = (field.kind != "password" && !field.value.is_empty()).then_some(field.value);
    let hint = field.hint.map(|hint| (format!("{}-hint", field.name), hint));
    let wrong = mistake(field.name, mistakes);
    html! {
        div.wrong[wrong.is_some()] {
            label for=(field.name) { span { (field.label) } }
            @if let Some((id, hint)) = &hint { span.hint id=(id) { (hint) } }
            (said(field.name, mistakes, lang))
            input id=(field.name) name=(field.name) type=(field.kind) value=[value] autocomplete=(field.autocomplete)
                autocapitalize="none" spellcheck="false" required
                aria-invalid=[wrong.is_some().then_some("true")] aria-describedby=[describedby(field.name, hint.is_some(), wrong.is_some())];
        }
    }
}

/// A choice of one.
#[derive(Clone, Copy, Debug)]
pub struct Select<'s> {
    pub name: &'static str,
    pub label: &'s str,
    /// `(value, text)`.
    pub options: &'s [(&'s str, &'s str)],
    /// The value chosen before.
    pub chosen: &'s str,
}

pub fn select(select: &Select, mistakes: &[Mistake], lang: Lang) -> Markup {
    let Select { name, label, options, chosen } = *select;
    let wrong = mistake(name, mistakes);
    html! {
        div.wrong[wrong.is_some()] {
            label for=(name) { span { (label) } }
            (said(name, mistakes, lang))
            select id=(name) name=(name) aria-invalid=[wrong.is_some().then_some("true")]
                aria-describedby=[describedby(name, false, wrong.is_some())] {
                @for (value, text) in options { option value=(value) selected[*value == chosen] { (text) } }
            }
        }
    }
}

fn mistake<'m>(name: &str, mistakes: &'m [Mistake]) -> Option<&'m Mistake> {
    mistakes.iter().find(|mistake| mistake.field == name)
}

/// The mistake in a field, beside it.
pub fn said(name: &str, mistakes: &[Mistake], lang: Lang) -> Markup {
    html! {
        @if let Some(mistake) = mistake(name, mistakes) {
            span.error id={ (name) "-error" } { span.quiet { (words::error_prefix(lang)) } (mistake.text) }
        }
    }
}

fn describedby(name: &str, hint: bool, wrong: bool) -> Option<String> {
    let ids = [(hint, "hint"), (wrong, "error")].into_iter().filter(|(there, _)| *there);
    let ids: Vec<String> = ids.map(|(_, part)| format!("{name}-{part}")).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_said_twice_and_what_was_typed_is_kept() {
        let mistakes = [Mistake { field: "name", text: "Nhập tên".into() }];
        let name = Field {
            name: "name",
            label: "Tên",
            hint: Some("x"),
            kind: "text",
            value: "khai",
            autocomplete: "username",
        };
        let page = html! { (summary(&mistakes, Lang::Vi)) (field(&name, &mistakes, Lang::Vi)) }.into_string();
        for part in
            ["href=\"#name\"", "value=\"khai\"", "aria-invalid=\"true\"", "aria-describedby=\"name-hint name-error\""]
        {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        assert_eq!(page.matches("Nhập tên").count(), 2);
        assert_eq!(title("Đăng nhập", &mistakes, Lang::Vi), "Lỗi: Đăng nhập");
    }

    #[test]
    fn a_password_never_comes_back() {
        let secret =
            Field {
                name: "password", label: "", hint: None, kind: "password", value: "bí mật", autocomplete: "off"
            };
        assert!(!field(&secret, &[], Lang::En).into_string().contains("bí mật"));
    }
}
