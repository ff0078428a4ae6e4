//! The rule until now: parts were hidden for the whole year with the next smallest, and a rest at the end of the year joined a
//! run that had been shown. The control of the attacks: of this one hidden groups are computed back.

use super::super::{Part, Parts, sum};
use std::ops::Range;

/// A breakdown of one unit's calendar year: which parts it has and how they hang together.
#[derive(Clone, Copy, Debug)]
pub struct YearBreakdown<'b> {
    /// `months[m][p]` is part `p` in the `m`-th month with data.
    pub months: &'b [Vec<Part>],
    pub parts: Parts,
    /// Parts whose sum is published elsewhere, range by range: each hides what it must on its own.
    pub within: &'b [Range<usize>],
    /// Ranges that are hidden as a whole where their sum is.
    pub closed: &'b [bool],
}

/// Decides for one unit and calendar year.
///
/// `base` are the runs of the breakdown that this one adds up to: runs of a finer breakdown are
/// unions of those of a coarser one, so that no difference between the two cuts a run.
pub fn disclose(breakdown: &YearBreakdown, base: &[Range<usize>]) -> (Vec<Range<usize>>, Vec<bool>) {
    let YearBreakdown { months, parts, within, closed } = *breakdown;
    let count = months.first().map_or(0, Vec::len);
    let year = sums(months, count);
    let mut open = vec![false; count];
    for (range, _) in within.iter().zip(closed).filter(|(_, closed)| !**closed) {
        open[range.clone()].copy_from_slice(&open_parts(&year[range.clone()], parts));
    }
    let safe = |run: &Range<usize>| {
        let sums = sums(&months[run.clone()], count);
        within.iter().all(|range| is_safe(&sums[range.clone()], &open[range.clone()], parts))
    };
    (join(base, safe), open)
}

/// Every month alone. The runs of a total are made of these.
pub fn single_months(count: usize) -> Vec<Range<usize>> {
    (0..count).map(|month| month..month + 1).collect()
}

/// Joins runs until each is safe. The rest at the end of the year joins the run before it.
fn join(base: &[Range<usize>], safe: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut waiting: Option<Range<usize>> = None;
    for piece in base {
        // A gap is a month that the coarser breakdown does not show: nothing is joined across it.
        let run = match waiting.take() {
            Some(before) if before.end == piece.start => before.start..piece.end,
            _ => piece.clone(),
        };
        if safe(&run) {
            runs.push(run);
        } else {
            waiting = Some(run);
        }
    }
    while let Some(rest) = waiting.take() {
        let Some(last) = runs.pop_if(|last| last.end == rest.start) else { break };
        let run = last.start..rest.end;
        if safe(&run) {
            runs.push(run);
        } else {
            waiting = Some(run);
        }
    }
    runs
}

/// Small parts are hidden, and where what is hidden is itself too small, the smallest others with them.
fn open_parts(year: &[Part], parts: Parts) -> Vec<bool> {
    let mut open: Vec<bool> = year.iter().map(Part::is_safe).collect();
    while !hidden(year, &open, parts).is_safe() {
        let smallest = (0..year.len())
            .filter(|part| open[*part] && !year[*part].is_empty())
            .min_by_key(|part| year[*part].respondents);
        let Some(part) = smallest else { break };
        open[part] = false;
    }
    open
}

/// A hidden part must be safe too where any part is shown. Where none is, only the sum is known.
fn is_safe(sums: &[Part], open: &[bool], parts: Parts) -> bool {
    let shown = open.contains(&true);
    !shown || hidden(sums, open, parts).is_safe() && sums.iter().zip(open).all(|(part, open)| !open || part.is_safe())
}

fn hidden(sums: &[Part], open: &[bool], parts: Parts) -> Part {
    let closed = || sums.iter().zip(open).filter(|(_, open)| !**open).map(|(part, _)| part);
    match parts {
        Parts::Disjoint => sum(closed()),
        Parts::Shared => closed().copied().max_by_key(|part| part.respondents).unwrap_or_default(),
    }
}

fn sums(months: &[Vec<Part>], count: usize) -> Vec<Part> {
    (0..count).map(|part| sum(months.iter().map(|month| &month[part]))).collect()
}
