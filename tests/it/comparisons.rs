//! Figures of the API held against others, and their ranks.

use crate::support::{TestApp, submission};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn answer(app: &TestApp, desk: &str, count: usize, satisfied: usize) {
    for n in 0..count {
        let mut sent = submission(desk, n);
        sent["answers"] = json!({"access.seats": if n < satisfied { 5 } else { 2 }});
        sent["respondent"] = json!({"kind": "citizen"});
        assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
    }
}

async fn groups(app: &TestApp, query: &str) -> Vec<Value> {
    let reply = app.get(&format!("/api/v1/index?year=2024&group_by=unit{query}")).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()["groups"].as_array().unwrap().clone()
}

fn of<'g>(groups: &'g [Value], code: &str) -> &'g Value {
    groups.iter().find(|group| group["key"] == code).unwrap()
}

fn number(value: &Value, field: &str) -> f64 {
    value[field].as_f64().unwrap_or_else(|| panic!("{field} in {value}"))
}

#[tokio::test]
async fn units_have_ranks_with_ranges_and_differences_with_bounds() {
    let app = TestApp::start().await;
    answer(&app, "MC.NT", 60, 57).await;
    answer(&app, "MC.CR", 60, 30).await;
    answer(&app, "MC.DK", 20, 15).await;
    app.release_and_close().await;
    let plain = groups(&app, "").await;
    let rank = |code: &str| ["rank", "rank_low", "rank_high"].map(|field| of(&plain, code)[field].clone());
    assert_eq!(rank("KH.NT"), [json!(1), json!(1), json!(1)]);
    assert_eq!(rank("KH.CR"), [json!(2), json!(2), json!(2)]);
    assert_eq!(rank("KH.DK"), [Value::Null, Value::Null, Value::Null], "20 responses have no rank");
    assert!(plain.iter().all(|group| group.get("difference").is_none()), "the control: nothing else was asked for");
    assert!(of(&plain, "KH.NT")["more_needed"].as_u64().is_some_and(|more| more > 0), "{plain:?}");
    assert!(of(&plain, "KH.CR").get("more_needed").is_none(), "certainly missed: {plain:?}");

    let held = groups(&app, "&against_unit=KH.CR").await;
    let (mine, other) = (of(&held, "KH.NT"), of(&held, "KH.CR"));
    let difference = &mine["difference"];
    let bounds = |of: &Value| ["index", "low", "high"].map(|field| number(of, field));
    let ([p1, l1, u1], [p2, l2, u2]) = (bounds(mine), bounds(other));
    let (down, up) = ((p1 - l1).hypot(u2 - p2), (u1 - p1).hypot(p2 - l2));
    for (field, expected) in [("points", p1 - p2), ("low", p1 - p2 - down), ("high", p1 - p2 + up)] {
        assert!((number(difference, field) - expected).abs() < 1e-9, "{field}: {difference}, not {expected}");
    }
    assert_eq!(number(&other["difference"], "points"), 0.0);
    let none = groups(&app, "&against_from=2023-01&against_to=2023-12").await;
    assert!(none.iter().all(|group| group.get("difference").is_none()), "there is nothing of 2023");

    let csv = app.get("/api/v1/index.csv?year=2024&group_by=unit&against_unit=KH.CR").await.text();
    let (head, line) = (csv.lines().next().unwrap(), csv.lines().find(|line| line.starts_with("KH.NT,")).unwrap());
    assert!(
        head.ends_with("suppressed,of,rank,rank_low,rank_high,more_needed,difference,difference_low,difference_high")
    );
    let last: Vec<&str> = line.rsplit(',').take(9).collect();
    assert_eq!((last[8], last[7]), ("false", ""), "{line}");
    assert_eq!((last[8], &last[4..7]), ("false", &["1", "1", "1"][..]), "{line}");
    let cells = last[..3].iter().rev().map(|cell| cell.parse::<f64>().unwrap());
    let json = ["points", "low", "high"].map(|field| number(difference, field));
    assert_eq!(cells.collect::<Vec<_>>(), json, "{line}");
}

#[tokio::test]
async fn a_mistake_in_what_figures_are_held_against_is_said_by_its_name() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let reply = app.get("/api/v1/index?unit=NOPE&against_unit=NADA&against_from=2024-13").await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut fields = reply.fields();
    fields.sort();
    assert_eq!(fields, ["against_from", "against_unit", "unit"]);
}
