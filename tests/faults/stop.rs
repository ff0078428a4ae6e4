//! SIGTERM under load: every acknowledged answer is stored, and the server ends by itself.

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
use std::{
    sync::{Arc, atomic::AtomicU16},
    thread,
    time::{Duration, Instant},
};

struct Stop {
    findings: Findings,
    took: Duration,
    code: Option<i32>,
    said: bool,
}

impl Stop {
    fn holds(&self) -> bool {
        self.findings.hold() && self.code == Some(0) && self.said
    }

    fn figures(&self) -> String {
        let (code, said) = (self.code, if self.said { "" } else { " not" });
        format!("ended after {:.2?} with {code:?}, \"stopped\"{said} printed; {}", self.took, self.findings.figures())
    }
}

#[test]
fn a_server_that_is_told_to_stop_finishes_what_it_took_in() {
    let times = size(1, 3, 3);
    let turn = turn(
        "stop",
        &format!("SIGTERM under load, {times} times: every 201 stored, exit code 0, \"stopped\" printed, <= 10 s"),
    );
    for _ in 0..times {
        let stop = stop_under_load("TERM", false);
        turn.say(&stop.figures());
        assert!(stop.holds() && stop.took <= Duration::from_secs(10), "{:#?}", stop.findings);
    }
    let control = stop_under_load("KILL", true);
    turn.say(&format!("control, SIGKILL behind a door that acknowledges before the commit: {}", control.figures()));
    assert!(!control.holds() && control.findings.lost > 0, "{:#?}", control.findings);
}

fn stop_under_load(signal: &str, too_early: bool) -> Stop {
    let folder = Folder::new();
    let start = Start::on(folder.path());
    let tokens = receipts::mint(&start, receipts::MANY);
    let (mut server, _) = start.serve();
    let port = server.address.port();
    let door = if too_early { proxy::acknowledge_too_early(Arc::new(AtomicU16::new(port))) } else { port };
    let load = Load::start(door, 2, tokens);
    thread::sleep(Duration::from_millis(700));
    let began = Instant::now();
    server.signal(signal);
    let status = server.ended(Duration::from_secs(30)).expect("the server ends");
    let took = began.elapsed();
    let said = server.line("stopped", Duration::from_secs(1)).is_some();
    let ledger = load.end();
    Stop { findings: check(&start, &ledger), took, code: status.code(), said }
}
