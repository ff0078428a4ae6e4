//! Figures of the API: those that it gives, withholds and refuses.

use crate::{
    staff::Operator,
    support::{CLOSED, HOUR, MORNING, Tablet, TestApp, submission},
};
use axum::http::{Request, StatusCode};
use hailong::domain::role::Role;
use serde_json::{Value, json};

/// `satisfied` of `count` people give 5, the others 2, on one item.
async fn answer(app: &TestApp, desk: &str, count: usize, satisfied: usize) {
    for n in 0..count {
        let mut sent = submission(desk, n);
        sent["answers"] = json!({"access.seats": if n < satisfied { 5 } else { 2 }});
        sent["respondent"] = json!({"kind": "citizen"});
        assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
    }
}

pub async fn index(app: &TestApp, query: &str) -> Value {
    let reply = app.get(&format!("/api/v1/index?from=2024-01&to=2024-12{query}")).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()
}

#[tokio::test]
async fn eighty_seven_of_a_hundred_is_not_above_the_target() {
    let app = TestApp::start().await;
    answer(&app, "MC.NT", 100, 87).await;
    answer(&app, "MC.CR", 100, 88).await;
    app.release_and_close().await;
    let index = index(&app, "&group_by=unit").await;
    assert_eq!(index["target"]["value"], json!(87.0));
    assert_eq!(index["target"]["strict"], json!(true));
    let group =
        |code: &str| index["groups"].as_array().unwrap().iter().find(|group| group["key"] == code).unwrap().clone();
    assert_eq!((&group("KH.NT")["index"], &group("KH.NT")["verdict"]), (&json!(87.0), &json!("not_met_uncertain")));
    assert_eq!((&group("KH.CR")["index"], &group("KH.CR")["verdict"]), (&json!(88.0), &json!("met_uncertain")));
    let total = &index["total"];
    assert_eq!(
        (&total["responses"], &total["satisfied"], &total["not_reached"]),
        (&json!(200), &json!(175), &json!(200 * 21))
    );
}

#[tokio::test]
async fn groups_add_up_to_the_total_in_every_breakdown() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 60).await;
    app.submit_many("MC.CR", 45).await;
    app.release_and_close().await;
    let total = index(&app, "").await["total"].clone();
    for by in ["unit", "factor", "item", "month", "stratum", "respondent", "flag"] {
        let answer = index(&app, &format!("&group_by={by}")).await;
        for field in ["answers", "satisfied", "na", "skipped"] {
            let shown = answer["groups"].as_array().unwrap().iter().filter_map(|group| group[field].as_u64());
            assert_eq!(Some(shown.sum::<u64>()), total[field].as_u64(), "{field} by {by}: {answer}");
        }
    }
}

#[tokio::test]
async fn small_and_unanimous_groups_carry_no_figures() {
    let app = TestApp::start().await;
    answer(&app, "MC.NT", 12, 12).await;
    app.release_and_close().await;
    let everyone_agrees = index(&app, "&group_by=unit").await;
    assert_eq!(
        everyone_agrees["groups"][0],
        json!({"key": "KH.NT", "name": "Ủy ban nhân dân thành phố Nha Trang", "suppressed": true})
    );
    assert_eq!(everyone_agrees["withheld"], json!(12));
    app.at(MORNING);
    answer(&app, "MC.NT", 14, 6).await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    for n in 0..3 {
        assert_eq!(tablet.hand_in(&app, &submission("MC.NT", n)).await, 201);
    }
    app.release_now().await;
    assert_eq!(index(&app, "").await["withheld"], json!(12), "nobody hears of what came behind the closing");
    app.at(CLOSED + 31 * 24 * HOUR);
    app.close().await;
    let strata = index(&app, "&group_by=stratum").await;
    for group in strata["groups"].as_array().unwrap() {
        let shown = group["responses"].as_u64().unwrap_or(0);
        assert!(shown == 0 || shown >= 10, "{group}");
    }
    assert_eq!(strata["withheld"], json!(29), "three at the kiosk hide the poster's with them");
}

#[tokio::test]
async fn a_month_says_how_many_of_its_quarter_it_may_lack() {
    let app = TestApp::start().await;
    let day = 24 * 3_600_000;
    answer(&app, "MC.NT", 12, 8).await;
    app.release_now().await;
    answer(&app, "MC.NT", 4, 3).await;
    app.at(MORNING + 10 * day);
    answer(&app, "MC.NT", 8, 5).await;
    app.at(MORNING + 250 * day);
    assert_eq!(app.release_now().await.submissions, 12);
    app.close().await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    for (months, responses, across) in [
        ("from=2024-05&to=2024-05", json!(12), 12),
        ("from=2024-04&to=2024-06", json!(24), 0),
        ("from=2024-06&to=2024-12", Value::Null, 12),
    ] {
        let told = app.get(&format!("/api/v1/index?{months}&unit=KH.NT&survey=one-stop-2024")).await.json();
        let found = (&told["total"]["responses"], &told["across"]);
        assert_eq!(found, (&responses, &json!(across)), "{months}: {told}");
        for page in ["overview", "units/KH.NT"] {
            let page = analyst.get(&format!("/staff/{page}?{months}&survey=one-stop-2024")).await.text();
            assert_eq!(page.contains("Còn 12 phiếu chỉ biết quý hoặc năm"), across > 0, "{months}: {page}");
        }
    }
}

#[tokio::test]
async fn the_same_figures_come_as_csv() {
    let app = TestApp::start().await;
    answer(&app, "MC.NT", 40, 30).await;
    app.release_and_close().await;
    let request = Request::get("/api/v1/index?from=2024-01&group_by=unit").header("accept", "text/csv");
    let reply = app.request(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    let text = reply.text();
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some(
            "key,name,responses,answers,satisfied,na,skipped,not_reached,index,low,high,verdict,suppressed,of,rank,rank_low,rank_high,more_needed"
        )
    );
    assert!(lines.next().unwrap().starts_with("KH.NT,Ủy ban nhân dân thành phố Nha Trang,40,40,30,0,0,840,75,"));
}

#[tokio::test]
async fn a_wrong_filter_is_said_by_parameter() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let reply = app
        .get("/api/v1/index?from=2024-13&to=x&unit=NOPE&group_by=colour&method=best&stratum=q&survey=none&extra=1")
        .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut fields = reply.fields();
    fields.sort();
    assert_eq!(fields, ["extra", "from", "group_by", "method", "stratum", "survey", "to", "unit"]);
    let crossed = app.get("/api/v1/index?stratum=kiosk&group_by=factor").await;
    assert_eq!((crossed.status, crossed.fields()), (StatusCode::UNPROCESSABLE_ENTITY, vec!["stratum".to_owned()]));
    let backwards = app.get("/api/v1/index?from=2024-05&to=2024-01").await;
    assert_eq!(backwards.fields(), ["to"]);
}
