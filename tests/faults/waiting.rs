//! A server that starts before its database: it answers 503 from the first moment and serves when the database is there.

use crate::support::{
    Folder, Turn,
    client::{self, Reply},
    outage::health,
    postgres::{Postgres, query},
    proxy::Wire,
    server::Start,
    turn,
};
use std::{
    thread,
    time::{Duration, Instant},
};

/// Nobody waits longer to hear that there is nothing now.
const ANSWER: Duration = Duration::from_millis(2500);
/// From the database's first moment to the server's.
const RECOVERY: Duration = Duration::from_secs(10);

#[test]
fn a_server_waits_for_its_database_and_says_503_meanwhile() {
    let turn = turn(
        "waiting for the database",
        "PostgreSQL away or silent at the start: /health, /readyz and / are 503 within 2.5 s with Retry-After, the cause is said \
         once, 200 within 10 s of its start; what waiting cannot mend ends the start",
    );
    match Postgres::start() {
        Err(why) => turn.skip(&why),
        Ok(postgres) => {
            postgres.database("tested");
            cannot_be_waited_for(&turn, &postgres);
            postgres.down().unwrap();
            let away = wait(postgres.url("tested"), || postgres.up().unwrap());
            let wire = Wire::to(postgres.port);
            wire.fall_silent();
            let silent = format!("postgres://hailong@127.0.0.1:{}/tested", wire.port);
            let silent = wait(silent, || wire.lead_to(postgres.port));
            turn.say(&format!("recovered after {away:.2?} from a stop, after {silent:.2?} from silence"));
        }
    }
}

/// Starts a server while its database is away. Gives the time until it served once the database was back.
fn wait(url: String, back: impl FnOnce()) -> Duration {
    let folder = Folder::new();
    let start = Start { database: Some(url), ..Start::on(folder.path()) };
    let starting = start.spawn();
    let port = starting.door();
    let until = Instant::now() + Duration::from_secs(5);
    while Instant::now() < until {
        for path in ["/health", "/readyz", "/", "/k/MC.NT", "/api/v1/submissions"] {
            let (reply, took) = get(port, path);
            assert!(
                reply.status == 503 && reply.retry_after && took < ANSWER,
                "{path}: {} after {took:?}",
                reply.status
            );
        }
        thread::sleep(Duration::from_millis(200));
    }
    let said = starting.log();
    assert_eq!(said.matches("waiting for the database").count(), 1, "{said}");
    back();
    let began = Instant::now();
    while health(port) != Some(200) {
        assert!(began.elapsed() < RECOVERY, "{}", starting.log());
        thread::sleep(Duration::from_millis(50));
    }
    let took = began.elapsed();
    let (server, _) = starting.ready();
    assert_eq!(server.address.port(), port);
    assert_eq!([get(port, "/readyz"), get(port, "/")].map(|(reply, _)| reply.status), [200, 200]);
    server.kill();
    took
}

fn get(port: u16, path: &str) -> (Reply, Duration) {
    let began = Instant::now();
    let reply = client::get(port, path).unwrap();
    (reply, began.elapsed())
}

fn cannot_be_waited_for(turn: &Turn, postgres: &Postgres) {
    let folder = Folder::new();
    query(&postgres.url("postgres"), "CREATE ROLE visitor LOGIN");
    query(&postgres.url("tested"), "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    let port = postgres.port;
    for (url, cause) in [
        (format!("postgres://nobody@127.0.0.1:{port}/tested"), "role \"nobody\" does not exist"),
        (format!("postgres://hailong@127.0.0.1:{port}/missing"), "database \"missing\" does not exist"),
        (format!("postgres://visitor@127.0.0.1:{port}/tested"), "permission denied"),
        (format!("postgres://nobody@127.0.0.1:{port},127.0.0.1:{port}/tested"), "role \"nobody\" does not exist"),
    ] {
        let start = Start { database: Some(url), ..Start::on(folder.path()) };
        let (code, said) = start.spawn().ends();
        assert!(code == Some(1) && said.contains(cause) && !said.contains("waiting for"), "{code:?}: {said}");
        turn.say(&format!("ends at once: {}", said.lines().last().unwrap_or_default()));
    }
}
