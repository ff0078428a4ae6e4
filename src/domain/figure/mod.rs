//! The answers to a question, as plain data: figures, ranks, trends, differences and findings that deserve a look.
//!
//! No markup, no language and no chart. Pages, files and the API draw from this, so that they cannot disagree. Begin with
//! [`overview`] (units side by side) and [`mod@unit`] (one unit); [`rows`] is one breakdown for programs.

pub mod attention;
pub mod flagged;
pub mod overview;
pub mod ranking;
pub mod rows;
pub mod selection;
pub mod trend;
pub mod unit;

use crate::domain::{
    index::Figure,
    lattice::{Group, Tallies},
    method::Method,
    survey::Survey,
    target::{Judge, Reference, Target},
    unit::Catalogue,
};
use jiff::civil::DateTime;

/// The data from which answers are made.
#[derive(Clone, Copy)]
pub struct Data<'d> {
    pub tallies: &'d Tallies,
    pub survey: &'d Survey,
    pub catalogue: &'d Catalogue,
    pub targets: &'d [Target],
    pub references: &'d [Reference],
    /// Local time.
    pub now: DateTime,
}

impl<'d> Data<'d> {
    /// The targets that judge figures by this method.
    pub fn judge(&self, method: Method) -> Judge<'d> {
        Judge::new(self.targets, self.catalogue, self.survey, method)
    }
}

/// A figure as it is shown: rounded once, everywhere the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Hundredths of a per cent.
    pub index: i64,
    /// Bounds of the 95 % interval, tenths of a per cent.
    pub low: i64,
    pub high: i64,
    /// Of a whole, everyone; of a factor or item, those with a valid answer.
    pub responses: u64,
}

impl Point {
    /// `None` where nothing valid was answered.
    pub fn of(figure: &Figure) -> Option<Self> {
        let (estimate, interval) = (figure.estimate?, figure.interval?);
        Some(Self {
            index: estimate.hundredths(),
            low: tenths(interval.low),
            high: tenths(interval.high),
            responses: figure.responses,
        })
    }

    /// The same of a factor or an item, which not everyone was asked.
    pub fn of_part(figure: &Figure) -> Option<Self> {
        Some(Self { responses: figure.respondents, ..Self::of(figure)? })
    }

    /// The difference from an earlier one.
    pub fn since(self, before: Self) -> Difference {
        Difference { points: self.index - before.index, certain: self.low > before.high || self.high < before.low }
    }
}

/// A share of 0 to 1 in tenths of a per cent, as bounds of intervals are shown.
pub fn tenths(share: f64) -> i64 {
    (share * 1000.0).round() as i64
}

/// The change from one figure to another, as both are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Hundredths of a point.
    pub points: i64,
    /// The two intervals do not meet.
    pub certain: bool,
}

/// Where the one stands whose interval lies wholly above each other's; of one alone nothing can be said.
pub fn surely_highest(points: &[Point]) -> Option<usize> {
    surely(points, |one, other| one.low > other.high)
}

/// Where the one stands whose interval lies wholly below each other's.
pub fn surely_lowest(points: &[Point]) -> Option<usize> {
    surely(points, |one, other| one.high < other.low)
}

fn surely(points: &[Point], beyond: fn(Point, Point) -> bool) -> Option<usize> {
    let beyond_others =
        |one: usize| points.iter().enumerate().all(|(other, point)| other == one || beyond(points[one], *point));
    (0..points.len()).find(|one| points.len() > 1 && beyond_others(*one))
}

/// One thing's figure, or why none is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Point(Point),
    Withheld,
    NoData,
}

impl Shown {
    pub fn point(self) -> Option<Point> {
        match self {
            Self::Point(point) => Some(point),
            Self::Withheld | Self::NoData => None,
        }
    }

    /// The difference from an earlier one, where both are shown.
    pub fn since(self, before: Self) -> Option<Difference> {
        Some(self.point()?.since(before.point()?))
    }

    /// Of a figure that may be shown or not; `seen` are the responses that exist.
    pub fn of(figure: Option<&Figure>, seen: u64, point: fn(&Figure) -> Option<Point>) -> Self {
        match figure {
            Some(figure) => point(figure).map_or(Self::NoData, Self::Point),
            None if seen > 0 => Self::Withheld,
            None => Self::NoData,
        }
    }

    fn of_group(group: Option<&Group>, seen: u64, point: fn(&Figure) -> Option<Point>) -> Self {
        Self::of(group.and_then(|group| group.figure.as_ref()), seen, point)
    }
}

/// A national figure of the year, or of the latest year before it that has any: year and hundredths.
pub fn national(references: &[Reference], series: &str, year: i16) -> Option<(i16, i64)> {
    let fitting = references.iter().filter(|it| it.scope == "national" && it.series == series && it.year <= year);
    fitting.max_by_key(|it| it.year).map(|it| (it.year, (it.value * 100.0).round() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_highest_and_a_lowest_are_sure_where_no_other_interval_meets_theirs() {
        let point = |low: i64, high: i64| Point { index: (low + high) * 5, low, high, responses: 40 };
        let apart = [point(800, 810), point(900, 910), point(700, 710), point(805, 815)];
        assert_eq!((surely_highest(&apart), surely_lowest(&apart)), (Some(1), Some(2)));
        let meets = [point(800, 810), point(810, 820), point(700, 799)];
        assert_eq!((surely_highest(&meets), surely_lowest(&meets)), (None, Some(2)));
        assert_eq!(surely_highest(&[point(800, 810), point(800, 810)]), None);
        assert_eq!((surely_highest(&apart[..1]), surely_lowest(&[])), (None, None));
    }
}
