//! Charts as figures: a finding, what it shows, a drawing for wide and one for narrow pages, the real
//! table, the CSV and the source.
//!
//! Every chart is data ([`dots::Dots`], [`bars::Bars`], [`line::Line`]) that makes both its drawing and
//! its table, so the two cannot differ. Colours, strokes and type are the style sheet's, by class;
//! the style sheet shows one of the two drawings by the width of the figure. Text is 16 units in a
//! drawing of 760 or 340, so that it stays at or above 14 px where it is shown.

pub mod bars;
pub mod dots;
pub mod line;
mod scale;

use crate::domain::language::Lang;
use crate::ui::{
    table::{Dress, Table},
    words,
};
use maud::{Markup, Render, html};
use std::fmt::Write as _;

/// Width of the drawing for pages with room, in its own units.
pub const WIDE: i32 = 760;
/// Width of the drawing for telephones.
pub const NARROW: i32 = 340;

/// The words around a drawing.
pub struct Frame<'f> {
    /// Names the figure in ids and files: letters, digits and `-`.
    pub id: &'f str,
    pub number: u32,
    /// The finding, at most ten words.
    pub title: &'f str,
    /// Measure, unit, population, period, n.
    pub subtitle: &'f str,
    /// Two sentences for people who cannot see the drawing.
    pub desc: &'f str,
    pub source: &'f str,
    /// Links of the CSV for Excel and for programs.
    pub csv: Option<(String, String)>,
    pub lang: Lang,
}

/// One drawing: its size and what is in it.
pub struct Drawing {
    width: i32,
    height: i32,
    marks: Markup,
}

/// A drawing for each kind of page and the key to its marks.
pub struct Drawn {
    pub wide: Drawing,
    pub narrow: Drawing,
    pub legend: Markup,
}

/// The whole figure.
pub fn figure(frame: &Frame, drawn: &Drawn, table: &Table) -> Markup {
    let lang = frame.lang;
    html! {
        figure.card id=(frame.id) {
            h2 { (frame.title) }
            p.sub { (words::figure(lang, frame.number, frame.subtitle)) }
            div.plot { div.cols {
                div.draw { (svg(frame, &drawn.wide, "wide")) (svg(frame, &drawn.narrow, "narrow")) }
                ul.legend aria-hidden="true" { (drawn.legend) }
            } }
            details { summary { (words::show_table(lang)) } (table.html(lang, &Dress::PLAIN)) }
            p.files {
                @if let Some((excel, machine)) = &frame.csv { (csv_links(lang, frame.title, excel, machine)) }
            }
            p.source { (frame.source) }
        }
    }
}

/// Links to both dialects; each says which table it is of.
pub fn csv_links(lang: Lang, title: &str, excel: &str, machine: &str) -> Markup {
    html! {
        @for (href, text) in [(excel, words::csv_excel(lang)), (machine, words::csv_machine(lang))] {
            a href=(href) download { (text) span.quiet { ", " (words::csv_of(lang, title)) } } " "
        }
    }
}

fn svg(frame: &Frame, drawing: &Drawing, variant: &str) -> Markup {
    let (title, desc) = (format!("{}-{variant}-t", frame.id), format!("{}-{variant}-d", frame.id));
    html! {
        svg class=(variant) viewBox=(format!("0 0 {} {}", drawing.width, drawing.height))
            role="img" aria-labelledby=(title) aria-describedby=(desc) focusable="false" {
            title id=(title) { (frame.title) }
            desc id=(desc) { (frame.desc) }
            g aria-hidden="true" { (drawing.marks) }
        }
    }
}

/// An entry of the legend: a small drawing of 28 × 16 and its words.
pub(crate) fn key(mark: &Markup, text: &str) -> Markup {
    html! { li { svg.key viewBox="0 0 28 16" aria-hidden="true" focusable="false" { (mark) } (text) } }
}

/// A number in a drawing, to a tenth and without a needless `.0`.
pub(crate) struct Px(pub f64);

impl Render for Px {
    fn render_to(&self, out: &mut String) {
        let tenths = (self.0 * 10.0).round() as i64;
        let (size, sign) = (tenths.unsigned_abs(), if tenths < 0 { "-" } else { "" });
        // Writing into a string cannot fail.
        let written = match size % 10 {
            0 => write!(out, "{sign}{}", size / 10),
            part => write!(out, "{sign}{}.{part}", size / 10),
        };
        written.unwrap_or_default();
    }
}

/// A label in at most `lines` lines of about `letters` letters, broken at spaces.
pub(crate) fn broken(label: &str, letters: usize, lines: usize) -> Vec<String> {
    let mut broken: Vec<String> = Vec::new();
    for word in label.split(' ') {
        match broken.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters || word.is_empty() => {
                line.push(' ');
                line.push_str(word);
            }
            _ => broken.push(word.to_owned()),
        }
    }
    if broken.len() > lines {
        broken.truncate(lines);
        if let Some(last) = broken.last_mut() {
            last.push('…');
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_drawings_are_short() {
        let written = |value| Px(value).render().into_string();
        assert_eq!([0.0, 12.04, 12.06, -0.26, 700.0].map(written), ["0", "12", "12.1", "-0.3", "700"]);
    }

    #[test]
    fn long_labels_are_broken_at_spaces() {
        assert_eq!(
            broken("Tiếp nhận, giải quyết góp ý, phản ánh", 22, 2),
            ["Tiếp nhận, giải quyết", "góp ý, phản ánh"]
        );
        assert_eq!(broken("một hai ba bốn", 3, 2), ["một", "hai…"]);
    }
}
