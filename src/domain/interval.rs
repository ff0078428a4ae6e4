//! The certainty of a share: Wilson's interval at an effective sample size.

/// 97.5 % quantile of the normal distribution, for two-sided 95 % intervals.
pub const Z95: f64 = 1.959_963_984_540_054;

/// Shares in 0..=1 with `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// Wilson's score interval of a share `p` seen in `n` independent trials, `n > 0`; it always contains `p`.
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
pub fn wilson(p: f64, n: f64, z: f64) -> Interval {
    let z2n = z * z / n;
    let centre = (p + z2n / 2.0) / (1.0 + z2n);
    let half = z / (1.0 + z2n) * (p * (1.0 - p) / n + z2n / (4.0 * n)).sqrt();
    Interval { low: (centre - half).clamp(0.0, p), high: (centre + half).clamp(p, 1.0) }
}

/// Sums over respondents of a share `p = Σy / Σv` with `0 <= y <= v` per respondent.
#[derive(Clone, Copy, Debug)]
pub struct ClusterSums {
    /// Respondents with `v > 0`.
    pub n: f64,
    pub v: f64,
    pub y: f64,
    pub v2: f64,
    pub y2: f64,
    pub yv: f64,
}

/// The number of independent answers that a share pooled over respondents' answers is worth.
///
/// Answers of one person go together, so persons are clusters and `p` a ratio estimator:
/// `var = n/(n-1) · Σ(y - p·v)² / (Σv)²`, `n_eff = p(1-p)/var`, at least 1, at most `Σv`, and `n` where
/// `var` is 0. Source: Cochran, "Sampling Techniques", ch. 6; measured by the simulation below.
pub fn effective_size(sums: &ClusterSums) -> f64 {
    let p = sums.y / sums.v;
    let spread = sums.y2 - 2.0 * p * sums.yv + p * p * sums.v2;
    // Σ(y - pv)² cancels to a rounding error where everyone agrees.
    let var = if sums.n < 2.0 || spread <= 1e-9 * sums.v2 {
        0.0
    } else {
        sums.n / (sums.n - 1.0) * spread / (sums.v * sums.v)
    };
    let size = if var > 0.0 { p * (1.0 - p) / var } else { sums.n };
    size.clamp(1.0, sums.v.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng, rngs::StdRng};

    #[test]
    fn wilson_gives_the_margins_of_the_field() {
        for (n, margin) in [(30.0, 12.8), (150.0, 5.7), (384.0, 3.6)] {
            let Interval { low, high } = wilson(0.85, n, Z95);
            assert!(((high - low) * 50.0 - margin).abs() < 0.35, "n = {n}: ±{}", (high - low) * 50.0);
        }
        for (n, p) in [(4345.0, 0.88), (1087.0, 0.89), (483.0, 0.90), (174.0, 0.92), (68.0, 0.95)] {
            assert!(wilson(p, n, Z95).low > 0.87 - 2e-4, "{p} at {n}");
            assert!(wilson(p, n * 0.9, Z95).low < 0.87, "{p} at {n}");
        }
    }

    /// A person's 22 answers go together: one satisfaction per person, drawn from a Beta-like mix.
    fn coverage(persons: usize, draws: usize, rng: &mut StdRng, size: fn(&ClusterSums) -> f64) -> f64 {
        let truth = 0.9 * 0.97 + 0.1 * 0.25;
        let mut hit = 0;
        for _ in 0..draws {
            let mut sums = ClusterSums { n: 0.0, v: 0.0, y: 0.0, v2: 0.0, y2: 0.0, yv: 0.0 };
            for _ in 0..persons {
                let happy = if rng.random_bool(0.9) { 0.97 } else { 0.25 };
                let v = f64::from(rng.random_range(16..=22));
                let y = (0..v as u32).filter(|_| rng.random_bool(happy)).count() as f64;
                sums = ClusterSums {
                    n: sums.n + 1.0,
                    v: sums.v + v,
                    y: sums.y + y,
                    v2: sums.v2 + v * v,
                    y2: sums.y2 + y * y,
                    yv: sums.yv + y * v,
                };
            }
            let Interval { low, high } = wilson(sums.y / sums.v, size(&sums), Z95);
            hit += usize::from(low <= truth && truth <= high);
        }
        hit as f64 / draws as f64
    }

    #[test]
    fn the_interval_covers_the_truth_and_the_naive_one_does_not() {
        let mut rng = StdRng::seed_from_u64(2024);
        let covered: Vec<f64> = [30, 100, 300].map(|n| coverage(n, 2000, &mut rng, effective_size)).to_vec();
        let naive = coverage(100, 2000, &mut rng, |sums| sums.v);
        println!(
            "coverage of the 95 % interval at n = 30, 100, 300: {covered:?}; answers taken as independent at n = 100: {naive}"
        );
        assert!(covered[0] > 0.90 && covered[1] > 0.93 && covered[2] > 0.935, "{covered:?}");
        assert!(covered.iter().all(|share| *share < 0.975), "too wide: {covered:?}");
        assert!(naive < 0.70, "the control should fail: {naive}");
    }

    #[test]
    fn unanimous_answers_are_worth_the_respondents() {
        let same = |n: f64| ClusterSums { n, v: 22.0 * n, y: 22.0 * n, v2: 484.0 * n, y2: 484.0 * n, yv: 484.0 * n };
        assert_eq!(effective_size(&same(12.0)), 12.0);
        assert_eq!(effective_size(&same(1.0)), 1.0);
    }
}
