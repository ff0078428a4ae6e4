//! Offices of which nearly everybody answered.

use super::*;

/// The share of draws in which the interval has the share of all people, and how wide it is: of some among all, and as if all were
/// without number.
fn covered(population: &Population, all: usize, asked: usize) -> ([f64; 2], [f64; 2]) {
    const DRAWS: usize = 4_000;
    let mut rng = StdRng::seed_from_u64(all as u64 * 1_000 + asked as u64);
    let (mut held, mut width) = ([0_u32; 2], [0.0; 2]);
    for _ in 0..DRAWS {
        let some = population.draw(asked, &mut rng);
        let rest = population.draw(all - asked, &mut rng);
        let truth = (some.y + rest.y) / (some.v + rest.v);
        let intervals = [some.interval_among(Imagined::Half, all as u64), some.interval(Imagined::Half)];
        for (nth, Interval { low, high }) in intervals.into_iter().enumerate() {
            held[nth] += u32::from(low <= truth && truth <= high);
            width[nth] += (high - low) / DRAWS as f64;
        }
    }
    (held.map(|held| f64::from(held) / DRAWS as f64), width)
}

#[test]
fn of_some_among_all_the_interval_is_as_sure_and_half_as_wide() {
    for population in populations() {
        for (all, asked) in [(60, 45), (60, 30), (40, 30), (100, 30), (200, 100)] {
            let ([among, without], [narrow, wide]) = covered(&population, all, asked);
            println!(
                "{:>20}, {asked} of {all}: covered {among:.3} ({narrow:.3} wide), without their number {without:.3} ({wide:.3})",
                population.name
            );
            assert!(among >= 0.94, "{} {asked} of {all}: {among}", population.name);
            assert!(asked * 4 < all * 3 || narrow < 0.6 * wide, "{}: {narrow} {wide}", population.name);
        }
    }
}

#[test]
fn where_everybody_answered_the_share_is_known_and_of_countless_people_it_is_as_ever() {
    let mut rng = StdRng::seed_from_u64(3);
    let sums = Population::spread("", 0.88, 0.3).draw(40, &mut rng);
    let p = sums.y / sums.v;
    assert_eq!(sums.interval_among(Imagined::Half, 40), Interval { low: p, high: p });
    let [among, ever] = [sums.interval_among(Imagined::Half, 1 << 50), sums.interval(Imagined::Half)];
    assert!((among.low - ever.low).abs() < 1e-9 && (among.high - ever.high).abs() < 1e-9, "{among:?} {ever:?}");
}
