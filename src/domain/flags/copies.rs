//! Copies: equal answers that no chance explains.
//!
//! People who answer alike can be equal by chance, and the more of them answer, the more often. So an answer is compared with those of its
//! crowd: the same statements rated, and in each factor the same levels equally often, in whichever order. The number of orders
//! says how likely an equal one is. Within a factor alone: somebody who gives one level to a whole factor has one order.

use crate::domain::{
    answers::{Answers, Rating},
    survey::Survey,
};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hasher},
};

/// Statements are not equally hard, so that some orders are much likelier than others. By simulation, equal answers are no likelier than if
/// there were so many orders: this power of their number.
const EVEN: f64 = 0.7;
/// With fewer orders, people who think alike are equal too often to be told from copies.
const FEWEST: f64 = 60.0;
/// Copies are flagged that come about by chance less often than once in so many times.
const RARE: f64 = 100.0;

/// The part of an answer by which copies are known. Facts and what somebody says of himself differ between copies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pattern {
    /// Digest of all statements.
    own: u64,
    /// Digest of the crowd.
    crowd: u64,
    /// Orders that answers of the crowd can have.
    orders: f64,
}

impl Pattern {
    /// `None` where its crowd has too few orders.
    pub fn of(survey: &Survey, answers: &Answers) -> Option<Self> {
        let mut orders = 1.0;
        // Of each statement nothing, or that it has a level; of each factor how often it has which.
        let mut crowd = Vec::with_capacity(survey.items.len() + 10 * survey.factors.len());
        let mut ratings = survey.items.iter().zip(answers.ratings(survey)).peekable();
        while let Some((first, _)) = ratings.peek() {
            let (factor, mut counts, mut rated) = (first.factor, [0_u8; 10], 0.0);
            while let Some((_, rating)) = ratings.next_if(|(item, _)| item.factor == factor) {
                crowd.push(match rating {
                    Rating::Level(level) => {
                        let count = &mut counts[usize::from(level).min(9)];
                        (*count, rated) = (count.saturating_add(1), rated + 1.0);
                        orders *= rated / f64::from(*count);
                        0
                    }
                    Rating::NotApplicable => 1,
                    Rating::Skipped => 2,
                    Rating::NotReached => 3,
                });
            }
            crowd.extend(counts);
        }
        let own = &answers.as_str().as_bytes()[..survey.items.len()];
        (orders >= FEWEST).then(|| Self { own: digest(own), crowd: digest(&crowd), orders })
    }

    /// So many equal ones among so many of the crowd are no chance, by the upper tail of a Poisson number.
    fn is_rare(&self, equal: u32, of: u32) -> bool {
        let (others, expected) = (f64::from(equal.saturating_sub(1)), f64::from(of) / self.orders.powf(EVEN));
        if others <= expected {
            return false;
        }
        // Two bounds: of few, the term alone; of many, Chernoff's.
        let term = (equal <= 20).then(|| (1..equal).map(|nth| expected / f64::from(nth)).product::<f64>());
        let chernoff = (others - expected + others * (expected / others).ln()).exp();
        term.map_or(chernoff, |term| term.min(chernoff)) * RARE <= 1.0
    }
}

fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// Patterns of one unit and month each, counted.
#[derive(Debug, Default)]
pub(super) struct Counts {
    equal: HashMap<(u64, u64), u32>,
    crowds: HashMap<(u64, u64), u32>,
}

impl Counts {
    /// `group` is a unit and month.
    pub fn add(&mut self, group: u64, pattern: &Pattern) {
        *self.equal.entry((group, pattern.own)).or_default() += 1;
        *self.crowds.entry((group, pattern.crowd)).or_default() += 1;
    }

    pub fn are_copies(&self, group: u64, pattern: &Pattern) -> bool {
        let equal = self.equal.get(&(group, pattern.own)).copied().unwrap_or_default();
        let of = self.crowds.get(&(group, pattern.crowd)).copied().unwrap_or_default();
        pattern.is_rare(equal, of)
    }
}
