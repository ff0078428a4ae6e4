//! PostgreSQL goes away for a while: nothing is acknowledged meanwhile, and nobody has to restart anything.

use crate::{
    size::size,
    support::{
        Folder,
        check::check,
        load::Load,
        outage::{Outage, health},
        postgres::Postgres,
        proxy, receipts,
        server::Start,
        turn,
    },
};
use std::{
    sync::{Arc, atomic::AtomicU16},
    thread,
    time::{Duration, Instant},
};

#[test]
fn a_stopped_database_acknowledges_nothing() {
    let turn = turn(
        "database stopped",
        "no 2xx for the unstored, 503 with Retry-After within 2.5 s, /health 503, recovery <= 5 s without restart, acknowledged = stored",
    );
    match Postgres::start() {
        Err(why) => turn.skip(&format!("a PostgreSQL server of its own ({why})")),
        Ok(postgres) => {
            let length = Duration::from_secs(size(6, 20, 20) as u64);
            let outage = stop_under_load(&postgres, "tested", length, false);
            turn.say(&outage.figures());
            assert!(outage.holds(), "{outage:#?}");
            let control = stop_under_load(&postgres, "control", Duration::from_secs(5), true);
            turn.say(&format!("control, acknowledging before the commit: {}", control.figures()));
            assert!(!control.holds() && control.too_much > 0 && control.findings.lost > 0, "{control:#?}");
        }
    }
}

fn stop_under_load(postgres: &Postgres, database: &str, length: Duration, too_early: bool) -> Outage {
    let folder = Folder::new();
    let start = Start { database: Some(postgres.database(database)), ..Start::on(folder.path()) };
    let tokens = receipts::mint(&start, receipts::MANY);
    let (server, _) = start.serve();
    let port = server.address.port();
    let door = if too_early { proxy::acknowledge_too_early(Arc::new(AtomicU16::new(port))) } else { port };
    let load = Load::start(door, 4, tokens);
    thread::sleep(Duration::from_secs(1));
    postgres.down().unwrap();
    let from = Instant::now();
    thread::sleep(length);
    let during = health(port);
    let to = Instant::now();
    postgres.up().unwrap();
    // Recovery counts from the moment at which the database takes connections again.
    let back = Instant::now();
    thread::sleep(Duration::from_secs(5));
    let health = [during, health(port)];
    thread::sleep(Duration::from_secs(1));
    let ledger = load.end();
    server.kill();
    Outage::new(&ledger, from, to, health, check(&start, &ledger)).recovered_from(&ledger, back)
}
