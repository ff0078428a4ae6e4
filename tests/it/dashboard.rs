//! The dashboard as an analyst of a beginning province sees it.

use crate::{
    staff::Operator,
    support::{HOUR, MORNING, TestApp, backends},
};
use hailong::web::viewer::Role;

#[tokio::test]
async fn the_next_release_is_foretold_by_what_waits_and_kept() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        app.submit_many("MC.NT", 6).await;
        app.at(MORNING + HOUR);
        app.submit_many("MC.CR", 3).await;
        let analyst = Operator::with_role(&app, Role::Analyst, None).await;
        let page = async || analyst.get("/staff/overview").await.text();
        let nine = page().await;
        assert!(nine.contains("9 phiếu đã nhận") && nine.contains("Chưa biết lần tổng hợp tới là khi nào"), "{nine}");
        app.at(MORNING + HOUR + HOUR / 4);
        app.submit_many("MC.CR", 1).await;
        // A week after the second unit's first: what both have goes to the province.
        let ten = page().await;
        assert!(ten.contains("dự kiến vào ngày 06/06/2024"), "{ten}");
        let week = MORNING + HOUR + app.rules.max_age;
        for (now, released) in [(week - 1, 0), (week, 10)] {
            app.at(now);
            let run = hailong::releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
            assert_eq!(run.submissions, released, "{now}");
        }
        app.submit_many("MC.NT", 10).await;
        // The first session is over.
        let analyst = Operator::with_role(&app, Role::Analyst, Some("KH")).await;
        let full = analyst.get("/staff/overview?year=2023").await.text();
        assert!(full.contains("dự kiến trong vòng khoảng 15 phút"), "{full}");
        let manager = Operator::with_role(&app, Role::Manager, Some("KH.NT")).await;
        let manager = manager.get("/staff/units/KH.NT?year=2023").await.text();
        assert!(manager.contains("kể từ khi đủ") && !manager.contains("dự kiến"), "{manager}");
    }
}
