use super::*;
use crate::domain::interval::{
    Imagined,
    tests::{Population, share_of_pairs},
};

fn estimated([share, low, high]: [f64; 3]) -> Estimated {
    Estimated { share, interval: Interval { low, high } }
}

/// Each line of the fixture is by statsmodels or NumPy: `tests/fixtures/comparisons.py`.
#[test]
fn the_bounds_of_a_difference_are_those_of_an_independent_implementation() {
    let mut lines = csv::Reader::from_reader(include_str!("../../../../tests/fixtures/differences.csv").as_bytes());
    let mut seen = 0;
    for line in lines.records() {
        let line = line.unwrap();
        let number = |place: usize| line[place].parse::<f64>().unwrap();
        let (one, other) = ([1, 2, 3].map(number), [4, 5, 6].map(number));
        let found = Difference::of(estimated(one), estimated(other), People::Different);
        for (bound, expected) in [(found.low, number(7)), (found.high, number(8))] {
            assert!((bound - expected).abs() < 1e-9, "{}: {bound}, not {expected}", &line[0]);
        }
        seen += 1;
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn of_the_same_people_a_difference_is_certain_where_the_intervals_do_not_meet() {
    let certain = |people, one, other| Difference::of(estimated(one), estimated(other), people).is_certain();
    let (high, near, far) = ([0.90, 0.88, 0.92], [0.86, 0.84, 0.885], [0.84, 0.82, 0.87]);
    assert_eq!([near, far].map(|other| certain(People::Same, high, other)), [false, true]);
    assert_eq!([near, far].map(|other| certain(People::Different, high, other)), [true, true]);
    assert!(!certain(People::Different, high, high));
}

/// Two samples of the two populations: how often their difference has the truth, is called certain, and is so by the rule of
/// before, by which two intervals must not meet.
fn of_pair(one: &Population, other: &Population, people: usize) -> [f64; 3] {
    let truth = one.truth - other.truth;
    share_of_pairs([one, other], people, |[a, b]| {
        let [a, b] = [a, b].map(|sums| Estimated { share: sums.y / sums.v, interval: sums.interval(Imagined::Half) });
        let found = Difference::of(a, b, People::Different);
        let apart = Difference::of(a, b, People::Same).is_certain();
        [found.low <= truth && truth <= found.high, found.is_certain(), apart]
    })
}

#[test]
fn a_change_is_found_twice_as_often_as_by_intervals_that_do_not_meet_and_seldom_where_there_is_none() {
    let [was, is] = [0.88, 0.82].map(|mean| Population::spread("", mean, 0.3));
    let [covered, found, before] = of_pair(&was, &is, 100);
    println!("a change of 6 points, 100 and 100 people: covered {covered:.3}, found {found:.3}, before {before:.3}");
    assert!(covered >= 0.945 && found > 2.0 * before, "{covered} {found} {before}");
    for (mean, together) in [(0.88, 0.1), (0.88, 0.3), (0.88, 0.6), (0.97, 0.3), (0.5, 0.3)] {
        let same = Population::spread("", mean, together);
        for people in [30, 100, 300] {
            let [covered, wrong, before] = of_pair(&same, &same, people);
            println!("no change at {mean}, together {together}, {people} people: wrong {wrong:.4}, before {before:.4}");
            assert!(covered >= 0.945 && wrong <= 0.055, "{mean} {together} {people}: {covered} {wrong}");
        }
    }
}
