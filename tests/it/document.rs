//! The document of the API, the routes and the codes are held together.

use crate::support::{
    Reply, TestApp,
    document::{codes, failures, item_failures, operation, unnamed},
    submission,
};
use axum::{
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode},
};
use hailong::{
    domain::{language::Lang, question::NAMES},
    openapi::{
        document::{OF_NO_OPERATION, OF_PAGES},
        words,
    },
    web::code::Code,
};
use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

async fn app() -> TestApp {
    TestApp::start().await
}

async fn document(app: &TestApp) -> Value {
    app.get("/api/v1/openapi.json").await.json()
}

/// The addresses of the JSON API that the server has, off its list of routes.
fn routes(paths: &str) -> BTreeSet<String> {
    let texts = paths.split('"').skip(1).step_by(2);
    let of_api = |path: &&str| path.starts_with("/api/") || ["/health", "/readyz"].contains(path);
    texts.filter(of_api).map(str::to_owned).collect()
}

fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let items = paths.iter().map(|(path, item)| (path, item.as_object().unwrap()));
    items.flat_map(|(path, item)| item.iter().map(move |(method, it)| (path.as_str(), method.as_str(), it))).collect()
}

#[tokio::test]
async fn the_document_has_every_route_and_no_other() {
    let app = app().await;
    let document = document(&app).await;
    assert_eq!(document["openapi"], "3.1.0");
    let named: BTreeSet<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(routes(include_str!("../../src/web/paths.rs")), named);
    assert!(routes("const MORE: &str = \"/api/v1/more\";").difference(&named).count() == 1, "the control");
    for path in &named {
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let at = path.replace("{key}", "one-stop-2024");
            let request = Request::builder().method(method.clone()).uri(&at).body(Body::empty()).unwrap();
            let reply = app.request(request).await;
            let missing =
                reply.status == StatusCode::METHOD_NOT_ALLOWED || (reply.status == 404 && reply.code() == "not_found");
            // A stranger is told nothing of a signed route, not even which methods it has.
            let hidden = reply.status == StatusCode::UNAUTHORIZED && reply.code() == "device_unknown";
            if hidden && method != Method::POST {
                continue;
            }
            assert_eq!(operation(&document, &method, &at).is_none(), missing, "{method} {path}: {}", reply.status);
        }
    }
}

/// Every code that the document names, and under which statuses.
fn documented(document: &Value) -> BTreeSet<String> {
    let of_operations =
        operations(document).into_iter().flat_map(|(.., it)| failures(it).into_iter().chain(item_failures(it)));
    let elsewhere = document["components"]["responses"].as_object().unwrap().values().flat_map(codes);
    of_operations.map(|told| told.split(' ').nth(1).unwrap().to_owned()).chain(elsewhere).collect()
}

#[tokio::test]
async fn the_document_has_every_code_under_its_statuses() {
    let document = document(&app().await).await;
    let mut all: BTreeSet<String> = Code::ALL.iter().map(|code| code.key().to_owned()).collect();
    OF_PAGES.iter().for_each(|code| assert!(all.remove(code.key())));
    assert_eq!(documented(&document), all);
    assert!(OF_NO_OPERATION.iter().all(|code| all.contains(code.key())));
    for (path, _, operation) in operations(&document) {
        for told in failures(operation) {
            let (status, key) = told.split_once(' ').unwrap();
            let code = Code::ALL.iter().find(|code| code.key() == key).unwrap();
            assert!(code.statuses().iter().any(|it| it.as_str() == status), "{path}: {told}");
        }
    }
    let any = document["components"]["schemas"]["Code"]["enum"].as_array().unwrap().len();
    assert_eq!(any, Code::ALL.len());
}

/// The variants of [`Code`] that are told somewhere: not compared with, and not only named for the document.
fn told(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let mut before = String::new();
    let mut skips = false;
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let named_only = before.ends_with("failures!") || before.contains("implIntoResponsesfor");
                if !named_only && !skips {
                    told(group.stream(), found);
                }
                before.clear();
                continue;
            }
            TokenTree::Ident(ident) if ident == "const" => skips = true,
            TokenTree::Punct(punct) if punct.as_char() == ';' => (skips, before) = (false, String::new()),
            TokenTree::Ident(ident) if before.ends_with("Code::") && !skips => {
                let compared = before.ends_with("==Code::");
                let next = tokens.get(place + 1).map(ToString::to_string).unwrap_or_default();
                let arrow = next == "=" && tokens.get(place + 2).is_some_and(|it| it.to_string() == ">");
                if !compared && !arrow && next != "|" {
                    found.insert(ident.to_string());
                }
            }
            _ => {}
        }
        before += &token.to_string();
    }
}

fn told_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            told_in(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("web/code/words.rs") {
            let source = fs::read_to_string(&path).unwrap();
            // Code that is compiled for tests only tells nobody anything.
            told(source.split("#[cfg(test)]\nmod tests {").next().unwrap().parse().unwrap(), found);
        }
    }
}

