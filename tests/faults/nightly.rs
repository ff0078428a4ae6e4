//! A server that is started anew each night: it sees no day begin, and puts the ids of the day before in order at its start.

use crate::support::{
    Folder,
    client::Connection,
    load::submission,
    postgres::{Postgres, query},
    server::Start,
    turn,
};
use rand::{SeedableRng, rngs::StdRng};
use std::{
    thread,
    time::{Duration, Instant},
};

const IDS: usize = 60;

#[test]
fn a_start_puts_the_ids_of_before_in_order() {
    let goal = "PostgreSQL keeps the ids that were accepted in the order of their arrival until a day begins, or the server starts";
    let turn = turn("nightly", goal);
    let postgres = match Postgres::start() {
        Err(why) => return turn.skip(&why),
        Ok(postgres) => postgres,
    };
    let (folder, url) = (Folder::new(), postgres.database("nightly"));
    let start = Start { database: Some(url.clone()), ..Start::on(folder.path()) };
    let (server, _) = start.serve();
    let mut rng = StdRng::seed_from_u64(7);
    for _ in 0..IDS {
        let (_, body) = submission(&mut rng);
        assert_eq!(Connection::open(server.address.port()).unwrap().submit(&body).unwrap().status, 201);
    }
    let arrival = rising(&url);
    server.kill();
    let (server, _) = start.serve();
    let until = Instant::now() + Duration::from_secs(20);
    while rising(&url) < IDS - 1 && Instant::now() < until {
        thread::sleep(Duration::from_millis(100));
    }
    let (lie, kept) = (rising(&url), query(&url, "SELECT count(*) FROM accepted"));
    turn.say(&format!("of {} neighbours {arrival} rise before, {lie} after the second start", IDS - 1));
    assert!(arrival < 2 * IDS / 3, "the control: {arrival} rise in the order of arrival");
    assert_eq!((lie, kept.trim()), (IDS - 1, IDS.to_string().as_str()));
    server.kill();
}

/// Rows of `accepted`, as they lie, that are greater than the one before.
fn rising(url: &str) -> usize {
    let sql =
        "SELECT count(*) FROM (SELECT key > lag(key) OVER (ORDER BY ctid) AS rises FROM accepted) AS pairs WHERE rises";
    query(url, sql).trim().parse().unwrap()
}
