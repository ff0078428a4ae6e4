//! The reader of a command's output may go away early. The command does its work and ends as it would have ended.

use super::Machine;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

/// Every command that prints, in an order in which each can be run.
const PRINT: [&[&str]; 19] = [
    &["migrate"],
    &["release", "--now"],
    &["export", "index", "--survey", "one-stop-2024"],
    &["export", "responses", "--survey", "one-stop-2024"],
    &["export", "codebook", "--survey", "one-stop-2024", "--out", "-"],
    &["verify"],
    &["user", "add", "--name", "lan", "--role", "auditor"],
    &["receipts", "mint", "--unit", "KH.NHATRANG", "--survey", "one-stop-2024", "--count", "1000", "--out", "-"],
    &["receipts", "mint", "--unit", "KH.NHATRANG", "--survey", "one-stop-2024", "--dossiers", "list.csv", "--dry-run"],
    &["receipts", "mint", "--unit", "KH.NHATRANG", "--survey", "one-stop-2024", "--dossiers", "list.csv", "--out", "-"],
    &["receipts", "revoke", "--unit", "KH.NHATRANG"],
    &["receipts", "rotate-key"],
    &["devices", "list"],
    &["devices", "rotate-key"],
    &["api-key", "add", "--name", "office", "--right", "receipts"],
    &["api-key", "list"],
    &["api-key", "revoke", "--name", "office"],
    &["--help"],
    &["--version"],
];

/// A pipe whose reader has gone.
fn gone() -> io::PipeWriter {
    io::pipe().unwrap().1
}

#[tokio::test]
async fn a_command_whose_reader_has_gone_ends_quietly() {
    let machine = Machine::new().await;
    std::fs::write(machine.path("list.csv"), "H32.15-240530-0007\n").unwrap();
    for arguments in PRINT {
        let output = machine.command(arguments).stdout(gone()).output().unwrap();
        let heard = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {heard}");
        assert!(!heard.contains("panicked") && !heard.contains("hailong:"), "{arguments:?}: {heard}");
    }
    let added = machine.run(&["user", "add", "--name", "lan", "--role", "auditor"]);
    assert!(added.err.contains("there is an account `lan` already"), "what nobody heard was done: {added:?}");
    // Nobody hears the mistake either; the code is still there for scripts.
    let mut wrong = machine.command(&["user", "add", "--name", "lan", "--role", "auditor"]);
    assert_eq!(wrong.stdout(gone()).stderr(gone()).status().unwrap().code(), Some(1));
    let mut bad = machine.command(&["verify", "--release-batch", "0"]);
    assert_eq!(bad.stderr(gone()).status().unwrap().code(), Some(2));
}

#[test]
fn a_check_that_does_not_hold_is_told_by_the_code_also_to_nobody() {
    let Some(machine) = Machine::plain() else { return };
    assert_eq!(machine.run(&["migrate"]).code, Some(0));
    assert_eq!(machine.run(&["user", "add", "--name", "lan", "--role", "auditor"]).code, Some(0));
    let database = rusqlite::Connection::open(machine.path("data/hailong.db")).unwrap();
    database.execute("UPDATE staff_log SET detail = 'mai auditor'", []).unwrap();
    drop(database);
    assert_eq!(machine.run(&["verify"]).code, Some(1), "the log was changed");
    assert_eq!(machine.command(&["verify"]).stdout(gone()).status().unwrap().code(), Some(1));
}

#[test]
fn a_full_disk_is_no_reader_that_has_gone() {
    let Some(machine) = Machine::plain() else { return };
    assert_eq!(machine.run(&["migrate"]).code, Some(0));
    for arguments in [&["verify"][..], &["export", "codebook", "--survey", "one-stop-2024"]] {
        let output = machine.command(arguments).stdout(File::create("/dev/full").unwrap()).output().unwrap();
        let heard = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {heard}");
        assert!(heard.starts_with("hailong: cannot write to standard output: "), "{arguments:?}: {heard}");
    }
}

/// `hailong serve 2>&1 | head -1`: people go on answering.
#[test]
fn a_server_whose_reader_has_gone_serves_on() {
    let Some(machine) = Machine::plain() else { return };
    assert_eq!(machine.run(&["migrate"]).code, Some(0));
    let (reader, writer) = io::pipe().unwrap();
    let mut serve = machine.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut server =
        serve.env("HAILONG_LOG", "debug").stdout(writer.try_clone().unwrap()).stderr(writer).spawn().unwrap();
    drop(serve);
    let mut lines = BufReader::new(reader).lines();
    let address = lines.find_map(|line| line.unwrap().strip_prefix("listening on http://").map(str::to_owned)).unwrap();
    drop(lines);
    for _ in 0..3 {
        thread::sleep(Duration::from_millis(50));
        assert!(page(&address).starts_with("HTTP/1.1 200"), "the log has no reader");
    }
    let ended = Command::new("kill").args(["-s", "TERM", &server.id().to_string()]).stdin(Stdio::null()).status();
    assert!(ended.unwrap().success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
}

fn page(address: &str) -> String {
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    io::Write::write_all(&mut stream, b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
