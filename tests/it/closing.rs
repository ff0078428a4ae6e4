//! Periods close after their end with their figures, targets and rules; what is released later makes another edition.

use crate::{
    issuing::{hailong, said},
    staff::Operator,
    support::{HOUR, MORNING, TestApp, submission},
    tampering::stage::{Stage, broken},
};
use hailong::{
    domain::role::Role,
    store::Closing,
    work::{closings, releases},
};
use serde_json::{Value, json};

/// Midnight of 1 June 2024 in Vietnam.
pub const JUNE: i64 = MORNING - 9 * HOUR + 2 * 24 * HOUR;
pub const JULY: i64 = JUNE + 30 * DAY;
pub const DAY: i64 = 24 * HOUR;

pub async fn close(app: &TestApp) -> u64 {
    closings::run(&app.site, &app.rules, &app.clock, false).await.unwrap()
}

async fn closed(app: &TestApp, period: &str) -> Option<Closing> {
    app.site.store.closing(period.parse().unwrap()).await.unwrap()
}

/// May with answers of two units, closed.
async fn closed_may() -> TestApp {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 14).await;
    app.submit_many("MC.CR", 13).await;
    app.release_now().await;
    app.at(JUNE + 7 * DAY);
    assert_eq!(close(&app).await, 1);
    app
}

#[tokio::test]
async fn a_period_closes_once_after_its_end_and_again_with_the_next_month() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 14).await;
    app.submit_many("MC.CR", 13).await;
    app.release_now().await;
    app.at(JUNE + 7 * DAY - 1);
    assert_eq!(close(&app).await, 0, "a millisecond early");
    app.at(JUNE + 7 * DAY);
    assert_eq!((close(&app).await, close(&app).await), (1, 0));
    let first = closed(&app, "2024-05").await.unwrap();
    assert_eq!((first.edition, first.changes.as_str()), (1, ""));
    // Other figures of the same answers are another way of computing: `closing::WAY` must be raised with this text.
    let figures: Vec<&str> = first.text.lines().filter(|line| !line.starts_with("target\t")).collect();
    assert_eq!(
        figures,
        [
            "period\t2024-05",
            "way\tfigures-1",
            "rules\trush-1 instant-1 copies-1 outside-hours-2 capacity-1",
            "method\tone-stop-2024\ttop2",
            "shown\tone-stop-2024\t*\t27\t135\t54\t40.00\t33.6\t49.9\tnot_met_uncertain",
            "shown\tone-stop-2024\tKH.CR\t13\t65\t26\t40.00\t34.7\t48.1\tnot_met_uncertain",
            "shown\tone-stop-2024\tKH.NT\t14\t70\t28\t40.00\t35.0\t47.6\tnot_met_uncertain",
        ]
    );
    assert!(first.text.contains("target\tone-stop-2024\tKH.NT\t2024-05\tabove 8700\n"), "{}", first.text);
    assert_eq!(broken(&app).await, Vec::<String>::new());
    // Given in May, and late.
    app.at(MORNING + HOUR);
    app.submit_many("MC.NT", 12).await;
    app.release_now().await;
    assert_eq!(broken(&app).await, Vec::<String>::new(), "late answers are no fault");
    app.at(JUNE + 20 * DAY);
    assert_eq!(close(&app).await, 0, "not before a month closes");
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let page = analyst.get("/staff/units/KH.NT?from=2024-05&to=2024-05").await.text();
    assert!(page.contains("đã chốt lần 1") && page.contains("lần chốt sau sẽ tính và nêu rõ"), "{page}");
    assert_eq!(api(&app, "2024-05").await["grown"], true);
    app.at(JULY + 7 * DAY);
    assert_eq!((close(&app).await, close(&app).await), (2, 0), "May and the second quarter");
    let second = closed(&app, "2024-05").await.unwrap();
    let changes = "why\tresponses\nchanged\tone-stop-2024\t*\t27\t39\nchanged\tone-stop-2024\tKH.NT\t14\t26\n";
    assert_eq!((second.edition, second.changes.as_str()), (2, changes));
    let manager = Operator::with_role(&app, Role::Manager, Some("KH.NT")).await;
    let page = manager.get("/staff/units/KH.NT?from=2024-05&to=2024-05").await.text();
    for part in ["đã chốt lần 2", "đến muộn hoặc khi đó còn chờ tổng hợp", ": 14 phiếu, nay 26 phiếu"]
    {
        assert!(page.contains(part), "no `{part}` in {page}");
    }
    assert!(!page.contains("27 phiếu, nay 39") && !page.contains("lần chốt sau"), "of this unit alone: {page}");
    let said = api(&app, "2024-05").await;
    let change = json!({"survey": "one-stop-2024", "unit": "KH.NT", "before": 14, "after": 26});
    assert_eq!(
        (&said["reasons"], &said["changes"][1], &said["grown"]),
        (&json!(["responses"]), &change, &json!(false))
    );
    app.at(JUNE + 230 * DAY);
    assert_eq!((close(&app).await, close(&app).await), (1, 0), "the year");
    assert_eq!(broken(&app).await, Vec::<String>::new());
}

