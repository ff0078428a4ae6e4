//! The log: what it says of a start and of every refusal, and what it never says.

use super::{Machine, served::Served};
use crate::support::submission;
use serde_json::Value;
use std::fs;

/// A token: a request may hold it and no log may.
const TOKEN: &str = "0A1B2C3D4E5F6G7H8J9K0M1N2P3Q4R5S6T7V8W9X0Y1Z2A3B4C5D6E7F8G9H0J1K2M3N4P5";
const CODE: &str = "ZZZZ-ZZZZ-ZZZZ";
const ADDRESS: &str = "203.0.113.77";
const NAME: &str = "nguyen.thi.bi.mat";
const COMMENT: &str = "Toi khong hai long voi ong Ba";
const KEY: &str = "hailong_ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SECRETS: [&str; 6] = [TOKEN, CODE, ADDRESS, NAME, COMMENT, KEY];

#[tokio::test]
async fn a_start_is_one_line_without_secrets_or_colours() {
    let machine = Machine::new().await;
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

#[test]
fn a_log_that_cannot_be_set_starts_nothing() {
    let Some(machine) = Machine::plain() else { return };
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

/// One of each refusal, under an id of its own: the id, and what the line about it says.
fn refusals(served: &Served) -> Vec<(String, &'static str)> {
    let from = format!("x-forwarded-for: {ADDRESS}");
    let (mut told, here) = (Vec::new(), format!("host: {}", served.address));
    let mut ask = |first: &str, more: &[&str], body: &str, status: u16, said: &'static str| {
        let id = format!("refusal-{}", told.len());
        let named = format!("x-request-id: {id}");
        let (got, answer) = served.ask(&[&[first, &from, &named], more].concat(), body);
        assert_eq!(got, status, "{first}: {answer}");
        told.push((id, said));
    };
    let form = "content-type: application/x-www-form-urlencoded";
    let mut spoken = submission("HCC.NHATRANG", 0);
    spoken["comment"] = COMMENT.into();
    spoken["answers"][TOKEN] = 5.into();
    let spoken = spoken.to_string();
    ask("POST /api/v1/submissions HTTP/1.1", &[&here, "origin: https://hailong.example"], "{}", 403, "pass Host on");
    ask("POST /api/v1/submissions HTTP/1.1", &["sec-fetch-site: cross-site"], "{}", 403, "names another site");
    ask("POST /staff/sign-out HTTP/1.1", &["cookie: hailong=a"], "", 403, "neither Origin nor Sec-Fetch-Site");
    ask("POST /api/v1/submissions HTTP/1.1", &["content-length: 40000"], "", 413, "too_large");
    ask("POST /api/v1/submissions HTTP/1.1", &[], COMMENT, 400, "malformed");
    ask("POST /api/v1/submissions HTTP/1.1", &[], &spoken, 422, "invalid_submission");
    ask("POST /api/v1/devices/sync HTTP/1.1", &[], "{}", 401, "it is not signed");
    let device = format!("x-device: {}", "0".repeat(32));
    let signed = [&device, "x-counter: 1", &format!("x-nonce: {}", "1".repeat(32)), "x-signature: AAAA"];
    ask("POST /api/v1/devices/sync HTTP/1.1", &signed, "{}", 401, "no device has this id");
    ask("GET /api/v1/responses HTTP/1.1", &[&format!("authorization: Bearer {KEY}")], "", 401, "unknown_api_key");
    let body = format!("name={NAME}&password={TOKEN}");
    for _ in 0..5 {
        ask("POST /staff/sign-in HTTP/1.1", &[form], &body, 422, "wrong_password");
    }
    ask("POST /staff/sign-in HTTP/1.1", &[form], &body, 429, "too_many_passwords");
    ask("POST /r HTTP/1.1", &[form], &format!("code={CODE}"), 422, "mistyped");
    let link = format!("GET /r/{TOKEN} HTTP/1.1");
    for _ in 0..20 {
        ask(&link, &[], "", 404, "unknown_receipt");
    }
    ask(&link, &[], "", 429, "too_many");
    told
}

#[test]
fn every_refusal_is_a_line_with_the_requests_id_and_nothing_of_what_was_sent() {
    let Some(machine) = Machine::plain() else { return };
    let served = machine.serve(&["--log", "trace,hyper=trace"]);
    let told = refusals(&served);
    let (missing, _) = served.ask(&[&format!("GET /nowhere/{TOKEN} HTTP/1.1")], "");
    assert_eq!(missing, 404);
    let log = served.log_with("not_found");
    for (id, said) in told {
        let lines: Vec<&str> = log.lines().filter(|line| line.contains(&format!("request=\"{id}\""))).collect();
        let [line] = lines[..] else { panic!("not one line about {id} ({said}): {lines:#?}") };
        assert!(line.contains(said) && line.contains("refused"), "{said} is not in {line}");
    }
    assert!(log.contains("route=\"/r/{token}\"") && !log.contains('\x1b'), "{log}");
    let leaked: Vec<&&str> = SECRETS.iter().filter(|secret| log.contains(**secret)).collect();
    assert!(leaked.is_empty(), "{leaked:?} in the log:\n{log}");
}

#[test]
fn a_log_of_json_is_json_from_the_first_line_to_the_last() {
    let Some(machine) = Machine::plain() else { return };
    fs::write(
        machine.path("hailong.toml"),
        "log = \"warn,hailong::cli=info,hailong::web=info\"\nlog_format = \"json\"",
    )
    .unwrap();
    // Warnings at a start are lines like others.
    let served = machine.serve(&["--release-batch", "5"]);
    let (status, _) = served.ask(&["POST /api/v1/submissions HTTP/1.1", "x-request-id: one"], "no json");
    assert_eq!(status, 400);
    let log = served.log_with("malformed");
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(lines.iter().filter(|line| line["message"] == "starting").count(), 1, "{log}");
    assert!(log.contains("below 10 an answer could be linked"), "{log}");
    let refused = lines.iter().find(|line| line["message"] == "refused").unwrap();
    assert_eq!((&refused["level"], &refused["status"]), (&"INFO".into(), &400.into()), "{refused}");
    assert_eq!(
        (&refused["span"]["request"], &refused["span"]["route"]),
        (&"one".into(), &"/api/v1/submissions".into())
    );
    assert!(refused["timestamp"].is_string(), "{refused}");
    drop(served);
    let run = machine.run(&["verify", "--data-dir", "nowhere"]);
    let last: Value = serde_json::from_str(run.err.trim_end()).unwrap();
    assert!(last["message"].as_str().unwrap().contains("no site here"), "{run:?}");
}

/// The client was told to come again long before the database gave up. The later message still names the request's id.
#[test]
fn a_fault_that_nobody_waits_for_any_more_still_names_its_request() {
    let Some(machine) = Machine::plain() else { return };
    let served = machine.serve(&["--log", "error"]);
    let locked = rusqlite::Connection::open(machine.path("data/hailong.db")).unwrap();
    locked.execute_batch("BEGIN IMMEDIATE").unwrap();
    let head = ["POST /api/v1/submissions HTTP/1.1", "content-type: application/json", "x-request-id: left-alone"];
    let (status, answer) = served.ask(&head, &submission("HCC.NHATRANG", 1).to_string());
    assert!(status == 503 && answer.contains("retry-after: "), "{answer}");
    let log = served.log_with("nobody waits any more");
    let line = log.lines().find(|line| line.contains("nobody waits any more")).unwrap();
    assert!(line.contains("request=\"left-alone\"") && line.contains("database is locked"), "{line}");
}
