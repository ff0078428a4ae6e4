//! The paper from the printer, Vietnamese first and English second, and the page around it that is not printed.
//!
//! Sizes are in the style sheet `print.css`, in millimetres: what the screen shows is what is printed.

use crate::domain::{
    language::Lang,
    survey::Survey,
    unit::{Desk, Unit},
};
use crate::print::words;
use crate::ui::{format, icon, length, qr::Symbol, shell};
use crate::work::minting::{self, Slip};
use maud::{DOCTYPE, Markup, html};

/// Receipts of an A4 sheet: two columns of five.
pub const ON_SHEET: usize = 10;
/// Names longer than this are set smaller, and those longer than the second smaller still.
const LONG: [usize; 2] = [80, 140];

/// The document around the papers: how to print, and where else to go.
pub struct Frame<'f> {
    pub lang: Lang,
    pub title: &'f str,
    /// A warning before printing.
    pub warning: Option<&'f str>,
    pub back: &'f str,
    /// Other forms of the same, as label and address.
    pub others: &'f [(String, String)],
    pub stylesheet: &'f str,
    pub icon: &'f str,
}

pub fn document(frame: &Frame, papers: &Markup) -> Markup {
    let lang = frame.lang;
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            (shell::head(frame.title, frame.icon, frame.stylesheet, lang))
            body {
                header.bar {
                    h1 { (frame.title) }
                    p { (words::how(lang)) }
                    @if let Some(warning) = frame.warning { p.warning { (icon::warning()) (warning) } }
                    nav {
                        a href=(frame.back) { (words::back(lang)) }
                        @for (label, href) in frame.others { a href=(href) { (label) } }
                    }
                }
                // Paper is wider than a phone and scrolls by itself, for keyboards too.
                main tabindex="0" aria-label=(words::papers(lang)) { (papers) }
            }
        }
    }
}

/// A poster and what stands on it.
pub struct Poster<'p> {
    /// The organisation of the site.
    pub site: &'p str,
    pub desk: &'p Desk,
    /// As people type it.
    pub address: &'p str,
    pub symbol: &'p Symbol,
    /// The questionnaire; nothing where there is none.
    pub survey: Option<&'p Survey>,
    /// Class of the paper's size.
    pub size: &'static str,
}

pub fn poster(poster: &Poster) -> Markup {
    html! {
        section.paper.poster.{ (poster.size) } lang="vi" {
            div.head {
                (icon::product())
                p { (poster.site) }
            }
            div.desk {
                h2.{ (fit(&poster.desk.name)) } { (poster.desk.name) }
                p.en.{ (fit(&poster.desk.name_en)) } lang="en" { (poster.desk.name_en) }
            }
            div.ask {
                p { (words::ask(Lang::Vi)) }
                p.en lang="en" { (words::ask(Lang::En)) }
            }
            (poster.symbol.svg(&words::code_title(Lang::Vi, poster.address)))
            div.way {
                p { (words::scan(Lang::Vi)) }
                p.en lang="en" { (words::scan(Lang::En)) }
                p.or { (words::or_type(Lang::Vi)) " · " span lang="en" { (words::or_type(Lang::En)) } }
                p.address { (breakable(poster.address)) }
            }
            div.facts {
                @if let Some(survey) = poster.survey {
                    p { (words::facts(Lang::Vi, length::rated(survey, Lang::Vi))) br; (length::besides(survey, Lang::Vi)) }
                    p.en lang="en" {
                        (words::facts(Lang::En, length::rated(survey, Lang::En))) br; (length::besides(survey, Lang::En))
                    }
                }
                p.promise { (words::anonymous(Lang::Vi)) }
                p.promise lang="en" { (words::anonymous(Lang::En)) }
            }
        }
    }
}

/// A receipt and what stands on it.
pub struct Ticket<'t> {
    pub slip: &'t Slip,
    /// `None` for a unit that is in no list any more.
    pub unit: Option<&'t Unit>,
    pub symbol: Symbol,
    /// Where the short code is typed.
    pub entry: &'t str,
}

/// A page of the roll.
pub fn strip(ticket: &Ticket) -> Markup {
    html! {
        section.paper.strip lang="vi" {
            (invitation())
            (occasion(ticket))
            (ticket.symbol.svg(&words::code_title(Lang::Vi, &ticket.slip.url)))
            p.scan { (words::scan(Lang::Vi)) br; span.en lang="en" { (words::scan(Lang::En)) } }
            p.code { (ticket.slip.short_code) }
            (typed(ticket))
            (terms(ticket))
        }
    }
}

