//! Months in a row, and their course.

use super::{Data, Point, Shown, selection::Selection};
use crate::domain::{
    lattice::{GroupBy, Part},
    month::{Month, Period},
    time_period::TimePeriod,
};

/// Consecutive months, and what there is of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Months {
    pub months: Vec<(Month, Shown)>,
    /// The month that is not over yet.
    pub partial: Option<Month>,
}

/// The course of the months that have figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trend {
    /// No month has a figure.
    Unknown,
    /// One month has one: nothing can be compared.
    One(Month, Point),
    /// The change from the first to the last month is certain; hundredths of a point.
    Rose {
        from: Month,
        to: Month,
        points: i64,
    },
    Fell {
        from: Month,
        to: Month,
        points: i64,
    },
    /// It is not.
    Unclear {
        from: Month,
        to: Month,
    },
}

impl Trend {
    pub fn of(months: &[(Month, Shown)]) -> Self {
        let mut points = months.iter().filter_map(|(month, shown)| Some((*month, shown.point()?)));
        let Some((from, was)) = points.next() else { return Self::Unknown };
        let Some((to, is)) = points.next_back() else { return Self::One(from, was) };
        let change = is.since(was);
        match (change.is_certain(), change.points) {
            (true, points @ 1..) => Self::Rose { from, to, points },
            (true, points @ ..=-1) => Self::Fell { from, to, points: -points },
            (true, 0) | (false, _) => Self::Unclear { from, to },
        }
    }
}

impl Months {
    /// The months of the period, or at least the twelve that end with it.
    pub fn of(data: &Data, selection: &Selection) -> Self {
        let months = selection.line(data.now);
        let period = months.first().zip(months.last()).map(|(from, to)| Period { from: *from, to: *to });
        let report = selection.whole(period.unwrap_or(selection.period), GroupBy::Month);
        let shown = |month: Month| {
            let seen = selection.responses_by_period.get(&TimePeriod::month(month)).copied().unwrap_or(0);
            let group = report.groups.iter().find(|group| group.part == Part::Period(TimePeriod::month(month)));
            (month, Shown::of_group(group, seen, Point::of))
        };
        let this = Month::of(data.now.date()).ok();
        Self { partial: this.filter(|this| months.contains(this)), months: months.into_iter().map(shown).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_said_between_months_with_figures_and_only_where_the_change_is_certain() {
        let month = |n| Month::new(2024, n).unwrap();
        let point = |index: i64| Shown::Point(Point::sample(index, index / 10 - 5, index / 10 + 5, 40));
        let trend = |shown: &[(u8, Shown)]| {
            let shown: Vec<_> = shown.iter().map(|(n, shown)| (month(*n), *shown)).collect();
            Trend::of(&shown)
        };
        assert_eq!(trend(&[(1, Shown::NoData), (2, Shown::Withheld)]), Trend::Unknown);
        let one = point(8_000).point().unwrap();
        assert_eq!(trend(&[(1, Shown::NoData), (2, point(8_000))]), Trend::One(month(2), one));
        let rose = Trend::Rose { from: month(2), to: month(9), points: 1_000 };
        assert_eq!(trend(&[(1, Shown::Withheld), (2, point(8_000)), (5, point(1)), (9, point(9_000))]), rose);
        let fell = Trend::Fell { from: month(2), to: month(3), points: 120 };
        assert_eq!(trend(&[(2, point(8_000)), (3, point(7_880)), (4, Shown::NoData)]), fell);
        let unclear = Trend::Unclear { from: month(2), to: month(3) };
        assert_eq!(trend(&[(2, point(8_000)), (3, point(8_070))]), unclear);
    }
}
