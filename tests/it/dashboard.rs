//! The dashboard as an analyst of a beginning province sees it.

use crate::{
    staff::Operator,
    support::{CLOSED, HOUR, MORNING, TestApp},
};
use axum::http::StatusCode;
use hailong::domain::role::Role;
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test]
async fn the_next_release_is_foretold_by_what_waits_and_kept() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 6).await;
    app.at(MORNING + HOUR);
    app.submit_many("MC.CR", 3).await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let page = async || analyst.get("/staff/overview").await.text();
    let nine = page().await;
    assert!(nine.contains("9 phiếu đã nhận") && nine.contains("Chưa biết lần tổng hợp tới là khi nào"), "{nine}");
    app.at(MORNING + HOUR + HOUR / 4);
    app.submit_many("MC.CR", 1).await;
    // With the year's closing the answers of both are counted above them: on 8 January, a week after it is over.
    let ten = page().await;
    assert!(ten.contains("lần tổng hợp tới là khi chốt số liệu năm 2024"), "{ten}");
    for (now, released) in [(CLOSED - 1, 0), (CLOSED, 10)] {
        app.at(now);
        let run = hailong::work::releases::run(&app.site, &app.rules, &app.clock, false).await.unwrap();
        assert_eq!(run.submissions, released, "{now}");
    }
    app.submit_many("MC.NT", 20).await;
    // The first session is over.
    let analyst = Operator::with_role(&app, Role::Analyst, Some("KH")).await;
    let full = analyst.get("/staff/overview?year=2023").await.text();
    assert!(full.contains("dự kiến trong vòng khoảng 15 phút"), "{full}");
    let manager = Operator::with_role(&app, Role::Manager, Some("KH.NT")).await;
    let manager = manager.get("/staff/units/KH.NT?year=2023").await.text();
    assert!(manager.contains("kể từ khi đủ") && !manager.contains("dự kiến"), "{manager}");
}

#[tokio::test]
async fn only_questionnaires_with_answers_the_current_and_the_chosen_are_offered() {
    let app = TestApp::start().await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let offered = async |query: &str| {
        let page = analyst.get(&format!("/staff/overview{query}")).await.text();
        let offered = page.split("name=\"survey\"").nth(1).unwrap().split("</label>").next().unwrap().to_owned();
        let keys = app.site.surveys.keys().filter(|key| offered.contains(&format!("value=\"{key}\""))).cloned();
        keys.collect::<BTreeSet<_>>()
    };
    assert_eq!(app.site.surveys.len(), 3);
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(offered("").await, keys(&["one-stop-2024"]));
    assert_eq!(offered("?survey=short-2025").await, keys(&["one-stop-2024", "short-2025"]), "the chosen stays");
    for n in 0..20 {
        let level = if n < 10 { 5 } else { 2 };
        let quick = json!({
            "id": uuid::Uuid::new_v4().simple().to_string(), "survey": "quick-2024", "source": {"desk": "MC.NT"},
            "answers": {"overall.service": level}, "language": "vi", "seconds": 2,
        });
        assert_eq!(app.submit(&quick).await.status, StatusCode::CREATED);
    }
    assert_eq!(offered("").await, keys(&["one-stop-2024"]), "what waits is no figure yet");
    app.release_now().await;
    assert_eq!(offered("").await, keys(&["one-stop-2024", "quick-2024"]));
}

/// Percentages by code, of a table's CSV or of the API's JSON, to two places.
fn shown(rows: impl IntoIterator<Item = (String, f64)>) -> Vec<(String, String)> {
    let mut rows: Vec<_> = rows.into_iter().map(|(code, index)| (code, format!("{index:.2}"))).collect();
    rows.sort();
    rows
}

#[tokio::test]
async fn page_file_and_api_answer_one_question_alike() {
    let app = TestApp::start().await;
    for desk in ["MC.NT", "MC.CR", "MC.KBNN"] {
        app.submit_many(desk, 40).await;
    }
    app.release_and_close().await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let block = "Ủy ban nhân dân cấp huyện";
    let query = |pairs: &[(&str, &str)]| {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs.iter().copied()).finish()
    };
    for (pairs, units) in [
        (&[("year", "2024")][..], 3),
        (&[("year", "2024"), ("block", block)], 2),
        (&[("to", " 2024-06 "), ("stratum", "poster"), ("stratum", "kiosk"), ("method", "mean4")], 3),
    ] {
        let query = query(pairs);
        let page = analyst.get(&format!("/staff/overview/units.csv?{query}&dialect=machine")).await.text();
        let mut rows = csv::Reader::from_reader(page.as_bytes());
        let rows = rows.records().map(Result::unwrap).filter(|row| !row[2].is_empty());
        let page = shown(rows.map(|row| (row[1].to_owned(), row[2].parse().unwrap())));
        assert_eq!(page.len(), units, "{page:?}");
        let file = analyst.get(&format!("/staff/export/index.csv?{query}&group_by=unit")).await.text();
        let mut rows = csv::Reader::from_reader(file.as_bytes());
        let rows = rows.records().map(Result::unwrap).filter(|row| !row[8].is_empty());
        assert_eq!(page, shown(rows.map(|row| (row[0].to_owned(), row[8].parse().unwrap()))), "{query}");
        let api = app.get(&format!("/api/v1/index?{query}&group_by=unit")).await.json();
        let groups = api["groups"].as_array().unwrap().iter().filter(|group| group["suppressed"] == false);
        let rows = groups.map(|it| (it["key"].as_str().unwrap().to_owned(), it["index"].as_f64().unwrap()));
        assert_eq!(page, shown(rows), "{query}");
    }
    let refused = app.get("/api/v1/index?year=24&block=x").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields: Vec<_> = refused.json()["errors"].as_array().unwrap().iter().map(|it| it["field"].clone()).collect();
    assert_eq!(fields, [json!("year"), json!("block")]);
}
