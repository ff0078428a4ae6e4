//! The answers to a question, as plain data: figures, ranks, trends, differences and findings that deserve a look.
//!
//! No markup, no language and no chart. Pages, files and the API draw from this, so that they cannot disagree. Begin with
//! [`overview`] (units side by side) and [`mod@unit`] (one unit); [`rows`] is one breakdown for programs.

pub mod attention;
pub mod chance;
pub mod flagged;
pub mod lines;
pub mod outside;
pub mod overview;
pub mod ranking;
pub mod ranks;
pub mod rows;
pub mod selection;
pub mod trend;
pub mod unit;

use crate::domain::{
    index::{Estimate, Figure, places},
    interval::{Difference, Estimated, Interval, People},
    lattice::{Group, Sight, Tallies},
    method::Method,
    survey::Survey,
    target::{Judge, Reference, Target, Threshold},
    unit::Catalogue,
};
use jiff::civil::DateTime;
use outside::Outside;

/// The data from which answers are made.
#[derive(Clone, Copy)]
pub struct Data<'d> {
    pub tallies: &'d Tallies,
    pub survey: &'d Survey,
    pub catalogue: &'d Catalogue,
    pub targets: &'d [Target],
    pub references: &'d [Reference],
    pub sight: Sight,
    pub outside: &'d Outside,
    /// Local time.
    pub now: DateTime,
}

impl<'d> Data<'d> {
    /// The targets that judge figures by this method.
    pub fn judge(&self, method: Method) -> Judge<'d> {
        Judge::new(self.targets, self.catalogue, self.survey, method)
    }
}

/// A figure that is shown. It is exact inside and rounded only where it is written, everywhere the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    estimate: Estimate,
    interval: Interval,
    /// Of a whole, everyone; of a factor or item, those with a valid answer.
    pub responses: u64,
    /// Where some may not be shown: as many of them as there are at most.
    pub of: Option<u64>,
}

impl Point {
    /// `None` where nothing valid was answered.
    pub fn of(figure: &Figure) -> Option<Self> {
        let (responses, of) = (figure.responses, figure.of);
        Some(Self { estimate: figure.estimate?, interval: figure.interval?, responses, of })
    }

    /// The same of a factor or an item, which not everyone was asked.
    pub fn of_part(figure: &Figure) -> Option<Self> {
        // All who are missing may have answered it.
        let of = figure.of.map(|of| of - figure.responses + figure.respondents);
        Some(Self { responses: figure.respondents, of, ..Self::of(figure)? })
    }

    /// Hundredths of a per cent.
    pub fn index(self) -> i64 {
        self.estimate.hundredths()
    }

    /// Percent times `10^places`.
    pub fn rounded(self, places: u32) -> i64 {
        self.estimate.rounded(places)
    }

    /// The lower bound of the 95 % interval, tenths of a per cent.
    pub fn low(self) -> i64 {
        tenths(self.interval.low)
    }

    /// The upper bound of the 95 % interval, tenths of a per cent.
    pub fn high(self) -> i64 {
        tenths(self.interval.high)
    }

    /// Surely below a published figure, in hundredths of a per cent, that has no interval.
    pub fn is_below(self, hundredths: i64) -> bool {
        self.interval.high * 10_000.0 < hundredths as f64
    }

    /// The change from an earlier one.
    pub fn since(self, before: Self) -> Change {
        Change { points: self.index() - before.index(), exact: self.less(before, People::Different) }
    }

    fn less(self, other: Self, people: People) -> Difference {
        Difference::of(self.exact(), other.exact(), people)
    }

    fn exact(self) -> Estimated {
        Estimated { share: self.estimate.share(), interval: self.interval }
    }

    /// Of hundredths, and bounds in tenths of a per cent.
    #[cfg(test)]
    pub fn sample(index: i64, low: i64, high: i64, responses: u64) -> Self {
        let [low, high] = [low, high].map(|tenths| tenths as f64 / 1_000.0);
        Self {
            estimate: Estimate::of_hundredths(index.unsigned_abs()),
            interval: Interval { low, high },
            responses,
            of: None,
        }
    }
}

/// The decimals of a list of figures, each with its target: [`places`] of what is shown of it.
pub fn places_of(list: impl IntoIterator<Item = (Shown, Option<Threshold>)>) -> u32 {
    places(list.into_iter().filter_map(|(shown, target)| Some((shown.point()?.estimate, target))))
}

