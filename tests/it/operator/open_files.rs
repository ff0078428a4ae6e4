//! Files that may be open at once: as many as the system lets, and no flood of warnings where these are few.

use super::{Machine, running::Running};
use std::{fs, net::TcpStream, thread, time::Duration};

/// Soft and hard.
fn limits(server: &Running) -> [String; 2] {
    let limits = fs::read_to_string(format!("/proc/{}/limits", server.id())).unwrap();
    let line = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    [words[3].to_owned(), words[4].to_owned()]
}

#[test]
fn a_server_may_open_as_many_files_as_the_system_lets_it() {
    let Some(machine) = Machine::plain() else { return };
    let server = Running::start(&machine, "ulimit -S -n 200");
    assert!(server.is_healthy());
    let [soft, hard] = limits(&server);
    assert_eq!(soft, hard);
    let log = server.log();
    assert_eq!(log.contains("files may be open at once"), hard.parse::<u64>().is_ok_and(|hard| hard < 4_096), "{log}");
}

#[test]
fn a_server_with_few_files_says_so_once_and_serves_on() {
    let Some(machine) = Machine::plain() else { return };
    let server = Running::start(&machine, "ulimit -n 200");
    // More than there is room for; they say nothing.
    let silent: Vec<TcpStream> = (0..150).map(|_| TcpStream::connect(&server.address).unwrap()).collect();
    thread::sleep(Duration::from_secs(1));
    drop(silent);
    assert!(server.is_healthy(), "whoever comes later has a place again");
    let log = server.log();
    let lines = |part: &str| log.lines().filter(|line| line.contains(part)).count();
    assert_eq!(
        (lines("only 200 files may be open at once, and each"), lines("connections are open, further ones wait")),
        (1, 1),
        "{log}"
    );
    assert_eq!((lines("LimitNOFILE"), lines("could not be taken")), (2, 0), "{log}");
}
