//! `hailong verify` finds what somebody with the database alone changed behind the chains' backs, and nothing after what may happen.

pub mod stage;

use crate::support::{Browser, TestApp, account};
use hailong::{
    domain::{role::Role, staff_log::Action},
    store::AccountChange,
    work::{chains, releases, verify},
};
use stage::Stage;

/// Exchanges two values of a column.
fn exchanged(table: &str, column: &str, (a, b, aside): (&str, &str, &str)) -> String {
    [(a, aside), (b, a), (aside, b)]
        .map(|(from, to)| format!("UPDATE {table} SET {column} = {to} WHERE {column} = {from}"))
        .join("; ")
}

/// In all tables that name it.
fn exchanged_everywhere(column: &str, values: (&str, &str, &str)) -> String {
    ["responses", "tallies", "comments"].map(|table| exchanged(table, column, values)).join("; ")
}

/// June, with as many submissions that were accepted as it had.
fn june_dropped() -> String {
    let tables =
        ["responses", "tallies", "comments"].map(|table| format!("DELETE FROM {table} WHERE period = 20240601"));
    let accepted = "DELETE FROM accepted WHERE key IN (SELECT key FROM accepted LIMIT 31)";
    format!("{}; {accepted}", tables.join("; "))
}

/// Each act of tampering, and a part of what is said of it.
#[tokio::test]
async fn what_is_changed_behind_the_chains_is_found() {
    let stage = Stage::new().await;
    let units = exchanged_everywhere("unit", ("'KH.NT'", "'KH.CR'", "'X'"));
    let months = exchanged_everywhere("period", ("20240501", "20240601", "1"));
    let dropped = june_dropped();
    let unchained = format!("{dropped}; DELETE FROM releases WHERE period = 20240601");
    let tampered: &[(&str, &[&str])] = &[
        (&units, &["FAIL I7 as released", "KH.NT 2024-05 (responses, comments, tallies)", "KH.CR"]),
        (&months, &["FAIL I7 as released", "KH.NT 2024-06 (responses, comments, tallies)"]),
        (&dropped, &["FAIL I7 as released", "KH.NT 2024-06 (responses, comments, tallies)"]),
        (&unchained, &["FAIL I7, I11 heads", "ahead of the database: entry 4 of the chain of the releases"]),
        (
            "UPDATE comments SET text = 'khen' WHERE unit = 'KH.NT'",
            &["FAIL I7 as released", "KH.NT 2024-05 (comments)"],
        ),
        ("DELETE FROM comments WHERE id = (SELECT id FROM comments LIMIT 1)", &["FAIL I7 as released", "(comments)"]),
        ("UPDATE comments SET unit = 'KH.CR'", &["FAIL I7 as released", "KH.CR 2024-05 (comments)"]),
        (
            "UPDATE responses SET lang = 'en' WHERE unit = 'KH.CR'",
            &["FAIL I7 as released", "KH.CR 2024-05 (responses)"],
        ),
        (
            "UPDATE shown_tallies SET responses = 5 WHERE unit = 'KH.NT' AND period = 20240501",
            &["FAIL I7 as released", "KH.NT 2024-05 (tallies)"],
        ),
        ("UPDATE responses SET late = 1 WHERE unit = 'KH.NT'", &["FAIL I7 as released", "KH.NT 2024-05 (responses)"]),
        ("UPDATE tallies SET late = 1 WHERE unit = 'KH.NT'", &["FAIL I7 as released", "KH.NT 2024-05 (tallies)"]),
        ("UPDATE releases SET comments = 0", &["FAIL I7 chain of releases: 0 entries"]),
        ("DELETE FROM releases WHERE seq = 2", &["FAIL I7 chain of releases"]),
        ("DELETE FROM releases", &["FAIL I7 as released", "FAIL I7, I11 heads"]),
        ("UPDATE users SET role = 'administrator' WHERE name = 'minh'", &["FAIL I11 accounts", "the log: users"]),
        ("UPDATE users SET unit = 'KH.NT'", &["FAIL I11 accounts", "the log: users"]),
        ("UPDATE users SET password = 'x'", &["FAIL I11 accounts", "the log: users"]),
        ("DELETE FROM users WHERE name = 'lan'", &["FAIL I11 accounts", "the log: users"]),
        ("UPDATE desk_hours SET hours = 'mon-sun 00:00-24:00'", &["FAIL I11 accounts", "the log: desk_hours"]),
        ("DELETE FROM desk_hours", &["FAIL I11 accounts", "the log: desk_hours"]),
        ("INSERT INTO desk_hours VALUES ('MC.CR', 'mon-fri 07:30-11:30')", &["the log: desk_hours"]),
        ("UPDATE api_keys SET revoked_at = NULL", &["FAIL I11 accounts", "the log: api_keys"]),
        ("DELETE FROM staff_log WHERE seq > 4", &["FAIL I7, I11 heads", "the chain of the staff log is not there"]),
        ("DELETE FROM staff_log", &["FAIL I7, I11 heads", "FAIL I11 accounts"]),
        ("UPDATE staff_log SET detail = 'x' WHERE seq = 2", &["FAIL I11 staff log"]),
        ("UPDATE staff_log SET state = NULL", &["FAIL I11 staff log: 0 entries", "FAIL I11 accounts"]),
        (
            "INSERT INTO staff_log SELECT seq + 1, at, actor, action, detail, pin, mac, state FROM \
             (SELECT s.*, u.digest AS pin FROM staff_log s, api_keys u) AS other WHERE seq = (SELECT max(seq) FROM staff_log)",
            &["FAIL I11 staff log", ", 0 broken, 1 written with a key that is not in the keys folder"],
        ),
    ];
    stage.finds(tampered).await;
}

