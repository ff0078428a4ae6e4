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
    Target {
        unit: "KH".into(),
        year: 2024,
        from: crate::domain::month::Month::january(2024),
        hundredths,
        strict,
        mark: "seed".into(),
        source: String::new(),
        line: 2,
    }
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
fn a_list_has_as_many_decimals_as_put_each_figure_on_its_side_of_its_target() {
    let aim = |strict| Some(Threshold { hundredths: 8700, strict });
    let of = |num, den| Estimate { num, den };
    assert_eq!(places([(of(869_955, 1_000_000), None)]), 2, "no target");
    assert_eq!(places([(of(869_955, 1_000_000), aim(true))]), 2, "87.00 is not above 87 either");
    assert_eq!(places([(of(869_955, 1_000_000), aim(false))]), 3);
    assert_eq!(of(869_955, 1_000_000).rounded(3), 86_996);
    assert_eq!(places([(of(87, 100), aim(true)), (of(87, 100), aim(false))]), 2, "on the target to a hair");
    assert_eq!(places([(of(870_040, 1_000_000), aim(true)), (of(91, 100), aim(true))]), 3);
    assert_eq!(places([(of(8_700_001, 10_000_000), aim(true))]), 5);
    assert_eq!(
        places([(
            of(u64::from(u32::MAX), u64::from(u32::MAX) + 1),
            Some(Threshold { hundredths: 10_000, strict: false })
        )]),
        8
    );
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
    fn decimals_of_a_list_hide_no_side(list in prop::collection::vec((0u64..3_000_000, 1u64..3_000_000, any::<bool>(), 8_690u32..8_710), 1..6)) {
        let list: Vec<_> = list.into_iter().map(|(near, den, strict, hundredths)| {
            // Beside the target, where rounding hides most.
            let num = (den * u64::from(hundredths) / 10_000 + near % 3).min(den);
            (Estimate { num, den }, Threshold { hundredths, strict })
        }).collect();
        let places = places(list.iter().map(|(estimate, target)| (*estimate, Some(*target))));
        for (estimate, target) in list {
            let shown = Estimate { num: estimate.rounded(places).unsigned_abs(), den: 100 * 10u64.pow(places) };
            prop_assert_eq!(shown.reaches(target), estimate.reaches(target), "{:?} {:?} {}", estimate, target, places);
        }
    }

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
