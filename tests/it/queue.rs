//! The queue of a tablet arrives once, whatever happens to it on the way.

use crate::{
    issuing::hailong,
    support::{Folder, MORNING, Tablet, TestApp, submission},
};
use axum::http::StatusCode;
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;

async fn strata(app: &TestApp) -> Value {
    app.get("/api/v1/index?from=2024-01&to=2024-12&group_by=stratum").await.json()["groups"].clone()
}

#[tokio::test]
async fn what_comes_through_a_device_is_the_kiosks_and_nothing_else_is() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    for n in 0..12 {
        assert_eq!(tablet.hand_in(&app, &submission("MC.NT", n)).await, 201);
        let mut open = submission("MC.NT", n);
        open["source"]["screen"] = json!("kiosk");
        assert_eq!(app.submit(&open).await.status, StatusCode::CREATED, "accepted, and not believed");
    }
    assert_eq!(app.release_and_close().await.submissions, 24);
    let groups = strata(&app).await;
    let counts = groups.as_array().unwrap().iter().map(|group| (&group["key"], &group["responses"]));
    let counts: Vec<(&Value, &Value)> = counts.filter(|(_, count)| **count != json!(0)).collect();
    assert_eq!(counts, [(&json!("kiosk"), &json!(12)), (&json!("poster"), &json!(12))]);
    for check in app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap() {
        assert!(check.holds, "{check}");
    }
}

#[tokio::test]
async fn the_same_item_is_one_answer_also_after_the_release() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let items: Vec<Value> = (0..12).map(|n| tablet.item(&submission("MC.NT", n))).collect();
    assert_eq!(tablet.deliver(&app, &items).await, [201; 12]);
    assert_eq!(tablet.deliver(&app, &items).await, [200; 12]);
    let twice = [items[0].clone(), items[0].clone()];
    assert_eq!(tablet.deliver(&app, &twice).await, [200; 2]);
    app.release_now().await;
    assert_eq!(tablet.deliver(&app, &items).await, [200; 12], "after the release");
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 0);
    let again = TestApp::restarted(&app).await;
    let one = submission("MC.NT", 40);
    let same = [tablet.item(&one), tablet.item(&one)];
    let mut statuses = tablet.deliver(&again, &same).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 201], "two items of one answer");
    let mut other = one;
    other["comment"] = json!("khác");
    assert_eq!(tablet.hand_in(&again, &other).await, 409);
}

/// Each bad one is told why; none keeps the good ones back.
#[tokio::test]
async fn a_bad_item_keeps_none_of_the_others_back() {
    let app = TestApp::start().await;
    let [tablet, other] = [Tablet::pair(&app, "MC.NT").await, Tablet::pair(&app, "MC.NT").await];
    let good = tablet.item(&submission("MC.NT", 0));
    let mut wrong_level = submission("MC.NT", 1);
    wrong_level["answers"]["access.seats"] = json!(6);
    let mut unsigned = tablet.item(&submission("MC.NT", 2));
    unsigned["tag"] = good["tag"].clone();
    let torn = tablet.signed_item(&"1".repeat(32), &[4; 200]);
    let mut key_to_come = Tablet::pair(&app, "MC.NT").await;
    key_to_come.seal.0 = 9;
    let mut large = submission("MC.NT", 3);
    large["comment"] = json!("x".repeat(33 * 1024));
    let items = [
        good,
        tablet.item(&wrong_level),
        other.item(&submission("MC.NT", 4)),
        unsigned,
        torn,
        tablet.sealed("{}"),
        tablet.sealed(r#"{"at": 1, "submission": 5}"#),
        tablet.item(&large),
        tablet.item(&submission("MC.CR", 5)),
        json!("x"),
        tablet.item(&submission("MC.NT", 6)),
    ];
    let reply = tablet.sync(&app, &items).await;
    let results = reply.json()["results"].clone();
    let told = |name: &str| results.as_array().unwrap().iter().map(|it| it[name].clone()).collect::<Vec<_>>();
    assert_eq!(told("status"), [201, 422, 422, 422, 422, 422, 422, 413, 403, 422, 201]);
    let codes = [
        "invalid_submission",
        "item_unsigned",
        "item_unsigned",
        "item_unreadable",
        "item_unreadable",
        "invalid_submission",
        "too_large",
        "other_desk",
        "item_malformed",
    ];
    assert_eq!(told("code")[1..10], codes.map(|code| json!(code)));
    assert_eq!(results[1]["errors"][0]["field"], "answers.access.seats");
    assert_eq!((&results[1]["tag"], &results[9]["tag"]), (&items[1]["tag"], &Value::Null));
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 2);
    let later = key_to_come.sync(&app, &[key_to_come.item(&submission("MC.NT", 7))]).await.json();
    assert_eq!(
        (&later["results"][0]["status"], &later["results"][0]["code"]),
        (&json!(503), &json!("seal_key_to_come"))
    );
}

