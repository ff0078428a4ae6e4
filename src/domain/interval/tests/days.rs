//! People of one desk-day share its luck.

use super::*;
use crate::domain::interval::Days;

/// Each line of the fixture was computed from people one by one by SciPy: `tests/fixtures/comparisons.py`.
#[test]
fn bounds_by_desk_days_are_those_of_an_independent_implementation() {
    let mut lines = csv::Reader::from_reader(include_str!("../../../../tests/fixtures/days.csv").as_bytes());
    let (mut seen, mut wider) = (0, 0);
    for line in lines.records() {
        let line = line.unwrap();
        let number = |place: usize| line[place].parse::<f64>().unwrap();
        let [n, v, y, v2, y2, yv] = [0, 1, 2, 3, 4, 5].map(number);
        let days = Days { n: number(6), v2: number(7), y2: number(8), yv: number(9) };
        let sums = ClusterSums { n, v, y, v2, y2, yv, days: Some(days) };
        for (place, imagined) in [(10, Imagined::Half), (12, Imagined::Whole)] {
            let Interval { low, high } = sums.interval(imagined);
            for (bound, expected) in [(low, number(place)), (high, number(place + 1))] {
                assert!((bound - expected).abs() < 1e-9, "{line:?} {imagined:?}: {bound}, not {expected}");
            }
        }
        let people = ClusterSums { days: None, ..sums }.interval(Imagined::Half);
        wider += u32::from(sums.interval(Imagined::Half).low < people.low);
        seen += 1;
    }
    assert!(seen > 20 && wider > 5 && wider < seen, "{seen} {wider}");
}

/// A uniform number's quantile in a table of a Beta distribution.
fn table(mean: f64, together: f64) -> Vec<f64> {
    let sum = 1.0 / together - 1.0;
    let beta = Beta::new(mean * sum, (1.0 - mean) * sum).unwrap();
    (0..512).map(|nth| beta.inverse_cdf((f64::from(nth) + 0.5) / 512.0)).collect()
}

/// Days have their own chance, and people on them theirs around it. The share of samples whose interval has the truth, by desk-days
/// and by people alone.
fn covered(days: usize, people: usize, luck: f64) -> [f64; 2] {
    const DRAWS: usize = 2_000;
    let chances = table(0.88, luck);
    let truth = chances.iter().sum::<f64>() / chances.len() as f64;
    let mut rng = StdRng::seed_from_u64(days as u64 * 100 + people as u64);
    let mut held = [0_u32; 2];
    for _ in 0..DRAWS {
        let (mut own, mut day_sums) = ([0.0; 5], [0.0; 3]);
        for _ in 0..days {
            let chance = chances[rng.random_range(0..chances.len())];
            let (mut all, mut content) = (0.0, 0.0);
            for _ in 0..people {
                // Half of each person's answers are one, so that they go together.
                let block = if rng.random::<f64>() < chance { 11.0 } else { 0.0 };
                let y = block + (0..11).filter(|_| rng.random::<f64>() < chance).count() as f64;
                own = [own[0] + 22.0, own[1] + y, own[2] + 484.0, own[3] + y * y, own[4] + y * 22.0];
                (all, content) = (all + 22.0, content + y);
            }
            day_sums = [day_sums[0] + all * all, day_sums[1] + content * content, day_sums[2] + content * all];
        }
        let (n, [v, y, v2, y2, yv]) = ((days * people) as f64, own);
        let by_day = Days { n: days as f64, v2: day_sums[0], y2: day_sums[1], yv: day_sums[2] };
        for (held, days) in held.iter_mut().zip([Some(by_day), None]) {
            let Interval { low, high } = ClusterSums { n, v, y, v2, y2, yv, days }.interval(Imagined::Half);
            *held += u32::from(low <= truth && truth <= high);
        }
    }
    held.map(|held| f64::from(held) / DRAWS as f64)
}

#[test]
fn the_interval_covers_the_truth_where_days_have_luck_and_the_one_of_people_alone_does_not() {
    let mut least_before: f64 = 1.0;
    for (days, people) in [(5, 6), (10, 5), (20, 5), (20, 15), (60, 5)] {
        for luck in [0.02, 0.05, 0.1] {
            let [by_day, before] = covered(days, people, luck);
            println!("{days} days of {people} people, luck {luck}: covered {by_day:.3}, of people alone {before:.3}");
            least_before = least_before.min(before);
            assert!(by_day >= 0.93, "{days} {people} {luck}: {by_day}");
        }
    }
    assert!(least_before < 0.86, "the rule of before should fail: {least_before}");
}
