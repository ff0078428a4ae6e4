//! The open reads: the same figures in both formats, for other sites' pages, and no oftener than they change.

use crate::{
    staff::Operator,
    support::{CLOSED, HOUR, Reply, TestApp},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use hailong::{demo, domain::role::Role};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use std::{collections::BTreeMap, io::Read};

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

/// The differences of a CSV, cell by cell, from the same figures as JSON.
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
    let app = TestApp::start().await;
    demo::load(&app.site, &app.config, 2500, 1).await.unwrap();
    app.at(CLOSED + 365 * 24 * HOUR);
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

/// Every file and reply of the demonstration that a program reads.
async fn for_programs(app: &TestApp) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let period = "from=2024-01&to=2025-12";
    let mut open: Vec<String> =
        ["surveys", "units", "units?on=2024-01-01"].map(|path| format!("/api/v1/{path}")).into();
    let mut exports = Vec::new();
    for survey in ["one-stop-2024", "quick-2024", "short-2025"] {
        open.push(format!("/api/v1/surveys/{survey}"));
        for by in ["", "unit", "factor", "item", "month", "stratum", "respondent", "flag"] {
            let query = format!("survey={survey}&{period}&group_by={by}");
            open.extend(
                ["index?", "index.csv?dialect=machine&", "index.csv?dialect=excel-vi&"]
                    .map(|path| format!("/api/v1/{path}{query}")),
            );
        }
        for file in ["responses", "index", "codebook"] {
            exports.extend(
                ["machine", "excel-vi"]
                    .map(|dialect| format!("/staff/export/{file}.csv?survey={survey}&{period}&dialect={dialect}")),
            );
        }
    }
    open.extend(["machine", "excel-vi"].map(|dialect| format!("/results/receipts.csv?dialect={dialect}")));
    let tables =
        ["units", "months", "factors"].map(|table| format!("/staff/overview/{table}.csv?survey=short-2025&year=2025"));
    let analyst = Operator::with_role(app, Role::Analyst, None).await;
    for path in exports.into_iter().chain(tables) {
        let reply = analyst.get(&path).await;
        found.push((path, reply));
    }
    for path in open {
        let reply = app.get(&path).await;
        found.push((path, reply));
    }
    for (role, path) in [(Role::Oversight, "/staff/comments.csv"), (Role::Auditor, "/staff/log.csv?dialect=excel-vi")] {
        found.push((path.to_owned(), Operator::with_role(app, role, None).await.get(path).await));
    }
    for (path, reply) in &found {
        assert!(reply.status == StatusCode::OK || reply.status == StatusCode::NOT_FOUND, "{path}: {}", reply.status);
    }
    found.into_iter().map(|(path, reply)| (path, reply.text())).collect()
}

#[tokio::test]
async fn no_label_for_programs_has_a_blank_that_only_looks_like_one() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    demo::load(&app.site, &app.config, 1200, 1).await.unwrap();
    let page = app.get("/q/MC.NT").await.text();
    assert!(page.contains("Rất hài\u{a0}lòng"), "pages keep the words on one line");
    let read = for_programs(&app).await;
    let named = |path: &&(String, String)| path.1.contains(['\u{a0}', '\u{202f}']);
    let wrong: Vec<&String> = read.iter().filter(named).map(|(path, _)| path).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let said = read.iter().filter(|(_, text)| text.contains("Rất hài lòng")).count();
    assert!(said > 6, "questionnaires and code books name their levels: {said}");
    assert!(read.len() > 90, "{}", read.len());
}

