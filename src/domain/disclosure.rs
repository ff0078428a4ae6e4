//! The rule of disclosure: no figure, and no sum or difference of figures, stands for 1–9 respondents.
//!
//! Every published figure is a sum of *atoms*: one unit, one run of consecutive months of one
//! calendar year, one part of a breakdown (a stratum, a kind of respondent, a factor, an item). An
//! atom is empty or large enough, so any sum or difference of published figures of a breakdown is
//! empty or large enough too. Runs and hidden parts follow from the whole year alone, never from
//! what a reader happens to ask for. [`disclose`] is the only place that decides.

use std::ops::Range;

/// Fewer respondents than this are never shown.
pub const LEAST: u64 = 10;
/// Fewer respondents than this are not shown where all said the same.
pub const LEAST_UNANIMOUS: u64 = 20;

/// One part of a breakdown in one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Everyone in the part, with a valid answer or without.
    pub responses: u64,
    /// Respondents with a valid answer.
    pub respondents: u64,
    pub answers: u64,
    pub satisfied: u64,
}

impl Part {
    fn add(&mut self, other: &Self) {
        self.responses += other.responses;
        self.respondents += other.respondents;
        self.answers += other.answers;
        self.satisfied += other.satisfied;
    }

    fn is_empty(&self) -> bool {
        self.responses == 0 && self.respondents == 0
    }

    /// Empty, or large enough to be shown.
    pub fn is_safe(&self) -> bool {
        let large = |count: u64| count == 0 || count >= LEAST;
        let unanimous = self.answers > 0 && (self.satisfied == 0 || self.satisfied == self.answers);
        large(self.responses) && large(self.respondents) && !(unanimous && self.respondents < LEAST_UNANIMOUS)
    }
}

/// The relation between the parts of a breakdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// A respondent is in one part only (strata, kinds): hidden parts add up.
    Disjoint,
    /// A respondent is in several parts (factors, items): hidden parts may be the same people.
    Shared,
}

/// The parts of one unit's calendar year that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Places of months that are shown together; months in no run are not shown at all.
    pub runs: Vec<Range<usize>>,
    /// True for each part that is shown in those runs.
    pub open: Vec<bool>,
}

