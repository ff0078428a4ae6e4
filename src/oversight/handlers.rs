//! The two lists.

use crate::{
    clock,
    oversight::words,
    ui::{
        format,
        table::{Column, Dress, Table, Value},
    },
    web::{
        problem::Problem,
        staff::{StaffPage, staff_language},
        state::AppState,
        viewer::{Role, Viewer},
    },
};
use axum::{extract::State, http::Uri, response::Response};
use maud::html;

/// Most rows of a list.
const ROWS: u64 = 200;

/// `GET /staff/comments`.
pub async fn comments(State(app): State<AppState>, uri: Uri, viewer: Viewer) -> Result<Response, Problem> {
    viewer.must_be(Role::Oversight)?;
    let lang = staff_language(&uri);
    let (all, list) = app.site.store.comments(ROWS).await?;
    let name = |code: &str| app.site.catalogue.unit(code).map_or_else(|| code.to_owned(), |unit| unit.name.clone());
    let rows = list.iter().map(|comment| {
        vec![
            Value::Text(comment.text.clone()),
            Value::Text(name(&comment.unit)),
            Value::Text(format::month(comment.month)),
            Value::Text(comment.lang.clone()),
        ]
    });
    let table = Table {
        caption: words::latest(lang, format::count(list.len() as u64, lang), format::count(all, lang)),
        columns: vec![
            Column::words("text", words::text(lang)),
            Column::words("unit", words::unit(lang)),
            Column::words("month", words::month(lang)),
            Column::words("language", words::language(lang)),
        ],
        rows: rows.collect(),
        names: 0,
    };
    let main = html! {
        h1 { (words::comments(lang)) }
        p { (words::comments_about(lang)) }
        @if list.is_empty() { p.notice { (words::no_comments(lang)) } } @else { section.card { (table.html(lang, &Dress::PLAIN)) } }
    };
    Ok(StaffPage { app: &app, viewer: Some(&viewer), lang, uri: &uri, title: words::comments(lang), mistakes: &[] }
        .show(&main))
}

/// `GET /staff/log`.
pub async fn log(State(app): State<AppState>, uri: Uri, viewer: Viewer) -> Result<Response, Problem> {
    viewer.must_be(Role::Auditor)?;
    let lang = staff_language(&uri);
    let list = app.site.store.latest_log(ROWS).await?;
    let rows = list.iter().map(|entry| {
        vec![
            Value::Text(format::moment(clock::local(entry.at))),
            Value::Text(entry.actor.clone()),
            Value::Text(entry.action.clone()),
            Value::Text(entry.detail.clone()),
        ]
    });
    let table = Table {
        caption: words::latest_log(lang, format::count(list.len() as u64, lang)),
        columns: vec![
            Column::words("at", words::time(lang)),
            Column::words("actor", words::actor(lang)),
            Column::words("action", words::action(lang)),
            Column::words("detail", words::detail(lang)),
        ],
        rows: rows.collect(),
        names: 0,
    };
    let main = html! {
        h1 { (words::log(lang)) }
        p { (words::log_about(lang)) }
        @if list.is_empty() { p.notice { (words::no_log(lang)) } } @else { section.card { (table.html(lang, &Dress::PLAIN)) } }
    };
    Ok(StaffPage { app: &app, viewer: Some(&viewer), lang, uri: &uri, title: words::log(lang), mistakes: &[] }
        .show(&main))
}
