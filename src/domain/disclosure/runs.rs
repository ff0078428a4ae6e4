//! Runs: pieces of a year that are shown together, each decided by what lies before its end.

use super::{LEAST, LEAST_UNANIMOUS, Part, sum};
use std::ops::Range;

/// The relation between the parts of a breakdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// A respondent is in one part only (strata, kinds, flags).
    Disjoint,
    /// A respondent is in several parts (factors).
    Shared,
}

/// Pieces that are shown together, and which parts of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub pieces: Range<usize>,
    /// True for each part that is shown.
    pub open: Vec<bool>,
}

/// A breakdown of one calendar year of a unit, or of all units together.
#[derive(Clone, Copy, Debug)]
pub struct Breakdown<'b> {
    /// `pieces[i][p]` is part `p` of the `i`-th piece.
    pub pieces: &'b [Vec<Part>],
    /// Everybody in the `i`-th piece.
    pub whole: &'b [Part],
    pub parts: Parts,
    /// No further piece of the year comes.
    pub is_over: bool,
}

/// The rest of a part of consecutive pieces when all that is shown of it elsewhere is taken away: of all units together,
/// the units that show nothing of their own. It must be safe too.
pub type Rest<'r> = &'r dyn Fn(&Range<usize>, usize) -> Part;

/// Joins pieces, in their order, until each run is safe. The last ones may be in no run.
pub fn totals(pieces: &[Part], rest: Option<Rest>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut pending = Part::default();
    for (place, piece) in pieces.iter().enumerate() {
        let run = runs.last().map_or(0, |run| run.end)..place + 1;
        pending.add(piece);
        if pending.is_safe() && leaves_safe(runs.iter().map(|run| run.start), &run, 0, rest) {
            runs.push(run);
            pending = Part::default();
        }
    }
    runs
}

/// Joins runs of the total until every part of each is safe, or the year is over.
pub fn parts(breakdown: &Breakdown, base: &[Range<usize>], rest: Option<Rest>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (place, joining) in base.iter().enumerate() {
        let pieces = runs.last().map_or(0, |run| run.pieces.end)..joining.end;
        if sum(&breakdown.whole[pieces.clone()]).responses < LEAST_UNANIMOUS {
            continue;
        }
        let sums = sums(breakdown.pieces, &pieces);
        let open = if sums.iter().all(Part::is_safe) {
            Some(vec![true; sums.len()])
        } else if breakdown.is_over && place + 1 == base.len() {
            without_unsafe(&sums, breakdown.parts)
        } else {
            None
        };
        let Some(open) = open else { continue };
        let run = Run { pieces, open };
        if (0..sums.len()).all(|part| !run.open[part] || leaves_safe(starts(&runs, part), &run.pieces, part, rest)) {
            runs.push(run);
        }
    }
    runs
}

/// Statements by factor.
#[derive(Clone, Copy, Debug)]
pub struct Statements<'s> {
    /// `pieces[i][p]` is statement `p` in the `i`-th piece.
    pub pieces: &'s [Vec<Part>],
    /// The places of each factor's statements.
    pub within: &'s [Range<usize>],
}

/// Joins runs of a factor until each of its statements has been answered by nobody or by many; each factor's run opens its
/// own statements alone. That a run waits says that few answered a statement, and nothing of what they said.
pub fn statements(of: &Statements, factor_runs: &[Run], rest: Option<Rest>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let count = of.pieces.first().map_or(0, Vec::len);
    for (factor, range) in of.within.iter().enumerate() {
        let mut start = 0;
        for joining in factor_runs.iter().filter(|run| run.open[factor]) {
            let pieces = start..joining.pieces.end;
            let sums = sums(of.pieces, &pieces);
            let many = |people: u64| people == 0 || people >= LEAST_UNANIMOUS;
            let mut run = Run { pieces, open: vec![false; count] };
            run.open[range.clone()].fill(true);
            let safe = |statement: usize| {
                let before = starts(&runs, statement);
                many(sums[statement].respondents) && leaves_safe(before, &run.pieces, statement, rest)
            };
            if range.clone().all(safe) {
                start = run.pieces.end;
                runs.push(run);
            }
        }
    }
    runs
}

/// The places at which runs begin that show a part.
fn starts(runs: &[Run], part: usize) -> impl Iterator<Item = usize> {
    runs.iter().filter(move |run| run.open[part]).map(|run| run.pieces.start)
}

/// The rest of these pieces, and of them together with any runs before them that show the part, is safe.
fn leaves_safe(
    mut before: impl Iterator<Item = usize>,
    pieces: &Range<usize>,
    part: usize,
    rest: Option<Rest>,
) -> bool {
    let Some(rest) = rest else { return true };
    let is_safe = |start: usize| rest(&(start..pieces.end), part).is_safe();
    is_safe(pieces.start) && before.all(is_safe)
}

fn sums(pieces: &[Vec<Part>], range: &Range<usize>) -> Vec<Part> {
    let count = pieces.first().map_or(0, Vec::len);
    (0..count).map(|part| sum(pieces[range.clone()].iter().map(|piece| &piece[part]))).collect()
}

/// Hides unsafe parts together with others that their place alone picks, as many as make the sum of what is hidden large:
/// a reader who knows the rule and that sum can give a small one any size from 1 to 9. `None` where nothing is left to show.
fn without_unsafe(sums: &[Part], parts: Parts) -> Option<Vec<bool>> {
    let mut open: Vec<bool> = sums.iter().map(Part::is_safe).collect();
    let first = open.iter().position(|open| !open)?;
    let after = (first + 1..sums.len()).chain((0..first).rev());
    let mut others = after.filter(|part| sums[*part].is_safe() && !sums[*part].is_empty());
    loop {
        open[others.next()?] = false;
        let hidden = || sums.iter().zip(&open).filter(|(_, open)| !**open).map(|(part, _)| part);
        let enough = match parts {
            Parts::Disjoint => {
                let all = sum(hidden());
                all.responses.min(all.respondents) >= LEAST * (hidden().count() as u64 + 1)
            }
            Parts::Shared => hidden().any(|part| part.respondents >= LEAST_UNANIMOUS),
        };
        if enough {
            let shows = sums.iter().zip(&open).any(|(part, open)| *open && !part.is_empty());
            return shows.then_some(open);
        }
    }
}