#[test]
fn every_code_is_told_somewhere() {
    let mut found = BTreeSet::new();
    told_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let all: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code:?}")).collect();
    assert_eq!(found.intersection(&all).cloned().collect::<BTreeSet<_>>(), all);
    let mut control = BTreeSet::new();
    let source = "const A: [Code; 1] = [Code::NotFound]; failures! { B: [Code::Timeout]; } fn c() { if x == Code::Internal {} match x { Code::TooMany => 1 } Problem::new(Code::TooLarge) }";
    told(source.parse().unwrap(), &mut control);
    assert_eq!(control, BTreeSet::from(["TooLarge".to_owned()]));
}

/// The rule for each test.
#[tokio::test]
async fn a_code_that_is_not_in_the_document_is_found() {
    let document = document(&app().await).await;
    let submit = operation(&document, &Method::POST, "/api/v1/submissions").unwrap();
    let reply = |status: u16, body: Value| Reply {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: body.to_string().into_bytes(),
    };
    assert_eq!(unnamed(submit, &reply(409, json!({"code": "already_answered"}))), None);
    assert_eq!(unnamed(submit, &reply(409, json!({"code": "no_address"}))).as_deref(), Some("409 no_address"));
    assert_eq!(
        unnamed(submit, &reply(410, json!({"code": "already_answered"}))).as_deref(),
        Some("410 already_answered")
    );
    assert!(unnamed(submit, &reply(202, json!({}))).is_some());
    let batch = operation(&document, &Method::POST, "/api/v1/submissions/batch").unwrap();
    let results = |code: &str| reply(200, json!({"results": [{"status": 201}, {"status": 409, "code": code}]}));
    assert_eq!(unnamed(batch, &results("submission_conflict")), None);
    assert_eq!(unnamed(batch, &results("key_gone")).as_deref(), Some("409 key_gone"));
}

fn names(operation: &Value, place: &str) -> BTreeSet<String> {
    let all = operation["parameters"].as_array().unwrap().iter().filter(|it| it["in"] == place);
    all.map(|it| it["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn parameters_and_fields_are_those_that_are_read() {
    let app = app().await;
    let document = document(&app).await;
    for path in ["/api/v1/index", "/api/v1/index.csv", "/api/v1/responses"] {
        let mut read: BTreeSet<String> =
            NAMES.iter().chain(&["dialect", "lang"]).map(|name| (*name).to_owned()).collect();
        if path != "/api/v1/responses" {
            read.extend(["format", "against_unit", "against_from", "against_to"].map(str::to_owned));
        }
        assert_eq!(names(operation(&document, &Method::GET, path).unwrap(), "query"), read, "{path}");
    }
    let fields =
        |name: &str| document["components"]["schemas"][name]["properties"].as_object().unwrap().keys().cloned();
    let mut sent = submission("MC.NT", 0);
    for field in fields("SubmissionCall") {
        sent.as_object_mut().unwrap().entry(field).or_insert(Value::Null);
    }
    for field in fields("SubmissionSource") {
        sent["source"].as_object_mut().unwrap().entry(field).or_insert(Value::Null);
    }
    assert_eq!(
        sent.as_object().unwrap().len(),
        fields("SubmissionCall").count(),
        "and no field is read that is not named"
    );
    assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
    sent["more"] = json!(1);
    assert_eq!(app.submit(&sent).await.fields(), ["more"]);
}

#[tokio::test]
async fn the_document_is_open_and_cached_and_its_page_shows_all_of_it() {
    let app = app().await;
    let reply = app.get("/api/v1/openapi.json").await;
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    assert_eq!(reply.header("cache-control"), "public, max-age=60, must-revalidate");
    let again = Request::get("/api/v1/openapi.json").header("if-none-match", reply.header("etag")).body(Body::empty());
    assert_eq!(app.request(again.unwrap()).await.status, StatusCode::NOT_MODIFIED);
    let document = reply.json();
    let pages = [app.get("/api").await.text(), app.get("/api?lang=en").await.text()];
    assert!(pages[0].contains("lang=\"vi\"") && pages[0].contains("Mã lỗi") && pages[1].contains("Error codes"));
    for (path, method, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap();
        for (page, lang) in pages.iter().zip(Lang::ALL) {
            assert!(page.contains(&format!("<code>{} {path}</code>", method.to_uppercase())), "{path}");
            assert!(page.contains(words::operation(id, lang).unwrap()), "{id} has no words");
        }
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(pages[0].contains(&format!("id=\"type-{name}\"")), "{name}");
    }
    for code in Code::ALL {
        assert!(pages[0].contains(code.detail(Lang::Vi).split('"').next().unwrap()), "{code:?}");
    }
    let targets = pages[0].split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap());
    let dead: Vec<&str> = targets.filter(|anchor| !pages[0].contains(&format!("id=\"{anchor}\""))).collect();
    assert!(dead.is_empty(), "{dead:?}");
}
