//! The year, day by day: people come, the server releases, somebody looks.

use super::{
    database,
    linker::{Known, Linker, Links, correlation},
    people::{ITEMS, Person, YEAR},
    site::{MORNING, PRINTED_FOR, Site},
};
use crate::support::{check, clock::Clock, server::Start};
use hailong::domain::submission::Stratum;
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use std::{collections::BTreeMap, ops::Range};

/// A week after the year's end it is closed.
const LAST: Date = date(YEAR + 1, 1, 10);
/// The days on which `hailong verify` looks at everything, half a year among them.
const CHECKS: [i32; 5] = [51, 120, 183, 240, 330];
/// So many of a day have an order.
const SOME: usize = 6;
/// The server is started again after so many days.
const RESTARTS: i32 = 90;

/// Everything that a year shows from outside, but for its figures.
pub struct Ran {
    /// By what is known: who links, and how well.
    pub links: BTreeMap<&'static str, Links>,
    /// The same linker on what waits, with the keys in its hands.
    pub control: Links,
    pub batches: Vec<usize>,
    /// Days: the oldest time that the database kept of anybody, at each check.
    pub oldest: Vec<f64>,
    /// The broken invariants of a site that was left alone for nine days.
    pub left_alone: Vec<String>,
    /// The correlation of ids in the database with their arrival: those of a day in its evening, and all at the end.
    pub order: [f64; 2],
    pub troubles: Vec<String>,
}

/// `step` is the number of days from one to the next; it divides every other number of days.
pub fn run(site: &mut Site<'_>, people: &[Person], step: usize) -> Ran {
    let survey = site.get("/api/v1/surveys/one-stop-2024");
    let items: Vec<String> =
        survey["items"].as_array().unwrap().iter().map(|item| item["key"].as_str().unwrap().to_owned()).collect();
    assert_eq!(items.len(), ITEMS);
    let mut year = Year { site, people, items, tokens: Vec::new(), coming: 0..0, linker: Linker::new(people) };
    let mut ran = Ran {
        links: BTreeMap::new(),
        control: Links::default(),
        batches: Vec::new(),
        oldest: Vec::new(),
        left_alone: Vec::new(),
        order: [f64::NAN; 2],
        troubles: Vec::new(),
    };
    let first = date(YEAR, 1, 1);
    let days = (0..).step_by(step).map(|n| (n, first + n.days()));
    for (number, day) in days.take_while(|(_, day)| *day <= LAST) {
        year.day(number, day);
        if ran.order[0].is_nan() && year.coming.len() >= SOME {
            ran.order[0] = year.order(year.coming.clone());
        }
        if CHECKS.contains(&number) {
            ran.oldest.push(year.verify());
        }
        if number == CHECKS[2] {
            ran.control = year.with_keys();
            ran.left_alone = year.left_alone(day);
        }
        if number % RESTARTS == RESTARTS - 3 {
            ran.troubles.extend(year.site.troubles());
            year.site.restart();
        }
    }
    assert_eq!(year.coming.end, people.len());
    ran.oldest.push(year.verify());
    ran.troubles.extend(year.site.troubles());
    ran.order[1] = year.order(0..people.len());
    ran.batches = year.linker.batches().collect();
    ran.links = year.known().into_iter().map(|(name, known)| (name, year.linker.links(&known))).collect();
    ran
}

struct Year<'y, 't> {
    site: &'y mut Site<'t>,
    people: &'y [Person],
    items: Vec<String>,
    /// The links of receipts, of everybody up to the end of the four weeks.
    tokens: Vec<Option<String>>,
    /// Those who came today. All before them have come.
    coming: Range<usize>,
    linker: Linker,
}

impl Year<'_, '_> {
    fn day(&mut self, number: i32, day: Date) {
        self.site.go_to(day);
        if number % PRINTED_FOR == 0 {
            let end = day + PRINTED_FOR.days();
            let to = self.people.partition_point(|person| person.arrives() < end);
            let minted = self.site.mint(&self.people[self.tokens.len()..to], day);
            self.tokens.extend(minted);
        }
        let to = self.people.partition_point(|person| person.arrives() <= day);
        self.coming = self.coming.end..to;
        let coming = || self.coming.clone();
        self.site.submit(day, &self.people[coming()], &self.tokens[coming()], &self.items);
        self.linker.look(&self.site.start);
    }

