//! The quick form: the faces are the first screen, what should improve is the second, and that is all.
//!
//! The second is the same for all answers, so that nobody who looks on sees who complains.

use super::{Across, Links, Place, Surface, parts, question::Look};
use crate::{collect::words, ui::length};
use maud::{Markup, html};

/// The faces. Without JavaScript the button posts them to the pages.
pub(super) fn start(look: &Look<'_>, place: &Place<'_>, surface: Surface, links: &Links) -> Markup {
    let lang = look.lang;
    let across = html! {
        @if let Some(Across::Full(_)) = &links.across {
            a.quiet.across href=[links.across(lang)] { (words::to_full(lang)) }
        }
    };
    html! {
        form.s.s-quick #start method="post" action=[&links.pages] autocomplete="off" {
            input type="hidden" name="page" value="0";
            input type="hidden" name="language" value=(lang.tag());
            h1.hide { (words::quick(look.survey.rated(), lang)) }
            @if surface == Surface::Phone { p.where { (parts::whereabouts(place, lang)) } }
            p.err role="alert" hidden { (parts::alert()) (words::level_missing(lang)) }
            @for (n, item) in look.survey.items.iter().enumerate() { (look.item(n, item)) }
            p.hint { (words::facts_of(look.survey, lang)) ". " (length::besides(look.survey, lang)) }
            div.foot {
                // Read in the order in which they stand: on a kiosk the way to the other form is on the left.
                @if surface == Surface::Kiosk { (across) }
                button.btn.go #choose type="submit" { (words::go_on(lang)) (parts::arrow_on()) }
                @if surface == Surface::Phone { (across) }
            }
        }
    }
}

/// The question about improvements, and the button that sends.
pub(super) fn reasons(look: &Look<'_>) -> Markup {
    let lang = look.lang;
    html! {
        section.s.s-words #words data-step="words" data-field="expectations" {
            (parts::mistakes(lang))
            (look.expectations())
            div.pair {
                button.btn.go #send type="submit" data-nothing=(words::nothing(lang)) { (words::send(lang)) }
            }
        }
    }
}
