//! All units together in a year that is over: the part that single units cannot show may be shown of their sum, where it is
//! safe itself. Before the year is over a unit's later run would tell the rest by its difference from a sum that had it.

use super::{
    cell::{Cell, View},
    year::{Layer, Piece, decide},
};
use crate::domain::{
    disclosure::{Part, Rest},
    survey::Survey,
    time_period::TimePeriod,
};
use std::ops::Range;

/// One calendar year, summed over its periods and over units, under each layer of a view.
#[derive(Clone, Debug)]
pub(super) struct AllUnits {
    year: TimePeriod,
    layers: Vec<AllLayer>,
}

#[derive(Clone, Debug)]
struct AllLayer {
    view: View,
    cells: Vec<Cell>,
    /// The sums that units show of their own.
    shown: Vec<Part>,
}

impl AllUnits {
    /// Of the year of a period.
    pub fn new(view: View, within: TimePeriod) -> Self {
        let layer = |view: &View| AllLayer { view: *view, cells: Vec::new(), shown: Vec::new() };
        Self { year: TimePeriod::year_of(within.last()), layers: view.layers().iter().map(layer).collect() }
    }

    /// Adds a unit's layers.
    pub fn add(&mut self, unit: &[Layer]) {
        for (all, layer) in self.layers.iter_mut().zip(unit) {
            layer.pieces.iter().for_each(|piece| add(&mut all.cells, &piece.cells, Cell::merge));
            for run in &layer.runs {
                let part = |part: usize| if run.open[part] { layer.part(run, part) } else { Part::default() };
                let parts: Vec<Part> = (0..run.open.len()).map(part).collect();
                add(&mut all.shown, &parts, Part::add);
            }
        }
    }

    /// The layers of all units, decided so that neither they nor what they add to the units' own figures give anybody away.
    pub fn decide(self, survey: &Survey) -> Vec<Layer> {
        let rests: Vec<(View, _)> = self.layers.iter().map(|layer| (layer.view, layer.rest())).collect();
        let layers =
            self.layers.iter().map(|layer| (layer.view, vec![Piece { period: self.year, cells: layer.cells.clone() }]));
        let rest = |view: View| -> Option<Rest<'_>> {
            rests.iter().find(|(of, _)| *of == view).map(|(_, rest)| rest as Rest<'_>)
        };
        decide(survey, layers.collect(), true, &rest)
    }
}

impl AllLayer {
    /// The sums of a part without those that units show of their own.
    fn rest(&self) -> impl Fn(&Range<usize>, usize) -> Part {
        move |_, part| {
            let all = self.cells[part].part(self.view);
            self.shown.get(part).map_or(all, |shown| all.less(shown))
        }
    }
}

fn add<T: Clone + Default>(sums: &mut Vec<T>, more: &[T], merge: impl Fn(&mut T, &T)) {
    sums.resize(more.len().max(sums.len()), T::default());
    sums.iter_mut().zip(more).for_each(|(sum, more)| merge(sum, more));
}