    /// Everything is in order. Gives the age of the oldest time that is kept, in days.
    fn verify(&self) -> f64 {
        let said = self.site.does(&["verify"]);
        let line = said.lines().find(|line| line.contains("I18")).unwrap();
        let age =
            line.split("the oldest fine-grained one is ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
        assert!(age.is_some() || line.contains("nothing fine is kept"), "{line}");
        age.unwrap_or(0.0)
    }

    /// A command that looks nine days later, when no server has done its work.
    fn left_alone(&self, day: Date) -> Vec<String> {
        let later = Clock::find().unwrap();
        later.set((day + 9.days()).to_datetime(MORNING));
        check::verify(&Start { environment: later.environment(), ..self.site.start.clone() })
    }

    /// Opens everything that waits. Each answer that has its time has its sender's id beside it.
    fn with_keys(&self) -> Links {
        let found = database::waiting(&self.site.start, |entry| {
            let key = entry.trace?.key;
            let (unit, who) = (entry.unit.to_owned(), self.linker.who(entry.answers));
            assert_eq!(self.people[who].id.key(), key);
            Some((unit, entry.stratum == Stratum::Receipt, who))
        });
        let mut crowds: BTreeMap<(String, bool), Vec<usize>> = BTreeMap::new();
        found
            .into_iter()
            .flatten()
            .for_each(|(unit, receipt, who)| crowds.entry((unit, receipt)).or_default().push(who));
        let mut linker = Linker::new(self.people);
        crowds.into_values().for_each(|people| linker.add(people));
        linker.links(&(0..self.people.len()).map(|person| (person, person)).collect())
    }

    /// The correlation of the places of people's ids with the order in which they came.
    fn order(&self, people: Range<usize>) -> f64 {
        let places = self.ids();
        let mut kept: Vec<usize> = people.clone().collect();
        kept.sort_by_key(|person| places[person]);
        correlation(&people.collect::<Vec<_>>(), &kept)
    }

    /// The places of people's ids in the database.
    fn ids(&self) -> Known {
        let kept: BTreeMap<String, usize> =
            places(database::rows(&self.site.start, "SELECT KEY FROM accepted AS_KEPT"));
        let hex = |person: &Person| data_encoding::HEXLOWER.encode(&person.id.key());
        self.people.iter().enumerate().filter_map(|(who, person)| Some((who, *kept.get(&hex(person))?))).collect()
    }

    /// The orders of people that somebody may know.
    fn known(&self) -> BTreeMap<&'static str, Known> {
        let everybody = || self.people.iter().enumerate();
        let spent = places(database::rows(&self.site.start, "SELECT NULLIFIER FROM spent AS_KEPT"));
        let digest = database::digests(&self.site.start);
        let receipts = self.tokens.iter().enumerate().filter_map(|(who, token)| {
            Some((who, *spent.get(&digest(token.as_ref()?)).expect("every receipt was spent")))
        });
        BTreeMap::from([
            ("time", everybody().map(|(who, _)| (who, who)).collect()),
            ("id", by(everybody().map(|(who, person)| (person.id.to_hex(), who)))),
            (
                "digest of the id",
                by(everybody().map(|(who, person)| (data_encoding::HEXLOWER.encode(&person.id.key()), who))),
            ),
            ("place in accepted", self.ids()),
            ("place in spent", receipts.collect()),
        ])
    }
}

fn places(rows: Vec<Vec<String>>) -> BTreeMap<String, usize> {
    rows.into_iter().enumerate().map(|(place, mut row)| (row.remove(0), place)).collect()
}

fn by(named: impl Iterator<Item = (String, usize)>) -> Known {
    let mut named: Vec<_> = named.collect();
    named.sort();
    named.into_iter().enumerate().map(|(place, (_, who))| (who, place)).collect()
}
