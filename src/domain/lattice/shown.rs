//! The sums that may be shown, by the group they belong to.

use super::{
    GroupBy, Query,
    cell::{Cell, View},
    year::Layer,
};
use crate::domain::{disclosure::Run, submission::Stratum};
use std::collections::BTreeMap;

/// Sums of shown runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// By place of the unit, the time period or the part.
    pub cells: BTreeMap<usize, Cell>,
    /// Responses in shown runs, by place of the unit or the time period, all at 0 where disjoint parts are told apart. A respondent is
    /// in each factor and statement: of these it is by place of the part, for the runs that show it.
    covered: BTreeMap<usize, u64>,
    /// Responses in shown runs that are in hidden parts, as far as they may belong to the group. Of disjoint parts alone.
    closed: BTreeMap<usize, u64>,
    pub total: Cell,
    /// Responses that are in some shown part.
    told: u64,
}

impl Shown {
    /// Adds the runs of a unit, or of all, that lie wholly inside the question; `unit` is its place.
    pub fn add(&mut self, query: &Query, layer: &Layer, unit: usize) {
        let mut told = vec![false; layer.pieces.len()];
        for run in &layer.runs {
            let pieces = &layer.pieces[run.pieces.clone()];
            let (first, last) = layer.ends(run);
            let is_inside = pieces.iter().all(|piece| piece.period.lies_in(query.period));
            let is_told = first == last || query.group_by != Some(GroupBy::Month);
            if is_inside && is_told {
                let outer = match query.group_by {
                    Some(GroupBy::Unit) => unit,
                    Some(GroupBy::Month) => usize::try_from(last.to_int()).unwrap_or(0),
                    _ => 0,
                };
                self.run(query, layer, run, outer);
                told[run.pieces.clone()].fill(true);
            }
        }
        if layer.view.is_shared() {
            let pieces = layer.pieces.iter().zip(told).filter(|(_, told)| *told);
            self.told += pieces.filter_map(|(piece, _)| piece.cells.first()).map(|cell| cell.responses).sum::<u64>();
        }
    }

    fn run(&mut self, query: &Query, layer: &Layer, run: &Run, outer: usize) {
        let sums = layer.sums(run);
        let all: u64 = sums.iter().map(|cell| cell.responses).sum();
        let open: u64 = sums.iter().zip(&run.open).filter(|(_, open)| **open).map(|(cell, _)| cell.responses).sum();
        if !layer.view.is_shared() {
            *self.covered.entry(outer).or_default() += all;
            self.told += open;
        }
        for (place, cell) in sums.iter().enumerate().filter(|(place, _)| is_wanted(query, layer.view, *place)) {
            let group = if matches!(query.group_by, Some(GroupBy::Unit | GroupBy::Month)) { outer } else { place };
            if run.open[place] {
                self.cells.entry(group).or_default().merge(cell);
                self.total.merge(cell);
                if layer.view.is_shared() {
                    *self.covered.entry(place).or_default() += cell.responses;
                }
            } else {
                *self.closed.entry(group).or_default() += all - open;
            }
        }
    }

    /// Responses that are in no shown run, or in hidden parts of one, and may belong to a group: all of which are `seen`.
    pub fn hidden(&self, query: &Query, group: usize, seen: &BTreeMap<usize, u64>) -> u64 {
        let at = |of: &BTreeMap<usize, u64>, place: usize| of.get(&place).copied().unwrap_or(0);
        match query.group_by {
            Some(GroupBy::Unit | GroupBy::Month) => {
                at(seen, group).saturating_sub(at(&self.covered, group)) + at(&self.closed, group)
            }
            Some(GroupBy::Factor | GroupBy::Item) => at(seen, 0).saturating_sub(at(&self.covered, group)),
            None | Some(GroupBy::Stratum | GroupBy::Respondent | GroupBy::Flag) => {
                at(seen, 0).saturating_sub(at(&self.covered, 0)) + at(&self.closed, group)
            }
        }
    }

    /// The same of everything.
    pub fn hidden_of_all(&self, seen: &BTreeMap<usize, u64>) -> u64 {
        seen.values().sum::<u64>().saturating_sub(self.told)
    }

    /// All that is shown, to compare two ways to show it.
    pub fn extent(&self) -> u64 {
        self.cells.values().map(|cell| cell.responses).sum()
    }
}

/// False for the strata that are not asked for.
fn is_wanted(query: &Query, view: View, place: usize) -> bool {
    view != View::Strata || query.stratum.is_none_or(|stratum| Stratum::ALL.get(place) == Some(&stratum))
}
