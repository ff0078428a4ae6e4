//! The demands on a PostgreSQL server before anything is promised on it, and the message where they are not met.

use crate::support::{
    Folder, Turn,
    client::Connection,
    load::submission,
    pooler::Pooler,
    postgres::{Postgres, query},
    server::{Server, Start},
    turn,
};
use rand::{SeedableRng, rngs::StdRng};
use std::{
    collections::HashSet,
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

const SECRET: &str = "s3cr3t/w0rd";

#[test]
fn a_database_server_that_promises_too_little_is_refused_in_words() {
    let goal = "fsync or full_page_writes off and pooled transactions are refused, synchronous_commit is overridden, no message has the password, \
                a role without CREATE starts, of several hosts the one that can be written to is found";
    let turn = turn("refusals", goal);
    match Postgres::start() {
        Err(why) => turn.skip(&why),
        Ok(postgres) => {
            passwords(&turn, &postgres);
            rights_and_hosts(&turn, &postgres);
            poolers(&turn, &postgres);
            durability(&turn, &postgres);
        }
    }
}

fn start_on(folder: &Folder, url: String) -> Start {
    Start { database: Some(url), ..Start::on(folder.path()) }
}

/// The message of `migrate` where it fails, or an empty text.
fn refusal(start: &Start) -> String {
    let output = start.command(&["migrate"]).env("RUST_LOG", "trace").output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    assert!(!said.contains(SECRET) && !said.contains("s3cr3t"), "{said}");
    if output.status.success() { String::new() } else { said }
}

fn passwords(turn: &Turn, postgres: &Postgres) {
    let folder = Folder::new();
    let port = postgres.port;
    for url in [
        format!("postgres://hailong:{SECRET}@127.0.0.1:{port}/tested"),
        format!("postgres://hailong:s3cr3t@127.0.0.1:{port}x/tested"),
        format!("postgres://hailong@127.0.0.1:{port}/tested?passwort=s3cr3t"),
        format!("postgres:/hailong:s3cr3t@127.0.0.1:{port}/tested"),
        format!("mysql://hailong:s3cr3t@127.0.0.1:{port}/tested"),
        format!("postgres://hailong:s3cr3t@127.0.0.1:{port}/missing"),
    ] {
        let said = refusal(&start_on(&folder, url));
        assert!(said.contains("database"), "{said}");
    }
    turn.say("six URLs that lead nowhere, none repeated");
}

fn durability(turn: &Turn, postgres: &Postgres) {
    let folder = Folder::new();
    postgres.set("synchronous_commit", "off");
    postgres.set("wal_writer_delay", "10s");
    let start = start_on(&folder, postgres.database("durable"));
    let (server, _) = start.serve();
    assert_eq!(send(&server), 201);
    let commits = "SELECT DISTINCT current_setting('synchronous_commit')";
    assert_eq!(query(&postgres.url("durable"), commits), "off\n", "for everybody else");
    // An acknowledged answer is in the log's file: nothing waits to be written.
    postgres.down().unwrap();
    postgres.up().unwrap();
    assert_eq!(query(&postgres.url("durable"), "SELECT count(*) FROM inbox"), "1\n");
    server.kill();
    postgres.set("fsync", "off");
    let said = refusal(&start);
    turn.say(&format!("fsync off: {}", said.lines().last().unwrap_or_default()));
    assert!(said.contains("fsync = off") && said.contains("--allow-unsafe-database"), "{said}");
    postgres.set("fsync", "on");
    postgres.set("full_page_writes", "off");
    let said = refusal(&start);
    assert!(said.contains("full_page_writes = off") && said.contains("--allow-unsafe-database"), "{said}");
    postgres.set("fsync", "off");
    let allowed = start.command(&["migrate", "--allow-unsafe-database"]).output().unwrap();
    assert!(allowed.status.success(), "{}", String::from_utf8_lossy(&allowed.stderr));
}

fn rights_and_hosts(turn: &Turn, postgres: &Postgres) {
    let folder = Folder::new();
    let start = start_on(&folder, postgres.database("rights"));
    assert_eq!(refusal(&start), "");
    query(
        &postgres.url("rights"),
        "CREATE ROLE clerk LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk; \
         GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO clerk; REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    );
    // Nobody listens at the first; the second only reads.
    query(
        &postgres.url("postgres"),
        "CREATE ROLE reader LOGIN; ALTER ROLE reader SET default_transaction_read_only = on",
    );
    let port = postgres.port;
    let reader = start_on(&folder, format!("postgres://reader@127.0.0.1:{port}/rights"));
    assert!(refusal(&reader).contains("only reads"));
    let clerk = start_on(&folder, format!("postgres://clerk@127.0.0.1:1,127.0.0.1:{port}/rights"));
    let (server, _) = clerk.serve();
    assert_eq!(send(&server), 201);
    turn.say("a role without CREATE stores, at the second of two hosts");
    server.kill();
}

fn poolers(turn: &Turn, postgres: &Postgres) {
    postgres.database("pooled");
    for (mode, words) in
        [("session", ""), ("transaction", "pool_mode = session"), ("statement", "statement pooling mode")]
    {
        let pooler = match Pooler::start(postgres.port, mode) {
            Ok(pooler) => pooler,
            Err(why) => return turn.skip(&why),
        };
        let folder = Folder::new();
        let start = start_on(&folder, pooler.url("pooled"));
        if words.is_empty() {
            let (server, _) = start.serve();
            assert_eq!(send(&server), 201);
            server.kill();
        } else {
            let said = refusal(&start);
            turn.say(&format!("{mode} mode: {}", said.lines().last().unwrap_or_default()));
            assert!(said.contains(words), "{said}");
        }
    }
}

fn send(server: &Server) -> u16 {
    let (_, body) = submission(&mut StdRng::seed_from_u64(1));
    Connection::open(server.address.port()).unwrap().submit(&body).unwrap().status
}

#[test]
fn three_servers_start_at_once_on_nothing_and_share_their_keys() {
    let turn = turn("three at once", "an empty folder and an empty database: all start, with one set of keys");
    match Postgres::start() {
        Err(why) => turn.skip(&why),
        Ok(postgres) => {
            for round in 0..3 {
                let folder = Folder::new();
                let start = start_on(&folder, postgres.database(&format!("round{round}")));
                let starting: Vec<_> = (0..3).map(|_| start.spawn()).collect();
                let servers: Vec<Server> = starting.into_iter().map(|starting| starting.ready().0).collect();
                let mut keys = finished(&folder.path().join("keys"));
                // The key of the first day and the ends of the chains may be there already.
                keys.retain(|name| !["inbox-0002.key", "chain-heads"].contains(&name.as_str()));
                let expected = [
                    "form.key",
                    "inbox-0001.key",
                    "receipt-0001.key",
                    "receipt-dossiers.key",
                    "seal-0001.key",
                    "sign.key",
                    "staff-log.key",
                ];
                assert_eq!(keys, expected.map(str::to_owned).into(), "one of each, and nothing unfinished");
                assert!(servers.iter().all(|server| send(server) < 202));
                drop(servers);
            }
        }
    }
}

/// The names of a folder's files, once none of them is being written: a server that is ready still writes the first
/// day's key and the ends of the chains.
fn finished(folder: &Path) -> HashSet<String> {
    let patience = Instant::now() + Duration::from_secs(20);
    loop {
        let names = files(folder);
        if !names.iter().any(|name| name.ends_with(".unfinished")) || Instant::now() > patience {
            return names;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn files(folder: &Path) -> HashSet<String> {
    fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}