/// A change behind the log is not sealed with the next act, of whatever kind and on the very row.
#[tokio::test]
async fn the_next_acts_do_not_seal_what_was_changed_before() {
    let stage = Stage::new().await;
    let app = &stage.app;
    stage.run("UPDATE users SET role = 'administrator' WHERE name = 'minh'").await;
    let (minh, _) = app.site.store.user_with_password("minh").await.unwrap().unwrap();
    account(app, "hoa", Role::Auditor).await;
    let change = AccountChange::Password { hash: "x".to_owned(), must_change: true };
    app.site.store.change_user(minh.id, change, app.entry(Action::UserPassword)).await.unwrap();
    app.site.store.set_desk_hours("MC.NT", None, app.by()).await.unwrap();
    stage.run("UPDATE comments SET text = 'khen' WHERE unit = 'KH.NT'").await;
    app.submit_many("MC.NT", 12).await;
    app.release_now().await;
    chains::seal(&app.site, &app.clock).await.unwrap();
    let broken = stage.broken().await.join("\n");
    assert!(broken.contains("behind the log: users") && !broken.contains("desk_hours"), "{broken}");
    assert!(broken.contains("KH.NT 2024-06 (comments)"), "{broken}");
}

/// Everything that may happen verifies, through the program: acts in pages and commands, releases, starts.
#[tokio::test]
async fn what_may_happen_verifies_and_lists_that_were_changed_do_not() {
    let stage = Stage::new().await;
    let app = &stage.app;
    let admin = account(app, "an", Role::Administrator).await;
    let mut admin = Browser::of(app, &admin).await;
    let lan = app.site.store.users().await.unwrap().remove(1);
    for (path, fields) in [
        ("/staff/users".to_owned(), &[("name", "hoa"), ("role", "auditor")][..]),
        (format!("/staff/users/{}/password", lan.id.simple()), &[]),
        ("/staff/devices/desks/MC.CR".to_owned(), &[("hours", "T2-T6 07:30-11:30")]),
        ("/staff/devices/desks/MC.NT".to_owned(), &[("site", "1")]),
    ] {
        let reply = admin.post(&path, fields).await;
        assert!(reply.status.is_success() || reply.status.is_redirection(), "{path}: {}", reply.text());
    }
    for arguments in [
        &["user", "add", "--name", "binh", "--role", "auditor"][..],
        &["api-key", "add", "--name", "khoa", "--right", "receipts"],
        &["api-key", "revoke", "--name", "khoa"],
        &["release", "--now"],
        &["migrate"],
    ] {
        assert!(crate::issuing::hailong(app, arguments).status.success(), "{arguments:?}");
    }
    let (holds, lines) = stage.verify();
    assert!(holds, "{lines}");
    let targets = app.folder.0.join("surveys/targets.csv");
    let text = std::fs::read_to_string(&targets).unwrap();
    // Of a year that is not closed.
    std::fs::write(&targets, format!("{text}KH,2199,90,true,src,x\n")).unwrap();
    let (holds, lines) = stage.verify();
    assert!(!holds && lines.contains("FAIL I11 lists: not as the staff log says last: targets.csv"), "{lines}");
    // A start logs it.
    let started = TestApp::restarted(app).await;
    releases::note_hours(&started.site, &started.clock).await.unwrap();
    let (holds, lines) = stage.verify();
    assert!(holds, "{lines}");
}