/// Twelve of one opinion came last and are not shown yet: the closing keeps what was shown, and `verify` finds the same.
#[tokio::test]
async fn a_total_that_was_held_back_closes_as_it_is_shown() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 20).await;
    app.release_now().await;
    for n in 0..12 {
        let mut sent = submission("MC.NT", n);
        sent["answers"] = json!({"access.seats": 5});
        assert_eq!(app.submit(&sent).await.status, 201);
    }
    app.release_now().await;
    app.at(JUNE + 7 * DAY);
    assert_eq!(close(&app).await, 1);
    let text = closed(&app, "2024-05").await.unwrap().text;
    assert!(text.contains("shown\tone-stop-2024\tKH.NT\t20\t"), "{text}");
    let month = app.get("/api/v1/index?from=2024-05&to=2024-05&group_by=unit").await.json();
    assert_eq!((&month["groups"][0]["responses"], &month["groups"][0]["of"]), (&json!(20), &json!(32)), "{month}");
    assert_eq!(broken(&app).await, Vec::<String>::new());
}

/// A unit whose first answers of the year come later is not named in what was closed before.
#[tokio::test]
async fn a_later_unit_changes_nothing_of_an_earlier_month() {
    let app = closed_may().await;
    app.submit_many("MC.DK", 15).await;
    app.release_now().await;
    let month = async |month: &str| {
        let index = app.get(&format!("/api/v1/index?from={month}&to={month}&group_by=unit")).await.json();
        index["groups"].as_array().unwrap().iter().map(|group| group["key"].as_str().unwrap().to_owned()).collect()
    };
    let may: Vec<String> = month("2024-05").await;
    assert_eq!(may, ["KH.CR", "KH.NT"]);
    assert_eq!(broken(&app).await, Vec::<String>::new());
}

/// The closed period that the API says.
async fn api(app: &TestApp, month: &str) -> Value {
    app.get(&format!("/api/v1/index?from={month}&to={month}")).await.json()["closed"].take()
}

/// Everything that is due leaves first: a server that closes while another still releases waits for it.
#[tokio::test]
async fn nothing_closes_while_something_is_due() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 14).await;
    app.release_now().await;
    app.submit_many("MC.NT", 25).await;
    app.at(MORNING + 31 * DAY);
    app.submit_many("MC.NT", 12).await;
    app.at(JULY + 7 * DAY);
    assert_eq!(close(&app).await, 0);
    let released = releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
    assert_eq!(released.submissions, 25, "the control");
    assert_eq!(close(&app).await, 2);
    assert!(closed(&app, "2024-05").await.unwrap().text.contains("KH.NT\t39\t"));
}

/// The edition and the first digits of the digest under the figures, on the public page, the unit's page and in the API.
#[tokio::test]
async fn readers_see_the_edition_and_its_check_code() {
    let app = closed_may().await;
    app.at(JUNE + 230 * DAY);
    assert_eq!(close(&app).await, 2);
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let may = closed(&app, "2024-05").await.unwrap();
    let page = analyst.get("/staff/units/KH.NT?from=2024-05&to=2024-05").await.text();
    assert!(page.contains("đã chốt lần 1") && page.contains(&may.short_digest()), "{page}");
    let open = analyst.get("/staff/units/KH.NT?from=2024-04&to=2024-05").await.text();
    assert!(!open.contains("đã chốt lần"), "two months are no period");
    let year = closed(&app, "2024").await.unwrap();
    let public = app.get("/results?year=2024").await.text();
    assert!(public.contains("đã chốt lần 1") && public.contains(&year.short_digest()), "{public}");
    let index = app.get("/api/v1/index?from=2024-05&to=2024-05").await.json();
    let said = &index["closed"];
    assert_eq!((said["period"].as_str(), said["edition"].as_i64()), (Some("2024-05"), Some(1)), "{index}");
    assert_eq!(said["closed_on"].as_str(), Some("2024-06-08"));
    assert!(said["digest"].as_str().unwrap().starts_with(&may.short_digest().replace('-', "")), "{index}");
    let open = app.get("/api/v1/index?from=2024-04&to=2024-05").await.json();
    assert!(open["closed"].is_null(), "{open}");
    let said = format!("2024-05; edition=1; sha256={}", said["digest"].as_str().unwrap());
    for path in [
        "/api/v1/index.csv?",
        "/staff/units/KH.NT/items.csv?",
        "/staff/overview/units.csv?",
        "/staff/export/responses.csv?",
        "/staff/export/index.csv?group_by=unit&",
    ] {
        let file = analyst.get(&format!("{path}from=2024-05&to=2024-05")).await;
        assert_eq!((file.status.as_u16(), file.header("hailong-closed")), (200, said.as_str()), "{path}");
        let open = analyst.get(&format!("{path}from=2024-04&to=2024-05")).await;
        assert_eq!((open.status.as_u16(), open.header("hailong-closed")), (200, ""), "{path}");
    }
    let (_, told) = hailong_said(&app, &["export", "index", "--from", "2024-05", "--to", "2024-05", "--out", "-"]);
    assert!(told.contains(&format!("closed: {said}")), "{told}");
}

