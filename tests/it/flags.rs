//! Flags: computed while answers wait, and only their names and sums are left after the release.

use crate::support::{HOUR, MORNING, Tablet, TestApp, opened, submission};
use axum::http::StatusCode;
use hailong::{domain::hours::Hours, work::releases};
use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::{Value, json};

/// 2024-05-30 09:00 at the kiosk; every answer the best, in half a minute.
fn pressed(app: &TestApp, source: &Value) -> Value {
    let survey = app.site.surveys.get("one-stop-2024").unwrap();
    let mut sent = submission("MC.NT", 1);
    sent["source"] = source.clone();
    sent["answers"] =
        survey.items.iter().map(|item| (item.key.clone(), json!(5))).collect::<serde_json::Map<_, _>>().into();
    sent["seconds"] = json!(30);
    sent
}

async fn press(app: &TestApp, tablet: &Tablet, source: &Value, count: i64) {
    for n in 0..count {
        app.at(MORNING + n * 40_000);
        assert_eq!(tablet.hand_in(app, &pressed(app, source)).await, 201);
    }
}

async fn column(app: &TestApp, sql: &str) -> Vec<String> {
    let db = Database::connect(&app.database_url).await.unwrap();
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

async fn assert_all_holds(app: &TestApp) {
    for check in app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap() {
        assert!(check.holds, "{check}");
    }
}

#[tokio::test]
async fn figures_are_had_with_and_without_what_an_officer_pressed() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 40).await;
    press(&app, &Tablet::pair(&app, "MC.NT").await, &json!({"desk": "MC.NT"}), 24).await;
    assert_eq!(app.release_and_close().await.submissions, 64);
    let all = app.get("/api/v1/index?from=2024-01&to=2024-12").await.json();
    let by_flag = app.get("/api/v1/index?from=2024-01&to=2024-12&group_by=flag").await.json();
    let [unflagged, flagged] = &by_flag["groups"].as_array().unwrap()[..] else { panic!("{by_flag}") };
    assert_eq!((&unflagged["key"], &flagged["key"]), (&json!("unflagged"), &json!("flagged")));
    assert_eq!((&unflagged["responses"], &flagged["responses"]), (&json!(40), &json!(24)), "none is deleted");
    assert_eq!((&flagged["index"], &all["total"]["responses"]), (&json!(100.0), &json!(64)));
    assert!(unflagged["index"].as_f64() < all["total"]["index"].as_f64(), "{by_flag}");
    let mut names = column(&app, "SELECT flags FROM responses ORDER BY flags").await;
    names.dedup();
    assert_eq!(names, ["", "rush-1"]);
    assert_all_holds(&app).await;
    let crossed = app.get("/api/v1/index?stratum=kiosk&group_by=flag").await;
    assert_eq!(crossed.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// A kiosk was without network: five people an hour, delivered within a minute. Of longer than counts nobody knows when they were.
#[tokio::test]
async fn a_queue_that_empties_at_once_is_judged_by_when_its_answers_were_given() {
    const WEEK: i64 = 7 * 24 * HOUR;
    for (waited, expected) in [(Some(0), 0), (None, 20), (Some(WEEK), 0), (Some(-WEEK), 0)] {
        let app = TestApp::start().await;
        let tablet = Tablet::pair(&app, "MC.NT").await;
        app.at(MORNING + 5 * HOUR);
        let mut sent = pressed(&app, &json!({"desk": "MC.NT"}));
        sent["seconds"] = json!(150);
        let queue: Vec<Value> = (0..20)
            .map(|n| {
                sent["id"] = json!(uuid::Uuid::new_v4().simple().to_string());
                // Ten years behind, as the tablet's clock is; it says "sent" at 0.
                tablet.item_of(&sent, waited.map_or(0, |longer| -longer - 60_000 - n * 720_000))
            })
            .collect();
        assert_eq!(tablet.deliver(&app, &queue).await, [201; 20]);
        assert_eq!(app.release_now().await.submissions, 20);
        let flagged = column(&app, "SELECT flags FROM responses WHERE flags <> ''").await.len();
        assert_eq!(flagged, expected, "with the time that they waited: {waited:?}");
    }
}

/// Two tablets at one desk are two screens, and what came through which is forgotten with the release.
#[tokio::test]
async fn a_crowd_at_two_tablets_is_no_burst() {
    for (tablets, expected) in [(1, "rush-1"), (3, "")] {
        let app = TestApp::start().await;
        let mut all = Vec::new();
        for _ in 0..tablets {
            all.push(Tablet::pair(&app, "MC.NT").await);
        }
        for n in 0..12 {
            app.at(MORNING + n * 40_000);
            let sent = pressed(&app, &json!({"desk": "MC.NT"}));
            assert_eq!(all[n as usize % all.len()].hand_in(&app, &sent).await, 201);
        }
        assert_eq!(opened(&app, |entry| entry.trace.unwrap().device.is_some()).await, [true; 12]);
        assert_eq!(app.release_now().await.submissions, 12);
        assert_eq!(column(&app, "SELECT flags FROM responses").await, [expected; 12], "{tablets} tablets");
        assert!(opened(&app, |_| ()).await.is_empty());
    }
}

/// A few flagged ones hide the others with them: no difference tells how they answered.
#[tokio::test]
async fn a_handful_of_flagged_answers_is_not_shown() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 40).await;
    press(&app, &Tablet::pair(&app, "MC.NT").await, &json!({"desk": "MC.NT"}), 6).await;
    app.release_and_close().await;
    let by_flag = app.get("/api/v1/index?from=2024-01&to=2024-12&group_by=flag").await.json();
    for group in by_flag["groups"].as_array().unwrap() {
        assert_eq!((&group["suppressed"], &group["responses"]), (&json!(true), &Value::Null), "{by_flag}");
    }
    assert_eq!((&by_flag["total"]["responses"], &by_flag["withheld"]), (&json!(46), &json!(46)));
    assert_all_holds(&app).await;
}