/// A database that is put back to an earlier state is behind the file, until somebody who meant it takes the file away.
#[tokio::test]
async fn a_restored_database_is_behind_its_heads() {
    let stage = Stage::new().await;
    let app = &stage.app;
    stage.keep().await;
    account(app, "hoa", Role::Auditor).await;
    app.submit_many("MC.CR", 12).await;
    app.release_now().await;
    chains::seal(&app.site, &app.clock).await.unwrap();
    stage.put_back().await;
    let file = app.folder.0.join("keys/chain-heads");
    let before = std::fs::read_to_string(&file).unwrap();
    for _ in 0..2 {
        let (holds, lines) = stage.verify();
        assert!(!holds && lines.contains("is ahead of the database"), "{lines}");
        chains::seal(&app.site, &app.clock).await.unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), before, "nothing is sealed over it");
    std::fs::rename(&file, app.folder.0.join("keys/chain-heads-before")).unwrap();
    let (holds, lines) = stage.verify();
    assert!(!holds && lines.contains("no head is sealed: start the server"), "{lines}");
    chains::seal(&app.site, &app.clock).await.unwrap();
    assert!(stage.verify().0);
    std::fs::write(&file, before.replacen("staff-log", "staff-lag", 1)).unwrap();
    let (holds, lines) = stage.verify();
    assert!(!holds && lines.contains("line 1 was not written with the key of this folder"), "{lines}");
}

/// Each server with a copy of the folder seals for itself; the chains are those of the database.
#[tokio::test]
async fn several_servers_seal_one_database() {
    let stage = Stage::new().await;
    let two = TestApp::restarted(&stage.app).await;
    account(&two, "hoa", Role::Auditor).await;
    two.submit_many("MC.CR", 12).await;
    two.release_now().await;
    for app in [&two, &stage.app] {
        chains::seal(&app.site, &app.clock).await.unwrap();
        for check in verify::run(&app.site, &app.rules, &app.clock).await.unwrap() {
            assert!(check.holds, "{check}");
        }
    }
    stage.run("DELETE FROM staff_log WHERE seq = (SELECT max(seq) FROM staff_log)").await;
    for app in [&two, &stage.app] {
        let checks = verify::run(&app.site, &app.rules, &app.clock).await.unwrap();
        assert!(checks.iter().any(|check| !check.holds && check.name == "I7, I11 heads"), "the control");
    }
}

/// The chains of a site that is older than they are begin with what is there.
#[tokio::test]
async fn an_old_site_begins_its_chains_once() {
    let stage = Stage::new().await;
    let app = &stage.app;
    let heads = app.folder.0.join("keys/chain-heads");
    stage.make_older().await;
    std::fs::remove_file(&heads).unwrap();
    let migrated = crate::issuing::hailong(app, &["migrate"]);
    assert!(migrated.status.success(), "{migrated:?}");
    let (holds, lines) = stage.verify();
    assert!(
        holds && lines.contains("4 groups of a version, unit and period are as their last release left them"),
        "{lines}"
    );
    let begun = app.logged(1).await.remove(0);
    assert_eq!((begun.action.key(), begun.detail.as_str()), ("chain.begin", "4 groups of responses"));
    // By the clock of the system all of it is over.
    assert!(crate::issuing::hailong(app, &["release"]).status.success());
    let closed = app.site.store.closings().await.unwrap();
    let closed: Vec<String> = closed.values().map(|it| format!("{} {}", it.period, it.edition)).collect();
    assert_eq!(closed, ["2024-05 1", "2024-06 1", "2024-Q2 1", "2024 1"]);
    app.submit_many("MC.NT", 12).await;
    app.release_now().await;
    account(app, "hoa", Role::Auditor).await;
    assert_eq!(stage.broken().await, Vec::<String>::new());
    // Somebody who empties them all cannot make them begin anew.
    stage.make_older().await;
    stage.run("UPDATE users SET role = 'administrator'").await;
    assert!(crate::issuing::hailong(app, &["migrate"]).status.success());
    let (holds, lines) = stage.verify();
    assert!(!holds && lines.contains("FAIL I7 as released") && lines.contains("FAIL I11 accounts"), "{lines}");
    // A release would be the first entry, and what lies there would be in none.
    app.submit_many("MC.NT", 12).await;
    let refused = releases::run(&app.site, &app.rules, &app.clock, true).await.unwrap_err().to_string();
    assert!(refused.contains("the chain of releases is not in the database"), "{refused}");
    // Somebody who meant to restore an older database takes the file away.
    std::fs::rename(&heads, heads.with_extension("before")).unwrap();
    chains::seal(&app.site, &app.clock).await.unwrap();
    assert_eq!(app.release_now().await.submissions, 12);
    assert_eq!(stage.broken().await, Vec::<String>::new());
}
