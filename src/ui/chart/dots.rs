//! Dots with whiskers: indices of several things this year, last year, against a target and a reference.

use super::scale::Scale;
use super::{Drawing, Drawn, NARROW, Px, WIDE, broken, key, scale};
use crate::domain::{
    figure::{Change, Point, Shown},
    language::Lang,
};
use crate::ui::{
    format,
    table::{Column, Table, Value},
    words,
};
use maud::{Markup, html};

#[derive(Clone, Debug)]
pub struct Dot {
    /// For programs.
    pub key: String,
    pub label: String,
    pub now: Shown,
    pub before: Shown,
    /// Hundredths of a per cent, measured by another method.
    pub reference: Option<i64>,
}

/// The chart's data and the words of its parts.
#[derive(Clone, Debug)]
pub struct Dots {
    pub rows: Vec<Dot>,
    /// Hundredths of a per cent, and its label.
    pub target: Option<(i64, String)>,
    /// Decimals of the indices.
    pub places: u32,
    /// Head of the column of rows, and the names of the three series.
    pub head: String,
    pub now: String,
    pub before: String,
    pub reference: String,
}

struct Sheet {
    width: i32,
    /// Letters and lines of a label.
    letters: usize,
    lines: usize,
    left: f64,
    right: f64,
    /// Height of a row, and where in it the dots stand.
    row: f64,
    dot: f64,
    narrow: bool,
}

const TOP: f64 = 30.0;
/// Letters of a label's line, with room for a reader's own spacing of letters and words (WCAG 1.4.12).
const WIDE_LETTERS: usize = 22;
const NARROW_LETTERS: usize = 26;
/// Lines of a label.
const LINES: usize = 3;

impl Dots {
    pub fn draw(&self, lang: Lang) -> Drawn {
        let most = |letters| self.seen().map(|row| broken(&row.label, letters, LINES).len()).max().unwrap_or(1);
        let lines = most(NARROW_LETTERS);
        let (down, row) = (20.0 * lines as f64, (20.0 * most(WIDE_LETTERS) as f64 + 6.0).max(46.0));
        let wide = Sheet {
            width: WIDE,
            letters: WIDE_LETTERS,
            lines: LINES,
            left: 250.0,
            right: 670.0,
            row,
            dot: row / 2.0,
            narrow: false,
        };
        let narrow = Sheet {
            width: NARROW,
            letters: NARROW_LETTERS,
            lines,
            left: 12.0,
            right: 322.0,
            row: 46.0 + down,
            dot: 26.0 + down,
            narrow: true,
        };
        Drawn { wide: self.on(&wide, lang), narrow: self.on(&narrow, lang), legend: self.legend() }
    }

    /// Rows with a figure of this year; the others are counted in words, not drawn over marks.
    fn seen(&self) -> impl Iterator<Item = &Dot> {
        self.rows.iter().filter(|row| row.now.point().is_some())
    }

    fn values(&self) -> impl Iterator<Item = i64> {
        let target = self.target.as_ref().map(|(target, _)| *target);
        let rows = self.seen().flat_map(|row| {
            let points = [row.now, row.before].into_iter().filter_map(Shown::point);
            points.flat_map(|point| [point.index(), point.low() * 10]).chain(row.reference)
        });
        rows.chain(target)
    }

    fn on(&self, sheet: &Sheet, lang: Lang) -> Drawing {
        let scale = Scale::over(self.values(), sheet.left, sheet.right);
        let bottom = TOP + sheet.row * self.seen().count() as f64;
        let marks = html! {
            (scale::grid(&scale, TOP, bottom, if sheet.narrow { 4 } else { 8 }))
            @if let Some((target, label)) = &self.target { (target_line(&scale, *target, label, &self.spans(sheet))) }
            @for (place, row) in self.seen().enumerate() {
                (row.draw(sheet, &scale, TOP + sheet.row * place as f64, &|point| format::placed(point, self.places, lang)))
            }
        };
        Drawing { width: sheet.width, height: bottom as i32 + 28, marks }
    }

    /// From where to where the target's line goes: on narrow sheets not through the labels.
    fn spans(&self, sheet: &Sheet) -> Vec<(f64, f64)> {
        let rows = (0..self.seen().count()).map(|place| TOP + sheet.row * place as f64);
        let head = (TOP - 14.0, TOP);
        if sheet.narrow {
            std::iter::once(head).chain(rows.map(|top| (top + sheet.dot - 14.0, top + sheet.dot + 18.0))).collect()
        } else {
            vec![(head.0, TOP + sheet.row * rows.len() as f64)]
        }
    }

    fn legend(&self) -> Markup {
        let has = |shown: fn(&&Dot) -> bool| self.seen().any(|row| shown(&row));
        html! {
            (key(&html! { path.whisker d="M3 8H25M3 4V12M25 4V12" {} circle.dot cx="14" cy="8" r="6" {} }, &self.now))
            @if has(|row| row.before.point().is_some()) { (key(&html! { circle.before cx="14" cy="8" r="5" {} }, &self.before)) }
            @if has(|row| row.reference.is_some()) { (key(&html! { path.reference d="M14 1L21 8L14 15L7 8Z" {} }, &self.reference)) }
            @if let Some((_, label)) = &self.target { (key(&html! { path.target d="M14 0V16" {} }, label)) }
        }
    }

