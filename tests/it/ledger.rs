//! The ledger: its figures and their readers.

use crate::{
    staff::Operator,
    support::{HOUR, TestApp},
};
use axum::http::StatusCode;
use hailong::{
    domain::{
        receipt::{Event, Week},
        role::Role,
    },
    store::receipts::Minting,
};

async fn mint(app: &TestApp, unit: &str, weeks_ago: i32, count: u32) {
    let week = Week::from_int(Week::of(app.clock.local().date()).to_int() - weeks_ago).unwrap();
    let like =
        Minting { key: 1, survey: "one-stop-2024".to_owned(), unit: unit.to_owned(), event: Event::Received, week };
    app.site.store.mint(&like, count, app.by()).await.unwrap().unwrap();
}

#[tokio::test]
async fn staff_count_the_receipts_in_their_scope_and_no_others() {
    let app = TestApp::start().await;
    for (unit, weeks_ago, count) in [("KH.NT", 8, 40), ("KH.NT", 0, 7), ("KH.CR", 8, 5)] {
        mint(&app, unit, weeks_ago, count).await;
    }
    let routes = [
        "/staff/receipts",
        "/staff/receipts/units.csv",
        "/staff/receipts/weeks.csv?dialect=excel-vi",
        "/staff/receipts/nope.csv",
    ];
    for (role, unit, expected) in [
        (Role::Administrator, None, [200, 200, 200, 404]),
        (Role::Analyst, None, [200, 200, 200, 404]),
        (Role::Manager, Some("KH.NT"), [200, 200, 200, 404]),
        (Role::Oversight, None, [403; 4]),
        (Role::Auditor, None, [403; 4]),
    ] {
        let operator = Operator::with_role(&app, role, unit).await;
        for (route, expected) in routes.iter().zip(expected) {
            let reply = operator.get(route).await;
            assert_eq!(reply.status.as_u16(), expected, "{role:?} {unit:?} at {route}");
            let foreign = reply.text().contains("KH.CR");
            assert_eq!(foreign, unit.is_none() && expected == 200, "{role:?} {unit:?} at {route}");
        }
    }
    let nobody = Operator::nobody(&app);
    assert_eq!(nobody.get("/staff/receipts").await.status, StatusCode::SEE_OTHER);
    let manager = Operator::with_role(&app, Role::Manager, Some("KH.CR")).await;
    let csv = manager.get("/staff/receipts/units.csv").await.text();
    assert!(csv.contains("\nKH.CR,") && csv.trim_end().ends_with(",5,,,,,,"), "{csv}");
    let analyst = Operator::with_role(&app, Role::Analyst, Some("KH.NT")).await;
    let csv = analyst.get("/staff/receipts/units.csv").await;
    assert!(csv.header("content-disposition").contains("receipts-units-2024.csv"));
    assert!(csv.text().trim_end().ends_with(",47,0,0,40,0,40,0.00"), "{}", csv.text());
    let page = Operator::with_role(&app, Role::Administrator, Some("KH")).await;
    let page = page.get("/staff/receipts?lang=en&year=2024").await.text();
    assert!(page.contains("Ledger of receipts") && page.contains("Counted at 09:00, 30 May 2024"), "{page}");
}

#[tokio::test]
async fn the_public_reads_months_whose_receipts_have_expired() {
    let app = TestApp::start().await;
    mint(&app, "KH.NT", 4, 40).await;
    mint(&app, "KH.CR", 4, 5).await;
    let now = app.get("/results/receipts").await;
    assert_eq!(now.status, StatusCode::OK);
    assert!(now.text().contains("Chưa có tháng nào") && !now.text().contains("KH.NT"), "{}", now.text());
    assert!(app.get("/results").await.text().contains("/results/receipts?lang=vi"));
    app.at(app.clock.now() + 40 * 24 * HOUR);
    let csv = app.get("/results/receipts.csv").await.text();
    assert!(
        csv.contains("\n2024-04,2024-04,KH.NT,") && csv.contains(",40,0,0,40,,40,0.00,contested_under_10\n"),
        "{csv}"
    );
    assert!(!csv.contains("KH.CR") && csv.contains("\n,,,,5,,,,,,,joined_later\n"), "{csv}");
    assert!(app.get("/results/receipts?lang=en").await.text().contains("04/2024"));
    let excel = app.get("/results/receipts.csv?dialect=excel-vi").await.text();
    assert!(excel.contains(";40;0;0;40;dưới 10;40;0,00;\r\n"), "{excel}");
}
