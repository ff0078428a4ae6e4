use super::*;
use crate::domain::index::LEAST_SURE;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng, rngs::StdRng};

mod among;
mod days;

/// A person's answers, and those of them that are content.
type Given = (u32, u32);

/// A population: which kind of person each number of sixteen bits is.
pub(in crate::domain) struct Population {
    name: &'static str,
    people: Vec<Given>,
    pub(in crate::domain) truth: f64,
}

impl Population {
    /// From shares that need not add up to 1, to a sixty-five thousandth; the truth is that of the people who are drawn.
    fn new(name: &'static str, shares: Vec<(f64, Given)>) -> Self {
        let all: f64 = shares.iter().map(|(share, _)| share).sum();
        let (mut people, mut sum) = (Vec::new(), 0.0);
        for (share, given) in shares {
            sum += share / all;
            people.resize((sum * 65_536.0).round() as usize, given);
        }
        assert_eq!(people.len(), 65_536);
        let count = |of: fn(&Given) -> u32| people.iter().map(|given| u64::from(of(given))).sum::<u64>() as f64;
        let truth = count(|given| given.1) / count(|given| given.0);
        Self { name, people, truth }
    }

    /// People who are content with each of 22 statements with one chance, a different one for each kind of them.
    fn of_chances(name: &'static str, chances: &[(f64, f64)]) -> Self {
        let people =
            chances.iter().flat_map(|(share, chance)| binomial(22, *chance).map(move |(p, given)| (share * p, given)));
        Self::new(name, people.collect())
    }

    /// People whose own chances are spread around a mean, so that answers of one person correlate by `together`.
    pub(in crate::domain) fn spread(name: &'static str, mean: f64, together: f64) -> Self {
        let sum = 1.0 / together - 1.0;
        Self::new(name, beta_binomial(22, mean * sum, (1.0 - mean) * sum).collect())
    }

    pub(in crate::domain) fn draw(&self, people: usize, rng: &mut StdRng) -> ClusterSums {
        let (mut sums, mut bits) = ([0_u32; 5], 0_u64);
        for nth in 0..people {
            bits = if nth % 4 == 0 { rng.random() } else { bits >> 16 };
            let (v, y) = self.people[bits as usize & 0xffff];
            sums = [sums[0] + v, sums[1] + y, sums[2] + v * v, sums[3] + y * y, sums[4] + y * v];
        }
        let [v, y, v2, y2, yv] = sums.map(f64::from);
        ClusterSums { n: people as f64, v, y, v2, y2, yv, days: None }
    }
}

fn binomial(v: u32, chance: f64) -> impl Iterator<Item = (f64, Given)> {
    (0..=v).map(move |y| {
        let ways: f64 = (0..y).map(|k| f64::from(v - k) / f64::from(k + 1)).product();
        (ways * chance.powi(y.cast_signed()) * (1.0 - chance).powi((v - y).cast_signed()), (v, y))
    })
}

fn beta_binomial(v: u32, a: f64, b: f64) -> impl Iterator<Item = (f64, Given)> {
    let rising = |from: f64, steps: u32| (0..steps).map(|k| from + f64::from(k)).product::<f64>();
    (0..=v).map(move |y| {
        let ways: f64 = (0..y).map(|k| f64::from(v - k) / f64::from(k + 1)).product();
        (ways * rising(a, y) * rising(b, v - y) / rising(a + b, v), (v, y))
    })
}

/// People who are less content break off earlier.
fn breaking_off() -> Population {
    let content = binomial(22, 0.95).map(|(p, given)| (0.85 * p, given));
    let others = (5..=22).flat_map(|v| binomial(v, 0.5).map(|(p, given)| (0.15 / 18.0 * p, given)));
    Population::new("breaking off", content.chain(others).collect())
}

