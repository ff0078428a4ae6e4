//! What everybody may read: the same figures in both formats.

use crate::support::{Backend, Reply, TestApp, backends};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use hailong::demo;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use std::collections::BTreeMap;

async fn ask(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)]) -> Reply {
    let request =
        headers.iter().fold(Request::builder().method(method).uri(path), |it, (name, value)| it.header(*name, *value));
    app.request(request.body(Body::empty()).unwrap()).await
}

/// The groups of an index as they stand: `serde_json` may lose the last digit of a number.
fn groups(json: &Reply) -> Vec<BTreeMap<String, Box<RawValue>>> {
    #[derive(Deserialize)]
    struct Index {
        groups: Vec<BTreeMap<String, Box<RawValue>>>,
    }
    serde_json::from_slice::<Index>(&json.body).unwrap().groups
}

/// What is wrong with a CSV, cell by cell, against the same figures as JSON.
fn differences(groups: &[BTreeMap<String, Box<RawValue>>], csv: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut found = Vec::new();
    if groups.len() != rows.len() {
        found.push(format!("{} groups, {} rows", groups.len(), rows.len()));
    }
    for (group, row) in groups.iter().zip(&rows) {
        found.extend(group.keys().filter(|key| !head.contains(key)).map(|key| format!("no column {key}")));
        for (name, cell) in head.iter().zip(row) {
            let value = group.get(name).map_or("null", |value| value.get());
            let same = match serde_json::from_str(value).unwrap() {
                Value::Null => cell.is_empty(),
                Value::Bool(_) => cell == value,
                Value::Number(_) => cell.parse::<f64>().unwrap() == value.parse::<f64>().unwrap(),
                text => text.as_str() == Some(cell),
            };
            if !same {
                found.push(format!("{}: {name} is {value} and {cell:?}", group["key"]));
            }
        }
    }
    found
}

#[tokio::test]
async fn the_csv_says_what_the_json_says_to_the_last_digit() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        demo::load(&app.site, &app.config, 2500, 1).await.unwrap();
        let (mut shown, mut withheld) = (0, 0);
        for by in ["", "unit", "factor", "item", "month", "stratum", "respondent", "flag"] {
            for rest in [
                "from=2024-01&to=2025-12&survey=short-2025",
                "from=2025-01&to=2025-12&survey=short-2025&method=mean4",
                "from=2024-01&to=2025-12&survey=short-2025&unit=KH.STP",
                "from=2025-01&survey=quick-2024",
            ] {
                let query = format!("?{rest}&group_by={by}");
                let groups = groups(&app.get(&format!("/api/v1/index{query}")).await);
                let file = app.get(&format!("/api/v1/index.csv{query}")).await;
                assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
                let found = differences(&groups, &file.text());
                assert!(found.is_empty(), "{query}: {found:#?}");
                assert_eq!(app.get(&format!("/api/v1/index{query}&format=csv")).await.body, file.body);
                withheld += groups.iter().filter(|group| group["suppressed"].get() == "true").count();
                shown += groups.iter().filter(|group| group.contains_key("index")).count();
            }
        }
        assert!(shown > 50 && withheld > 5, "{shown} groups with figures, {withheld} without");
    }
}

#[tokio::test]
async fn the_format_is_what_the_query_says_then_the_path_then_accept() {
    let app = TestApp::start(&Backend::Sqlite).await;
    let csv = "text/csv; charset=utf-8";
    for (path, accept, kind) in [
        ("/api/v1/index", "*/*", "application/json"),
        ("/api/v1/index", "text/csv", csv),
        ("/api/v1/index", "application/json;q=0.5, text/csv", csv),
        ("/api/v1/index", "text/csv;q=0.5, application/json", "application/json"),
        ("/api/v1/index", "text/html, */*;q=0.8", "application/json"),
        ("/api/v1/index?format=json", "text/csv", "application/json"),
        ("/api/v1/index?format=csv", "application/json", csv),
        ("/api/v1/index.csv", "application/json", csv),
        ("/api/v1/index.csv?format=json", "text/csv", "application/json"),
        ("/api/v1/index.csv?format=", "*/*", csv),
    ] {
        let reply = ask(&app, Method::GET, path, &[("accept", accept)]).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, kind), "{path} {accept}");
    }
    let odd = app.get("/api/v1/index?format=xlsx&group_by=colour").await;
    assert_eq!((odd.status, odd.code().as_str()), (StatusCode::BAD_REQUEST, "invalid_query"));
    assert_eq!(odd.fields(), ["format", "group_by"]);
    assert_eq!(app.get("/api/v1/index.csv?group_by=colour").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
