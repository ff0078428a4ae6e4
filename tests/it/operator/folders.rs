//! Which commands make a site, and in which folders one can live.

use super::Machine;
use sea_orm::{ConnectionTrait, Database};
use std::fs;

/// Every command that works on a site and makes none.
const OTHERS: [&[&str]; 13] = [
    &["release", "--now"],
    &["export", "index", "--out", "-"],
    &["verify"],
    &["user", "add", "--name", "lan", "--role", "auditor"],
    &["receipts", "mint", "--unit", "KH.NT", "--count", "1", "--out", "-"],
    &["receipts", "revoke", "--key", "1"],
    &["receipts", "rotate-key"],
    &["devices", "add", "--desk", "MC.NT", "--name", "a"],
    &["devices", "list"],
    &["devices", "rotate-key"],
    &["api-key", "list"],
    &["api-key", "revoke", "--name", "a"],
    &["import-queue", "gone.hlq"],
];

#[tokio::test]
async fn a_command_in_a_wrong_folder_makes_no_site_there() {
    let machine = Machine::new().await;
    fs::create_dir_all(machine.path("empty/keys")).unwrap();
    for command in OTHERS {
        for folder in ["nothing", "empty"] {
            let run = machine.run(&[command, &["--data-dir", folder]].concat());
            assert_eq!(run.code, Some(2), "{command:?}: {run:?}");
            assert!(run.err.contains("no site here") && run.err.contains(folder), "{command:?}: {run:?}");
        }
    }
    assert!(!machine.path("nothing").exists(), "nothing was made");
    assert_eq!(fs::read_dir(machine.path("empty/keys")).unwrap().count(), 0, "no key was made");
    let made = machine.run(&["migrate"]);
    assert_eq!(made.code, Some(0), "{made:?}");
    let works = machine.run(&["user", "add", "--name", "lan", "--role", "auditor"]);
    assert!(works.code == Some(0) && works.out.contains("one-time password"), "{works:?}");
}

/// The right folder and a database that is not the site's, or is of another version.
#[tokio::test]
async fn a_database_without_the_site_is_not_made_one() {
    let machine = Machine::new().await;
    assert_eq!(machine.run(&["migrate"]).code, Some(0));
    let file = machine.path("data/hailong.db");
    let url = machine.database.clone().unwrap_or_else(|| format!("sqlite://{}", file.display()));
    let db = Database::connect(&url).await.unwrap();
    db.execute_unprepared("DELETE FROM seaql_migrations WHERE version = (SELECT max(version) FROM seaql_migrations)")
        .await
        .unwrap();
    let older = machine.run(&["verify"]);
    assert!(older.code == Some(2) && older.err.contains("run `hailong migrate`"), "{older:?}");
    db.execute_unprepared("DROP TABLE seaql_migrations").await.unwrap();
    db.close().await.unwrap();
    let absent = machine.run(&["verify"]);
    assert!(absent.code == Some(2) && absent.err.contains("no site in this database"), "{absent:?}");
    let elsewhere = machine.run(&["verify", "--database-url", "sqlite://other.db"]);
    assert!(elsewhere.code == Some(2) && elsewhere.err.contains("no site in this database"), "{elsewhere:?}");
    assert!(!machine.path("other.db").exists());
}

/// The signs of a URL mean nothing in a folder's name.
#[test]
fn a_data_folder_may_have_any_name() {
    let Some(machine) = Machine::plain() else { return };
    for name in ["with blanks", "what?mode=memory", "100%25", "a#b", "dữ liệu", "%2e%2e"] {
        let settings = ["--data-dir", name];
        let made = machine.run(&[&["migrate"][..], &settings].concat());
        assert_eq!(made.code, Some(0), "{name}: {made:?}");
        assert!(machine.path(name).join("hailong.db").is_file(), "{name}");
        let add = machine.run(&[&["user", "add", "--name", "lan", "--role", "auditor"][..], &settings].concat());
        assert_eq!(add.code, Some(0), "{name}: {add:?}");
        let twice = machine.run(&[&["user", "add", "--name", "lan", "--role", "auditor"][..], &settings].concat());
        assert!(twice.err.contains("there is an account `lan` already"), "{name}: it is the same site: {twice:?}");
    }
    let beside: Vec<String> = fs::read_dir(&machine.folder.0)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".db"))
        .collect();
    assert!(beside.is_empty(), "files beside the folders: {beside:?}");
}
