//! A line through months with the band of its intervals and the target.

use super::{Drawing, Drawn, NARROW, Px, WIDE, key, scale::Scale};
use crate::domain::{
    figure::{Point, Shown},
    language::Lang,
    month::Month,
};
use crate::ui::{
    format,
    table::{Column, Table, Value},
    words,
};
use maud::{Markup, html};

/// Consecutive months, and what there is of each.
#[derive(Clone, Debug)]
pub struct Line {
    pub months: Vec<(Month, Shown)>,
    /// The month that is not over yet: its point is hollow.
    pub partial: Option<Month>,
    /// Hundredths of a per cent, and its label.
    pub target: Option<(i64, String)>,
    /// Decimals of the indices.
    pub places: u32,
    pub name: String,
}

struct Sheet {
    width: i32,
    left: f64,
    right: f64,
    /// Every how many months one is named.
    every: usize,
}

const TOP: f64 = 30.0;
const BOTTOM: f64 = 230.0;

impl Line {
    pub fn draw(&self, lang: Lang) -> Drawn {
        let wide = Sheet { width: WIDE, left: 44.0, right: 680.0, every: self.months.len().div_ceil(12).max(1) };
        let narrow = Sheet { width: NARROW, left: 40.0, right: 268.0, every: self.months.len().div_ceil(4).max(1) };
        Drawn { wide: self.on(&wide, lang), narrow: self.on(&narrow, lang), legend: self.legend(lang) }
    }

    fn on(&self, sheet: &Sheet, lang: Lang) -> Drawing {
        let lows = self.months.iter().filter_map(|(_, shown)| shown.point()).map(|point| point.low() * 10);
        let scale = Scale::over(lows.chain(self.target.iter().map(|(target, _)| *target)), BOTTOM, TOP);
        let marks = html! {
            (self.axes(sheet, &scale))
            @for run in self.runs(sheet) { (run_marks(&run, &scale)) }
            (self.points(sheet, &scale, lang))
        };
        Drawing { width: sheet.width, height: BOTTOM as i32 + 32, marks }
    }

    fn x(&self, sheet: &Sheet, place: usize) -> f64 {
        let steps = self.months.len().saturating_sub(1).max(1) as f64;
        sheet.left + 14.0 + (sheet.right - sheet.left - 14.0) * place as f64 / steps
    }

    fn axes(&self, sheet: &Sheet, scale: &Scale) -> Markup {
        html! {
            @for tick in scale.ticks(5) {
                @let y = scale.at(tick * 100);
                path.grid d={ "M" (Px(sheet.left)) " " (Px(y)) "H" (Px(sheet.right + 6.0)) } {}
                text.tick.end x=(Px(sheet.left - 8.0)) y=(Px(y + 5.0)) { (tick) }
            }
            @for (place, (month, _)) in self.months.iter().enumerate().filter(|(place, _)| place % sheet.every == 0) {
                text.tick x=(Px(self.x(sheet, place))) y=(Px(BOTTOM + 24.0)) { (month_name(*month, place)) }
            }
            @if let Some((target, label)) = &self.target {
                @let y = scale.at(*target);
                path.target d={ "M" (Px(sheet.left)) " " (Px(y)) "H" (Px(sheet.right + 6.0)) } {}
                // Above the plot: beside its line it would lie over the marks of some months.
                text.target-label x=(Px(sheet.left + 4.0)) y=(Px(TOP - 16.0)) { (label) }
            }
        }
    }

    /// Stretches of months without a hole; no line is drawn over a hole.
    fn runs(&self, sheet: &Sheet) -> Vec<Vec<(f64, Point)>> {
        let mut runs: Vec<Vec<(f64, Point)>> = Vec::new();
        let mut open = false;
        for (place, (_, shown)) in self.months.iter().enumerate() {
            let Some(point) = shown.point() else {
                open = false;
                continue;
            };
            if !open {
                runs.push(Vec::new());
            }
            open = true;
            if let Some(run) = runs.last_mut() {
                run.push((self.x(sheet, place), point));
            }
        }
        runs
    }

