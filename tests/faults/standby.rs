//! A PostgreSQL server with a standby: every acknowledged answer is at both, and a server that falls silent is given up.

use crate::support::{
    Folder, Turn,
    check::check,
    client::{Connection, Reply},
    load::{Load, submission},
    outage::{Outage, health},
    postgres::{Postgres, query},
    proxy::Wire,
    receipts,
    server::Start,
    turn,
};
use hailong::domain::submission::SubmissionId;
use rand::{SeedableRng, rngs::StdRng};
use std::{
    thread,
    time::{Duration, Instant},
};

/// Longer than any server may keep a session that nobody waits for.
const PATIENCE: Duration = Duration::from_secs(12);
const WAITING: &str = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

#[test]
fn a_database_that_falls_silent_is_given_up_and_its_standby_taken() {
    let turn = turn(
        "silent failover",
        "the machine is off, no connection is reset: 503 within 2.5 s, /health 503, recovery <= 5 s without restart, acknowledged = stored",
    );
    match pair() {
        Err(why) => turn.skip(&why),
        Ok((primary, standby)) => {
            let outage = switch_off(&primary, &standby);
            turn.say(&outage.figures());
            assert!(outage.holds(), "{outage:#?}");
        }
    }
}

#[test]
fn of_two_hosts_the_one_that_is_promoted_is_found() {
    let turn = turn(
        "failover between hosts",
        "two hosts in the URL, the first ends and the second is promoted: no 2xx for the unstored, recovery <= 5 s without \
         restart, acknowledged = stored",
    );
    match pair() {
        Err(why) => turn.skip(&why),
        Ok((primary, standby)) => {
            let outage = fail_over(&primary, &standby);
            turn.say(&outage.figures());
            assert!(outage.holds(), "{outage:#?}");
        }
    }
}

fn fail_over(primary: &Postgres, standby: &Postgres) -> Outage {
    let folder = Folder::new();
    let url = format!("postgres://hailong@127.0.0.1:{},127.0.0.1:{}/tested", primary.port, standby.port);
    let start = Start { database: Some(url), ..Start::on(folder.path()) };
    let tokens = receipts::mint(&start, receipts::MANY);
    let (server, _) = start.serve();
    let port = server.address.port();
    let load = Load::start(port, 6, tokens);
    thread::sleep(Duration::from_secs(1));
    primary.down().unwrap();
    let from = Instant::now();
    // A request takes two seconds until it is given up. Those that were under way do not count, so each person needs time for a second one.
    thread::sleep(Duration::from_secs(5));
    let during = health(port);
    let to = Instant::now();
    standby.promote().unwrap();
    // Recovery counts from the moment at which there is somewhere to write.
    let back = Instant::now();
    thread::sleep(Duration::from_secs(5));
    let health = [during, health(port)];
    let ledger = load.end();
    server.kill();
    Outage::new(&ledger, from, to, health, check(&start, &ledger)).recovered_from(&ledger, back)
}

/// A server with a database `tested`, and its standby.
fn pair() -> Result<(Postgres, Postgres), String> {
    let primary = Postgres::start()?;
    primary.database("tested");
    let standby = primary.standby()?;
    Ok((primary, standby))
}

fn switch_off(primary: &Postgres, standby: &Postgres) -> Outage {
    let (folder, wire) = (Folder::new(), Wire::to(primary.port));
    let url = format!("postgres://hailong@127.0.0.1:{}/tested", wire.port);
    let start = Start { database: Some(url), ..Start::on(folder.path()) };
    let tokens = receipts::mint(&start, receipts::MANY);
    let (server, _) = start.serve();
    let port = server.address.port();
    let load = Load::start(port, 5, tokens);
    thread::sleep(Duration::from_secs(1));
    wire.fall_silent();
    let from = Instant::now();
    primary.down().unwrap();
    standby.promote().unwrap();
    thread::sleep(Duration::from_secs(6).saturating_sub(from.elapsed()));
    let during = health(port);
    let to = Instant::now();
    wire.lead_to(standby.port);
    let back = Instant::now();
    thread::sleep(Duration::from_secs(5));
    let health = [during, health(port)];
    let ledger = load.end();
    server.kill();
    Outage::new(&ledger, from, to, health, check(&start, &ledger)).recovered_from(&ledger, back)
}