#[tokio::test]
async fn a_tablets_clock_may_say_what_it_likes() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    for years in [-10, 0, 10, 1_000_000] {
        let sent = MORNING + years * 365 * DAY;
        let items = [
            tablet.item_of(&submission("MC.NT", 1), sent - 3_600_000),
            tablet.item_of(&submission("MC.NT", 2), sent + 9),
        ];
        let reply = tablet.ask(&app, "sync", &json!({"sent": sent, "items": items, "status": {}})).await.json();
        assert_eq!((&reply["results"][0]["status"], &reply["results"][1]["status"]), (&json!(201), &json!(201)));
    }
    let waiting = app.site.store.waiting().await.unwrap();
    assert_eq!((waiting.len(), waiting[0].month.to_string().as_str(), waiting[0].count), (1, "2024-05", 8));
    assert_eq!(waiting[0].oldest, MORNING - 3_600_000, "an hour, by its own clock");
    // An answer counts in the month in which it was given.
    app.at(MORNING + 3 * DAY);
    let in_may = tablet.item_of(&submission("MC.NT", 5), -2 * DAY);
    assert_eq!(tablet.deliver(&app, &[in_may, tablet.item(&submission("MC.NT", 6))]).await, [201, 201]);
    let months: Vec<_> =
        app.site.store.waiting().await.unwrap().iter().map(|it| (it.month.number(), it.count)).collect();
    assert_eq!(months, [(5, 9), (6, 1)], "two days late, and just now");
    app.at(MORNING);
    let long_ago = tablet.item_of(&submission("MC.NT", 3), i64::MIN);
    assert_eq!(tablet.deliver(&app, &[long_ago]).await, [201]);
    assert_eq!(app.site.store.waiting().await.unwrap()[0].oldest, MORNING - 6 * DAY);
    // Nor does the server's own, where it begins anew: what cannot have been asked yet may be sent again.
    app.at(0);
    assert_eq!(tablet.deliver(&app, &[tablet.item(&submission("MC.NT", 4))]).await, [503]);
    app.at(MORNING);
    assert_eq!(tablet.deliver(&app, &[tablet.item(&submission("MC.NT", 4))]).await, [201]);
}

#[tokio::test]
async fn what_was_sealed_to_an_older_key_still_opens() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let queued = tablet.item(&submission("MC.NT", 1));
    let run = hailong(&app, &["devices", "rotate-key"]);
    assert!(run.status.success() && String::from_utf8_lossy(&run.stdout).starts_with("key 2 is made"));
    assert_eq!(app.logged(1).await[0].action.key(), "devices.rotate-key");
    let restarted = TestApp::restarted(&app).await;
    let reply = tablet.sync(&restarted, &[queued]).await.json();
    assert_eq!((&reply["results"][0]["status"], &reply["seals"][0]["id"]), (&json!(201), &json!(2)));
    let renewed = Tablet::pair(&restarted, "MC.NT").await;
    assert_eq!(renewed.seal.0, 2);
    assert_eq!(renewed.hand_in(&restarted, &submission("MC.NT", 2)).await, 201);
    std::fs::remove_file(restarted.folder.0.join("keys/seal-0001.key")).unwrap();
    let without = TestApp::restarted(&restarted).await;
    let lost = tablet.sync(&without, &[tablet.item(&submission("MC.NT", 3))]).await.json();
    assert_eq!((&lost["results"][0]["status"], &lost["results"][0]["code"]), (&json!(422), &json!("seal_key_gone")));
}

/// A questionnaire ends on 30 May; an answer on it is taken for ninety days more, and known for ever.
#[tokio::test]
async fn a_closed_version_takes_what_was_queued_for_ninety_days() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.0.join("surveys")).unwrap();
    let toml = include_str!("../../surveys/one-stop-2024.toml");
    let closing = toml
        .replace("key = \"one-stop-2024\"", "key = \"closing\"")
        .replace("opens = \"2023-01-01\"", "opens = \"2023-01-01\"\ncloses = \"2024-05-30\"");
    std::fs::write(folder.0.join("surveys/closing.toml"), closing).unwrap();
    let app = TestApp::in_folder(folder).await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let given = |n| {
        let mut sent = submission("MC.NT", n);
        sent["survey"] = json!("closing");
        sent
    };
    let first = tablet.item(&given(1));
    app.at(MORNING + 90 * DAY);
    assert_eq!(app.submit(&given(2)).await.code(), "survey_closed", "the open route has no grace");
    assert_eq!(tablet.deliver(&app, std::slice::from_ref(&first)).await, [201]);
    app.at(MORNING + 91 * DAY);
    assert_eq!(tablet.deliver(&app, &[first, tablet.item(&given(3))]).await, [200, 410]);
    let mut early = submission("MC.NT", 4);
    early["survey"] = json!("nope");
    assert_eq!(tablet.hand_in(&app, &early).await, 422);
}

/// Twenty answers as long as can be fit into one request.
#[tokio::test]
async fn twenty_long_answers_are_one_request() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let items: Vec<Value> = (0..20)
        .map(|n| {
            let mut sent = submission("MC.NT", n);
            sent["padding"] = json!("x".repeat(31 * 1024));
            tablet.item(&sent)
        })
        .collect();
    assert_eq!(tablet.deliver(&app, &items).await, [422; 20], "each is read and refused for itself");
}
