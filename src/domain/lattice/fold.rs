//! Adding rows up under a query: a year of a unit at a time, each withheld or shown by what disclosure decides.

use super::{
    Group, GroupBy, NotCrossed, Part, Query, Report, TallyRow,
    all::AllUnits,
    cell::{Cell, View},
    shown::Shown,
    year::{Layer, UnitYear},
};
use crate::domain::{
    index::{Figure, Pooled},
    submission::Stratum,
    survey::{Kind, Survey},
    time_period::TimePeriod,
};
use std::{collections::BTreeMap, sync::Arc};

pub(super) struct Folding<'q> {
    survey: &'q Survey,
    query: &'q Query,
    view: View,
    units: Vec<Arc<str>>,
    /// The sums of what single units show.
    by_unit: Shown,
    /// Of those, the ones of years that are not in `years`, and what came late.
    others: Shown,
    /// By calendar year that is over; empty where the rows are not those of all units.
    years: BTreeMap<i16, AllUnits>,
    /// Responses that exist, shown or not, by place of the unit or the time period.
    seen: BTreeMap<usize, u64>,
    /// Those of the stratum that is asked for.
    asked: u64,
}

impl<'q> Folding<'q> {
    pub fn new(survey: &'q Survey, query: &'q Query) -> Result<Self, NotCrossed> {
        let view = View::of(query)?;
        let (by_unit, others) = (Shown::default(), Shown::default());
        Ok(Self {
            survey,
            query,
            view,
            units: Vec::new(),
            by_unit,
            others,
            years: BTreeMap::new(),
            seen: BTreeMap::new(),
            asked: 0,
        })
    }

    /// One unit's rows of one calendar year, sorted by time period.
    pub fn year(&mut self, rows: &[&TallyRow]) {
        let Some(first) = rows.first() else { return };
        let (query, year) = (self.query, first.period.year());
        if year < query.period.from.year() || year > query.period.to.year() {
            return;
        }
        if self.units.last() != Some(&first.unit) {
            self.units.push(first.unit.clone());
        }
        let unit = self.units.len() - 1;
        self.count(rows, unit);
        let UnitYear { on_time, late } = UnitYear::of(self.survey, query, self.view, rows);
        let (Some(layer), Some(more)) = (on_time.last(), late.last()) else { return };
        self.by_unit.add(query, layer, unit);
        self.by_unit.add(query, more, unit);
        self.others.add(query, more, unit);
        let is_together = query.all_units && !matches!(query.group_by, Some(GroupBy::Unit | GroupBy::Month));
        if is_together && query.sight.is_over(year) && !layer.pieces.is_empty() {
            self.years.entry(year).or_insert_with(|| AllUnits::new(self.view, first.period)).add(&on_time);
        } else {
            self.others.add(query, layer, unit);
        }
    }

    fn count(&mut self, rows: &[&TallyRow], unit: usize) {
        let query = self.query;
        for row in rows.iter().filter(|row| query.sight.sees(row) && row.period.lies_in(query.period)) {
            let outer = match query.group_by {
                Some(GroupBy::Unit) => unit,
                Some(GroupBy::Month) => period_place(row.period),
                _ => 0,
            };
            *self.seen.entry(outer).or_default() += row.responses;
            if query.stratum.is_none() || query.stratum == row.stratum {
                self.asked += row.responses;
            }
        }
    }

    /// The sums of all units together, where they show more than the units do one by one.
    fn shown(&mut self) -> Shown {
        let mut together = std::mem::take(&mut self.others);
        for all in std::mem::take(&mut self.years).into_values() {
            let layers: Vec<Layer> = all.decide(self.survey);
            layers.last().into_iter().for_each(|layer| together.add(self.query, layer, 0));
        }
        if together.extent() > self.by_unit.extent() { together } else { std::mem::take(&mut self.by_unit) }
    }

    pub fn finish(mut self) -> Report {
        let shown = self.shown();
        let items = self.survey.items.len();
        let group = |place: usize, part: Part| {
            let cell = shown.cells.get(&place).filter(|cell| cell.part(self.view).is_safe());
            let levels = cell.map(|cell| cell.levels.clone()).unwrap_or_default();
            let pooled = match &part {
                Part::Item(_) => Pooled::OneItem,
                Part::Factor(factor) => Pooled::OverItems(self.survey.factors[*factor].items.len()),
                _ => Pooled::OverItems(items),
            };
            let hidden = shown.hidden(self.query, place, &self.seen);
            Group { part, figure: cell.map(|cell| self.figure(cell, pooled, hidden)), levels }
        };
        let groups = self.parts(&shown).into_iter().map(|(place, part)| group(place, part)).collect();
        let hidden = shown.hidden_of_all(&self.seen);
        let total = (shown.total.responses > 0 && !self.view.is_shared())
            .then(|| self.figure(&shown.total, Pooled::OverItems(items), hidden));
        let withheld =
            if self.query.stratum.is_some() { self.asked.saturating_sub(shown.total.responses) } else { hidden };
        Report { total, groups, withheld }
    }

    /// The parts of the breakdown, each with the place of its sums.
    fn parts(&self, shown: &Shown) -> Vec<(usize, Part)> {
        let numbered = |parts: Vec<Part>| parts.into_iter().enumerate().collect();
        let period = |place: &usize| {
            let period = TimePeriod::from_int(i32::try_from(*place).ok()?).ok()?;
            Some((*place, Part::Period(period)))
        };
        let kind = |kind: &Kind| Some((Kind::ALL.iter().position(|it| it == kind)?, Part::Respondent(*kind)));
        match self.query.group_by {
            None => Vec::new(),
            // A unit whose answers lie elsewhere in the year has nothing here that could be withheld.
            Some(GroupBy::Unit) => {
                let seen = |place: &usize| self.seen.get(place).is_some_and(|responses| *responses > 0);
                let units = self.units.iter().cloned().map(Part::Unit).enumerate();
                units.filter(|(place, _)| seen(place)).collect()
            }
            Some(GroupBy::Factor) => numbered((0..self.survey.factors.len()).map(Part::Factor).collect()),
            Some(GroupBy::Item) => numbered((0..self.survey.items.len()).map(Part::Item).collect()),
            Some(GroupBy::Month) => shown.cells.keys().filter_map(period).collect(),
            Some(GroupBy::Stratum) => numbered(Stratum::ALL.map(Part::Stratum).to_vec()),
            Some(GroupBy::Respondent) => self.survey.kinds().iter().filter_map(kind).collect(),
            Some(GroupBy::Flag) => numbered(Part::FLAGS.to_vec()),
        }
    }

    fn figure(&self, cell: &Cell, pooled: Pooled, hidden: u64) -> Figure {
        // A person's company is that of everybody on the day, whatever their channel, kind or flag.
        let parted = matches!(self.view, View::Strata | View::Kinds | View::Flags);
        let sums = if parted { cell.sums.without_company() } else { cell.sums };
        let figure = Figure::of(&sums, cell.responses, self.query.method, self.survey.scale_size(), pooled);
        if hidden > 0 { figure.part_of(cell.responses + hidden, pooled) } else { figure }
    }
}

fn period_place(period: TimePeriod) -> usize {
    usize::try_from(period.to_int()).unwrap_or(0)
}
