//! Picks the rows of a page out of all rows, once, and counts what is there before anything is withheld.

use crate::domain::{
    batch::Rules,
    index::Method,
    lattice::{Group, GroupBy, NotCrossed, Query, Report, Tallies, TallyRow, report},
    month::{Month, Period},
    question::Question,
    submission::Stratum,
    survey::Survey,
    target::{Reference, Target},
    unit::Catalogue,
};
use crate::ui::chart::dots::{Point, Shown};
use jiff::civil::DateTime;
use std::collections::{BTreeMap, BTreeSet};

/// What every page is computed from.
#[derive(Clone, Copy)]
pub struct Data<'d> {
    pub tallies: &'d Tallies,
    pub survey: &'d Survey,
    pub catalogue: &'d Catalogue,
    pub targets: &'d [Target],
    pub references: &'d [Reference],
    /// Submissions of the whole site that wait for their release; `None` for who sees only a part of it.
    pub waiting: Option<u64>,
    /// When answers are released.
    pub rules: Rules,
    /// Local time.
    pub now: DateTime,
}

/// The rows of one version and scope, and what they hold in the period and stratum asked for.
pub struct Selection<'r> {
    tallies: &'r Tallies,
    units: BTreeSet<&'r str>,
    survey: &'r Survey,
    method: Method,
    stratum: Option<Stratum>,
    pub period: Period,
    /// The same months a year before, as far as they have passed this year.
    pub before: Period,
    /// Responses of a unit in the period, shown or not.
    pub responses_by_unit: BTreeMap<&'r str, u64>,
    /// Responses of a month, whatever the period.
    pub responses_by_month: BTreeMap<Month, u64>,
    pub strata: BTreeSet<Stratum>,
}

impl<'r> Selection<'r> {
    #[must_use]
    pub fn of(data: &Data<'r>, question: &Question) -> Self {
        let this = Month::of(data.now.date()).unwrap_or(question.period.to);
        let reached = Period { from: question.period.from, to: question.period.to.min(this).max(question.period.from) };
        let mut selection = Self {
            tallies: data.tallies,
            units: BTreeSet::new(),
            survey: data.survey,
            method: question.method,
            stratum: question.stratum,
            period: question.period,
            before: reached.year_before(),
            responses_by_unit: BTreeMap::new(),
            responses_by_month: BTreeMap::new(),
            strata: BTreeSet::new(),
        };
        let every = data.tallies.version(&data.survey.key).chunk_by(|a, b| a.unit == b.unit);
        for rows in every.filter(|rows| question.covers(data.catalogue, &rows[0].unit)) {
            selection.units.insert(&rows[0].unit);
            let asked = rows.iter().filter(|row| row.responses > 0 && question.period.contains(row.month));
            selection.strata.extend(asked.filter_map(|row| row.stratum));
        }
        if let Some(only) = question.stratum {
            selection.strata.retain(|stratum| *stratum == only);
        }
        selection.count();
        selection
    }

    fn count(&mut self) {
        let (mut by_unit, mut by_month): (BTreeMap<&str, u64>, BTreeMap<Month, u64>) = Default::default();
        for row in self.by_unit(&self.query(self.period, None)).flatten() {
            if row.responses > 0 && (self.stratum.is_none() || self.stratum == row.stratum) {
                *by_month.entry(row.month).or_default() += row.responses;
                if self.period.contains(row.month) {
                    *by_unit.entry(&row.unit).or_default() += row.responses;
                }
            }
        }
        (self.responses_by_unit, self.responses_by_month) = (by_unit, by_month);
    }

    fn query(&self, period: Period, group_by: Option<GroupBy>) -> Query {
        Query { period, method: self.method, stratum: self.stratum, group_by }
    }

    /// The rows in scope that answer a query, a unit at a time.
    fn by_unit(&self, query: &Query) -> impl Iterator<Item = &'r [TallyRow]> + use<'r, '_> {
        let units = self.tallies.of(&self.survey.key, query).chunk_by(|a, b| a.unit == b.unit);
        units.filter(|rows| self.units.contains(&*rows[0].unit))
    }

    /// # Errors
    /// [`NotCrossed`] where a stratum is asked for with factors, items or kinds of respondents.
    pub fn report(&self, period: Period, group_by: GroupBy) -> Result<Report, NotCrossed> {
        let query = self.query(period, Some(group_by));
        report(self.by_unit(&query).flatten(), self.survey, &query)
    }

    /// Reports of single units that have such rows in the period.
    pub fn reports_by_unit(
        &self,
        wanted: fn(&TallyRow) -> bool,
        group_by: GroupBy,
    ) -> impl Iterator<Item = (&'r str, Report)> {
        let query = Query { stratum: None, ..self.query(self.period, Some(group_by)) };
        let units = self.by_unit(&query);
        let units = units.filter(move |rows| rows.iter().any(|row| self.period.contains(row.month) && wanted(row)));
        units.filter_map(move |rows| Some((&*rows[0].unit, report(rows.iter(), self.survey, &query).ok()?)))
    }

    /// Responses in the period, shown or not.
    #[must_use]
    pub fn responses(&self) -> u64 {
        self.responses_by_unit.values().sum()
    }

    /// Responses in other months, shown or not.
    #[must_use]
    pub fn responses_in(&self, period: Period) -> u64 {
        self.responses_by_month
            .iter()
            .filter(|(month, _)| period.contains(**month))
            .map(|(_, responses)| responses)
            .sum()
    }

    /// The year of the month with responses that is nearest to the period.
    #[must_use]
    pub fn nearest(&self) -> Option<Period> {
        let months = |month: Month| i32::from(month.year()) * 12 + i32::from(month.number());
        let far = |month: Month| (months(self.period.from) - months(month)).max(months(month) - months(self.period.to));
        let filled = self.responses_by_month.iter().filter(|(_, responses)| **responses > 0);
        let nearest = filled.map(|(month, _)| *month).min_by_key(|month| far(*month))?;
        Some(Period::of_year(nearest.year()))
    }

    /// The months of a line that ends with the period: the period's own, or at least twelve.
    #[must_use]
    pub fn line(&self, now: DateTime) -> Vec<Month> {
        let this = Month::of(now.date()).unwrap_or(self.period.to);
        let end = self.period.to.min(this).max(self.period.from);
        let year = Period { from: end, to: end }.year_before().from.next();
        let start = self.period.from.min(year);
        std::iter::successors(Some(start), |month| (*month < end).then(|| month.next())).collect()
    }
}

/// What there is to show of a group; `seen` are the responses that exist.
#[must_use]
pub fn shown(group: Option<&Group>, seen: u64, point: fn(&crate::domain::index::Figure) -> Option<Point>) -> Shown {
    match group.and_then(|group| group.figure.as_ref()) {
        Some(figure) => point(figure).map_or(Shown::NoData, Shown::Point),
        None if seen > 0 => Shown::Withheld,
        None => Shown::NoData,
    }
}

/// A national figure of the year, or of the latest year before it that has any: year and hundredths.
#[must_use]
pub fn national(references: &[Reference], series: &str, year: i16) -> Option<(i16, i64)> {
    let fitting = references.iter().filter(|it| it.scope == "national" && it.series == series && it.year <= year);
    fitting.max_by_key(|it| it.year).map(|it| (it.year, (it.value * 100.0).round() as i64))
}
