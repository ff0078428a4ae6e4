//! Small drawings that the fonts lack: ticks, crosses, arrows, the marks of charts.
//!
//! All are hidden from assistive technology: a word always stands beside them.

use crate::domain::index::Verdict;
use maud::{Markup, html};

/// Tick or cross; the uncertain ones are outlined rather than filled.
pub fn verdict(verdict: Verdict) -> Markup {
    let (class, path) = match verdict {
        Verdict::Met => ("i met", "M5 10.5l3.5 3.5L15 6.5"),
        Verdict::MetUncertain => ("i met open", "M5 10.5l3.5 3.5L15 6.5"),
        Verdict::NotMetUncertain => ("i missed open", "M6 6l8 8M14 6l-8 8"),
        Verdict::NotMet => ("i missed", "M6 6l8 8M14 6l-8 8"),
        Verdict::NoData => ("i none", "M6 10h8"),
    };
    html! {
        svg class=(class) viewBox="0 0 20 20" aria-hidden="true" focusable="false" {
            circle cx="10" cy="10" r="9" {}
            path d=(path) {}
        }
    }
}

/// A triangle up or down, a dash for no change.
pub fn change(hundredths: i64) -> Markup {
    let (class, path) = match hundredths {
        1.. => ("i up", "M10 4l7 12H3z"),
        0 => ("i flat", "M4 8h12v4H4z"),
        _ => ("i down", "M10 16L3 4h14z"),
    };
    html! { svg class=(class) viewBox="0 0 20 20" aria-hidden="true" focusable="false" { path d=(path) {} } }
}

/// The state of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    Well,
    /// Off, and nothing is wrong with that.
    Resting,
    /// For somebody to come.
    Waiting,
    Ended,
}

/// Tick, dash, hands of a clock or cross.
pub fn signal(signal: Signal) -> Markup {
    let (class, path) = match signal {
        Signal::Well => ("i met", "M5 10.5l3.5 3.5L15 6.5"),
        Signal::Resting => ("i none", "M6 10h8"),
        Signal::Waiting => ("i none", "M10 5v5.5l3.5 2"),
        Signal::Ended => ("i none", "M6.5 6.5l7 7M13.5 6.5l-7 7"),
    };
    html! {
        svg class=(class) viewBox="0 0 20 20" aria-hidden="true" focusable="false" {
            circle cx="10" cy="10" r="9" {}
            path d=(path) {}
        }
    }
}

/// The arrow of a sorted column.
pub fn sorted(descending: bool) -> Markup {
    let path = if descending { "M5 7l5 6 5-6z" } else { "M5 13l5-6 5 6z" };
    html! { svg class="i sort" viewBox="0 0 20 20" aria-hidden="true" focusable="false" { path d=(path) {} } }
}

/// An exclamation mark in a triangle.
pub fn warning() -> Markup {
    html! {
        svg class="i warn" viewBox="0 0 20 20" aria-hidden="true" focusable="false" {
            path d="M10 2l9 16H1z" {}
            path class="ink" d="M10 8v4.5M10 15v.6" {}
        }
    }
}

/// The product's mark: a face that smiles.
pub fn product() -> Markup {
    html! {
        svg class="mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false" {
            rect width="64" height="64" rx="14" {}
            path d="M22 20v5M42 20v5M15 36c7 15 27 15 34 0" {}
        }
    }
}