fn hailong_said(app: &TestApp, arguments: &[&str]) -> (bool, String) {
    let run = hailong(app, arguments);
    let (out, err) = said(&run);
    (run.status.success(), out + &err)
}

/// Rows of a closed period and what is kept of it.
#[tokio::test]
async fn what_is_changed_of_a_closed_period_is_found_by_its_name() {
    let app = closed_may().await;
    let stage = Stage::of(app).await;
    let (figures, edition) = ("2024-05 (figures)", "FAIL I7 editions: changed or missing: 2024-05 edition 1");
    let tampered: &[(&str, &[&str])] = &[
        ("DELETE FROM tallies WHERE unit = 'KH.CR'", &["FAIL I7 closed periods", figures]),
        ("UPDATE tallies SET unit = 'KH.VN' WHERE unit = 'KH.CR'", &["FAIL I7 closed periods", figures]),
        ("UPDATE closings SET text = replace(text, 'KH.NT', 'KH.CR')", &[edition]),
        ("UPDATE closings SET changes = 'why\tway\n'", &[edition]),
        ("UPDATE closings SET closed_at = closed_at + 1", &[edition]),
        ("DELETE FROM closings", &[edition]),
        ("DELETE FROM rounds", &["FAIL I7 rounds: 0 rounds of closing, 1 in the chain of releases"]),
        ("UPDATE rounds SET closed_to = 202403", &["FAIL I7 rounds", figures]),
        ("UPDATE rounds SET closed_at = 0", &["FAIL I7 rounds"]),
        ("UPDATE closings SET edition = 2", &[edition, "2024-05 edition 2"]),
        ("DELETE FROM releases WHERE act = 'closing'", &["FAIL I7 editions", "FAIL I7, I11 heads"]),
    ];
    stage.finds(tampered).await;
}

/// A start with another list of targets, which the log names.
async fn started_with(app: &TestApp, targets: &str) -> TestApp {
    std::fs::write(app.folder.0.join("surveys/targets.csv"), targets).unwrap();
    let started = TestApp::restarted(app).await;
    started.at(app.clock.now());
    releases::note_hours(&started.site, &started.clock).await.unwrap();
    started
}

#[tokio::test]
async fn a_target_of_a_closed_year_cannot_be_edited() {
    let app = closed_may().await;
    app.at(JUNE + 230 * DAY);
    assert_eq!(close(&app).await, 2);
    let (holds, lines) = hailong_said(&app, &["verify"]);
    assert!(holds, "the control: {lines}");
    let text = std::fs::read_to_string(app.folder.0.join("surveys/targets.csv")).unwrap();
    for edited in [
        text.replace("87", "80"),
        text.lines().take(1).collect::<String>() + "\n",
        format!("{text}KH.NT,2024,90,true,src,x\n"),
    ] {
        let started = started_with(&app, &edited).await;
        assert_eq!(close(&started).await, 0);
        let (holds, lines) = hailong_said(&app, &["verify"]);
        let named = ["2024-05", "2024-Q2", "2024"].map(|period| format!("{period} (targets, rules or method)"));
        assert!(!holds && named.iter().all(|named| lines.contains(named)), "{edited}: {lines}");
        assert!(lines.contains("ok   I11 lists"), "{lines}");
    }
    // That of a year which is not closed may change.
    started_with(&app, &format!("{text}KH,2025,90,true,src,x\n")).await;
    let (holds, lines) = hailong_said(&app, &["verify"]);
    assert!(holds, "{lines}");
}

/// Targets are often set when a year has begun: its closed months have another edition that says so.
#[tokio::test]
async fn a_target_may_be_set_until_its_year_is_closed() {
    let app = closed_may().await;
    let text = std::fs::read_to_string(app.folder.0.join("surveys/targets.csv")).unwrap();
    let started = started_with(&app, &text.replace("87", "80")).await;
    assert_eq!((broken(&started).await, close(&started).await), (Vec::new(), 0), "not before a month closes");
    started.at(JULY + 7 * DAY);
    assert_eq!(close(&started).await, 2);
    let second = closed(&started, "2024-05").await.unwrap();
    assert_eq!((second.edition, second.changes.as_str()), (2, "why\ttargets\n"));
    assert!(second.text.contains("target\tone-stop-2024\tKH.NT\t2024-05\tabove 8000\n"), "{}", second.text);
    assert_eq!(broken(&started).await, Vec::<String>::new());
    let analyst = Operator::with_role(&started, Role::Analyst, None).await;
    let page = analyst.get("/staff/units/KH.NT?from=2024-05&to=2024-05").await.text();
    assert!(page.contains("Chỉ tiêu của kỳ được giao hoặc sửa"), "{page}");
}