#[test]
fn nothing_is_acknowledged_that_its_standby_does_not_have() {
    let turn = turn(
        "standby away",
        "while the standby is away no 200, 201 or 409, also for what was sent before and where somebody cancels the commit; all of it once it is back",
    );
    match pair() {
        Err(why) => turn.skip(&why),
        Ok((primary, standby)) => be_without(&turn, &primary, &standby),
    }
}

fn be_without(turn: &Turn, primary: &Postgres, standby: &Postgres) {
    let folder = Folder::new();
    let start = Start { database: Some(primary.url("tested")), ..Start::on(folder.path()) };
    let (server, _) = start.serve();
    let port = server.address.port();
    let mut rng = StdRng::seed_from_u64(3);
    let [(first, body), (second, cancelled)] = [submission(&mut rng), submission(&mut rng)];
    assert_eq!(send(port, &submission(&mut rng).1).status, 201, "while the standby is there");
    standby.down().unwrap();

    assert_eq!(send(port, &body).status, 503, "the first try");
    assert_eq!(health(port), Some(503));
    wait_until(|| is_at(&primary.url("tested"), first));
    let again = [send(port, &body).status, send(port, &other_content(&body)).status];
    turn.say(&format!("sent again {}, with other content {}", again[0], again[1]));
    assert_eq!(again, [503, 503], "it is stored here and nowhere else");

    let new = send_and_cancel(port, primary, &cancelled);
    assert!(is_at(&primary.url("tested"), second), "the cancelled commit is done here");
    let known = send_and_cancel(port, primary, &cancelled);
    turn.say(&format!("commits cancelled: new {new}, known {known}"));
    assert_eq!([new, known], [503, 503]);
    let left = || query(&primary.url("postgres"), &format!("SELECT count(*) {WAITING}")).trim().parse::<u32>().unwrap();
    wait_until(|| left() == 0);

    standby.up().unwrap();
    wait_until(|| health(port) == Some(200));
    let back = [send(port, &body).status, send(port, &cancelled).status, send(port, &other_content(&body)).status];
    assert_eq!(back, [200, 200, 409]);
    assert!([first, second].iter().all(|id| is_at(&standby.url("tested"), *id)));

    // The control: the same check on a server that waits for nobody.
    primary.set("synchronous_standby_names", "");
    standby.down().unwrap();
    let (id, body) = submission(&mut rng);
    wait_until(|| send(port, &body).status == 200);
    standby.promote().unwrap_err();
    primary.down().unwrap();
    standby.up().unwrap();
    let lost = !is_at(&standby.url("tested"), id);
    turn.say(&format!("control, a server that waits for nobody: acknowledged and lost {lost}"));
    assert!(lost, "the check finds what is lost");
    server.kill();
}

fn send(port: u16, body: &str) -> Reply {
    Connection::open(port).unwrap().submit(body).unwrap()
}

/// The status of a submission whose commit is cancelled while it waits.
fn send_and_cancel(port: u16, primary: &Postgres, body: &str) -> u16 {
    let url = primary.url("postgres");
    wait_until(|| query(&url, &format!("SELECT count(*) {WAITING} AND query_start > now() - interval '3 s'")) == "0\n");
    thread::scope(|scope| {
        let sent = scope.spawn(|| send(port, body).status);
        let cancel = format!("SELECT pg_cancel_backend(pid) {WAITING} AND query = 'COMMIT'");
        while !sent.is_finished() {
            query(&url, &cancel);
        }
        sent.join().unwrap()
    })
}

/// The same id with other answers.
fn other_content(body: &str) -> String {
    body.replace("\"officer.polite\":4", "\"officer.polite\":1")
}

fn is_at(url: &str, id: SubmissionId) -> bool {
    let key: String = id.key().iter().map(|byte| format!("{byte:02x}")).collect();
    query(url, &format!("SELECT count(*) FROM accepted WHERE key = '\\x{key}'")) == "1\n"
}

fn wait_until(is_so: impl Fn() -> bool) {
    let until = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < until, "not within {PATIENCE:?}");
        thread::sleep(Duration::from_millis(50));
    }
}
