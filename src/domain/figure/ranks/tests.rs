use super::*;
use crate::domain::{
    index::{Pooled, sure::tests::fixture},
    interval::{Imagined, tests::Population},
    method::Method,
    tally::{Company, Sums},
};
use rand::{SeedableRng, rngs::StdRng};

#[test]
fn joint_intervals_and_ranks_are_those_of_an_independent_implementation() {
    for table in fixture().chunk_by(|a, b| a.table == b.table) {
        let figures: Vec<_> = table.iter().map(|line| Some(line.figure)).collect();
        let count = table.iter().filter(|line| line.figure.responses >= LEAST_RANKED).count();
        for (line, rank) in table.iter().zip(ranks(&figures)) {
            let Interval { low, high } = line.figure.joint_interval(count).unwrap();
            for (bound, place) in [(low, 7), (high, 8)] {
                let expected = line.number(place).unwrap();
                assert!((bound - expected).abs() < 1e-9, "{bound}, not {expected}");
            }
            let numbers = rank.map(|Rank { place, best, worst }| [place, best, worst]);
            let expected = [9, 10, 11].map(|place| line.number(place));
            assert_eq!(numbers, expected[0].map(|_| expected.map(|number| number.unwrap() as u64)));
        }
    }
}

/// The share of draws in which the ranges of all units have all ranks that their truths allow, and how wide they are.
fn jointly_right(offices: &[Population], people: usize, tail: f64) -> (f64, f64) {
    const DRAWS: usize = 200;
    let mut rng = StdRng::seed_from_u64(12);
    let (mut right, mut width, count) = (0_u32, 0.0, offices.len());
    for _ in 0..DRAWS {
        let found: Vec<Interval> =
            offices.iter().map(|office| office.draw(people, &mut rng).interval_at(Imagined::Half, tail)).collect();
        let range = |nth: usize| {
            let many = |holds: &dyn Fn(&Interval) -> bool| found.iter().filter(|it| holds(it)).count();
            let mine = found[nth];
            (1 + many(&|it| it.low > mine.high), count - many(&|it| it.high < mine.low))
        };
        let truth = |nth: usize| {
            let mine = offices[nth].truth;
            let many = |holds: &dyn Fn(f64) -> bool| offices.iter().filter(|it| holds(it.truth)).count();
            (1 + many(&|it| it > mine), count - many(&|it| it < mine))
        };
        let ranges: Vec<_> = (0..count).map(|nth| (range(nth), truth(nth))).collect();
        right += u32::from(ranges.iter().all(|(range, truth)| range.0 <= truth.0 && truth.1 <= range.1));
        width += ranges.iter().map(|(range, _)| (range.1 - range.0) as f64).sum::<f64>() / count as f64;
    }
    (f64::from(right) / DRAWS as f64, width / DRAWS as f64)
}

#[test]
fn all_ranges_of_ranks_hold_together_and_those_of_before_did_not() {
    let mut least_before: f64 = 1.0;
    for (name, step) in [("equal", 0.0), ("apart", 0.008)] {
        let offices: Vec<_> = (0..40).map(|nth| Population::spread("", 0.96 - step * f64::from(nth), 0.3)).collect();
        for people in [100, 300] {
            let (joint, width) = jointly_right(&offices, people, crate::domain::interval::joint_tail(offices.len()));
            let (before, narrow) = jointly_right(&offices, people, crate::domain::interval::TAIL);
            println!("{name}, {people} people: right {joint:.3} ({width:.1} places), before {before:.3} ({narrow:.1})");
            least_before = least_before.min(before);
            assert!(joint >= 0.94, "{name} {people}: {joint}");
        }
    }
    assert!(least_before < 0.9, "the rule of before should fail: {least_before}");
}

#[test]
fn few_responses_and_missing_figures_have_no_rank() {
    let figure = |n: u64, s: u64| {
        let sums = Sums {
            n,
            v: n,
            s,
            t: n,
            v2: n,
            s2: s,
            sv: s,
            t2: n,
            tv: n,
            na: 0,
            skipped: 0,
            company: Company::default(),
        };
        Some(Figure::of(&sums, n, Method::Top2, 5, Pooled::OneItem))
    };
    let rank = |place, best, worst| Some(Rank { place, best, worst });
    let found = ranks(&[figure(400, 200), None, figure(29, 29), figure(400, 390), figure(40, 20)]);
    assert_eq!(found, [rank(2, 2, 3), None, None, rank(1, 1, 1), rank(2, 2, 3)]);
}
