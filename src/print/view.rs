//! The page of the forms: a poster, new receipts, receipts once more.

use crate::domain::{language::Lang, receipt::Event};
use crate::print::{
    ask::{ALL_DESKS, Fields, MOST},
    format::{Layout, Size},
    words,
};
use crate::ui::form::{self, Field, Mistake, Select};
use maud::{Markup, html};

/// The state of the page.
pub struct Forms<'f> {
    pub lang: Lang,
    /// `(code, name)`.
    pub desks: &'f [(&'f str, &'f str)],
    /// `(code, name)`.
    pub units: &'f [(&'f str, &'f str)],
    /// The last number that was minted.
    pub latest: Option<u32>,
    /// A fault of the address that would be printed.
    pub warning: Option<String>,
    /// Where the posters are asked for, by GET.
    pub posters: &'f str,
    /// Where receipts are asked for, by GET.
    pub receipts: &'f str,
    /// Where receipts are minted, by POST.
    pub mint: &'f str,
    /// Which account types.
    pub by: &'f str,
    /// As typed.
    pub fields: &'f Fields,
    pub mistakes: &'f [Mistake],
}

pub fn forms(page: &Forms) -> Markup {
    let lang = page.lang;
    html! {
        (form::summary(page.mistakes, lang))
        h1 { (words::print(lang)) }
        @if let Some(warning) = &page.warning { p.notice role="status" { (warning) } }
        (posters(page))
        (fresh(page))
        (again(page))
    }
}

fn posters(page: &Forms) -> Markup {
    let lang = page.lang;
    let desks: Vec<(&str, &str)> = page.desks.iter().copied().chain([(ALL_DESKS, words::all_desks(lang))]).collect();
    let sizes = Size::ALL.map(|size| (size.key(), words::size_name(size)));
    html! {
        section.card {
            h2 { (words::posters(lang)) }
            p.note { (words::posters_about(lang)) }
            form.form method="get" action=(page.posters) {
                input type="hidden" name="lang" value=(lang.tag());
                (select(page, "desk", words::desk(lang), &desks))
                (select(page, "size", words::size(lang), &sizes))
                button { (words::show_posters(lang)) }
            }
        }
    }
}

fn fresh(page: &Forms) -> Markup {
    let lang = page.lang;
    // Nothing is chosen beforehand: numbers for another organisation cannot be made its own later.
    let units: Vec<(&str, &str)> =
        std::iter::once(("", words::choose(lang))).chain(page.units.iter().copied()).collect();
    let events = Event::ALL.map(|event| (event.key(), crate::work::minting::words::event(event, lang)));
    html! {
        section.card {
            h2 { (words::fresh(lang)) }
            p.note { (words::fresh_about(lang)) }
            form.form method="post" action=(page.mint) {
                (form::typed_by(page.by))
                (select(page, "unit", words::unit(lang), &units))
                (select(page, "event", words::event(lang), &events))
                (number(page, "amount", words::count(lang), &words::count_hint(lang, MOST), "20"))
                (select(page, "output", words::layout(lang), &layouts(lang)))
                button { (words::mint(lang)) }
            }
        }
    }
}

fn again(page: &Forms) -> Markup {
    let lang = page.lang;
    let hint = page.latest.map_or_else(|| words::none_yet(lang).to_owned(), |latest| words::latest(lang, latest));
    html! {
        section.card {
            h2 { (words::again(lang)) }
            form.form method="get" action=(page.receipts) {
                input type="hidden" name="lang" value=(lang.tag());
                (number(page, "first", words::first(lang), &hint, "1"))
                (number(page, "count", words::count(lang), &words::count_hint(lang, MOST), "20"))
                (select(page, "layout", words::layout(lang), &layouts(lang)))
                button { (words::show_receipts(lang)) }
            }
        }
    }
}

fn layouts(lang: Lang) -> [(&'static str, &'static str); 3] {
    Layout::ALL.map(|layout| (layout.key(), words::layout_name(layout, lang)))
}

fn select(page: &Forms, name: &'static str, label: &str, options: &[(&str, &str)]) -> Markup {
    let chosen = page.fields.get(name).unwrap_or_default();
    form::select(&Select { name, label, options, chosen }, page.mistakes, page.lang)
}

fn number(page: &Forms, name: &'static str, label: &str, hint: &str, usual: &str) -> Markup {
    let value = page.fields.get(name).unwrap_or(usual);
    let field = Field { name, label, hint: Some(hint), kind: "text", value, autocomplete: "off" };
    form::field(&field, page.mistakes, page.lang)
}
