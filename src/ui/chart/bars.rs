//! Stacked bars of 100 %: the spread of answers over the levels of the scale, best at the left.

use super::{Drawing, Drawn, NARROW, Px, WIDE, broken, key};
use crate::domain::language::Lang;
use crate::ui::{
    format,
    table::{Column, Table, Value},
    words,
};
use maud::{Markup, html};

/// A thing and its answers, best level first; `None` where they are not published.
#[derive(Clone, Debug)]
pub struct Bar {
    /// For programs.
    pub key: String,
    pub label: String,
    pub levels: Option<Vec<u64>>,
}

/// The chart's data: names of the levels, best first.
#[derive(Clone, Debug)]
pub struct Bars {
    pub rows: Vec<Bar>,
    pub levels: Vec<String>,
    /// The number of the last levels that count as dissatisfied.
    pub dissatisfied: usize,
    /// Head of the column of rows.
    pub head: String,
}

struct Sheet {
    width: i32,
    left: f64,
    right: f64,
    /// Letters of a line of a label.
    letters: usize,
    narrow: bool,
}

/// A row on a sheet: the lines of its label, its top and height.
struct Place {
    lines: Vec<String>,
    top: f64,
    height: f64,
}

const HEIGHT: f64 = 28.0;
const LINE: f64 = 20.0;
const GAP: f64 = 2.0;
/// Tenths of a per cent from which a segment has room for its value.
const ROOM: i64 = 70;

impl Bar {
    /// Of every level its count and its tenths of a per cent.
    fn shares(&self) -> Option<Vec<(u64, i64)>> {
        let levels = self.levels.as_ref()?;
        let all = levels.iter().sum();
        (all > 0).then(|| levels.iter().map(|count| (*count, format::share_tenths(*count, all))).collect())
    }

    /// Tenths of a per cent of the last `levels` together: rounded once, not summed from rounded parts.
    pub fn dissatisfied(&self, levels: usize) -> Option<i64> {
        let counts = self.levels.as_ref()?;
        let all: u64 = counts.iter().sum();
        (all > 0).then(|| format::share_tenths(last(counts, levels), all))
    }
}

fn last(counts: &[u64], levels: usize) -> u64 {
    counts.iter().rev().take(levels).sum()
}

impl Bars {
    /// No published row has a dissatisfied answer.
    pub fn nobody_dissatisfied(&self) -> bool {
        self.rows.iter().filter_map(|row| row.levels.as_ref()).all(|counts| last(counts, self.dissatisfied) == 0)
    }

    /// Rows that are not published. They are counted in words, not drawn.
    pub fn withheld(&self) -> usize {
        self.rows.iter().filter(|row| row.levels.is_none()).count()
    }

    fn seen(&self) -> impl Iterator<Item = &Bar> {
        self.rows.iter().filter(|row| row.levels.is_some())
    }

    pub fn draw(&self, lang: Lang) -> Drawn {
        let wide = Sheet { width: WIDE, left: 310.0, right: 680.0, letters: 27, narrow: false };
        let narrow = Sheet { width: NARROW, left: 0.0, right: 340.0, letters: 29, narrow: true };
        Drawn { wide: self.on(&wide, lang), narrow: self.on(&narrow, lang), legend: self.legend() }
    }

    fn on(&self, sheet: &Sheet, lang: Lang) -> Drawing {
        let places = self.places(sheet);
        let bottom = places.last().map_or(0.0, |place| place.top + place.height);
        let marks = html! {
            @if !sheet.narrow { text.label.end x=(sheet.width) y="20" { (words::dissatisfied_short(lang)) } }
            @for (row, place) in self.seen().zip(&places) { (self.row(row, sheet, place, lang)) }
        };
        Drawing { width: sheet.width, height: bottom as i32 + 4, marks }
    }

    /// Labels are criteria: the words that tell two of them apart often stand last, so nothing is cut off.
    fn places(&self, sheet: &Sheet) -> Vec<Place> {
        let mut top = if sheet.narrow { 0.0 } else { 28.0 };
        let place = |row: &Bar| {
            let lines = broken(&row.label, sheet.letters, 6);
            let text = LINE * lines.len() as f64;
            let height = if sheet.narrow { text + HEIGHT + 24.0 } else { text.max(HEIGHT) + 14.0 };
            top += height;
            Place { lines, top: top - height, height }
        };
        self.seen().map(place).collect()
    }

    fn row(&self, row: &Bar, sheet: &Sheet, place: &Place, lang: Lang) -> Markup {
        let y = if sheet.narrow {
            place.top + LINE * place.lines.len() as f64 + 8.0
        } else {
            place.top + (place.height - HEIGHT) / 2.0
        };
        html! {
            (label(sheet, place, y))
            @if let Some(bad) = row.dissatisfied(self.dissatisfied).filter(|_| !sheet.narrow) {
                text.value x=(sheet.width) y=(Px(y + 20.0)) { (format::fixed(bad, 1, lang)) }
            }
            @match row.shares() {
                Some(shares) => (self.segments(&shares, sheet, y, lang)),
                None => text.none x=(Px(sheet.left + 4.0)) y=(Px(y + 20.0)) {
                    (words::no_data(lang))
                },
            }
        }
    }

