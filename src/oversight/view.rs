//! What both lists share: a filter, the way to the next page, the files.

use crate::{
    domain::{dialect::Dialect, survey::Lang},
    oversight::words,
    ui::{chart::csv_links, format},
};
use maud::{Markup, html};

/// A choice of the filter: its name, label, what it offers, and what is chosen.
pub(super) struct Choice<'c> {
    pub name: &'static str,
    pub label: &'static str,
    pub options: Vec<(String, String)>,
    pub chosen: Option<&'c str>,
}

/// The filter as a GET form; `more` stands beside the choices.
pub(super) fn filter(path: &str, choices: &[Choice], more: &Markup, lang: Lang) -> Markup {
    html! {
        div.filter { form method="get" action=(path) aria-label=(words::filters(lang)) {
            @for choice in choices {
                label { span { (choice.label) }
                    select name=(choice.name) {
                        option value="" { (words::all(lang)) }
                        @for (value, text) in &choice.options {
                            option value=(value) selected[choice.chosen == Some(value)] { (text) }
                        }
                    }
                }
            }
            (more)
            input type="hidden" name="lang" value=(lang.tag());
            button { (words::show(lang)) }
        } }
    }
}

/// An address with what is asked for.
pub(super) fn address(path: &str, asked: &[(&str, &str)], lang: Lang) -> String {
    let asked = asked.iter().filter(|(_, value)| !value.is_empty()).copied();
    let query =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(asked.chain([("lang", lang.tag())])).finish();
    format!("{path}?{query}")
}

/// Links to the newest page and to the next one.
pub(super) fn paging(first: Option<&str>, next: Option<&str>, lang: Lang) -> Markup {
    html! {
        @if first.is_some() || next.is_some() {
            p.files.paging {
                @if let Some(first) = first { a href=(first) { (words::first_page(lang)) } " " }
                @if let Some(next) = next { a href=(next) rel="next" { (words::next_page(lang)) } }
            }
        }
    }
}

/// Links to the whole list as a file in both dialects.
pub(super) fn files(path: &str, title: &str, asked: &[(&str, &str)], lang: Lang) -> Markup {
    let file = |dialect: Dialect| format!("{}&dialect={}", address(path, asked, lang), dialect.key());
    html! { p.files { (csv_links(lang, title, &file(Dialect::ExcelVi), &file(Dialect::Machine))) } }
}

/// The caption of a page of a list.
pub(super) fn caption(shown: usize, lang: Lang) -> String {
    words::on_page(lang, format::count(shown as u64, lang))
}