/// Of a burst at a desk that receives for two units, one unit's part is released a day earlier.
#[tokio::test]
async fn the_rest_of_a_burst_keeps_its_flags() {
    let app = TestApp::start().await;
    let (desk, [first, second]) = desk_of_two(&app);
    let tablet = Tablet::pair(&app, &desk).await;
    let at = |unit: &str| json!({"desk": desk, "unit": unit});
    for n in 0..10 {
        let mut sent = submission("MC.NT", n);
        sent["source"] = json!({"desk": desk, "unit": first});
        assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
    }
    press(&app, &tablet, &at(&first), 3).await;
    press(&app, &tablet, &at(&second), 2).await;
    assert_eq!(app.release_now().await.submissions, 13);
    assert_eq!(opened(&app, |entry| entry.flags.to_string()).await, ["rush-1"; 2]);
    app.at(MORNING + 24 * HOUR);
    for n in 0..10 {
        let mut sent = submission("MC.NT", n);
        sent["source"] = json!({"desk": desk, "unit": second});
        assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
    }
    assert_eq!(app.release_now().await.submissions, 12);
    let flagged = column(&app, "SELECT flags FROM responses WHERE flags <> ''").await;
    assert_eq!(flagged, ["rush-1"; 5]);
    assert_all_holds(&app).await;
}

