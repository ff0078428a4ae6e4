//! After seven days what still waits keeps no day, no desk, no device, no seconds and no id.

use crate::support::{HOUR, MORNING, Tablet, TestApp, opened, submission};
use axum::http::StatusCode;
use hailong::{domain::inbox::Entry, store::Ages, work::releases};
use serde_json::{Value, json};
use std::{collections::HashSet, time::Duration};

const DAY: i64 = 24 * HOUR;

async fn tick(app: &TestApp) -> releases::Released {
    releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap()
}

/// An officer presses five times in a row, everything the best.
async fn press(app: &TestApp, at: i64) {
    let tablet = Tablet::pair(app, "MC.NT").await;
    let items = &app.site.surveys["one-stop-2024"].items;
    for n in 0..5 {
        app.at(at + n * 40_000);
        let mut sent = submission("MC.NT", 1);
        sent["answers"] =
            items.iter().map(|item| (item.key.clone(), json!(5))).collect::<serde_json::Map<_, _>>().into();
        sent["seconds"] = json!(30);
        assert_eq!(tablet.hand_in(app, &sent).await, 201);
    }
}

fn fine(entry: &Entry<'_>) -> bool {
    entry.trace.is_some()
}

async fn places_of(app: &TestApp) -> Vec<i64> {
    crate::linker::column(
        &sea_orm::Database::connect(&app.database_url).await.unwrap(),
        "SELECT CAST(seq AS TEXT) FROM inbox ORDER BY seq",
    )
    .await
    .iter()
    .map(|place| place.parse().unwrap())
    .collect()
}

async fn holds(app: &TestApp) -> bool {
    let ages = app.site.store.verify_ages(app.clock.now(), app.rules.max_age).await.unwrap();
    let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
    assert!(checks.iter().all(|check| check.holds), "{checks:?}");
    ages.holds
}

#[tokio::test]
async fn what_waits_is_judged_and_stripped_after_seven_days_and_no_place_tells_the_day() {
    let app = TestApp::start().await;
    press(&app, MORNING).await;
    let sent: Value = submission("MC.NT", 3);
    assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
    app.at(MORNING + 7 * DAY - HOUR);
    tick(&app).await;
    assert_eq!(opened(&app, fine).await, [true; 6], "not yet");
    assert!(holds(&app).await);

    app.at(MORNING + 8 * DAY + 4 * HOUR);
    assert!(!holds(&app).await, "the control: for too long nobody has stripped it");
    tick(&app).await;
    assert_eq!(opened(&app, fine).await, [false; 6]);
    assert!(holds(&app).await);
    let first = places_of(&app).await;
    assert!(first.iter().all(|place| *place < 0), "{first:?}");
    let mut kept =
        opened(&app, |entry| format!("{} {} {}", entry.month, entry.flags, entry.comment.unwrap_or("-"))).await;
    kept.sort();
    assert_eq!(kept[0], "2024-05  Ý kiến số 3");
    assert_eq!(kept[1..], ["2024-05 rush-1 -"; 5]);

    // A week later there is another one, and all get new places together, under the key of that day.
    assert_eq!(app.submit(&submission("MC.NT", 4)).await.status, StatusCode::CREATED);
    app.at(MORNING + 16 * DAY);
    tick(&app).await;
    let second = places_of(&app).await;
    assert_eq!((second.len(), opened(&app, fine).await), (7, vec![false; 7]));
    assert!(first.iter().all(|place| !second.contains(place)));

    app.submit_many("MC.NT", 13).await;
    app.at(MORNING + 16 * DAY + HOUR);
    assert_eq!(app.release_now().await.waiting, 6, "May waits for its like");
    assert!(holds(&app).await);
}

/// A crowd of whom some came in each of three weeks, in the order of their places: nobody can tell the weeks apart.
#[tokio::test]
async fn stripped_ones_lie_in_no_order() {
    let app = TestApp::start().await;
    let (weeks, each) = (3, 24);
    for week in 0..weeks {
        for n in 0..each {
            let mut sent = submission("MC.NT", n);
            sent["seconds"] = json!(100);
            sent["comment"] = json!(format!("tuần {week}"));
            app.at(MORNING + week * 8 * DAY + n as i64 * 1_000);
            assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
        }
        let now = MORNING + week * 8 * DAY + 7 * DAY + HOUR;
        let ages = Ages { now, longest: 7 * DAY };
        let stripped = app.strip(ages).await.unwrap();
        assert_eq!(stripped, Some(each as u64));
    }
    let found = opened(&app, |entry| entry.comment.unwrap().to_owned()).await;
    let first: usize = found[..found.len() / 3].iter().filter(|comment| *comment == "tuần 0").count();
    assert!((1..each - 1).contains(&first), "{first} of the first third came in the first week");
}

/// A process that ends at any moment leaves each once.
#[tokio::test]
async fn a_run_that_is_broken_off_loses_nothing_and_doubles_nothing() {
    let app = TestApp::start().await;
    for n in 0..60 {
        let mut sent = submission("MC.NT", n);
        sent["comment"] = json!(format!("người {n}"));
        assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
    }
    let (mut broken, mut whole) = (0, 0);
    for round in 0..40 {
        let ages = Ages { now: MORNING + 8 * DAY + round * 8 * DAY, longest: 7 * DAY };
        app.site.turn_inbox_key(ages.now).await.unwrap();
        app.site.turn_inbox_key(ages.now + 61_000).await.unwrap();
        let run = app.strip(ages);
        match tokio::time::timeout(Duration::from_micros(200 * round as u64), run).await {
            Ok(stripped) => whole += usize::from(stripped.is_ok()),
            Err(_) => broken += 1,
        }
        let found: HashSet<String> =
            opened(&app, |entry| entry.comment.unwrap().to_owned()).await.into_iter().collect();
        assert_eq!((found.len(), app.site.store.waiting_count().await.unwrap()), (60, 60), "round {round}");
    }
    println!("stripping: {broken} broken off, {whole} whole");
    assert!(broken > 0);
}
