//! Random small offices: 5 to 40 answers a piece, with rare channels, rarely answered statements and unanimous people.

use super::super::{Part, sum};
use rand::{RngExt, rngs::StdRng};
use std::ops::Range;

/// The statements of each factor.
pub const FACTORS: [Range<usize>; 3] = [0..3, 3..5, 5..7];
pub const STATEMENTS: usize = 7;

/// A person: their part (a channel or kind) and what they said to each statement; `None` where they did not answer.
pub struct Person {
    part: usize,
    answers: [Option<bool>; STATEMENTS],
}

pub struct Office {
    pub parts: usize,
    pub pieces: Vec<Vec<Person>>,
}

impl Office {
    pub fn random(rng: &mut StdRng) -> Self {
        let parts = [2, 2, 4][rng.random_range(0..3)];
        let shares: Vec<f64> = (0..parts).map(|_| [1.0, 0.5, 0.15, 0.03][rng.random_range(0..4)]).collect();
        let content = [0.98, 0.9, 0.7, 0.5][rng.random_range(0..4)];
        let asked: [f64; STATEMENTS] = std::array::from_fn(|_| [1.0, 0.95, 0.6, 0.25][rng.random_range(0..4)]);
        let most = [12, 20, 40][rng.random_range(0..3)];
        let count = rng.random_range(1..=6);
        let person = |rng: &mut StdRng| {
            let mut at = rng.random::<f64>() * shares.iter().sum::<f64>();
            let found = shares.iter().position(|share| {
                at -= share;
                at < 0.0
            });
            let mut answers = asked.map(|asked| (rng.random::<f64>() < asked).then(|| rng.random::<f64>() < content));
            // Somebody who answers nothing is in no cell of opinions.
            answers[0] = answers[0].or(Some(rng.random::<f64>() < content));
            Person { part: found.unwrap_or(0), answers }
        };
        let piece = |rng: &mut StdRng| {
            let count = rng.random_range(5..=most);
            (0..count).map(|_| person(rng)).collect()
        };
        Self { parts, pieces: (0..count).map(|_| piece(rng)).collect() }
    }

    /// By piece and part.
    pub fn by_part(&self) -> Vec<Vec<Part>> {
        let cells =
            |people: &Vec<Person>| (0..self.parts).map(|part| cell(people, &(0..STATEMENTS), Some(part))).collect();
        self.pieces.iter().map(cells).collect()
    }

    /// By piece and factor, or statement.
    pub fn by_statements(&self, ranges: &[Range<usize>]) -> Vec<Vec<Part>> {
        let cells = |people: &Vec<Person>| ranges.iter().map(|range| cell(people, range, None)).collect();
        self.pieces.iter().map(cells).collect()
    }

    pub fn whole(&self) -> Vec<Part> {
        self.by_part().iter().map(sum).collect()
    }
}

fn cell(people: &[Person], range: &Range<usize>, part: Option<usize>) -> Part {
    let mut cell = Part::default();
    for person in people.iter().filter(|person| part.is_none_or(|part| part == person.part)) {
        let said = || person.answers[range.clone()].iter().flatten();
        let answered = u64::from(said().next().is_some());
        // A part of the form is asked of those who have something to say to it.
        cell.responses += if part.is_some() { 1 } else { answered };
        cell.respondents += answered;
        cell.answers += said().count() as u64;
        cell.satisfied += said().filter(|content| **content).count() as u64;
    }
    cell
}

/// The sums of a part over pieces.
pub fn over(pieces: &[Vec<Part>], range: &Range<usize>, part: usize) -> Part {
    sum(pieces[range.clone()].iter().map(|piece| &piece[part]))
}
