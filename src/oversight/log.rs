//! The staff log: a page at a time, by person and action, and all that was asked for as a file.

use crate::{
    clock,
    domain::survey::Lang,
    oversight::{
        view::{self, Choice},
        words,
    },
    store::{LogAsked, LogEntry, Logged},
    ui::{
        format,
        table::{Column, Dress, Table, Value},
    },
    web::{
        download,
        extract::pairs,
        paths::route,
        problem::Problem,
        staff::{StaffPage, staff_language},
        state::AppState,
        viewer::{Role, Viewer},
    },
};
use axum::{extract::State, http::Uri, response::Response};
use maud::html;

/// Rows of a page.
const ROWS: usize = 200;

fn read(uri: &Uri) -> LogAsked {
    let given = pairs(uri.query().unwrap_or_default());
    let get =
        |name: &str| given.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.clone());
    LogAsked {
        actor: get("actor"),
        action: get("action"),
        before: get("before").and_then(|before| before.parse().ok()),
    }
}

fn query(asked: &LogAsked) -> Vec<(&str, &str)> {
    vec![("actor", asked.actor.as_deref().unwrap_or_default()), ("action", asked.action.as_deref().unwrap_or_default())]
}

/// `GET /staff/log`.
pub async fn page(State(app): State<AppState>, uri: Uri, viewer: Viewer) -> Result<Response, Problem> {
    viewer.must_be(Role::Auditor)?;
    let (lang, asked) = (staff_language(&uri), read(&uri));
    let store = &app.site.store;
    let mut list = store.log_entries(&asked, Some(ROWS as u64 + 1)).await?;
    let more = list.len() > ROWS;
    list.truncate(ROWS);
    let before = list.last().filter(|_| more).map(|last| last.seq.to_string());
    let mut query = query(&asked);
    let first = asked.before.is_some().then(|| view::address(route::LOG, &query, lang));
    let files = view::files(route::LOG_FILE, words::log(lang), &query, lang);
    let next = before.as_ref().map(|before| {
        query.push(("before", before));
        view::address(route::LOG, &query, lang)
    });
    let (actors, actions) = store.log_choices().await?;
    let named = |list: Vec<String>, said: fn(&str, Lang) -> String| {
        list.into_iter().map(|key| (key.clone(), said(&key, lang))).collect()
    };
    let choices = [
        Choice {
            name: "actor",
            label: words::actor(lang),
            options: named(actors, words::who),
            chosen: asked.actor.as_deref(),
        },
        Choice {
            name: "action",
            label: words::action(lang),
            options: named(actions, words::done),
            chosen: asked.action.as_deref(),
        },
    ];
    let main = html! {
        h1 { (words::log(lang)) }
        p { (words::log_about(lang)) }
        (view::filter(route::LOG, &choices, &html! {}, lang))
        @if list.is_empty() { p.notice { (words::no_log(lang)) } }
        @else {
            section.card {
                (table(&list, lang).html(lang, &Dress::PLAIN))
                (view::paging(first.as_deref(), next.as_deref(), lang))
                (files)
            }
        }
    };
    Ok(StaffPage { app: &app, viewer: Some(&viewer), lang, uri: &uri, title: words::log(lang), mistakes: &[] }
        .show(&main))
}

/// `GET /staff/log.csv`: everything that was asked for; that it was taken is the log's next line.
pub async fn file(State(app): State<AppState>, uri: Uri, viewer: Viewer) -> Result<Response, Problem> {
    viewer.must_be(Role::Auditor)?;
    let (lang, asked) = (staff_language(&uri), LogAsked { before: None, ..read(&uri) });
    let list = app.site.store.log_entries(&asked, None).await?;
    let (actor, at) = (viewer.user.name.as_str(), app.clock.now());
    let entry = LogEntry { at, actor, action: "export.log", detail: &list.len().to_string() };
    app.site.store.log(&app.site.log_key, entry).await?;
    download::table(&table(&list, lang), &format!("log-{}", clock::local(at).date()), lang, &uri)
}

fn table(list: &[Logged], lang: Lang) -> Table {
    let rows = list.iter().map(|entry| {
        vec![
            Value::Text(format::moment(clock::local(entry.at))),
            Value::Text(words::who(&entry.actor, lang)),
            Value::Text(words::done(&entry.action, lang)),
            Value::Text(entry.detail.clone()),
        ]
    });
    Table {
        caption: view::caption(list.len(), lang),
        columns: vec![
            Column::words("at", words::time(lang)),
            Column::words("actor", words::actor(lang)),
            Column::words("action", words::action(lang)),
            Column::words("detail", words::detail(lang)),
        ],
        rows: rows.collect(),
        names: 0,
    }
}
