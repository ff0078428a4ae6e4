//! The staff log: a page at a time, by person and action, and all that was asked for as a file.

use crate::{
    clock,
    domain::{
        dialect::Dialect,
        language::Lang,
        staff_log::{Action, AnyAction},
    },
    oversight::{
        list::{self, Choice, List, ListRequest, READ},
        told::told,
        words,
    },
    store::{LogAsked, Logged},
    ui::{format, table::Table},
    web::{
        office::Auditor,
        paths::route,
        problem::Problem,
        staff::Staff,
        state::{App, AppState},
    },
};
use axum::{extract::State, response::Response};

/// Which entries an address asks for, and what its filter offers: whoever is in the log and whatever has been done.
async fn read(app: &App, asked: &mut ListRequest<'_>) -> Result<(LogAsked, [Choice<'static>; 2]), Problem> {
    let (actors, actions) = app.site.store.log_choices().await?;
    let users = app.site.store.users().await?;
    let lang = asked.lang;
    let of = LogAsked {
        actor: asked.read("actor", |name| {
            let known = actors.iter().any(|it| it == name) || users.iter().any(|user| user.name == name);
            known.then(|| name.to_owned())
        }),
        action: asked.read("action", |key| {
            let action = AnyAction::read(key);
            (matches!(action, AnyAction::Known(_)) || actions.contains(&action)).then_some(action)
        }),
        before: asked.read("before", |number| number.parse().ok()),
    };
    let who = Box::new(move |name: &str| words::who(name, lang));
    let done = Box::new(move |key: &str| words::any(&AnyAction::read(key), lang));
    let actions = actions.iter().map(|action| action.key().to_owned()).collect();
    let choices = [
        Choice { name: "actor", label: words::actor(lang), keys: actors, said: who },
        Choice { name: "action", label: words::action(lang), keys: actions, said: done },
    ];
    Ok((of, choices))
}

/// `GET /staff/log`.
pub async fn page(Staff { visit, .. }: Staff<Auditor>, State(app): State<AppState>) -> Result<Response, Problem> {
    let mut asked = ListRequest::of(&visit);
    let (of, choices) = read(&app, &mut asked).await?;
    let mut rows = app.site.store.log_entries(&of, Some(READ as u64)).await?;
    let next = List::cut(&mut rows, |entry| entry.seq.to_string());
    let list = List {
        title: words::log(asked.lang),
        about: words::log_about(asked.lang),
        none: words::no_log(asked.lang),
        page: route::LOG,
        file: route::LOG_FILE,
        choices,
        search: None,
        place: "before",
        asked: &asked,
    };
    Ok(list.show(&table(&app, &rows, asked.lang), next.as_deref()))
}

/// `GET /staff/log.csv`: everything that was asked for; that it was taken is the log's next line.
pub async fn file(Staff { visit, .. }: Staff<Auditor>, State(app): State<AppState>) -> Result<Response, Problem> {
    let mut asked = ListRequest::of(&visit);
    let (of, _) = read(&app, &mut asked).await?;
    asked.without_mistakes()?;
    let rows = app.site.store.log_entries(&LogAsked { before: None, ..of }, None).await?;
    let detail = rows.len().to_string();
    list::file(&asked, ("log", Action::ExportLog, &detail), |dialect| match dialect {
        Dialect::ExcelVi => table(&app, &rows, asked.lang),
        Dialect::Machine => keyed(&rows, asked.lang),
    })
    .await
}

/// For people: sentences.
fn table(app: &App, rows: &[Logged], lang: Lang) -> Table {
    list::table(rows, columns(lang), lang, |entry| {
        [
            format::moment(clock::local(entry.at), lang),
            words::who(&entry.actor, lang),
            words::any(&entry.action, lang),
            told(&entry.action, &entry.detail, &app.site, lang),
        ]
    })
}

/// For programs: the entries as they are kept, with the time in UTC.
fn keyed(rows: &[Logged], lang: Lang) -> Table {
    let at = |at: i64| jiff::Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |at| at.to_string());
    list::table(rows, columns(lang), lang, |entry| {
        [at(entry.at), entry.actor.clone(), entry.action.key().to_owned(), entry.detail.clone()]
    })
}

fn columns(lang: Lang) -> [(&'static str, &'static str); 4] {
    let (at, actor) = (("at", words::time(lang)), ("actor", words::actor(lang)));
    [at, actor, ("action", words::action(lang)), ("detail", words::detail(lang))]
}
