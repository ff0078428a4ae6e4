//! The same answer delivered again and again, and replies that never arrive: one row, one acknowledgement code.

use crate::{
    size::size,
    support::{
        Folder,
        client::Connection,
        proxy,
        receipts::{mint, submission},
        server::Start,
        turn,
    },
};
use hailong::domain::submission::SubmissionId;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::Arc,
    thread,
};

const CLIENTS: u64 = 32;

type Bodies = Vec<(SubmissionId, Arc<str>)>;

/// The result of many deliveries.
struct Told {
    created: usize,
    known: usize,
    /// Codes by id.
    codes: HashMap<SubmissionId, HashSet<String>>,
    other: Vec<String>,
}

fn deliver(port: u16, bodies: &Arc<Bodies>, deliveries: usize) -> Told {
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let bodies = bodies.clone();
            thread::spawn(move || deliver_some(port, &bodies, client, deliveries / CLIENTS as usize))
        })
        .collect();
    let mut told = Told { created: 0, known: 0, codes: HashMap::new(), other: Vec::new() };
    for (id, status, code) in clients.into_iter().flat_map(|client| client.join().unwrap()) {
        match (status, code) {
            (201, Some(code)) => (told.created += 1, told.codes.entry(id).or_default().insert(code)).1,
            (200, Some(code)) => (told.known += 1, told.codes.entry(id).or_default().insert(code)).1,
            (status, _) => (told.other.push(status.to_string()), false).1,
        };
    }
    told
}

type Answer = (SubmissionId, u16, Option<String>);

/// Every body of this client's share once, then any of all, so that each is delivered and most often.
fn deliver_some(port: u16, bodies: &Bodies, client: u64, count: usize) -> Vec<Answer> {
    let (mut connection, mut rng) = (Connection::open(port).unwrap(), StdRng::seed_from_u64(client));
    let own = bodies.iter().skip(client as usize).step_by(CLIENTS as usize);
    let own: Vec<&(SubmissionId, Arc<str>)> = own.collect();
    (0..count)
        .map(|n| {
            let (id, body) = own.get(n).copied().unwrap_or_else(|| &bodies[rng.random_range(0..bodies.len())]);
            let reply = connection.submit(body).unwrap();
            (*id, reply.status, reply.acknowledgement().map(str::to_owned))
        })
        .collect()
}

fn rows(data: &Path, table: &str) -> usize {
    let db = rusqlite::Connection::open(data.join("hailong.db")).unwrap();
    let sql = if table == "kept" {
        "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM responses)".to_owned()
    } else {
        format!("SELECT count(*) FROM {table}")
    };
    db.query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap()
}

#[test]
fn a_delivery_that_is_repeated_is_one_answer() {
    let ids = size(500, 2_000, 20_000);
    let turn =
        turn("deliveries", &format!("{} deliveries of {ids} ids: rows = ids, one acknowledgement code each", 5 * ids));
    let folder = Folder::new();
    let start = Start::on(folder.path());
    let (tokens, mut rng) = (mint(&start, ids), StdRng::seed_from_u64(5));
    let bodies: Arc<Bodies> = Arc::new(tokens.iter().map(|token| submission(token, &mut rng)).collect());
    let (server, _) = start.serve();
    let told = deliver(server.address.port(), &bodies, 5 * ids);
    let counts = ["accepted", "spent", "kept"].map(|table| rows(folder.path(), table));
    turn.say(&format!(
        "{} x 201, {} x 200, {} other; accepted, spent and kept {counts:?}; {} ids with a code, {} with two",
        told.created,
        told.known,
        told.other.len(),
        told.codes.len(),
        told.codes.values().filter(|codes| codes.len() > 1).count()
    ));
    assert!(told.other.is_empty() && told.created == ids && counts == [ids; 3], "{:?}", told.other.first());
    assert!(told.codes.len() == ids && told.codes.values().all(|codes| codes.len() == 1));

    // The control is a client that makes a new id for each delivery, on the open poster link.
    let naive: Bodies = (0..64).map(|_| crate::support::load::submission(&mut rng)).collect();
    let told = deliver(server.address.port(), &Arc::new(naive), 64);
    let kept = rows(folder.path(), "kept") - ids;
    turn.say(&format!(
        "control, a new id for each of 64 deliveries of one answer: {kept} kept, {} codes",
        told.codes.len()
    ));
    assert!(kept > 1);
}

#[test]
fn a_reply_that_never_arrived_is_resolved_by_asking_again() {
    let cuts = size(30, 100, 1_000);
    let turn = turn(
        "cut replies",
        &format!("{cuts} replies cut after the commit: asked again 200 and one code, none doubled"),
    );
    let folder = Folder::new();
    let start = Start::on(folder.path());
    let (tokens, mut rng) = (mint(&start, 2 * cuts), StdRng::seed_from_u64(6));
    let (server, _) = start.serve();
    let (own, cutting) = (server.address.port(), proxy::cut_replies(server.address.port()));
    let (mut resolved, mut wrong) = (0, Vec::new());
    for token in &tokens[..cuts] {
        let (id, body) = submission(token, &mut rng);
        assert!(Connection::open(cutting).unwrap().submit(&body).is_err(), "the proxy lets no reply through");
        let reply = Connection::open(own).unwrap().submit(&body).unwrap();
        if reply.status == 200 && reply.acknowledgement() == Some(id.acknowledgement().as_str()) {
            resolved += 1;
        } else {
            wrong.push(format!("{} {}", reply.status, reply.body));
        }
    }
    let counts = ["accepted", "spent", "kept"].map(|table| rows(folder.path(), table));
    turn.say(&format!("{resolved} of {cuts} resolved; accepted, spent and kept {counts:?}; {} other", wrong.len()));
    assert!(resolved == cuts && counts == [cuts; 3], "{:?}", wrong.first());

    // The control asks again as another submission: the person's answer is there, and they are told it is not theirs.
    let mut unresolved = 0;
    for token in &tokens[cuts..cuts + 20] {
        assert!(Connection::open(cutting).unwrap().submit(&submission(token, &mut rng).1).is_err());
        unresolved +=
            usize::from(Connection::open(own).unwrap().submit(&submission(token, &mut rng).1).unwrap().status == 409);
    }
    turn.say(&format!("control, asked again under a new id: {unresolved} of 20 not resolved"));
    assert_eq!(unresolved, 20);
}