    fn segments(&self, shares: &[(u64, i64)], sheet: &Sheet, y: f64, lang: Lang) -> Markup {
        let all: u64 = shares.iter().map(|(count, _)| count).sum();
        let place = |sum: u64| sheet.left + (sheet.right - sheet.left) * sum as f64 / all as f64;
        let segments = shares.iter().scan(0, |sum, (count, share)| {
            *sum += count;
            Some((*count, place(*sum - count), place(*sum), *share))
        });
        html! {
            @for (n, (_, from, to, share)) in segments.enumerate().filter(|(_, (count, ..))| *count > 0) {
                @let width = (to - from - GAP).max(1.0);
                rect class=(self.class(n)) x=(Px(from)) y=(Px(y)) width=(Px(width)) height=(HEIGHT) {}
                @if self.hatched(n) { path.hatch d=(hatch(from, y, width, n + 1 == self.levels.len())) {} }
                @if share >= ROOM && width > 34.0 {
                    text class={ "in " (self.class(n)) } x=(Px(from + width / 2.0)) y=(Px(y + 20.0)) {
                        (format::fixed(share, 1, lang))
                    }
                }
            }
        }
    }

    /// `l1` is the best of five levels; other sizes take the ends and the middle of the palette.
    fn class(&self, n: usize) -> String {
        let last = self.levels.len().saturating_sub(1).max(1);
        format!("l{}", 1 + (n * 4 + last / 2) / last)
    }

    fn hatched(&self, n: usize) -> bool {
        n + self.dissatisfied >= self.levels.len()
    }

    fn legend(&self) -> Markup {
        html! {
            @for (n, level) in self.levels.iter().enumerate() {
                (key(&html! {
                    rect class=(self.class(n)) x="1" y="1" width="26" height="14" {}
                    @if self.hatched(n) { path.hatch d=(hatch_in(1.0, 1.0, 26.0, 14.0, n + 1 == self.levels.len())) {} }
                }, level))
            }
        }
    }

    /// Number of valid answers, then count and share of every level.
    pub fn table(&self, caption: &str, lang: Lang) -> Table {
        let share =
            |(n, name)| Column::numbers(format!("level_{}", self.levels.len() - n), words::with_percent(lang, name));
        let mut columns =
            vec![Column::words("name", &*self.head), Column::numbers("answers", words::answers_head(lang))];
        columns.extend(self.levels.iter().enumerate().map(share));
        columns.push(Column::numbers("dissatisfied", words::with_percent(lang, words::dissatisfied(lang))));
        Table {
            caption: caption.to_owned(),
            columns,
            rows: self.rows.iter().map(|row| self.values(row)).collect(),
            names: 0,
        }
    }

    fn values(&self, row: &Bar) -> Vec<Value> {
        let none = if row.levels.is_some() { Value::Missing } else { Value::Withheld };
        let answers = row.levels.as_ref().map_or(none.clone(), |levels| Value::Count(levels.iter().sum()));
        let mut values = vec![Value::named(&row.key, &row.label), answers];
        match row.shares() {
            Some(shares) => values.extend(shares.into_iter().map(|(_, share)| Value::Tenths(share))),
            None => values.extend(std::iter::repeat_n(none.clone(), self.levels.len())),
        }
        values.push(row.dissatisfied(self.dissatisfied).map_or(none, Value::Tenths));
        values
    }
}

fn label(sheet: &Sheet, place: &Place, bar: f64) -> Markup {
    let first = if sheet.narrow {
        place.top + 18.0
    } else {
        bar + HEIGHT / 2.0 + 6.0 - LINE / 2.0 * (place.lines.len() as f64 - 1.0)
    };
    let x = if sheet.narrow { 0.0 } else { sheet.left - 14.0 };
    html! {
        @for (n, line) in place.lines.iter().enumerate() {
            text.label.end[!sheet.narrow] x=(Px(x)) y=(Px(first + LINE * n as f64)) { (line) }
        }
    }
}

fn hatch(x: f64, y: f64, width: f64, dense: bool) -> String {
    hatch_in(x, y, width, HEIGHT, dense)
}

/// Diagonals clipped to a box: lines `x + y = c` cut at its sides.
fn hatch_in(x: f64, y: f64, width: f64, height: f64, dense: bool) -> String {
    let step = if dense { 4.0 } else { 8.0 };
    let mut path = String::new();
    let mut c = step / 2.0;
    while c < width + height {
        let (x1, y1) = if c <= height { (0.0, c) } else { (c - height, height) };
        let (x2, y2) = if c <= width { (c, 0.0) } else { (width, c - width) };
        let [a, b, c2, d] = [x + x1, y + y1, x + x2, y + y2].map(|v| maud::Render::render(&Px(v)).into_string());
        path.push_str(&format!("M{a} {b}L{c2} {d}"));
        c += step;
    }
    path
}