/// A share of 0 to 1 in tenths of a per cent, as bounds of intervals are shown.
pub fn tenths(share: f64) -> i64 {
    (share * 1000.0).round() as i64
}

/// The change from one figure to another of other people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Hundredths of a point, between the two figures as they are shown.
    pub points: i64,
    pub exact: Difference,
}

impl Change {
    /// Its 95 % interval does not have nought.
    pub fn is_certain(self) -> bool {
        self.exact.is_certain()
    }

    /// The lower bound of its 95 % interval, tenths of a point.
    pub fn low(self) -> i64 {
        tenths(self.exact.low)
    }

    /// The upper bound of its 95 % interval, tenths of a point.
    pub fn high(self) -> i64 {
        tenths(self.exact.high)
    }
}

/// Where the one stands that is surely above each other; of one alone nothing can be said.
pub fn surely_highest(points: &[Point], people: People) -> Option<usize> {
    surely(points, |one, other| one.less(other, people).low > 0.0)
}

/// Where the one stands that is surely below each other.
pub fn surely_lowest(points: &[Point], people: People) -> Option<usize> {
    surely(points, |one, other| one.less(other, people).high < 0.0)
}

fn surely(points: &[Point], beyond: impl Fn(Point, Point) -> bool) -> Option<usize> {
    let beyond_others =
        |one: usize| points.iter().enumerate().all(|(other, point)| other == one || beyond(points[one], *point));
    (0..points.len()).find(|one| points.len() > 1 && beyond_others(*one))
}

/// The index of those responses that may be shown. It does not stand for all: it has no interval, no verdict and no rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment {
    estimate: Estimate,
    /// Of a whole, everyone; of a factor or item, those with a valid answer.
    pub responses: u64,
    /// As many of them as there are at most, with those that may not be shown.
    pub of: u64,
}

impl Fragment {
    /// Hundredths of a per cent.
    pub fn index(self) -> i64 {
        self.estimate.hundredths()
    }

    /// As a point of which nothing is certain.
    pub fn uncertain(self) -> Point {
        Point { estimate: self.estimate, interval: Interval::ANY, responses: self.responses, of: Some(self.of) }
    }
}

/// One thing's figure, or why none is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    Point(Point),
    Fragment(Fragment),
    Withheld,
    NoData,
}

impl Shown {
    pub fn point(self) -> Option<Point> {
        match self {
            Self::Point(point) => Some(point),
            Self::Fragment(_) | Self::Withheld | Self::NoData => None,
        }
    }

    pub fn fragment(self) -> Option<Fragment> {
        match self {
            Self::Fragment(fragment) => Some(fragment),
            Self::Point(_) | Self::Withheld | Self::NoData => None,
        }
    }

    /// The change from an earlier one, where both are shown.
    pub fn since(self, before: Self) -> Option<Change> {
        Some(self.point()?.since(before.point()?))
    }

    /// Of a figure that may be shown or not; `seen` are the responses that exist.
    pub fn of(figure: Option<&Figure>, seen: u64, point: fn(&Figure) -> Option<Point>) -> Self {
        match figure {
            Some(figure @ Figure { interval: None, of: Some(_), .. }) => {
                let whole = point(&figure.with_interval(Interval::ANY));
                let part = whole
                    .and_then(|Point { estimate, responses, of, .. }| Some(Fragment { estimate, responses, of: of? }));
                part.map_or(Self::NoData, Self::Fragment)
            }
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
    fn a_highest_and_a_lowest_are_sure_where_their_difference_from_each_other_is() {
        use People::{Different, Same};
        let point = |low: i64, high: i64| Point::sample((low + high) * 5, low, high, 40);
        let apart = [point(800, 810), point(900, 910), point(700, 710), point(805, 815)];
        assert_eq!((surely_highest(&apart, Same), surely_lowest(&apart, Same)), (Some(1), Some(2)));
        let meets = [point(800, 810), point(809, 821), point(700, 799)];
        assert_eq!((surely_highest(&meets, Same), surely_lowest(&meets, Same)), (None, Some(2)));
        assert_eq!((surely_highest(&meets, Different), surely_lowest(&meets, Different)), (Some(1), Some(2)));
        assert_eq!(surely_highest(&[point(800, 810), point(800, 810)], Different), None);
        assert_eq!((surely_highest(&apart[..1], Same), surely_lowest(&[], Same)), (None, None));
    }
}
