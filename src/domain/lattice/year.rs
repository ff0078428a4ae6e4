//! A calendar year of a unit, or of all units together: its pieces, and which of them are shown together.

use super::{
    Query, TallyRow,
    cell::{Cell, View},
};
use crate::domain::{
    disclosure::{self, Breakdown, Part, Parts, Rest, Run, Statements, parts, sum},
    survey::Survey,
    time_period::TimePeriod,
};
use std::{borrow::Cow, ops::Range};

/// A piece of a year under one view.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub period: TimePeriod,
    pub cells: Vec<Cell>,
}

/// A view's pieces and runs.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub view: View,
    pub pieces: Vec<Piece>,
    pub runs: Vec<Run>,
}

impl Layer {
    /// The first and the last period of a run: what came late lies in no order of periods.
    pub fn ends(&self, run: &Run) -> (TimePeriod, TimePeriod) {
        let periods = || self.pieces[run.pieces.clone()].iter().map(|piece| piece.period);
        let year = TimePeriod::year_of(self.pieces[run.pieces.start].period.last());
        (periods().min().unwrap_or(year), periods().max().unwrap_or(year))
    }

    /// The sums of each part over a run. Most runs have one piece, which is not copied.
    pub fn sums(&self, run: &Run) -> Cow<'_, [Cell]> {
        let (first, more) = (run.pieces.start, run.pieces.start + 1..run.pieces.end);
        let mut sums = Cow::Borrowed(&self.pieces[first].cells[..]);
        for piece in &self.pieces[more] {
            sums.to_mut().iter_mut().zip(&piece.cells).for_each(|(sum, cell)| sum.merge(cell));
        }
        sums
    }

    /// The sums of a part over a run.
    pub fn part(&self, run: &Run, part: usize) -> Part {
        sum(self.pieces[run.pieces.clone()]
            .iter()
            .map(|piece| piece.cells[part].part(self.view))
            .collect::<Vec<_>>()
            .iter())
    }
}

/// A view of one year of a unit, each part as layers that are decided one upon the other.
pub(super) struct UnitYear {
    /// The responses that were told when their period was closed first, and those of open periods that staff see.
    pub on_time: Vec<Layer>,
    /// Those that were released later, in the order in which rounds of closing told them. They are joined with none of the others: what
    /// was read before stays as it was.
    pub late: Vec<Layer>,
}

impl UnitYear {
    /// `rows` are sorted by period and lateness.
    pub fn of(survey: &Survey, query: &Query, view: View, rows: &[&TallyRow]) -> Self {
        let is_over = rows.first().is_some_and(|row| query.sight.is_over(row.period.year()));
        let groups: Vec<&[&TallyRow]> = rows
            .chunk_by(|a, b| (a.period, a.late) == (b.period, b.late))
            .filter(|rows| query.sight.sees(rows[0]))
            .collect();
        let of_lateness = |is_late: bool| groups.iter().copied().filter(move |rows| (rows[0].late > 0) == is_late);
        let told: Vec<_> = of_lateness(false).filter(|rows| rows[0].round.is_some()).collect();
        let mut late: Vec<_> = of_lateness(true).collect();
        late.sort_by_key(|rows| (rows[0].round, rows[0].period));
        let layers = |groups: &[&[&TallyRow]], is_over| {
            let pieces = view.layers().iter().map(|view| (*view, pieces(survey, *view, groups)));
            decide(survey, pieces.collect(), is_over, &|_| None)
        };
        let mut on_time = layers(&told, is_over);
        if let Some(total) = on_time.first_mut() {
            of_lateness(false).filter_map(shown_while_open).for_each(|piece| add_whole(total, piece));
        }
        Self { on_time, late: layers(&late, false) }
    }
}

/// The piece of each of these groups under a view. Of the total it is without all that was shown while the period was open.
fn pieces(survey: &Survey, view: View, groups: &[&[&TallyRow]]) -> Vec<Piece> {
    let cells = |rows: &[&TallyRow]| match (view, shown_while_open(rows)) {
        (View::Total, Some(shown)) => vec![Cell::total(rows).less(&shown.cells[0])],
        _ => view.cells(survey, rows),
    };
    groups.iter().map(|rows| Piece { period: rows[0].period, cells: cells(rows) }).collect()
}

fn shown_while_open(rows: &[&TallyRow]) -> Option<Piece> {
    let shown = rows.iter().find_map(|row| row.shown.as_deref()).filter(|shown| shown.responses > 0)?;
    let cell = Cell { responses: shown.responses, sums: shown.sums, levels: Vec::new() };
    Some(Piece { period: rows[0].period, cells: vec![cell] })
}

/// Shows a piece by itself, where it is safe.
fn add_whole(layer: &mut Layer, piece: Piece) {
    if piece.cells[0].part(layer.view).is_safe() {
        let place = layer.pieces.len();
        layer.pieces.push(piece);
        layer.runs.push(Run { pieces: place..place + 1, open: vec![true] });
    }
}

/// Decides each layer upon the one below it. Their pieces are those of the same periods.
pub(super) fn decide<'r>(
    survey: &Survey,
    layers: Vec<(View, Vec<Piece>)>,
    is_over: bool,
    rest: &dyn Fn(View) -> Option<Rest<'r>>,
) -> Vec<Layer> {
    let mut decided: Vec<Layer> = Vec::new();
    for (view, pieces) in layers {
        let runs = match (&decided[..], view) {
            ([], _) => {
                let whole: Vec<Part> = pieces.iter().map(|piece| piece.cells[0].part(view)).collect();
                let runs = disclosure::totals(&whole, rest(view)).into_iter();
                runs.map(|pieces| Run { pieces, open: vec![true] }).collect()
            }
            ([.., factors], View::Items) => {
                let within: Vec<Range<usize>> = survey.factors.iter().map(|factor| factor.items.clone()).collect();
                disclosure::statements(
                    &Statements { pieces: &parts_of(view, &pieces), within: &within },
                    &factors.runs,
                    rest(view),
                )
            }
            ([total, ..], _) => {
                let base: Vec<Range<usize>> = total.runs.iter().map(|run| run.pieces.clone()).collect();
                let kind = if view.is_shared() { Parts::Shared } else { Parts::Disjoint };
                let sums = parts_of(view, &pieces);
                let breakdown = Breakdown { pieces: &sums, whole: &whole(view, &pieces), parts: kind, is_over };
                parts(&breakdown, &base, rest(view))
            }
        };
        decided.push(Layer { view, pieces, runs });
    }
    decided
}

/// Everybody in each piece of a breakdown.
fn whole(view: View, pieces: &[Piece]) -> Vec<Part> {
    let responses = |cells: &[Cell]| match cells {
        [first, ..] if view.is_shared() => first.responses,
        cells => cells.iter().map(|cell| cell.responses).sum(),
    };
    pieces.iter().map(|piece| Part { responses: responses(&piece.cells), ..Part::default() }).collect()
}

fn parts_of(view: View, pieces: &[Piece]) -> Vec<Vec<Part>> {
    pieces.iter().map(|piece| piece.cells.iter().map(|cell| cell.part(view)).collect()).collect()
}
