//! Two servers on one database: an id is accepted once, whoever asks whom.

use crate::{
    size::size,
    support::{
        Folder, Turn,
        client::Connection,
        load::submission,
        postgres::{Postgres, query},
        server::Start,
        turn,
    },
};
use hailong::domain::submission::SubmissionId;
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};
use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Barrier},
    thread,
    time::Duration,
};

const CLIENTS: usize = 64;
/// A server that is busy says so; this often it is asked again.
const TRIES: usize = 20;

/// The answers that the clients got, by id.
#[derive(Debug, Default)]
struct Told {
    created: usize,
    known: usize,
    codes: HashSet<String>,
    other: BTreeMap<u16, usize>,
}

struct Race {
    told: Vec<Told>,
    accepted: usize,
    inbox: usize,
}

impl Race {
    fn holds(&self) -> bool {
        let once = |told: &Told| {
            told.created == 1
                && told.known == CLIENTS - 1
                && told.codes.len() == 1
                && told.other.keys().all(|status| *status == 503)
        };
        self.told.iter().all(once) && [self.accepted, self.inbox] == [self.told.len(); 2]
    }

    fn figures(&self) -> String {
        let count = |of: fn(&Told) -> usize| self.told.iter().map(of).sum::<usize>();
        let twice = self.told.iter().filter(|told| told.created > 1).count();
        format!(
            "{} ids: {} x 201, {} x 200, {} x 503 and asked again, {} accepted twice, {} with two codes; {} accepted, {} in the inbox",
            self.told.len(),
            count(|told| told.created),
            count(|told| told.known),
            count(|told| told.other.values().sum()),
            twice,
            self.told.iter().filter(|told| told.codes.len() > 1).count(),
            self.accepted,
            self.inbox,
        )
    }
}

#[test]
fn two_servers_on_one_database_accept_an_id_once() {
    let ids = size(40, 200, 200);
    let goal =
        format!("{CLIENTS} clients race {ids} ids one by one and {ids} all at once: one 201 each, all others 200");
    let turn = turn("race", &goal);
    match Postgres::start() {
        Err(why) => turn.skip(&format!("a PostgreSQL server of its own ({why})")),
        Ok(postgres) => race_on(&turn, &postgres, ids),
    }
}

fn race_on(turn: &Turn, postgres: &Postgres, ids: usize) {
    let one = postgres.database("one");
    for (how, in_step) in [("one by one", true), ("all at once", false)] {
        let race = race(&[&one, &one], in_step, ids);
        turn.say(&format!("{how}: {}", race.figures()));
        assert!(race.holds(), "{:#?}", race.told.iter().find(|told| told.created != 1));
        query(&one, "TRUNCATE accepted, inbox");
    }
    let deadlocks = postgres.logged("deadlock detected");
    turn.say(&format!("{deadlocks} deadlocks"));
    assert_eq!(deadlocks, 0, "servers must take the same ids in the same order");
    let other = postgres.database("other");
    let control = race(&[&one, &other], true, ids);
    turn.say(&format!("control, a database each: {}", control.figures()));
    assert!(!control.holds() && control.told.iter().all(|told| told.created == 2));
}

fn race(databases: &[&str; 2], in_step: bool, ids: usize) -> Race {
    let folders = [Folder::new(), Folder::new()];
    // Both start at once, so both find a database without tables.
    let starting: Vec<_> = folders
        .iter()
        .zip(databases)
        // On one database they share the keys.
        .map(|(folder, url)| (if databases[0] == databases[1] { &folders[0] } else { folder }, url))
        .map(|(folder, url)| Start { database: Some((*url).to_owned()), ..Start::on(folder.path()) }.spawn())
        .collect();
    let servers: Vec<_> = starting.into_iter().map(|starting| starting.ready().0).collect();
    let mut rng = StdRng::seed_from_u64(11);
    let ids: Arc<Vec<(SubmissionId, Arc<str>)>> = Arc::new((0..ids).map(|_| submission(&mut rng)).collect());
    let barrier = Arc::new(Barrier::new(CLIENTS));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (ids, barrier) = (ids.clone(), in_step.then(|| barrier.clone()));
            let port = servers[client % 2].address.port();
            thread::spawn(move || ask_for_all(&ids, client, port, barrier.as_deref()))
        })
        .collect();
    let mut told: Vec<Told> = ids.iter().map(|_| Told::default()).collect();
    for (place, status, code) in clients.into_iter().flat_map(|client| client.join().unwrap()) {
        match status {
            201 => told[place].created += 1,
            200 => told[place].known += 1,
            other => *told[place].other.entry(other).or_default() += 1,
        }
        told[place].codes.extend(code);
    }
    let count = |table: &str| query(databases[0], &format!("SELECT count(*) FROM {table}")).trim().parse().unwrap();
    Race { told, accepted: count("accepted"), inbox: count("inbox") }
}

type Answer = (usize, u16, Option<String>);

/// Submits every id: in step with the others, or in an order of its own.
fn ask_for_all(ids: &[(SubmissionId, Arc<str>)], client: usize, port: u16, step: Option<&Barrier>) -> Vec<Answer> {
    let mut connection = Connection::open(port).unwrap();
    let mut order: Vec<usize> = (0..ids.len()).collect();
    if step.is_none() {
        order.shuffle(&mut StdRng::seed_from_u64(client as u64));
    }
    let mut answers = Vec::new();
    for place in order {
        step.map(Barrier::wait);
        for _ in 0..TRIES {
            let reply = connection.submit(&ids[place].1).unwrap();
            answers.push((place, reply.status, reply.acknowledgement().map(str::to_owned)));
            if reply.status != 503 {
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
    answers
}
