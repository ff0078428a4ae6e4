//! Accepted answers that stand behind no figure of their unit: those that wait for their release, and those of units with so few
//! in a year that they are counted above.
//!
//! Of those that wait, the ones of closed months are told alone. So a number moves when a month closes and when a group is released, and
//! nobody who watches it learns on which day somebody answered.

use crate::domain::{
    batch::Waiting,
    lattice::Sight,
    month::{Month, Period},
    time_period::TimePeriod,
};
use std::collections::BTreeMap;

/// By version and unit.
type ByUnit<T> = BTreeMap<String, BTreeMap<String, T>>;

/// Those answers of all versions.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    waiting: ByUnit<Vec<(Month, u64)>>,
    above: ByUnit<Vec<i16>>,
}

impl Outside {
    /// `above` are version, unit and year of what was counted above its unit.
    pub fn new(waiting: Vec<Waiting>, above: Vec<(String, String, i16)>) -> Self {
        let mut outside = Self::default();
        for Waiting { survey, unit, month, count, .. } in waiting {
            outside.waiting.entry(survey).or_default().entry(unit).or_default().push((month, count));
        }
        for (survey, unit, year) in above {
            outside.above.entry(survey).or_default().entry(unit).or_default().push(year);
        }
        outside
    }

    /// Answers of a unit that were given in closed months of the period and wait.
    pub fn waiting(&self, survey: &str, unit: &str, (period, sight): (Period, Sight)) -> u64 {
        let months = self.waiting.get(survey).and_then(|units| units.get(unit)).into_iter().flatten();
        let told = |month: Month| period.contains(month) && sight.is_closed(TimePeriod::month(month));
        months.filter(|(month, _)| told(*month)).map(|(_, count)| count).sum()
    }

    /// Answers of a year that lies in the period were counted above the unit.
    pub fn is_counted_above(&self, survey: &str, unit: &str, period: Period) -> bool {
        let years = self.above.get(survey).and_then(|units| units.get(unit)).into_iter().flatten();
        let lies = |year: i16| period.from <= Month::january(year) && Month::december(year) <= period.to;
        years.copied().any(lies)
    }
}

/// Why a unit has no figure, where nothing is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nobody's answer is known.
    Answers,
    /// There are answers, and all of them wait.
    Releases,
    /// There were so few in the year that they are counted above it.
    Company,
    /// Nothing that was asked was answered with a level.
    Levels,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lattice::{Readers, closed_to};
    use jiff::civil::date;

    #[test]
    fn what_waits_is_told_of_closed_months_alone() {
        let group = |unit: &str, month: &str, single_use, count| Waiting {
            survey: "s".to_owned(),
            unit: unit.to_owned(),
            month: month.parse().unwrap(),
            single_use,
            count,
            oldest: 0,
        };
        let waiting = vec![
            group("A", "2024-04", false, 7),
            group("A", "2024-04", true, 6),
            group("A", "2024-05", false, 9),
            group("B", "2024-05", false, 3),
            group("A", "2023-12", false, 2),
        ];
        let outside = Outside::new(waiting, vec![("s".to_owned(), "C".to_owned(), 2023)]);
        let year = Period::of_year(2024);
        let told = |unit, day| outside.waiting("s", unit, (year, Sight::new(Readers::Staff, closed_to(day))));
        assert_eq!((told("A", date(2024, 5, 31)), told("A", date(2024, 6, 1))), (13, 22));
        assert_eq!((told("B", date(2024, 5, 31)), told("B", date(2024, 6, 1)), told("C", date(2024, 6, 1))), (0, 3, 0));
        assert_eq!(outside.waiting("other", "A", (year, Sight::all())), 0);
        let above = |unit, period| outside.is_counted_above("s", unit, period);
        assert!(above("C", Period::of_year(2023)) && !above("C", year) && !above("A", Period::of_year(2023)));
        let half = Period { from: "2023-01".parse().unwrap(), to: "2023-06".parse().unwrap() };
        assert!(!above("C", half), "a year's answers are in no half of it");
    }
}