#[tokio::test]
async fn the_format_is_what_the_query_says_then_the_path_then_accept() {
    let Some(app) = TestApp::on_sqlite().await else { return };
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

const OPEN: [&str; 8] = [
    "/api/v1/index?group_by=unit",
    "/api/v1/index.csv?group_by=unit",
    "/api/v1/surveys",
    "/api/v1/surveys/one-stop-2024",
    "/api/v1/units",
    "/results?year=2024",
    "/results/receipts",
    "/results/receipts.csv",
];

#[tokio::test]
async fn a_page_of_another_site_reads_what_is_open_and_is_told_when_nothing_changed() {
    let app = TestApp::start().await;
    let outsider = ("origin", "https://elsewhere.example");
    for path in OPEN {
        let may_i =
            [outsider, ("access-control-request-method", "GET"), ("access-control-request-headers", "if-none-match")];
        let may_i = ask(&app, Method::OPTIONS, path, &may_i).await;
        assert!(may_i.status.is_success(), "{path}: {}", may_i.status);
        assert_eq!(may_i.header("access-control-allow-origin"), "*");
        assert_eq!(may_i.header("access-control-allow-headers"), "if-none-match");

        let first = ask(&app, Method::GET, path, &[outsider]).await;
        assert_eq!(first.status, StatusCode::OK, "{path}");
        assert_eq!(first.header("access-control-allow-origin"), "*");
        assert_eq!(first.header("access-control-allow-credentials"), "");
        assert_eq!(first.header("access-control-expose-headers"), "etag");
        assert_eq!(first.header("cache-control"), "public, max-age=60, must-revalidate");
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.len() > 30, "strong: {tag}");
        let vary: Vec<&str> = first.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
        let by_accept = path.starts_with("/api/v1/index?");
        assert_eq!(vary, if by_accept { vec!["accept", "accept-encoding"] } else { vec!["accept-encoding"] }, "{path}");

        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let again = ask(&app, Method::GET, path, &[outsider, ("if-none-match", &known)]).await;
            assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path} {known}");
            assert_eq!((again.header("etag"), again.header("access-control-allow-origin")), (tag.as_str(), "*"));
            assert_eq!(again.header("cache-control"), "public, max-age=60, must-revalidate");
        }
        let head = ask(&app, Method::HEAD, path, &[outsider]).await;
        assert_eq!((head.status, head.header("etag"), head.body.len()), (StatusCode::OK, tag.as_str(), 0), "{path}");
        assert_eq!(head.header("content-length"), first.body.len().to_string());
    }
}

#[tokio::test]
async fn a_tag_is_of_one_content_and_one_encoding() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let path = "/api/v1/index?from=2024-01&to=2024-12&group_by=item";
    let plain = app.get(path).await;
    let packed = ask(&app, Method::GET, path, &[("accept-encoding", "gzip")]).await;
    assert_eq!((packed.header("content-encoding"), plain.header("content-encoding")), ("gzip", ""));
    assert_eq!(packed.header("content-length"), packed.body.len().to_string());
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
    let (tag, packed_tag) = (plain.header("etag"), packed.header("etag"));
    assert_eq!(packed_tag, format!("{}-gzip\"", tag.trim_end_matches('"')), "other bytes, another strong tag");
    for (known, encoding, status) in [
        (packed_tag, "gzip", StatusCode::NOT_MODIFIED),
        (packed_tag, "identity", StatusCode::OK),
        (tag, "gzip", StatusCode::OK),
    ] {
        let again = ask(&app, Method::GET, path, &[("if-none-match", known), ("accept-encoding", encoding)]).await;
        assert_eq!(again.status, status, "{known} {encoding}");
    }
    app.submit_many("MC.NT", 30).await;
    app.release_and_close().await;
    let changed = ask(&app, Method::GET, path, &[("if-none-match", tag)]).await;
    assert_eq!(changed.status, StatusCode::OK, "a release is another content");
    assert_ne!(changed.header("etag"), tag);
}

#[tokio::test]
async fn what_is_for_somebody_in_particular_and_what_fails_is_neither_shared_nor_kept() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let unread = app.get("/api/v1/index?from=x").await;
    assert_eq!(unread.header("access-control-allow-origin"), "*", "a page may read why");
    let mut closed = vec![
        ("/api/v1/responses", app.get("/api/v1/responses").await),
        ("/health", app.get("/health").await),
        ("/q/MC.NT/pages", app.get("/q/MC.NT/pages").await),
    ];
    for path in ["/staff/overview", "/staff/overview/units.csv", "/staff/export", "/staff/export/index.csv"] {
        closed.push((path, analyst.get(path).await));
    }
    for (path, reply) in &closed {
        assert_eq!(reply.header("access-control-allow-origin"), "", "{path}");
    }
    closed.push(("a question that cannot be read", unread));
    for (path, reply) in closed {
        assert_eq!((reply.header("etag"), reply.header("cache-control")), ("", "no-store"), "{path}");
    }
    let preflight = [("origin", "https://elsewhere.example"), ("access-control-request-method", "POST")];
    let preflight = ask(&app, Method::OPTIONS, "/api/v1/submissions", &preflight).await;
    assert_eq!(preflight.header("access-control-allow-origin"), "");
    assert_eq!(ask(&app, Method::POST, "/api/v1/index", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
}
