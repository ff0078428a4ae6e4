//! A site that has released by the version before: its first start begins the chains and closes what is over, and no figure changes.

use crate::{
    closing::{DAY, JUNE, close},
    index::index,
    support::{Folder, MORNING, TestApp, create_database},
    tampering::stage::broken,
};
use migrations::{Migrator, sea_orm_migration::MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database};

/// The tables and columns that a released answer has had until the tenth migration.
const BEFORE: [(&str, &str); 4] = [
    ("accepted", "key, digest"),
    ("responses", "id, survey, unit, period, stratum, kind, lang, answers, flags"),
    ("comments", "id, survey, unit, period, lang, text"),
    ("tallies", "survey, unit, period, stratum, kind, flagged, responses, groups, counts, revision"),
];

/// A database of the version before with what `now` has released.
async fn of_before(now: &TestApp) -> TestApp {
    let folder = Folder::new();
    let (url, schema) = create_database(&folder.0).await;
    let is_sqlite = url.starts_with("sqlite");
    let mut options = ConnectOptions::new(format!("{url}{}", if is_sqlite { "?mode=rwc" } else { "" }));
    options.max_connections(1);
    let db = Database::connect(options).await.unwrap();
    Migrator::up(&db, Some(10)).await.unwrap();
    let other = if is_sqlite {
        let file = now.database_url.trim_start_matches("sqlite://");
        db.execute_unprepared(&format!("ATTACH DATABASE '{file}' AS other")).await.unwrap();
        "other"
    } else {
        now.database_url.rsplit("%3D").next().unwrap()
    };
    for (table, columns) in BEFORE {
        let columns = columns.replace("groups", "\"groups\"");
        let copy = format!("INSERT INTO {table} ({columns}) SELECT {columns} FROM {other}.{table}");
        db.execute_unprepared(&copy).await.unwrap_or_else(|error| panic!("{copy}: {error}"));
    }
    db.close().await.unwrap();
    TestApp::on(folder, url, schema).await
}

#[tokio::test]
async fn released_answers_of_before_keep_their_figures() {
    let now = TestApp::start().await;
    now.submit_many("MC.NT", 30).await;
    now.submit_many("MC.CR", 12).await;
    now.release_now().await;
    let old = of_before(&now).await;
    for app in [&now, &old] {
        app.at(JUNE + 7 * DAY);
        assert_eq!(close(app).await, 1);
    }
    for by in ["", "&group_by=unit", "&group_by=month", "&group_by=stratum", "&group_by=factor", "&group_by=flag"] {
        assert_eq!(index(&old, by).await, index(&now, by).await, "{by}");
    }
    assert_eq!(broken(&old).await, Vec::<String>::new());
    // Its year goes on by the rules of flags that it was begun with.
    for (app, edition) in [(&now, 2), (&old, 1)] {
        let tallies = app.site.store.stored_tallies().await.unwrap();
        assert_eq!(tallies.editions().of(2024).number(), edition);
        assert_eq!(tallies.editions().of(2025).number(), 2);
    }
    // And it goes on: late ones of the month stand apart, others of a new month as anywhere.
    for app in [&now, &old] {
        app.at(MORNING);
        app.submit_many("MC.NT", 11).await;
        assert_eq!(app.release_now().await.submissions, 11);
        app.at(JUNE + 40 * DAY);
        assert!(close(app).await > 0);
    }
    let units = index(&old, "&group_by=unit").await;
    assert_eq!(units["groups"], index(&now, "&group_by=unit").await["groups"]);
    assert_eq!(units["groups"][1]["responses"], 41, "{units}");
    assert_eq!(broken(&old).await, Vec::<String>::new());
}
