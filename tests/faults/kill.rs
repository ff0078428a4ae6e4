//! `kill -9` at random moments: nothing acknowledged is lost or doubled, and the server is soon back.

use crate::{
    size::size,
    support::{
        Folder,
        check::{Findings, check},
        load::Load,
        proxy, receipts,
        server::Start,
        turn,
    },
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::{
    fs,
    sync::{Arc, atomic::AtomicU16, atomic::Ordering},
    thread,
    time::Duration,
};

const READY: Duration = Duration::from_secs(2);

#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let kills = size(5, 30, 100);
    let turn = turn("kill", &format!("{kills} kills under load: 0 lost, 0 doubled, 0 phantoms, ready again <= 2 s"));
    let (findings, mut starts) = kill_under_load(kills, false);
    starts.sort_unstable();
    // One start of many may have waited for another program of a busy machine.
    let (median, worst) = (starts[starts.len() / 2], starts[starts.len() - 1]);
    turn.say(&format!("{kills} kills: {}; ready again after {median:.2?}, {worst:.2?} at worst", findings.figures()));
    assert!(findings.hold(), "{findings:#?}");
    assert!(median <= READY && worst <= 3 * READY, "ready only after {median:?}, {worst:?} at worst");

    let (control, _) = kill_under_load(5, true);
    turn.say(&format!("control, acknowledging before the commit, 5 kills: {}", control.figures()));
    assert!(control.lost > 0 && control.not_known_again.len() >= control.lost && !control.hold(), "{control:#?}");
}

fn kill_under_load(kills: usize, too_early: bool) -> (Findings, Vec<Duration>) {
    let (folder, mut rng) = (Folder::new(), StdRng::seed_from_u64(9));
    let start = Start::on(folder.path());
    let tokens = receipts::mint(&start, receipts::MANY);
    // The first start makes keys, database and administrator; the later ones are measured.
    let (mut server, _) = start.serve();
    let port = Arc::new(AtomicU16::new(server.address.port()));
    let door = if too_early { proxy::acknowledge_too_early(port.clone()) } else { port.load(Ordering::Relaxed) };
    let load = Load::start(door, 1, tokens);
    let mut starts = Vec::new();
    for _ in 0..kills {
        thread::sleep(Duration::from_millis(rng.random_range(20..700)));
        server.kill();
        // Now and then it is killed while it starts, too.
        if rng.random_ratio(1, 5) {
            let starting = start.spawn();
            thread::sleep(Duration::from_millis(rng.random_range(0..300)));
            starting.kill();
        }
        let took;
        (server, took) = start.serve();
        starts.push(took);
        port.store(server.address.port(), Ordering::Relaxed);
        if !too_early {
            load.port.store(server.address.port(), Ordering::Relaxed);
        }
    }
    thread::sleep(Duration::from_millis(200));
    server.kill();
    let ledger = load.end();
    (check(&start, &ledger), starts)
}

#[test]
fn a_server_that_is_killed_in_its_first_start_starts_the_next_time() {
    let kills = size(4, 20, 100);
    let goal = format!("killed {kills} times at random moments of its first start: starts the next time");
    let (turn, mut rng) = (turn("first start", &goal), StdRng::seed_from_u64(10));
    for _ in 0..kills {
        let folder = Folder::new();
        let start = Start::on(folder.path());
        let starting = start.spawn();
        thread::sleep(Duration::from_millis(rng.random_range(0..250)));
        starting.kill();
        start.serve().0.kill();
    }
    turn.say(&format!("{kills} of {kills} started"));

    let folder = Folder::new();
    fs::create_dir(folder.path().join("keys")).unwrap();
    fs::write(folder.path().join("keys/staff-log.key"), "half a k").unwrap();
    assert!(Start::on(folder.path()).spawn().refuses());
    turn.say("control, half a key in the folder: it does not start");
}