pub(in crate::domain) fn populations() -> [Population; 9] {
    [
        Population::of_chances("97 %", &[(1.0, 0.97)]),
        Population::of_chances("a tenth unhappy", &[(0.9, 0.97), (0.1, 0.25)]),
        Population::of_chances("two desks", &[(0.5, 0.96), (0.5, 0.78)]),
        breaking_off(),
        Population::of_chances("nearly all agree", &[(0.96, 0.999), (0.04, 0.6)]),
        Population::of_chances("half", &[(1.0, 0.5)]),
        Population::spread("0.88, together 0.1", 0.88, 0.1),
        Population::spread("0.88, together 0.3", 0.88, 0.3),
        Population::spread("0.88, together 0.6", 0.88, 0.6),
    ]
}

/// The rule of before: Wilson's score interval at the number of independent answers that the spread is worth.
///
/// Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927; Cochran, "Sampling
/// Techniques", ch. 6.
pub(in crate::domain) fn wilson(sums: &ClusterSums) -> Interval {
    let (p, z2) = (sums.y / sums.v, 1.959_963_984_540_054_f64.powi(2));
    let spread = sums.y2 - 2.0 * p * sums.yv + p * p * sums.v2;
    let variance = sums.n / (sums.n - 1.0) * spread.max(0.0) / (sums.v * sums.v);
    let size = if spread > 1e-9 * sums.v2 { p * (1.0 - p) / variance } else { sums.n };
    let n = size.clamp(1.0, sums.v);
    let (centre, half) =
        ((p + z2 / n / 2.0) / (1.0 + z2 / n), (z2 * (p * (1.0 - p) / n + z2 / (4.0 * n * n))).sqrt() / (1.0 + z2 / n));
    Interval { low: centre - half, high: centre + half }
}

const DRAWS: usize = 10_000;

/// The share of samples in which each of the rules holds; all rules see the same samples.
pub(in crate::domain) fn share_of<const N: usize>(
    population: &Population,
    people: usize,
    rules: [&dyn Fn(&ClusterSums) -> bool; N],
) -> [f64; N] {
    let mut rng = StdRng::seed_from_u64(2024 + people as u64);
    let mut held = [0_u32; N];
    for _ in 0..DRAWS {
        let sums = population.draw(people, &mut rng);
        for (held, rule) in held.iter_mut().zip(rules) {
            *held += u32::from(rule(&sums));
        }
    }
    held.map(|held| f64::from(held) / DRAWS as f64)
}

/// The share of pairs of samples, one of each population, in which each of some rules holds.
pub(super) fn share_of_pairs<const N: usize>(
    populations: [&Population; 2],
    people: usize,
    rules: impl Fn([&ClusterSums; 2]) -> [bool; N],
) -> [f64; N] {
    let mut rng = StdRng::seed_from_u64(2024 + people as u64);
    let mut held = [0_u32; N];
    for _ in 0..DRAWS {
        let pair = populations.map(|population| population.draw(people, &mut rng));
        for (held, holds) in held.iter_mut().zip(rules(pair.each_ref())) {
            *held += u32::from(holds);
        }
    }
    held.map(|held| f64::from(held) / DRAWS as f64)
}

#[test]
fn the_interval_covers_the_truth_in_nine_populations_and_the_one_of_before_does_not() {
    let mut least_before: f64 = 1.0;
    for population in populations() {
        let truth = population.truth;
        let has = |interval: Interval| interval.low <= truth && truth <= interval.high;
        let shares = [20, 30, 50, 100, 300].map(|people| {
            share_of(&population, people, [&|sums| has(sums.interval(Imagined::Half)), &|sums| has(wilson(sums))])
        });
        let [covered, before] = [0, 1].map(|rule| shares.map(|shares| shares[rule]));
        println!("{:>20}, truth {truth:.3}: covered {covered:.3?}, before {before:.3?}", population.name);
        least_before = before.into_iter().fold(least_before, f64::min);
        assert!(covered.iter().all(|share| *share >= 0.945), "{}: {covered:?}", population.name);
    }
    assert!(least_before < 0.90, "the rule of before should fail: {least_before}");
}

