//! The keys under which answers wait: one that is lost is told at the start, they turn daily, and old ones are destroyed.

use crate::support::{HOUR, MORNING, TestApp, folder, opened, submission};
use axum::http::StatusCode;
use hailong::{
    site::{Site, SiteError},
    work::releases,
};
use std::fs;

const DAY: i64 = 24 * HOUR;

fn key_files(app: &TestApp) -> Vec<String> {
    let names = fs::read_dir(app.folder.0.join("keys")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> =
        names.map(|name| name.into_string().unwrap()).filter(|name| name.starts_with("inbox")).collect();
    names.sort();
    names
}

async fn refused(app: &TestApp) -> String {
    match Site::open(&app.config).await {
        Err(SiteError::Keys(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_lost_key_is_told_at_the_start_with_all_that_it_holds() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 3).await;
    let key = app.folder.0.join("keys/inbox-0001.key");
    let text = fs::read_to_string(&key).unwrap();
    Site::open(&app.config).await.unwrap().store.close().await;

    fs::remove_file(&key).unwrap();
    let why = refused(&app).await;
    assert!(why.contains("inbox-0001.key (3 phiếu)") && why.contains("inbox-0001.key (3 responses)"), "{why}");
    assert!(Site::make(&app.config).await.is_err() && key_files(&app).is_empty(), "none is made in its place");

    fs::write(&key, format!("{} 0", "ab".repeat(32))).unwrap();
    let why = refused(&app).await;
    assert!(why.contains("inbox-0001 differ") && why.contains("không phải là khóa"), "{why}");

    fs::write(&key, text).unwrap();
    let again = Site::open(&app.config).await.unwrap();
    assert_eq!(again.store.waiting().await.unwrap()[0].count, 3);
    app.submit_many("MC.NT", 7).await;
    assert_eq!(app.release_now().await.submissions, 10);
    // Nothing waits: a site goes on without its old key, under another name.
    key_files(&app).iter().for_each(|name| fs::remove_file(app.folder.0.join("keys").join(name)).unwrap());
    Site::open(&app.config).await.unwrap();
    assert_eq!(key_files(&app), ["inbox-0003.key"]);
}

/// Two servers share the folder; one of them makes the key of a new day.
#[tokio::test]
async fn keys_turn_daily_for_all_servers_and_go_when_nothing_needs_them() {
    let app = TestApp::start().await;
    let other = Site::open(&app.config).await.unwrap();
    app.submit_many("MC.NT", 2).await;
    app.site.turn_inbox_key(MORNING).await.unwrap();
    assert_eq!(key_files(&app), ["inbox-0001.key", "inbox-0002.key"]);
    let seals = || (app.site.store.inbox_keys().sealing(), other.store.inbox_keys().sealing());
    assert_eq!(seals(), (Some(1), Some(1)), "the other has to read it first");
    assert_eq!(other.read_new_keys().unwrap(), ["inbox-0002"]);
    for site in [&app.site, &other] {
        site.turn_inbox_key(MORNING + 60_000).await.unwrap();
    }
    assert_eq!(seals(), (Some(2), Some(2)));
    app.submit_many("MC.NT", 2).await;
    assert_eq!(other.store.waiting().await.unwrap()[0].count, 4);
    for day in 1..=14 {
        app.at(MORNING + day * DAY);
        releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
        app.site.turn_inbox_key(MORNING + day * DAY + 60_000).await.unwrap();
    }
    assert_eq!(opened(&app, |entry| entry.trace.is_some()).await, [false; 4], "they are stripped and sealed anew");
    let files = key_files(&app);
    assert_eq!((files.len(), files[0].as_str()), (15, "inbox-0002.key"), "the first has sealed nothing for two weeks");
    let bytes = folder(&app.folder.0);
    assert!(!bytes.is_empty() || app.database_url.starts_with("postgres"));
    app.at(MORNING + 30 * DAY);
    releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
    assert!(key_files(&app).len() < 5, "{:?}", key_files(&app));
    assert_eq!(app.submit(&submission("MC.NT", 0)).await.status, StatusCode::CREATED);
    assert_eq!(Site::open(&app.config).await.unwrap().store.waiting_count().await.unwrap(), 5);
}