/// Noon at two kiosks: one desk closes for lunch, the other keeps the hours of the site.
#[tokio::test]
async fn an_answer_outside_its_desks_own_hours_is_kept_and_flagged() {
    let app = TestApp::start().await;
    let store = &app.site.store;
    let lunch: Hours = "mon-fri 07:30-11:30 13:30-17:00".parse().unwrap();
    let admin = |at| app.site.by("admin", at);
    store.set_desk_hours("MC.NT", Some(&lunch), admin(1)).await.unwrap();
    for desk in ["MC.NT", "MC.CR"] {
        let tablet = Tablet::pair(&app, desk).await;
        for n in 0..10 {
            app.at(MORNING + 3 * HOUR + n * 300_000);
            let mut sent = pressed(&app, &json!({"desk": desk}));
            sent["seconds"] = json!(150);
            assert_eq!(tablet.hand_in(&app, &sent).await, 201, "it is kept");
        }
    }
    assert_eq!(app.release_now().await.submissions, 20);
    let flags = column(&app, "SELECT unit || ' ' || flags FROM responses ORDER BY unit").await;
    assert_eq!(flags, [vec!["KH.CR "; 10], vec!["KH.NT outside-hours-2"; 10]].concat());
    assert_all_holds(&app).await;

    store.set_desk_hours("MC.NT", Some(&lunch), admin(2)).await.unwrap();
    store.set_desk_hours("MC.NT", None, admin(3)).await.unwrap();
    store.set_desk_hours("MC.NT", None, admin(4)).await.unwrap();
    assert!(store.set_desk_hours("NOPE", Some(&lunch), admin(5)).await.is_err());
    assert_eq!(
        logged(&app, "hours.desk").await,
        [
            format!("admin 1 MC.NT: {lunch} (before: as the site)"),
            format!("admin 3 MC.NT: as the site (before: {lunch})"),
        ],
        "changes only"
    );
    let hours = store.opening_hours(&app.site.opening_hours).await.unwrap();
    assert_eq!(hours.of("MC.NT"), &app.site.opening_hours);
}

/// The setting has no account behind it: it is noted where it begins to hold.
#[tokio::test]
async fn other_hours_of_the_site_are_noted_in_the_log() {
    let app = TestApp::start().await;
    app.release_now().await;
    assert_eq!(logged(&app, "hours.site").await, [""; 0], "nothing was judged yet");
    app.submit_many("MC.NT", 10).await;
    app.release_now().await;
    let mut restarted = app.site.clone();
    restarted.opening_hours = "mon-fri 07:00-17:00".parse().unwrap();
    for _ in 0..2 {
        releases::note_hours(&restarted, &app.clock).await.unwrap();
    }
    releases::note_hours(&app.site, &app.clock).await.unwrap();
    let hours = ["mon-sat 06:30-18:30", "mon-fri 07:00-17:00", "mon-sat 06:30-18:30"];
    let said = hours.map(|hours| format!("settings {MORNING} {hours}"));
    assert_eq!(logged(&app, "hours.site").await, said);
    assert_all_holds(&app).await;
}

/// Account, moment and detail of every entry about this, the first one first.
async fn logged(app: &TestApp, action: &str) -> Vec<String> {
    let log = app.logged(50).await;
    let about = log.iter().rev().filter(|entry| entry.action.key() == action);
    about.map(|entry| format!("{} {} {}", entry.actor, entry.at, entry.detail)).collect()
}

/// A year that was begun by earlier rules keeps them. By those, one sign alone, such as a late hour, is forgotten with the minute that it
/// came from.
#[tokio::test]
async fn a_year_keeps_the_rules_that_it_was_begun_with() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let db = Database::connect(&app.database_url).await.unwrap();
    db.execute_unprepared("INSERT INTO flag_editions (year, edition) VALUES (2024, 1)").await.unwrap();
    let tablet = Tablet::pair(&app, "MC.NT").await;
    for n in 0..12 {
        let mut sent = submission("MC.NT", n);
        sent["seconds"] = json!(200);
        app.at(MORNING + 12 * HOUR + n as i64 * 200_000);
        assert_eq!(tablet.hand_in(&app, &sent).await, 201);
    }
    let survey = app.site.surveys.get("one-stop-2024").unwrap();
    let noted = app.site.store.flag_waiting(survey, app.site.usual(), &[]).await.unwrap();
    assert_eq!(noted, 0, "what follows from an answer alone needs no note");
    app.release_now().await;
    assert_eq!(column(&app, "SELECT flags FROM responses").await, [""; 12]);
    press(&app, &tablet, &json!({"desk": "MC.NT"}), 12).await;
    app.release_now().await;
    let mut names = column(&app, "SELECT flags FROM responses ORDER BY flags").await;
    names.dedup();
    assert_eq!(names, ["", "burst-1|speeder-1|straight-1"]);
    assert_all_holds(&app).await;
}

fn desk_of_two(app: &TestApp) -> (String, [String; 2]) {
    let desk = app.site.catalogue.desks().iter().find(|desk| desk.units.len() > 1).unwrap();
    (desk.code.clone(), [desk.units[0].clone(), desk.units[1].clone()])
}
