//! An attacker who knows the rule: bounds of hidden numbers from linear equations and from the rule's own conditions.

/// A sum of unknowns, each times a factor.
pub type Sum = Vec<(i64, usize)>;

/// A sum that lies between two numbers.
#[derive(Clone, Debug)]
pub struct Bound {
    pub sum: Sum,
    pub least: i64,
    pub most: i64,
}

/// Everything of which one must hold: each alternative is a list of bounds.
pub type Either = Vec<Vec<Bound>>;

#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// Least and greatest value of each unknown.
    pub ranges: Vec<(i64, i64)>,
    pub bounds: Vec<Bound>,
    pub either: Vec<Either>,
}

impl Knowledge {
    pub fn unknown(&mut self, most: i64) -> usize {
        self.ranges.push((0, most));
        self.ranges.len() - 1
    }

    pub fn equal(&mut self, sum: Sum, value: i64) {
        self.bounds.push(Bound { sum, least: value, most: value });
    }

    /// The values that the attacker finds possible for each unknown, with most effort of the targets. `None` where the knowledge contradicts
    /// itself.
    pub fn solve(&self, targets: &[usize]) -> Option<Vec<(i64, i64)>> {
        let mut ranges = self.ranges.clone();
        propagate(&[&self.bounds], &mut ranges)?;
        for _round in 0..4 {
            let before = ranges.clone();
            for either in &self.either {
                ranges = self.one_of(either, &ranges)?;
            }
            self.shave(targets, &mut ranges)?;
            if ranges == before {
                break;
            }
        }
        Some(ranges)
    }

    /// The hull of what each alternative allows.
    fn one_of(&self, either: &Either, ranges: &[(i64, i64)]) -> Option<Vec<(i64, i64)>> {
        let possible = either.iter().filter_map(|bounds| {
            let mut ranges = ranges.to_vec();
            propagate(&[bounds, &self.bounds], &mut ranges).map(|()| ranges)
        });
        let hull = |a: Vec<(i64, i64)>, b: Vec<(i64, i64)>| {
            a.iter().zip(&b).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1))).collect()
        };
        possible.reduce(hull)
    }

    /// Tries each end of each target: where it contradicts, it is not possible.
    fn shave(&self, targets: &[usize], ranges: &mut [(i64, i64)]) -> Option<()> {
        for place in targets.iter().copied() {
            for low in [true, false] {
                while ranges[place].0 < ranges[place].1 && self.contradicts(ranges, place, low) {
                    if low {
                        ranges[place].0 += 1;
                    } else {
                        ranges[place].1 -= 1;
                    }
                    propagate(&[&self.bounds], ranges)?;
                }
            }
        }
        Some(())
    }

    fn contradicts(&self, ranges: &[(i64, i64)], place: usize, low: bool) -> bool {
        let mut tried = ranges.to_vec();
        let value = if low { tried[place].0 } else { tried[place].1 };
        tried[place] = (value, value);
        if propagate(&[&self.bounds], &mut tried).is_none() {
            return true;
        }
        self.either.iter().any(|either| self.one_of(either, &tried).is_none())
    }
}

/// Narrows ranges until nothing changes. `None` where one is empty.
fn propagate(bounds: &[&[Bound]], ranges: &mut [(i64, i64)]) -> Option<()> {
    let mut changed = true;
    while changed {
        changed = false;
        for Bound { sum, least, most } in bounds.iter().copied().flatten() {
            let ends = |ranges: &[(i64, i64)], (factor, place): (i64, usize)| {
                let (low, high) = ranges[place];
                if factor > 0 { (factor * low, factor * high) } else { (factor * high, factor * low) }
            };
            let (low, high) = sum.iter().map(|term| ends(ranges, *term)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
            if low > *most || high < *least {
                return None;
            }
            for term in sum {
                let (own_low, own_high) = ends(ranges, *term);
                // factor * x lies between these.
                let (from, to) = (least - (high - own_high), most - (low - own_low));
                let (factor, place) = *term;
                let (from, to) = if factor > 0 { (from, to) } else { (-to, -from) };
                let factor = factor.abs();
                let narrowed = (
                    ranges[place].0.max(from.div_euclid(factor) + i64::from(from.rem_euclid(factor) > 0)),
                    ranges[place].1.min(to.div_euclid(factor)),
                );
                if narrowed.0 > narrowed.1 {
                    return None;
                }
                if narrowed != ranges[place] {
                    ranges[place] = narrowed;
                    changed = true;
                    break;
                }
            }
        }
    }
    Some(())
}

#[test]
fn the_attacker_finds_what_can_be_found() {
    let mut knowledge = Knowledge::default();
    let [a, b, c] = [20, 20, 20].map(|most| knowledge.unknown(most));
    knowledge.equal(vec![(1, a), (1, b), (1, c)], 21);
    knowledge.equal(vec![(1, a), (1, b)], 17);
    assert_eq!(knowledge.solve(&[a, b, c]).unwrap()[c], (4, 4));
    assert_eq!(knowledge.solve(&[a, b, c]).unwrap()[a], (0, 17));
    let within = |place, least, most| Bound { sum: vec![(1, place)], least, most };
    knowledge.bounds.push(Bound { sum: vec![(2, b)], least: 3, most: 20 });
    assert_eq!(knowledge.solve(&[a, b, c]).unwrap()[a], (7, 15));
    knowledge.either.push(vec![vec![within(a, 1, 2)], vec![within(a, 12, 20)]]);
    assert_eq!(knowledge.solve(&[a, b, c]).unwrap()[b], (2, 5));
    knowledge.either.push(vec![vec![within(b, 6, 9)]]);
    assert_eq!(knowledge.solve(&[]), None);
}
