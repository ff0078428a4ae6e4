//! The page on which the short code of a receipt is typed, for people who cannot scan.

use super::{
    Links, Surface,
    frame::{Frame, summary},
    parts,
};
use crate::{
    collect::words,
    domain::language::{Lang, Said},
};
use maud::{Markup, html};

/// A mistake in a typed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedMistake {
    /// The check symbols do not fit: a slip of the finger.
    Slip,
    /// No receipt has this code.
    Wrong,
    /// The number was typed wrong too often today.
    UsedUp,
    /// The address tried too often.
    TooMany,
}

impl TypedMistake {
    fn words(self) -> Said {
        match self {
            Self::Slip => words::type_slip,
            Self::Wrong => words::type_wrong,
            Self::UsedUp => words::type_used_up,
            Self::TooMany => words::type_too_many,
        }
    }
}

/// One field, with what was typed and what is wrong with it.
pub fn typed(lang: Lang, links: &Links, text: &str, mistake: Option<TypedMistake>) -> Markup {
    let title = words::type_title(lang);
    let error = mistake.map(|mistake| (mistake.words())(lang));
    let summed: Vec<(String, String)> = error.iter().map(|text| ("code".to_owned(), (*text).to_owned())).collect();
    let frame = Frame {
        surface: Surface::Phone,
        lang,
        links,
        title,
        place: None,
        error: error.is_some(),
        script: false,
        survey: None,
    };
    let described = if error.is_some() { "code-hint code-error" } else { "code-hint" };
    frame.wrap(html! {
        form.list.type method="post" autocomplete="off" {
            (summary(&summed, lang))
            h1 { label for="code" { (title) } }
            p.cap #code-hint { (words::type_hint(lang)) }
            @if let Some(error) = error { p.err #code-error { (parts::alert()) (error) } }
            (field(text, described, error.is_some()))
            div.pair { button.btn.go type="submit" { (words::go_on(lang)) (parts::arrow_on()) } }
        }
    })
}

/// The field itself, with what was typed.
pub(super) fn field(text: &str, described: &str, wrong: bool) -> Markup {
    html! {
        input #code type="text" name=(FIELD) value=(text) aria-describedby=(described) aria-invalid=[wrong.then_some("true")]
            inputmode="text" autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false" enterkeyhint="go";
    }
}

/// The name of the field.
pub const FIELD: &str = "code";
