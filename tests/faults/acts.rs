//! `kill -9` while staff act: what they did is there with its entry in the staff log, or nothing of it.

use crate::{
    size::size,
    support::{
        Folder, Turn,
        check::verify,
        postgres::{Postgres, query},
        server::Start,
        turn,
    },
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::{
    collections::BTreeSet,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

/// The names of an act, in its own table and at the beginning of its entry.
const ACTS: [(&str, &str, &str); 3] = [
    ("api-key.add", "SELECT name FROM api_keys", "a key for another system"),
    ("user.add", "SELECT name FROM users", "an account"),
    (
        "receipts.mint",
        "SELECT CAST(first AS TEXT) || '..' || CAST(first + count - 1 AS TEXT) FROM mintings",
        "receipts",
    ),
];

#[test]
fn an_act_that_is_killed_is_there_with_its_entry_or_not_at_all() {
    let kills = size(20, 100, 400);
    let goal =
        format!("{kills} kills of each of {} commands: no act without its entry, no entry without its act", ACTS.len());
    let turn = turn("acts", &goal);
    let folder = Folder::new();
    kill(&turn, "SQLite", &Start::on(folder.path()), kills);
    match Postgres::start() {
        Err(why) => turn.skip(&format!("a PostgreSQL server of its own ({why})")),
        Ok(postgres) => {
            let folder = Folder::new();
            let start = Start { database: Some(postgres.database("acts")), ..Start::on(folder.path()) };
            kill(&turn, "PostgreSQL", &start, kills);
        }
    }
}

fn kill(turn: &Turn, database: &str, start: &Start, kills: usize) {
    let made = start.command(&["migrate"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut rng = StdRng::seed_from_u64(11);
    for (action, acted, what) in ACTS {
        let longest = act(start, action, "whole", None);
        for n in 0..kills {
            // Late more often than early: the first half is reading settings and lists.
            act(start, action, &format!("x{n}"), Some(longest.mul_f64(rng.random_range(0.6..1.4))));
        }
        let (done, logged) = (rows(start, acted), entries(start, action));
        turn.say(&format!("{database}, {what}: {} of {} done, {} torn", done.len(), kills + 1, torn(&done, &logged)));
        assert!(done.contains("whole") || action == "receipts.mint");
        assert_eq!(done, logged, "{what}");
    }
    assert_eq!(verify(start), [""; 0]);

    change(start, "DELETE FROM api_keys WHERE name = 'whole'");
    change(start, "DELETE FROM staff_log WHERE action = 'user.add' AND detail LIKE 'whole %'");
    let torn = ACTS.map(|(action, acted, _)| torn(&rows(start, acted), &entries(start, action)));
    turn.say(&format!("control, {database}, an act and an entry taken out: {} torn", torn.iter().sum::<usize>()));
    assert_eq!(torn, [1, 1, 0]);
}

/// Does it and says how long it took, or kills it after a while.
fn act(start: &Start, action: &str, name: &str, killed: Option<Duration>) -> Duration {
    let mut command = start.command(&match action {
        "api-key.add" => vec!["api-key", "add", "--right", "receipts", "--name", name],
        "user.add" => vec!["user", "add", "--role", "auditor", "--name", name],
        _ => vec!["receipts", "mint", "--unit", "KH.NHATRANG", "--count", "2", "--out", "-"],
    });
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    if let Some(after) = killed {
        thread::sleep(after);
        child.kill().unwrap();
        child.wait().unwrap();
    } else {
        assert!(child.wait().unwrap().success(), "{action}");
    }
    begun.elapsed()
}

fn torn(done: &BTreeSet<String>, logged: &BTreeSet<String>) -> usize {
    done.symmetric_difference(logged).count()
}

/// The first words of the entries.
fn entries(start: &Start, action: &str) -> BTreeSet<String> {
    let details = rows(start, &format!("SELECT detail FROM staff_log WHERE action = '{action}'"));
    details.iter().map(|detail| detail.split(' ').next().unwrap().to_owned()).collect()
}

fn rows(start: &Start, sql: &str) -> BTreeSet<String> {
    if let Some(url) = &start.database {
        return query(url, sql).lines().map(str::to_owned).collect();
    }
    let db = rusqlite::Connection::open(start.data.join("hailong.db")).unwrap();
    let mut asked = db.prepare(sql).unwrap();
    asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn change(start: &Start, sql: &str) {
    match &start.database {
        Some(url) => drop(query(url, sql)),
        None => {
            let db = rusqlite::Connection::open(start.data.join("hailong.db")).unwrap();
            assert_eq!(db.execute(sql, []).unwrap(), 1);
        }
    }
}