/// Sheets of ten, with marks where to cut.
pub fn sheets(tickets: &[Ticket]) -> Markup {
    html! {
        @for tickets in tickets.chunks(ON_SHEET) {
            section.paper.sheet lang="vi" {
                (cut_marks())
                @for ticket in tickets {
                    div.label {
                        div.scanned {
                            (ticket.symbol.svg(&words::code_title(Lang::Vi, &ticket.slip.url)))
                            p.code { (ticket.slip.short_code) }
                        }
                        div.said { (invitation()) (occasion(ticket)) (typed(ticket)) (terms(ticket)) }
                    }
                }
            }
        }
    }
}

fn invitation() -> Markup {
    html! {
        div.invitation {
            h2 { (words::invitation(Lang::Vi)) }
            p.en lang="en" { (words::invitation(Lang::En)) }
        }
    }
}

/// The unit of the service, and its step.
fn occasion(ticket: &Ticket) -> Markup {
    let unit = ticket.unit.map_or(ticket.slip.unit.as_str(), |unit| unit.name.as_str());
    html! {
        div.occasion {
            p.unit.{ (fit(unit)) } { (unit) }
            p { (minting::words::event(ticket.slip.event, Lang::Vi)) }
            p.en lang="en" { (minting::words::event(ticket.slip.event, Lang::En)) }
        }
    }
}

/// Where the code is typed.
fn typed(ticket: &Ticket) -> Markup {
    html! {
        div.typed {
            p { (words::enter_at(Lang::Vi)) }
            p { b { (breakable(ticket.entry)) } }
            p.en lang="en" { (words::enter_at(Lang::En)) }
        }
    }
}

fn terms(ticket: &Ticket) -> Markup {
    let day = |lang| format::date(ticket.slip.expires_on, lang);
    html! {
        div.terms {
            p { (words::valid_until(Lang::Vi, day(Lang::Vi))) }
            p { (words::single_use(Lang::Vi)) " · " (words::number(Lang::Vi, ticket.slip.serial)) }
            p.en lang="en" { (words::valid_until(Lang::En, day(Lang::En))) " · " (words::single_use(Lang::En)) }
        }
    }
}

/// Crosses where labels meet, ticks at the edge of the paper: millimetres of a sheet of A4.
fn cut_marks() -> Markup {
    let (across, down) = ([10.0, 105.0, 200.0], [10.0, 65.4, 120.8, 176.2, 231.6, 287.0]);
    let mut path = String::new();
    for x in across {
        path += &format!("M{x} 3v4M{x} 290v4");
        for y in down {
            path += &format!("M{x} {}v3M{} {y}h3", y - 1.5, x - 1.5);
        }
    }
    for y in down {
        path += &format!("M3 {y}h4M203 {y}h4");
    }
    html! {
        svg.cut viewBox="0 0 210 296" aria-hidden="true" focusable="false" { path d=(path) {} }
    }
}

/// The class of a name, so that the longest that a list may hold, 200 characters, has room.
fn fit(name: &str) -> &'static str {
    match name.chars().count() {
        length if length > LONG[1] => "long longest",
        length if length > LONG[0] => "long",
        _ => "",
    }
}

/// An address that may be broken behind its slashes and dots, and nowhere else.
fn breakable(address: &str) -> Markup {
    html! { @for part in address.split_inclusive(['/', '.']) { (part) wbr; } }
}

/// An address as people type it: browsers add `https` by themselves.
pub fn typed_address(url: &str) -> &str {
    url.strip_prefix("https://").unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_set_the_smaller_the_longer_they_are() {
        assert_eq!(
            [1, 80, 81, 141, 200].map(|length| fit(&"ế".repeat(length))),
            ["", "", "long", "long longest", "long longest"]
        );
    }

    #[test]
    fn an_address_breaks_behind_slashes_and_dots_and_loses_https() {
        assert_eq!(typed_address("https://danhgia.vn/r"), "danhgia.vn/r");
        assert_eq!(typed_address("http://danhgia.vn/r"), "http://danhgia.vn/r");
        assert_eq!(breakable("a.vn/r").into_string(), "a.<wbr>vn/<wbr>r<wbr>");
    }
}
