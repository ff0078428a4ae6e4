//! Picks the rows that a question covers out of all rows, once, and counts what is there before anything is withheld.

use super::Data;
use crate::domain::{
    flags::Edition,
    lattice::{GroupBy, NotCrossed, Query, Report, Tallies, TallyRow, report},
    month::{Month, Period},
    question::Question,
    submission::Stratum,
    survey::Survey,
    time_period::TimePeriod,
};
use jiff::civil::DateTime;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The rows of one version and scope, and what they hold in the period and stratum asked for.
pub struct Selection<'r> {
    tallies: &'r Tallies,
    units: BTreeSet<&'r str>,
    survey: &'r Survey,
    /// The question, before it is asked of other months or by other breakdowns.
    query: Query,
    pub stratum: Option<Stratum>,
    pub period: Period,
    /// The same months a year before, as far as they have passed this year.
    pub before: Period,
    /// Responses of a unit in the period, shown or not.
    pub responses_by_unit: BTreeMap<&'r str, u64>,
    /// Responses of a time period, whatever the months that are asked for.
    pub responses_by_period: BTreeMap<TimePeriod, u64>,
    pub strata: BTreeSet<Stratum>,
}

impl<'r> Selection<'r> {
    /// The rules by which answers of a year were judged.
    pub fn edition(&self, year: i16) -> Edition {
        self.tallies.editions().of(year)
    }

    pub fn of(data: &Data<'r>, question: &Question) -> Self {
        let this = Month::of(data.now.date()).unwrap_or(question.period.to);
        let reached = Period { from: question.period.from, to: question.period.to.min(this).max(question.period.from) };
        let mut selection = Self {
            tallies: data.tallies,
            units: BTreeSet::new(),
            survey: data.survey,
            query: question.query(data.catalogue, data.sight),
            stratum: question.stratum,
            period: question.period,
            before: reached.year_before(),
            responses_by_unit: BTreeMap::new(),
            responses_by_period: BTreeMap::new(),
            strata: BTreeSet::new(),
        };
        let every = data.tallies.version(&data.survey.key).chunk_by(|a, b| a.unit == b.unit);
        for rows in every.filter(|rows| question.covers(data.catalogue, &rows[0].unit)) {
            selection.units.insert(&rows[0].unit);
            let asked = rows.iter().filter(|row| row.responses > 0 && data.sight.sees(row));
            let asked = asked.filter(|row| row.period.lies_in(question.period));
            selection.strata.extend(asked.filter_map(|row| row.stratum));
        }
        if let Some(only) = question.stratum {
            selection.strata.retain(|stratum| *stratum == only);
        }
        selection.count();
        selection
    }

    fn count(&mut self) {
        let (mut by_unit, mut by_period): (BTreeMap<&str, u64>, BTreeMap<TimePeriod, u64>) = Default::default();
        for row in self.by_unit(&self.query(self.period, None)).flatten() {
            let is_seen = row.responses > 0 && self.query.sight.sees(row);
            if is_seen && (self.stratum.is_none() || self.stratum == row.stratum) {
                *by_period.entry(row.period).or_default() += row.responses;
                if row.period.lies_in(self.period) {
                    *by_unit.entry(&row.unit).or_default() += row.responses;
                }
            }
        }
        (self.responses_by_unit, self.responses_by_period) = (by_unit, by_period);
    }

    fn query(&self, period: Period, group_by: Option<GroupBy>) -> Query {
        Query { period, group_by, ..self.query }
    }

    /// The rows in scope that answer a query, a unit at a time.
    fn by_unit(&self, query: &Query) -> impl Iterator<Item = &'r [TallyRow]> + use<'r, '_> {
        let units = self.tallies.of(&self.survey.key, query).chunk_by(|a, b| a.unit == b.unit);
        units.filter(|rows| self.units.contains(&*rows[0].unit))
    }

    /// # Errors
    /// [`NotCrossed`] where a stratum is asked for with factors, items or kinds of respondents.
    pub fn report(&self, period: Period, group_by: GroupBy) -> Result<Arc<Report>, NotCrossed> {
        let query = self.query(period, Some(group_by));
        self.tallies.report(self.survey, &query, |unit| self.units.contains(unit))
    }

    /// A breakdown by unit or month, which every stratum allows.
    pub fn whole(&self, period: Period, by: GroupBy) -> Arc<Report> {
        self.report(period, by).unwrap_or_else(|_| Arc::new(Report { total: None, groups: Vec::new(), withheld: 0 }))
    }

    /// Reports of single units that have such rows in the period.
    pub fn reports_by_unit(
        &self,
        wanted: fn(&TallyRow) -> bool,
        group_by: GroupBy,
    ) -> impl Iterator<Item = (&'r str, Report)> {
        let query = Query { stratum: None, all_units: false, ..self.query(self.period, Some(group_by)) };
        let units = self.by_unit(&query);
        let units = units.filter(move |rows| rows.iter().any(|row| row.period.lies_in(self.period) && wanted(row)));
        units.filter_map(move |rows| Some((&*rows[0].unit, report(rows.iter(), self.survey, &query).ok()?)))
    }

    /// Responses in the period, shown or not.
    pub fn responses(&self) -> u64 {
        self.responses_by_unit.values().sum()
    }

    /// Responses in other months, shown or not.
    pub fn responses_in(&self, period: Period) -> u64 {
        self.responses_by_period.iter().filter(|(of, _)| of.lies_in(period)).map(|(_, responses)| responses).sum()
    }

    /// The year of the time period with responses that is nearest to the period.
    pub fn nearest(&self) -> Option<Period> {
        let months = |month: Month| i32::from(month.year()) * 12 + i32::from(month.number());
        let far = |of: TimePeriod| {
            (months(self.period.from) - months(of.last())).max(months(of.first()) - months(self.period.to))
        };
        let filled = self.responses_by_period.iter().filter(|(_, responses)| **responses > 0);
        let nearest = filled.map(|(of, _)| *of).min_by_key(|of| far(*of))?;
        Some(Period::of_year(nearest.year()))
    }

    /// The months of a line that ends with the period: the period's own, or at least twelve.
    pub fn line(&self, now: DateTime) -> Vec<Month> {
        let this = Month::of(now.date()).unwrap_or(self.period.to);
        let end = self.period.to.min(this).max(self.period.from);
        let year = Period { from: end, to: end }.year_before().from.next();
        let start = self.period.from.min(year);
        std::iter::successors(Some(start), |month| (*month < end).then(|| month.next())).collect()
    }
}