#[test]
fn certainty_is_seldom_wrong_at_the_target_and_the_one_of_before_often_was() {
    let mut most_before: f64 = 0.0;
    for population in populations() {
        // The truth is the target to a hair: whoever calls it met, or missed, with certainty is wrong.
        let aim = population.truth;
        let sure = |sums: &ClusterSums| {
            sums.n >= LEAST_SURE as f64 && sums.interval(Imagined::Half).hull(sums.interval(Imagined::Whole)).low > aim
        };
        let shares = [10, 20, 30, 50, 100, 300]
            .map(|people| share_of(&population, people, [&sure, &|sums| wilson(sums).low > aim]));
        let [wrong, before] = [0, 1].map(|rule| shares.map(|shares| shares[rule]));
        println!("{:>20}: falsely sure {wrong:.4?}, before {before:.4?}", population.name);
        most_before = before.into_iter().fold(most_before, f64::max);
        assert!(wrong.iter().all(|share| *share <= 0.025), "{}: {wrong:?}", population.name);
    }
    assert!(most_before > 0.08, "the rule of before should fail: {most_before}");
}

/// Each line of the fixture was computed from people one by one by SciPy and statsmodels: `tests/fixtures/intervals.py`.
#[test]
fn the_bounds_are_those_of_an_independent_implementation() {
    let mut lines = csv::Reader::from_reader(include_str!("../../../tests/fixtures/intervals.csv").as_bytes());
    let mut seen = 0;
    for line in lines.records() {
        let line = line.unwrap();
        let number = |place: usize| line[place].parse::<f64>().unwrap();
        let [n, v, y, v2, y2, yv] = [1, 2, 3, 4, 5, 6].map(number);
        let sums = ClusterSums { n, v, y, v2, y2, yv, days: None };
        for (place, imagined) in [(7, Imagined::Half), (9, Imagined::Whole)] {
            let Interval { low, high } = sums.interval(imagined);
            for (bound, expected) in [(low, number(place)), (high, number(place + 1))] {
                assert!((bound - expected).abs() < 1e-9, "{} {imagined:?}: {bound}, not {expected}", &line[0]);
            }
        }
        seen += 1;
    }
    assert!(seen > 40, "{seen}");
}

/// Nine people of one content answer each, and one with 22 of which none is: a whole imagined person is bound by fewer answers.
#[test]
fn the_hull_of_both_is_never_narrower_than_the_one_that_is_shown() {
    let sums = ClusterSums { n: 10.0, v: 31.0, y: 9.0, v2: 493.0, y2: 9.0, yv: 9.0, days: None };
    let [half, whole] = [Imagined::Half, Imagined::Whole].map(|imagined| sums.interval(imagined));
    assert!(whole.low > half.low && whole.high > half.high, "the case: {half:?} {whole:?}");
    assert_eq!(half.hull(whole), Interval { low: half.low, high: whole.high });
}

#[test]
fn who_is_content_too_never_lowers_a_bound() {
    let of = |content: f64| {
        ClusterSums { n: 550.0, v: 550.0, y: content, v2: 550.0, y2: content, yv: content, days: None }
            .interval(Imagined::Half)
    };
    let bounds: Vec<Interval> = (0..=550).map(|content| of(f64::from(content))).collect();
    assert!(bounds.windows(2).all(|two| two[0].low < two[1].low && two[0].high <= two[1].high));
    assert!(of(550.0).low > 0.99 && of(0.0).high < 0.01);
}

proptest! {
    #[test]
    fn any_people_give_an_interval(people in prop::collection::vec((1u32..=22, 0u32..=22), 1..60)) {
        let sum = |of: fn(u32, u32) -> u32| people.iter().map(|(v, y)| f64::from(of(*v, *y.min(v)))).sum::<f64>();
        let n = people.len() as f64;
        let (v, y, v2, y2) = (sum(|v, _| v), sum(|_, y| y), sum(|v, _| v * v), sum(|_, y| y * y));
        let sums = ClusterSums { n, v, y, v2, y2, yv: sum(|v, y| v * y), days: None };
        let p = y / v;
        let [half, whole] = [Imagined::Half, Imagined::Whole].map(|imagined| sums.interval(imagined));
        for Interval { low, high } in [half, whole] {
            prop_assert!(0.0 <= low && low <= p && p <= high && high <= 1.0, "{low} {p} {high}");
        }
    }
}
