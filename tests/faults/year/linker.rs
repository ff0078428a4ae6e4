//! Somebody has the database, looked at it daily, saw everybody come and knows each one's receipt. Does anything lead from an answer
//! to a person?

use super::{database, people::Person};
use crate::support::server::Start;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Fewest that are released together.
pub const BATCH: f64 = 10.0;
/// As in `tests/it/linker.rs`: the luckiest of several linkers is looked at.
const SIGMAS: f64 = 4.0;

/// The places of people in some order that somebody knows; of those that are in it.
pub type Known = HashMap<usize, usize>;

/// The links of one linker: how many answers it gave to a person, and how many to the right one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links {
    pub right: usize,
    pub all: usize,
}

impl Links {
    pub fn share(self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }

    /// The most that guessing within a batch reaches.
    pub fn allowed(self) -> f64 {
        let chance = 1.0 / BATCH;
        chance + SIGMAS * (chance * (1.0 - chance) / self.all.max(1) as f64).sqrt()
    }
}

pub struct Linker {
    /// The person of a list of levels.
    who: HashMap<String, usize>,
    seen: HashSet<String>,
    /// The answers that came to one unit, time and channel between two looks: the same people in several orders of the database.
    batches: Vec<Vec<Vec<usize>>>,
}

impl Linker {
    pub fn new(people: &[Person]) -> Self {
        let who = people.iter().enumerate().map(|(place, person)| (person.text(), place)).collect();
        Self { who, seen: HashSet::new(), batches: Vec::new() }
    }

    pub fn who(&self, answers: &str) -> usize {
        self.who[&answers[..super::people::ITEMS]]
    }

    /// Looks at everything that was released since the last look.
    pub fn look(&mut self, start: &Start) {
        let asked = "SELECT RESPONSE_ID, unit || '/' || CAST(period AS TEXT) || '/' || stratum, answers, WRITTEN_BY FROM responses AS_KEPT";
        let mut new: BTreeMap<String, Vec<[String; 3]>> = BTreeMap::new();
        for row in database::rows(start, asked) {
            let [id, class, answers, written]: [String; 4] = row.try_into().unwrap();
            if self.seen.insert(id.clone()) {
                new.entry(class).or_default().push([id, written, answers]);
            }
        }
        for kept in new.into_values() {
            let people = |rows: &[[String; 3]]| rows.iter().map(|row| self.who(&row[2])).collect::<Vec<_>>();
            let (mut by_id, mut by_transaction) = (kept.clone(), kept.clone());
            by_id.sort();
            by_transaction.sort_by_key(|row| row[1].parse::<u64>().unwrap());
            let reversed: Vec<_> = kept.iter().rev().cloned().collect();
            self.batches.push([&kept, &reversed, &by_id, &by_transaction].map(|rows| people(rows)).to_vec());
        }
    }

    /// Another list of people, in the order in which somebody finds them.
    pub fn add(&mut self, found: Vec<usize>) {
        self.batches.push(vec![found]);
    }

    pub fn batches(&self) -> impl Iterator<Item = usize> {
        self.batches.iter().map(|orders| orders[0].len())
    }

    /// Pairs the n-th of a batch in the order that is known with its n-th answer, in each order of the database. Exactly the people
    /// of the batch are known to it. The best of these linkers.
    pub fn links(&self, known: &Known) -> Links {
        let orders = self.batches.iter().map(Vec::len).max().unwrap_or(0);
        let of = |order: usize| {
            let mut links = Links::default();
            for batch in self.batches.iter().filter(|batch| batch.len() > order) {
                let mut people = batch[order].clone();
                people.retain(|person| known.contains_key(person));
                let stored = people.clone();
                people.sort_by_key(|person| known[person]);
                links.all += stored.len();
                links.right += stored.iter().zip(&people).filter(|(answer, person)| answer == person).count();
            }
            links
        };
        (0..orders).map(of).max_by_key(|links| links.right).unwrap_or_default()
    }
}

/// The correlation of two orders of the same people, from -1 to 1.
pub fn correlation(one: &[usize], other: &[usize]) -> f64 {
    let places: HashMap<usize, f64> = other.iter().enumerate().map(|(place, person)| (*person, place as f64)).collect();
    let middle = (one.len() as f64 - 1.0) / 2.0;
    let (mut both, mut all) = (0.0, 0.0);
    for (place, person) in one.iter().enumerate() {
        both += (place as f64 - middle) * (places[person] - middle);
        all += (place as f64 - middle).powi(2);
    }
    both / all
}
