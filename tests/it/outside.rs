//! Accepted answers behind no figure: those that wait are counted once their month is closed, and those that went up are told of.

use crate::{
    staff::Operator,
    support::{CLOSED, TestApp, submission},
};
use hailong::{domain::role::Role, work::releases};
use serde_json::json;

const DAY: i64 = 86_400_000;
/// 2024-06-01 00:00 in Vietnam.
const JUNE: i64 = 1_717_174_800_000;

async fn release(app: &TestApp, now: i64) -> u64 {
    app.at(now);
    let released = releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
    app.close().await;
    released.submissions
}

/// The session of a day before has run out, so each page has a reader of its own.
async fn page(app: &TestApp, path: &str) -> String {
    let analyst = Operator::named(app, uuid::Uuid::new_v4().simple().to_string(), (Role::Analyst, None)).await;
    analyst.get(path).await.text()
}

/// The column of a table for programs, by unit.
async fn waiting(app: &TestApp, unit: &str) -> String {
    let csv = page(app, "/staff/overview/units.csv?year=2024&dialect=machine").await;
    let mut csv = csv::Reader::from_reader(csv.as_bytes());
    let head = csv.headers().unwrap().clone();
    let place = |name: &str| head.iter().position(|key| key == name).unwrap();
    let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    rows.iter().find(|row| &row[place("unit")] == unit).map(|row| row[place("waiting")].to_owned()).unwrap()
}

#[tokio::test]
async fn what_waits_is_counted_when_its_month_is_closed() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.submit_many("MC.NT", 30).await;
    app.submit_many("MC.CR", 4).await;
    for month in 0..2 {
        app.at(JUNE + (month * 30 + 10) * DAY);
        app.submit_many("MC.NT", 6).await;
    }
    assert_eq!(release(&app, JUNE + 40 * DAY).await, 30, "May is closed: its thirty leave whole");
    assert_eq!((waiting(&app, "KH.NT").await, waiting(&app, "KH.CR").await), (String::new(), String::new()));
    let few = page(&app, "/staff/units/KH.NT?year=2024").await;
    assert!(few.contains("Dưới 10 phiếu chờ tổng hợp"), "six of June");
    assert_eq!(release(&app, JUNE + 69 * DAY).await, 0);
    assert_eq!((waiting(&app, "KH.NT").await.as_str(), waiting(&app, "KH.TS").await.as_str()), ("12", "0"));
    let many = page(&app, "/staff/units/KH.NT?year=2024").await;
    assert!(many.contains("30 trong 42 phiếu; 12 phiếu chờ tổng hợp"), "twelve of June and July");
    let lacking = page(&app, "/staff/units/KH.CR?year=2024").await;
    assert!(lacking.contains("Có phiếu, đang chờ tổng hợp"), "four of May");
    let none = page(&app, "/staff/units/KH.TS?year=2024").await;
    assert!(!none.contains("Có phiếu"), "the control: nobody has answered there");
}

#[tokio::test]
async fn nobody_learns_on_which_day_somebody_answered() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.at(JUNE);
    let seen = async || waiting(&app, "KH.CR").await;
    let before = seen().await;
    app.submit_many("MC.CR", 1).await;
    // The seventh day after June has not come.
    release(&app, JUNE + 36 * DAY).await;
    assert_eq!((before.as_str(), seen().await.as_str()), ("0", "0"));
    release(&app, JUNE + 37 * DAY).await;
    assert_eq!(seen().await, "", "one to nine are told as few");
}

#[tokio::test]
async fn what_went_up_and_what_was_skipped_is_told_of() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.submit_many("MC.CR", 6).await;
    app.submit_many("MC.DK", 8).await;
    for n in 0..12 {
        let mut skipped = submission("MC.TS", n);
        skipped["answers"] = json!({"access.seats": "skipped"});
        assert_eq!(app.submit(&skipped).await.status, 201);
    }
    assert_eq!(release(&app, CLOSED).await, 26);
    let overview = page(&app, "/staff/overview?year=2024").await;
    let after =
        |said: &str| overview.split(said).nth(1).and_then(|it| it.split("</details>").next()).unwrap().to_owned();
    let above = after("có phiếu, tính ở cấp trên vì ít");
    assert!(above.contains("KH.CR") && above.contains("KH.DK") && !above.contains("KH.TS"), "{above}");
    assert!(after("không câu nào trả lời được tính").contains("KH.TS"), "all of them skipped");
    assert!(!after("chưa có phiếu đã tổng hợp").contains("KH.CR"), "there are answers");
    assert!(page(&app, "/staff/units/KH.CR?year=2024").await.contains("tính ở cấp trên vì ít"));
    assert!(page(&app, "/staff/units/KH.TS?year=2024").await.contains("không câu nào trả lời được tính"));
}