/// A breakdown of one unit's calendar year: which parts it has and how they hang together.
#[derive(Clone, Copy, Debug)]
pub struct Breakdown<'b> {
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
pub fn disclose(breakdown: &Breakdown, base: &[Range<usize>]) -> Disclosure {
    let Breakdown { months, parts, within, closed } = *breakdown;
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
    Disclosure { runs: join(base, safe), open }
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

fn sum<'p>(parts: impl Iterator<Item = &'p Part>) -> Part {
    parts.fold(Part::default(), |mut total, part| {
        total.add(part);
        total
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(respondents: u64) -> Part {
        Part { responses: respondents, respondents, answers: respondents * 20, satisfied: respondents * 17 }
    }

    fn months(counts: &[&[u64]]) -> Vec<Vec<Part>> {
        counts.iter().map(|month| month.iter().map(|n| part(*n)).collect()).collect()
    }

    /// One breakdown of months that are each shown in total.
    fn disclose(months: &[Vec<Part>], parts: Parts) -> Disclosure {
        let count = months.first().map_or(0, Vec::len);
        let all = 0..count;
        let breakdown = Breakdown { months, parts, within: &[all], closed: &[false] };
        super::disclose(&breakdown, &single_months(months.len()))
    }

    #[test]
    fn items_hide_within_their_factor_and_with_it() {
        let months = months(&[&[40, 40, 15, 6, 40, 12]]);
        let decide = |closed: &[bool]| {
            let breakdown = Breakdown { months: &months, parts: Parts::Shared, within: &[0..2, 2..4, 4..6], closed };
            super::disclose(&breakdown, &single_months(1)).open
        };
        assert_eq!(decide(&[false, false, false]), [true, true, false, false, true, true], "15 hides with 6, not 12");
        assert_eq!(
            decide(&[false, false, true]),
            [true, true, false, false, false, false],
            "a hidden factor hides its items"
        );
    }

    #[test]
    fn runs_are_unions_of_the_runs_that_they_add_up_to() {
        let months = months(&[&[5], &[4], &[5], &[12]]);
        let all = 0..1;
        let breakdown = Breakdown { months: &months, parts: Parts::Shared, within: &[all], closed: &[false] };
        let runs = |base: &[Range<usize>]| super::disclose(&breakdown, base).runs;
        let joined = runs(&[0..1, 1..2, 2..4]);
        assert!(joined.len() == 1 && joined[0] == (0..4), "not {joined:?}");
        assert_eq!(runs(&single_months(4)), [0..3, 3..4]);
        let across = runs(&[0..1, 3..4]);
        assert!(across.len() == 1 && across[0] == (3..4), "nothing is joined across a hidden month: {across:?}");
    }

    #[test]
    fn a_small_part_hides_itself_and_the_next_smallest() {
        let shown = disclose(&months(&[&[300, 6, 40]]), Parts::Disjoint);
        assert_eq!(shown.open, [true, false, false]);
        let two_small = disclose(&months(&[&[300, 6, 7]]), Parts::Disjoint);
        assert_eq!(two_small.open, [true, false, false], "6 + 7 hide each other");
        assert!(disclose(&months(&[&[6, 0, 0]]), Parts::Disjoint).runs.is_empty());
    }

    #[test]
    fn small_months_are_shown_with_their_neighbours() {
        let shown = disclose(&months(&[&[20, 4], &[30, 9], &[25, 30], &[12, 3]]), Parts::Disjoint);
        assert_eq!(shown.runs, [0..2, 2..4]);
    }

    #[test]
    fn nobody_learns_what_everyone_said() {
        let all_satisfied = Part { responses: 19, respondents: 19, answers: 19, satisfied: 19 };
        assert!(!all_satisfied.is_safe());
        assert!(Part { responses: 20, respondents: 20, answers: 20, satisfied: 20 }.is_safe());
        assert!(!Part { responses: 12, respondents: 9, answers: 9, satisfied: 5 }.is_safe());
    }

    proptest! {
        /// Whatever ranges of months and parts a reader subtracts, what is left is 0 or at least 10 people.
        #[test]
        fn no_difference_of_shown_figures_is_small(
            year in prop::collection::vec(prop::collection::vec(0u64..40, 4), 1..12),
            cuts in prop::collection::vec((0usize..12, 0usize..12), 2),
        ) {
            let months: Vec<Vec<Part>> = year.iter().map(|month| month.iter().map(|n| part(*n)).collect()).collect();
            let shown = disclose(&months, Parts::Disjoint);
            let figure = |p: usize, from: usize, to: usize| -> u64 {
                shown.runs.iter().filter(|run| from <= run.start && run.end <= to).flat_map(Clone::clone).map(|m| year[m][p]).sum()
            };
            for p in (0..4).filter(|p| shown.open[*p]) {
                let [a, b] = [cuts[0], cuts[1]].map(|(from, to)| figure(p, from.min(to), from.max(to)));
                let both = figure(p, cuts[0].0.min(cuts[0].1).min(cuts[1].0).min(cuts[1].1), 12);
                for value in [a, b, both, both.abs_diff(a)] {
                    prop_assert!(value == 0 || value >= LEAST, "{} of {:?}", value, shown);
                }
            }
            // The rest of a run, after everything shown of it is taken away.
            for run in &shown.runs {
                let rest: u64 = run.clone().flat_map(|m| (0..4).filter(|p| !shown.open[*p]).map(move |p| (m, p))).map(|(m, p)| year[m][p]).sum();
                prop_assert!(rest == 0 || rest >= LEAST, "{} hidden in {:?}", rest, shown);
            }
        }
    }
}
