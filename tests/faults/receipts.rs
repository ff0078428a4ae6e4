//! One receipt, one answer: many race for it, on one server and on two.

use crate::{
    size::size,
    support::{
        Folder, Turn,
        client::Connection,
        postgres::{Postgres, query},
        receipts::{mint, submission},
        server::Start,
        turn,
    },
};
use rand::{SeedableRng, rngs::StdRng};
use std::{
    sync::{Arc, Barrier},
    thread,
    time::Duration,
};

const CLIENTS: usize = 64;
/// A server that is busy says so; this often it is asked again.
const TRIES: usize = 20;

/// The answers that the clients of a round got.
#[derive(Clone, Debug, Default)]
struct Round {
    created: usize,
    answered: usize,
    busy: usize,
    other: Vec<String>,
}

struct Race {
    rounds: Vec<Round>,
}

impl Race {
    fn holds(&self) -> bool {
        let once = |round: &Round| round.created == 1 && round.answered == CLIENTS - 1 && round.other.is_empty();
        self.rounds.iter().all(once)
    }

    fn figures(&self) -> String {
        let sum = |of: fn(&Round) -> usize| self.rounds.iter().map(of).sum::<usize>();
        format!(
            "{} receipts: {} accepted, {} x 409 already_answered, {} x 503 and asked again, {} accepted twice, {} other replies",
            self.rounds.len(),
            sum(|round| round.created),
            sum(|round| round.answered),
            sum(|round| round.busy),
            self.rounds.iter().filter(|round| round.created > 1).count(),
            sum(|round| round.other.len()),
        )
    }
}

#[test]
fn a_receipt_is_spent_once_however_many_race_for_it() {
    let rounds = size(20, 100, 1_000);
    let goal = format!(
        "{CLIENTS} clients race {rounds} receipts, an id each: exactly one accepted each, SQLite and two servers on PostgreSQL"
    );
    let turn = turn("receipts", &goal);
    let folder = Folder::new();
    let start = Start::on(folder.path());
    let found = race(std::slice::from_ref(&start), std::slice::from_ref(&start), rounds);
    turn.say(&format!("SQLite: {}", found.figures()));
    assert!(found.holds(), "{:#?}", found.rounds.iter().find(|round| round.created != 1));
    match Postgres::start() {
        Err(why) => turn.skip(&format!("a PostgreSQL server of its own ({why})")),
        Ok(postgres) => race_on(&turn, &postgres, rounds),
    }
}

fn race_on(turn: &Turn, postgres: &Postgres, rounds: usize) {
    let one = postgres.database("one");
    // Two instances share the folder with the keys.
    let folder = Folder::new();
    let on = |url: &str| Start { database: Some(url.to_owned()), ..Start::on(folder.path()) };
    let found = race(&[on(&one)], &[on(&one), on(&one)], rounds);
    turn.say(&format!("two servers on PostgreSQL: {}", found.figures()));
    assert!(found.holds(), "{:#?}", found.rounds.iter().find(|round| round.created != 1));
    assert_eq!(query(&one, "SELECT count(*) FROM spent").trim(), rounds.to_string());
    assert_eq!(postgres.logged("deadlock detected"), 0, "servers must take receipts in the same order");
    let apart = ["first", "second"].map(|name| on(&postgres.database(name)));
    let control = race(&apart, &apart, 5);
    turn.say(&format!("control, a database each: {}", control.figures()));
    assert!(!control.holds() && control.rounds.iter().all(|round| round.created == 2));
}

/// Mints in every database, and lets the clients of all servers race in step.
fn race(databases: &[Start], servers: &[Start], rounds: usize) -> Race {
    let tokens: Arc<Vec<String>> = Arc::new(databases.iter().map(|start| mint(start, rounds)).next_back().unwrap());
    let servers: Vec<_> = servers.iter().map(|start| start.serve().0).collect();
    let barrier = Arc::new(Barrier::new(CLIENTS));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (tokens, barrier) = (tokens.clone(), barrier.clone());
            let port = servers[client % servers.len()].address.port();
            thread::spawn(move || ask_for_all(&tokens, client, port, &barrier))
        })
        .collect();
    let mut told = vec![Round::default(); rounds];
    for answers in clients.into_iter().map(|client| client.join().unwrap()) {
        for (round, answer) in told.iter_mut().zip(answers) {
            round.created += answer.created;
            round.answered += answer.answered;
            round.busy += answer.busy;
            round.other.extend(answer.other);
        }
    }
    Race { rounds: told }
}

fn ask_for_all(tokens: &[String], client: usize, port: u16, step: &Barrier) -> Vec<Round> {
    let mut connection = Connection::open(port).unwrap();
    let mut rng = StdRng::seed_from_u64(client as u64);
    tokens.iter().map(|token| ask(token, &mut connection, &mut rng, step)).collect()
}

fn ask(token: &str, connection: &mut Connection, rng: &mut StdRng, step: &Barrier) -> Round {
    let (_, body) = submission(token, rng);
    let mut told = Round::default();
    step.wait();
    for _ in 0..TRIES {
        let reply = connection.submit(&body).unwrap();
        match reply.status {
            201 => told.created += 1,
            409 if reply.body.contains("already_answered") => told.answered += 1,
            // Many at one receipt are told to wait; that is no answer.
            429 | 503 => {
                told.busy += 1;
                thread::sleep(Duration::from_millis(50));
                continue;
            }
            status => told.other.push(format!("{status} {}", reply.body)),
        }
        break;
    }
    told
}
