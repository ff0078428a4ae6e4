//! A site whose answers wait unsealed, made by the version before: nothing is lost, and nothing stays open.

use crate::support::{Folder, MORNING, TestApp, create_database, folder, opened, places};
use hailong::domain::{
    answers::{AnswersBuilder, Rating},
    survey::Survey,
};
use migrations::{Migrator, sea_orm_migration::MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

/// Rows as the version before wrote them.
async fn fill(db: &DatabaseConnection, count: usize) {
    let survey = Survey::from_toml("one-stop-2024", include_str!("../../surveys/one-stop-2024.toml")).unwrap();
    let bytes = |n: usize| match db.get_database_backend() {
        sea_orm::DbBackend::Postgres => format!("'\\x{n:032x}'::bytea"),
        _ => format!("x'{n:032x}'"),
    };
    for n in 0..count {
        let mut answers = AnswersBuilder::new(&survey);
        (0..survey.items.len()).for_each(|item| answers.rate(item, Rating::Level(1 + ((n + item) % 5) as u8)));
        let (key, answers) = (bytes(n + 1), answers.finish());
        let device = if n % 2 == 0 { "NULL".to_owned() } else { format!("'{n:032x}'") };
        let comment = if n % 3 == 0 { "NULL".to_owned() } else { format!("'Ý kiến cũ số {n}'") };
        for sql in [
            format!("INSERT INTO accepted (key, digest) VALUES ({key}, {key})"),
            format!(
                "INSERT INTO inbox (key, received_at, desk, survey, unit, month, stratum, kind, lang, answers, comment, seconds, \
                 flags, device) VALUES ({key}, {}, 'MC.NT', 'one-stop-2024', 'KH.NT', 202405, 'kiosk', 'citizen', 'vi', '{}', \
                 {comment}, 90, 'speeder-1', {device})",
                MORNING - 1_000 * n as i64,
                answers.as_str(),
            ),
        ] {
            db.execute_unprepared(&sql).await.unwrap();
        }
    }
}

#[tokio::test]
async fn what_waited_before_is_sealed_at_the_first_start() {
    for count in [0, 12] {
        let folder_of_before = Folder::new();
        let (url, schema) = create_database(&folder_of_before.0).await;
        let mode = if url.starts_with("sqlite") { "?mode=rwc" } else { "" };
        let db = Database::connect(format!("{url}{mode}")).await.unwrap();
        Migrator::up(&db, Some(8)).await.unwrap();
        fill(&db, count).await;
        db.close().await.unwrap();
        let app = TestApp::on(folder_of_before, url, schema).await;
        assert_eq!(app.site.store.waiting_count().await.unwrap(), count as u64);
        let traces = opened(&app, |entry| {
            let trace = entry.trace.unwrap();
            (trace.key[15], trace.received_at, trace.device.map(|device| device.to_bytes()[15]), trace.seconds)
        });
        let expected = (0..count as u8)
            .map(|n| (n + 1, MORNING - 1_000 * i64::from(n), (n % 2 == 1).then_some(n), Some(90)))
            .collect::<Vec<_>>();
        assert_eq!(traces.await, expected, "in their order");
        let said =
            opened(&app, |entry| (entry.comment.is_some(), entry.flags.to_string(), entry.unit.to_owned())).await;
        assert_eq!(said.iter().filter(|row| row.0).count(), count * 2 / 3);
        assert!(said.iter().all(|row| (row.1.as_str(), row.2.as_str()) == ("speeder-1", "KH.NT")));
        let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
        assert!(checks.iter().all(|check| check.holds), "{checks:?}");
        // A start tidies within a minute, as each release does.
        app.site.store.forget_released().await.unwrap();
        assert_eq!(places(&folder(&app.folder.0), "Ý kiến cũ".as_bytes()), [0usize; 0], "nothing stays open");
        assert_eq!(app.release_now().await.submissions, count as u64);
        if count > 0 && app.database_url.starts_with("sqlite") {
            let bytes = folder(&app.folder.0);
            assert!(!places(&bytes, "Ý kiến cũ".as_bytes()).is_empty(), "the control: released, it is found");
        }
    }
}
