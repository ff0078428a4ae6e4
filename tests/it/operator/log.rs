//! The log: what it says of a start and how it is set.

use super::Machine;
use std::fs;

#[tokio::test]
async fn a_start_is_one_line_without_secrets_or_colours() {
    for machine in Machine::each().await {
        let kind = if machine.database.is_some() { "PostgreSQL" } else { "SQLite" };
        let served = machine.serve(&["--release-batch", "12", "--contact", "0258 3820000"]);
        let log = served.log_with("starting");
        let lines: Vec<&str> = log.lines().filter(|line| line.contains(" starting ")).collect();
        let [line] = lines[..] else { panic!("{log}") };
        let version = format!("version=\"{}\"", env!("CARGO_PKG_VERSION"));
        let address = format!("address={}", served.address);
        let settings = ["release_batch = \\\"12\\\"", "contact = \\\"0258 3820000\\\""];
        for part in [&format!("database=\"{kind}\"")[..], &version, &address, settings[0], settings[1]] {
            assert!(line.contains(part), "{part} is not in {line}");
        }
        assert!(!line.contains("data_dir") && !line.contains("database_url"), "{line}");
        let place = machine.database.as_deref().and_then(|url| url.split_once("://")).map_or("://", |(_, place)| place);
        assert!(!log.contains(place) && !log.contains('\x1b'), "{log}");
    }
}

#[test]
fn a_log_that_cannot_be_set_starts_nothing() {
    let machine = Machine::plain();
    for (settings, name) in [
        (["--log", "loud"], "log: expected a level"),
        (["--log", "hailong"], "log: expected a level"),
        (["--log-format", "xml"], "log_format: expected text or json"),
    ] {
        let run = machine.run(&[&["migrate"], &settings[..]].concat());
        assert!(run.code == Some(2) && run.err.contains(name), "{run:?}");
    }
    fs::write(machine.path("hailong.toml"), "log = \"info,sqlx\"\nlog_format = \"json\"").unwrap();
    let run = machine.run(&["migrate"]);
    assert!(run.code == Some(2) && run.err.contains("not `info,sqlx`"), "{run:?}");
    let mut command = machine.command(&["migrate", "--log-format", "text"]);
    let run = super::ran(command.env("HAILONG_LOG", "all"));
    assert!(run.code == Some(2) && run.err.contains("not `all`"), "{run:?}");
    assert!(!machine.path("data").exists());
}
