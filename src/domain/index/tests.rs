use super::*;
use crate::domain::tally::ItemCounts;
use proptest::prelude::*;

fn sums(counts: [u64; 5]) -> Sums {
    ItemCounts { levels: counts.to_vec(), na: 0, skipped: 0 }.sums(4)
}

fn percent(counts: [u64; 5], method: Method) -> f64 {
    Estimate::of(&sums(counts), method, 5).unwrap().percent()
}

fn target(hundredths: u32, strict: bool) -> Target {
    Target { unit: "KH".into(), year: 2024, hundredths, strict, mark: "seed".into(), source: String::new(), line: 2 }
}

/// The check vectors of the domain notes.
#[test]
fn the_methods_give_the_check_vectors_and_change_the_ranking() {
    let (a, b, pooled) = ([2, 5, 23, 130, 40], [0, 1, 9, 25, 15], [2, 6, 32, 155, 55]);
    for (counts, top2, mean5, mean4) in [(a, 85.0, 80.10, 75.125), (b, 80.0, 81.60, 77.0), (pooled, 84.0, 80.40, 75.50)]
    {
        assert!((percent(counts, Method::Top2) - top2).abs() < 1e-9);
        assert!((percent(counts, Method::Mean5) - mean5).abs() < 1e-9);
        assert!((percent(counts, Method::Mean4) - mean4).abs() < 1e-9);
    }
    let units = [a, b].map(|counts| Estimate::of(&sums(counts), Method::Top2, 5).unwrap());
    assert_eq!(mean_of_units(units), Some(82.5));
    assert_eq!(mean_of_units([]), None);
}

#[test]
fn eighty_seven_exactly_is_not_above_eighty_seven() {
    let figure = |counts| Figure::of(&sums(counts), 10_000, Method::Top2, 5, Pooled::OneItem);
    let exact = figure([0, 0, 1300, 8700, 0]);
    assert_eq!(exact.estimate.unwrap().hundredths(), 8700);
    assert_eq!(exact.verdict(Some(&target(8700, true))), Some(Verdict::NotMetUncertain));
    assert_eq!(exact.verdict(Some(&target(8700, false))), Some(Verdict::MetUncertain));
    assert_eq!(figure([0, 0, 1299, 8701, 0]).verdict(Some(&target(8700, true))), Some(Verdict::MetUncertain));
    assert_eq!(figure([0, 0, 1000, 9000, 0]).verdict(Some(&target(8700, true))), Some(Verdict::Met));
    assert_eq!(figure([0, 0, 5000, 5000, 0]).verdict(Some(&target(8700, true))), Some(Verdict::NotMet));
    assert_eq!(figure([0; 5]).verdict(Some(&target(8700, true))), Some(Verdict::NoData));
    assert_eq!(exact.verdict(None), None);
}

#[test]
fn ranks_follow_the_exact_figure() {
    let (a, b) = (Estimate { num: 88_601, den: 100_000 }, Estimate { num: 88_604, den: 100_000 });
    assert_eq!(a.hundredths(), b.hundredths());
    assert!(a.compare(b).is_lt() && b.compare(a).is_gt());
    assert!(Estimate { num: 1, den: 2 }.compare(Estimate { num: 2, den: 4 }).is_eq());
}

#[test]
fn rounding_is_half_up_and_exact() {
    assert_eq!(Estimate { num: 17_401, den: 20_000 }.hundredths(), 8701, "87.005");
    assert_eq!(Estimate { num: 1, den: 3 }.hundredths(), 3333);
    assert_eq!(Estimate { num: 2, den: 3 }.hundredths(), 6667);
    let small = [2, 3, 3].map(|num| Estimate { num, den: 20_000 });
    assert_eq!(small.map(Estimate::hundredths), [1, 2, 2]);
    assert_eq!(mean_of_units(small).map(hundredths), Some(1), "not the mean of what is rounded already");
}

proptest! {
    #[test]
    fn a_percentage_is_rounded_as_its_fraction(num in 0u64..20_000_000, more in 0u64..20_000_000) {
        for den in [20_000, 40_000, (num + more).max(1)] {
            let estimate = Estimate { num: num.min(den), den };
            prop_assert_eq!(hundredths(estimate.percent()), estimate.hundredths());
        }
    }

    #[test]
    fn an_interval_contains_its_estimate_within_bounds(counts in prop::array::uniform5(0u64..500), item in any::<bool>()) {
        let pooled = if item { Pooled::OneItem } else { Pooled::OverItems(1) };
        for method in Method::ALL {
            let figure = Figure::of(&sums(counts), counts.iter().sum(), method, 5, pooled);
            if let (Some(estimate), Some(Interval { low, high })) = (figure.estimate, figure.interval) {
                let p = estimate.percent() / 100.0;
                prop_assert!((0.0..=p).contains(&low) && (p..=1.0).contains(&high), "{} {} {}", low, p, high);
            }
        }
    }
}
