//! The rule by examples, and that no sum or difference of what it shows is small. `attack` tries to compute hidden parts.

mod attack;
mod attacker;
mod before;
mod offices;

use super::*;
use proptest::prelude::*;
use std::ops::Range;

fn part(respondents: u64) -> Part {
    Part { responses: respondents, respondents, answers: respondents * 20, satisfied: respondents * 17 }
}

fn pieces(counts: &[&[u64]]) -> Vec<Vec<Part>> {
    counts.iter().map(|piece| piece.iter().map(|n| part(*n)).collect()).collect()
}

/// The runs of parts that add up, each with those that are shown.
fn shown(counts: &[&[u64]], is_over: bool) -> Vec<(Range<usize>, Vec<bool>)> {
    let pieces = pieces(counts);
    let whole: Vec<Part> = pieces.iter().map(sum).collect();
    let breakdown = Breakdown { pieces: &pieces, whole: &whole, parts: Parts::Disjoint, is_over };
    let runs = parts(&breakdown, &totals(&whole, None), None);
    runs.into_iter().map(|run| (run.pieces, run.open)).collect()
}

#[test]
fn a_run_waits_until_every_part_is_safe() {
    assert_eq!(
        shown(&[&[30, 4], &[30, 5], &[30, 1], &[30, 10]], false),
        [(0..3, vec![true; 2]), (3..4, vec![true; 2])]
    );
    assert_eq!(shown(&[&[30, 0], &[30, 5]], false), [(0..1, vec![true; 2])], "none of a part is no handful");
    assert_eq!(shown(&[&[10, 0], &[10, 0]], false), [(0..2, vec![true; 2])], "of ten the total stands alone");
}

#[test]
fn what_comes_later_changes_no_run() {
    let year: [&[u64]; 5] = [&[30, 4], &[30, 7], &[30, 12], &[30, 3], &[30, 2]];
    let whole = shown(&year, true);
    assert_eq!(whole, [(0..2, vec![true; 2]), (2..3, vec![true; 2])], "the rest of the year stays alone");
    for months in 0..5 {
        let until: Vec<_> = whole.iter().filter(|run| run.0.end <= months).cloned().collect();
        assert_eq!(shown(&year[..months], false), until, "after {months} months");
    }
}

#[test]
fn where_the_year_ends_a_rare_part_hides_with_the_next() {
    let rare: [&[u64]; 2] = [&[40, 30, 1, 20], &[40, 30, 2, 25]];
    assert_eq!(shown(&rare, false), []);
    assert_eq!(shown(&rare, true), [(0..2, vec![true, true, false, false])]);
    assert_eq!(
        shown(&[&[40, 30, 1, 20]], true),
        [(0..1, vec![true, false, false, false])],
        "21 and a rule tell that it is 1"
    );
    assert_eq!(shown(&[&[40, 3]], true), [], "of two parts none can be shown");
}

#[test]
fn the_statements_of_a_factor_are_shown_together() {
    let statements = pieces(&[&[40, 40, 15, 6, 20, 0], &[40, 21, 15, 14, 20, 19], &[40, 40, 40, 40, 40, 40]]);
    let factor_runs = [0..1, 1..2, 2..3].map(|pieces| Run { pieces, open: vec![true, true, true] });
    let of = Statements { pieces: &statements, within: &[0..2, 2..4, 4..6] };
    let runs = |factors: &[Run], first: usize| -> Vec<Range<usize>> {
        super::statements(&of, factors, None).into_iter().filter(|run| run.open[first]).map(|run| run.pieces).collect()
    };
    assert_eq!(runs(&factor_runs, 0), [0..1, 1..2, 2..3]);
    assert_eq!(runs(&factor_runs, 2), [0..2, 2..3], "six wait for fourteen");
    assert_eq!(runs(&factor_runs, 5), [0..1, 1..3], "nobody is no handful");
    let hidden = [factor_runs[0].clone(), Run { open: vec![false, true, true], ..factor_runs[1].clone() }];
    let ends = |first: usize| runs(&hidden, first).into_iter().map(|run| run.end).collect::<Vec<_>>();
    assert_eq!((ends(0), ends(3)), (vec![1], vec![2]), "with its factor all of it is hidden");
}

#[test]
fn nobody_learns_what_everyone_said() {
    let all_satisfied = Part { responses: 19, respondents: 19, answers: 19, satisfied: 19 };
    assert!(!all_satisfied.is_safe());
    assert!(Part { responses: 20, respondents: 20, answers: 20, satisfied: 20 }.is_safe());
    assert!(!Part { responses: 12, respondents: 9, answers: 9, satisfied: 5 }.is_safe());
    let unanimous = Part { satisfied: 240, answers: 240, ..part(12) };
    assert_eq!(totals(&[unanimous, part(12), part(10)], None), [0..2, 2..3], "it waits for others");
}

#[test]
fn all_units_together_show_what_leaves_a_large_rest() {
    let months = [part(40), part(40), part(40)];
    let rest = |left: [u64; 3]| move |range: &Range<usize>, _: usize| part(left[range.clone()].iter().sum());
    assert_eq!(totals(&months, Some(&rest([12, 0, 10]))), [0..1, 1..2, 2..3]);
    assert_eq!(totals(&months, Some(&rest([12, 4, 7]))), [0..1, 1..3], "a rest of four waits");
    // A unit's figure of two months at once leaves less of both than of each.
    let across = |range: &Range<usize>, _: usize| part(if range.len() == 2 { 6 } else { 12 });
    let shown = totals(&months[..2], Some(&across));
    assert!(shown.len() == 1 && shown[0] == (0..1), "{shown:?}");
}

proptest! {
    /// At two times, whatever ranges and parts a reader subtracts, what is left is nobody or at least ten people.
    #[test]
    fn no_difference_of_shown_figures_is_small(
        year in prop::collection::vec(prop::collection::vec(0u64..40, 4), 1..12),
        (now, is_over) in (0usize..12, any::<bool>()),
        cuts in prop::collection::vec((0usize..12, 0usize..12), 2),
    ) {
        let counts: Vec<&[u64]> = year.iter().map(Vec::as_slice).collect();
        let states = [(shown(&counts[..now.min(year.len())], false), 0), (shown(&counts, is_over), 1)];
        let figure = |state: usize, p: usize, (from, to): (usize, usize)| -> u64 {
            let inside = states[state].0.iter().filter(|(run, open)| open[p] && from <= run.start && run.end <= to);
            inside.flat_map(|(run, _)| run.clone()).map(|m| year[m][p]).sum()
        };
        for p in 0..4 {
            let [a, b] = [cuts[0], cuts[1]].map(|(from, to)| (from.min(to), from.max(to)));
            let both = (a.0.min(b.0), 12);
            for (one, other) in [(figure(0, p, a), figure(1, p, both)), (figure(1, p, a), figure(1, p, both)), (figure(0, p, both), figure(1, p, both)), (0, figure(1, p, b))] {
                let value = other.abs_diff(one);
                prop_assert!(other >= one && (value == 0 || value >= LEAST), "{value} of {states:?}");
            }
        }
        for (run, open) in &states[1].0 {
            let rest: u64 = run.clone().flat_map(|m| (0..4).filter(|p| !open[*p]).map(move |p| (m, p))).map(|(m, p)| year[m][p]).sum();
            prop_assert!(rest == 0 || rest >= LEAST, "{rest} hidden in {run:?}");
        }
    }
}
