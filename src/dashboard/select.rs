//! Picks the rows of a page out of all rows, once, and counts what is there before anything is withheld.

use crate::dashboard::filter::Filter;
use crate::domain::{
    index::Method,
    lattice::{Group, GroupBy, NotCrossed, Query, Report, TallyRow, report},
    month::{Month, Period},
    submission::Stratum,
    survey::Survey,
    target::{Reference, Target},
    unit::Catalogue,
};
use crate::ui::chart::dots::{Point, Shown};
use jiff::civil::DateTime;
use std::{collections::BTreeMap, sync::Arc};

/// What every page is computed from.
#[derive(Clone, Copy)]
pub struct Data<'d> {
    /// Rows of all versions, sorted by version, unit and month.
    pub rows: &'d [TallyRow],
    pub survey: &'d Survey,
    pub catalogue: &'d Catalogue,
    pub targets: &'d [Target],
    pub references: &'d [Reference],
    /// Submissions of the whole site that wait for their release; `None` for who sees only a part of it.
    pub waiting: Option<u64>,
    /// Local time.
    pub now: DateTime,
}

/// Which units.
#[derive(Clone, Copy)]
pub enum Scope<'s> {
    /// A unit and everything below it.
    Within(&'s str),
    /// One unit alone.
    Only(&'s str),
}

/// The rows of one version and scope, and what they hold in the period and stratum asked for.
pub struct Selection<'r> {
    rows: Vec<&'r TallyRow>,
    survey: &'r Survey,
    method: Method,
    stratum: Option<Stratum>,
    pub period: Period,
    /// The same months a year before, as far as they have passed this year.
    pub before: Period,
    /// Responses of a unit in the period, shown or not.
    pub by_unit: BTreeMap<Arc<str>, u64>,
    /// Responses of a month, whatever the period.
    pub by_month: BTreeMap<Month, u64>,
    pub strata: Vec<Stratum>,
}

impl<'r> Selection<'r> {
    #[must_use]
    pub fn of(data: &Data<'r>, filter: &Filter, scope: Scope) -> Self {
        let this = Month::of(data.now.date()).unwrap_or(filter.period.to);
        let reached = Period { from: filter.period.from, to: filter.period.to.min(this).max(filter.period.from) };
        let mut selection = Self {
            rows: Vec::new(),
            survey: data.survey,
            method: filter.method,
            stratum: filter.stratum,
            period: filter.period,
            before: reached.year_before(),
            by_unit: BTreeMap::new(),
            by_month: BTreeMap::new(),
            strata: Vec::new(),
        };
        let start = data.rows.partition_point(|row| *row.survey < *data.survey.key);
        let end = data.rows.partition_point(|row| *row.survey <= *data.survey.key);
        for rows in data.rows[start..end].chunk_by(|a, b| a.unit == b.unit) {
            if wanted(data.catalogue, filter, scope, &rows[0].unit) {
                selection.take(rows);
            }
        }
        selection
    }

    fn take(&mut self, rows: &'r [TallyRow]) {
        let mut responses = 0;
        for row in rows.iter().filter(|row| self.stratum.is_none_or(|stratum| stratum == row.stratum)) {
            *self.by_month.entry(row.month).or_default() += row.responses;
            if self.period.contains(row.month) {
                responses += row.responses;
                if row.responses > 0 && !self.strata.contains(&row.stratum) {
                    self.strata.push(row.stratum);
                }
            }
        }
        if responses > 0 {
            self.by_unit.insert(rows[0].unit.clone(), responses);
        }
        self.rows.extend(rows);
    }

    /// # Errors
    /// [`NotCrossed`] where a stratum is asked for with factors, items or kinds of respondents.
    pub fn report(&self, period: Period, group_by: GroupBy) -> Result<Report, NotCrossed> {
        let query = Query { period, method: self.method, stratum: self.stratum, group_by: Some(group_by) };
        report(self.rows.iter().copied(), self.survey, &query)
    }

    /// Reports of single units that have such rows in the period.
    pub fn reports_by_unit(
        &self,
        wanted: fn(&TallyRow) -> bool,
        group_by: GroupBy,
    ) -> impl Iterator<Item = (&'r str, Report)> {
        let query = Query { period: self.period, method: self.method, stratum: None, group_by: Some(group_by) };
        let units = self.rows.chunk_by(|a, b| a.unit == b.unit);
        let units = units.filter(move |rows| rows.iter().any(|row| self.period.contains(row.month) && wanted(row)));
        units.filter_map(move |rows| Some((&*rows[0].unit, report(rows.iter().copied(), self.survey, &query).ok()?)))
    }

    /// Responses in the period, shown or not.
    #[must_use]
    pub fn responses(&self) -> u64 {
        self.by_unit.values().sum()
    }

    /// The year of the month with responses that is nearest to the period.
    #[must_use]
    pub fn nearest(&self) -> Option<Period> {
        let months = |month: Month| i32::from(month.year()) * 12 + i32::from(month.number());
        let far = |month: Month| (months(self.period.from) - months(month)).max(months(month) - months(self.period.to));
        let filled = self.by_month.iter().filter(|(_, responses)| **responses > 0);
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

fn wanted(catalogue: &Catalogue, filter: &Filter, scope: Scope, unit: &str) -> bool {
    let inside = match scope {
        Scope::Within(top) => catalogue.is_within(unit, top),
        Scope::Only(only) => unit == only,
    };
    let block = |name: &str| catalogue.unit(unit).is_some_and(|unit| unit.block == name);
    inside && filter.block.as_deref().is_none_or(block)
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