    /// Dots of all months; the last one says its value.
    fn points(&self, sheet: &Sheet, scale: &Scale, lang: Lang) -> Markup {
        let last = self.months.iter().rposition(|(_, shown)| shown.point().is_some());
        html! {
            @for (place, (month, shown)) in self.months.iter().enumerate() {
                @if let Some(point) = shown.point() {
                    @let (x, y) = (self.x(sheet, place), scale.at(point.index()));
                    circle class=(if self.partial == Some(*month) { "before" } else { "dot" }) cx=(Px(x)) cy=(Px(y)) r="5" {}
                    @if last == Some(place) {
                        text.value.after.halo x=(Px(x + 10.0)) y=(Px(y + 6.0)) { (format::placed(point, self.places, lang)) }
                    }
                }
            }
        }
    }

    fn legend(&self, lang: Lang) -> Markup {
        html! {
            (key(&html! { path.line d="M1 8H27" {} circle.dot cx="14" cy="8" r="5" {} }, &self.name))
            (key(&html! { rect.band x="1" y="2" width="26" height="12" {} }, words::ci(lang)))
            @if let Some((_, label)) = &self.target { (key(&html! { path.target d="M0 8H28" {} }, label)) }
            @if self.months.iter().any(|(month, shown)| self.partial == Some(*month) && shown.point().is_some()) { (key(&html! { circle.before cx="14" cy="8" r="5" {} }, words::partial_month(lang))) }
        }
    }

    pub fn table(&self, caption: &str, lang: Lang) -> Table {
        let columns = vec![
            Column::words("month", words::month_head(lang)),
            Column::numbers("index", words::with_percent(lang, &self.name)),
            Column::ranges("ci", words::ci(lang)),
            Column::counts("responses", words::responses_head(lang)),
        ];
        let rows = self.months.iter().map(|(month, shown)| {
            vec![
                Value::Month(*month),
                Value::index(*shown, self.places),
                Value::of(*shown, |point| Value::Range { low: point.low(), high: point.high() }),
                Value::people(*shown),
            ]
        });
        Table { caption: caption.to_owned(), columns, rows: rows.collect(), names: 0 }
    }
}

fn run_marks(run: &[(f64, Point)], scale: &Scale) -> Markup {
    html! {
        path.band d={
            @for (n, (x, point)) in run.iter().enumerate() { (if n == 0 { "M" } else { "L" }) (Px(*x)) " " (Px(scale.at(point.high() * 10))) }
            @for (x, point) in run.iter().rev() { "L" (Px(*x)) " " (Px(scale.at(point.low() * 10))) }
            "Z"
        } {}
        path.line d={
            @for (n, (x, point)) in run.iter().enumerate() { (if n == 0 { "M" } else { "L" }) (Px(*x)) " " (Px(scale.at(point.index()))) }
        } {}
        @if let [(x, point)] = run {
            path.whisker d={ "M" (Px(*x)) " " (Px(scale.at(point.low() * 10))) "V" (Px(scale.at(point.high() * 10))) } {}
        }
    }
}

/// `05`, and the first and every January with the year: `01/24`.
fn month_name(month: Month, place: usize) -> String {
    if place == 0 || month.number() == 1 {
        format!("{:02}/{:02}", month.number(), month.year() % 100)
    } else {
        format!("{:02}", month.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legend_lists_the_month_that_is_not_over_only_where_it_is_drawn() {
        let month = |n| Month::new(2024, n).unwrap();
        let point = Shown::Point(Point::sample(8_800, 860, 900, 40));
        for (last, listed) in [(Shown::NoData, false), (Shown::Withheld, false), (point, true)] {
            let months = vec![(month(1), point), (month(2), last)];
            let line = Line { months, partial: Some(month(2)), target: None, places: 2, name: "Chỉ số".to_owned() };
            let drawn = line.draw(Lang::Vi);
            assert_eq!(drawn.legend.into_string().contains("Tháng chưa kết thúc"), listed);
            assert_eq!(drawn.wide.marks.into_string().contains("class=\"before\""), listed);
        }
    }
}
