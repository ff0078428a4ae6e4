//! Small drawings and buttons, and lines that several pages have. The fonts have no arrows and no ticks, so those are
//! drawn.

use super::{Links, Place, Surface};
use crate::{collect::words, domain::language::Lang};
use maud::{Markup, html};

fn mark(class: &str, path: &str) -> Markup {
    html! {
        svg class=(class) viewBox="0 0 24 24" aria-hidden="true" { path d=(path) {} }
    }
}

pub(super) fn arrow_back() -> Markup {
    mark("i", "M15 5l-7 7 7 7")
}

pub(super) fn arrow_on() -> Markup {
    mark("i", "M9 5l7 7-7 7")
}

pub(super) fn tick() -> Markup {
    mark("i", "M5 12.5l5 5 9-11")
}

pub(super) fn alert() -> Markup {
    mark("i", "M12 3l10 18H2zM12 10v5M12 18v.1")
}

/// One of the five faces of the sprite.
pub(super) fn face(number: u8) -> Markup {
    html! {
        svg.f viewBox="0 0 64 64" aria-hidden="true" { use href={ "#f" (number) } {} }
    }
}

/// The face of a level, spread over the scale: worst and best get the outermost. A scale of one or
/// of more than five levels has none, since two levels would look the same.
pub(super) fn face_of(value: u8, levels: u8) -> Option<u8> {
    if !(2..=5).contains(&levels) || !(1..=levels).contains(&value) {
        return None;
    }
    let steps = levels - 1;
    Some(1 + ((value - 1) * 4 + steps / 2) / steps)
}

/// "Quay lại"; a plain button, or one that posts `go=back`.
pub(super) fn back(lang: Lang, posts: bool) -> Markup {
    html! {
        button.btn.back id=[(!posts).then_some("back")] type=(if posts { "submit" } else { "button" })
            name=[posts.then_some("go")] value=[posts.then_some("back")] formnovalidate[posts] {
            (arrow_back()) (words::back(lang))
        }
    }
}

/// The list of mistakes, which `form.js` fills.
pub(super) fn mistakes(lang: Lang) -> Markup {
    html! {
        div.sum role="alert" tabindex="-1" hidden data-prefix=(words::error_prefix(lang)) {
            h2 { (alert()) (words::errors(lang)) }
            ul {}
        }
    }
}

/// A desk's name; of a receipt whose it is and what for.
pub(super) fn whereabouts(place: &Place<'_>, lang: Lang) -> Markup {
    let name = html! { span lang=[place.name_lang(lang)] { (place.name(lang)) } };
    html! {
        @match place {
            Place::Desk { .. } => (name),
            Place::Receipt { event, .. } => {
                (words::receipt_of(lang)) " " (name) " – " (words::event(*event, lang))
            }
        }
    }
}

/// Where the results are: a link on a phone, its address in words on a kiosk, where nobody should leave.
pub(super) fn results(lang: Lang, surface: Surface, links: &Links) -> Markup {
    html! {
        p.hint {
            (words::results(lang)) " "
            @if surface == Surface::Phone {
                a href={ (links.results) "?lang=" (lang.tag()) } { (words::results_link(lang)) }
            } @else {
                b { (links.results.trim_start_matches("https://").trim_start_matches("http://")) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_are_spread_over_short_scales() {
        let faces = |levels| (1..=levels).map(|value| face_of(value, levels)).collect::<Vec<_>>();
        assert_eq!(faces(5), [1, 2, 3, 4, 5].map(Some));
        assert_eq!(faces(4), [1, 2, 4, 5].map(Some));
        assert_eq!(faces(3), [1, 3, 5].map(Some));
        assert_eq!(faces(2), [1, 5].map(Some));
        assert!(faces(7).iter().all(Option::is_none) && face_of(6, 5).is_none());
    }
}