    /// The same figures, in the same order.
    pub fn table(&self, caption: &str, lang: Lang) -> Table {
        let mut columns = vec![
            Column::words("name", &*self.head),
            Column::numbers("index", words::with_percent(lang, &self.now)),
            Column::ranges("ci", words::ci(lang)),
            Column::counts("responses", words::responses_head(lang)),
            Column::numbers("before", words::with_percent(lang, &self.before)),
            Column::numbers("change", words::change_head(lang)),
        ];
        let referenced = self.rows.iter().any(|row| row.reference.is_some());
        if referenced {
            columns.push(Column::numbers("reference", words::with_percent(lang, &self.reference)));
        }
        columns.push(Column::ranges("change_ci", words::change_ci(lang)));
        let rows = self.rows.iter().map(|row| row.values(referenced, self.places)).collect();
        Table { caption: caption.to_owned(), columns, rows, names: 0 }
    }
}

impl Dot {
    /// Change on last year.
    pub fn change(&self) -> Option<Change> {
        self.now.since(self.before)
    }

    fn values(&self, referenced: bool, places: u32) -> Vec<Value> {
        let mut values = vec![
            Value::named(&self.key, &self.label),
            Value::index(self.now, places),
            Value::of(self.now, |point| Value::Range { low: point.low(), high: point.high() }),
            Value::people(self.now),
            Value::index(self.before, places),
            self.change().map_or(Value::Missing, |change| Value::Change(change.points)),
        ];
        if referenced {
            values.push(self.reference.map_or(Value::Missing, Value::Index));
        }
        values.push(self.change().map_or(Value::Missing, Value::of_change));
        values
    }

    fn draw(&self, sheet: &Sheet, scale: &Scale, top: f64, index: &dyn Fn(Point) -> String) -> Markup {
        let y = top + sheet.dot;
        html! {
            (self.label(sheet, top))
            @if let Some(reference) = self.reference {
                @let x = scale.at(reference);
                path.reference d={ "M" (Px(x)) " " (Px(y - 8.0)) "l8 8l-8 8l-8-8Z" } {}
            }
            @if let Some(before) = self.before.point() { circle.before cx=(Px(scale.at(before.index()))) cy=(Px(y)) r="5" {} }
            @if let Some(point) = self.now.point() {
                (whisker(scale, point, y, 6.0))
                circle.dot cx=(Px(scale.at(point.index()))) cy=(Px(y)) r="7" {}
                text.value.halo x=(sheet.width - 4) y=(Px(if sheet.narrow { top + 22.0 } else { y + 6.0 })) {
                    (index(point))
                }
            }
        }
    }

    fn label(&self, sheet: &Sheet, top: f64) -> Markup {
        let lines = broken(&self.label, sheet.letters, sheet.lines);
        let (x, first) = if sheet.narrow {
            (0.0, top + 22.0)
        } else {
            (sheet.left - 18.0, top + sheet.dot + 6.0 - 10.0 * (lines.len() as f64 - 1.0))
        };
        html! {
            @for (n, line) in lines.iter().enumerate() {
                text.label.halo.end[!sheet.narrow] x=(Px(x)) y=(Px(first + 20.0 * n as f64)) { (line) }
            }
        }
    }
}

/// An interval with caps.
fn whisker(scale: &Scale, point: Point, y: f64, cap: f64) -> Markup {
    let (low, high) = (scale.at(point.low() * 10), scale.at(point.high() * 10));
    html! {
        path.whisker d={ "M" (Px(low)) " " (Px(y)) "H" (Px(high))
            "M" (Px(low)) " " (Px(y - cap)) "v" (Px(2.0 * cap)) "M" (Px(high)) " " (Px(y - cap)) "v" (Px(2.0 * cap)) } {}
    }
}

/// The dashed line with its label above, kept inside the drawing.
fn target_line(scale: &Scale, target: i64, label: &str, spans: &[(f64, f64)]) -> Markup {
    let x = scale.at(target);
    let left = x > (scale.from + scale.to) / 2.0;
    html! {
        path.target d={ @for (from, to) in spans { "M" (Px(x)) " " (Px(*from)) "V" (Px(*to)) } } {}
        text.target-label.end[left] x=(Px(if left { x - 6.0 } else { x + 6.0 })) y=(Px(TOP - 10.0)) { (label) }
    }
}

/// A bar of one row in a table: dot and interval against the target, 130 × 20.
pub fn inline(point: Point, target: Option<i64>, low: i64) -> Markup {
    let scale = Scale { low, from: 4.0, to: 126.0 };
    html! {
        svg.inline viewBox="0 0 130 20" aria-hidden="true" focusable="false" {
            path.grid d="M4 10H126" {}
            @if let Some(target) = target { path.target d={ "M" (Px(scale.at(target))) " 1V19" } {} }
            path.whisker d={ "M" (Px(scale.at(point.low() * 10))) " 10H" (Px(scale.at(point.high() * 10))) } {}
            circle.dot cx=(Px(scale.at(point.index()))) cy="10" r="4.5" {}
        }
    }
}
