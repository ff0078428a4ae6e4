//! Accounts: list, add, give a new one-time password. For the administrator alone.

use crate::{
    clock,
    domain::survey::Lang,
    store::{LogEntry, NewUser, User},
    ui::form::Mistake,
    users::{
        view::{self, Account},
        words,
    },
    web::{
        accounts::{self, NameMistake},
        extract::form_pairs,
        paths::{self, route},
        problem::Problem,
        staff::{StaffPage, staff_language},
        state::{App, AppState},
        viewer::{Role, Viewer},
        words as common,
    },
};
use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::Response,
};
use bytes::Bytes;

/// `GET /staff/users`.
pub async fn list(State(app): State<AppState>, uri: Uri, viewer: Viewer) -> Result<Response, Problem> {
    viewer.must_be(Role::Administrator)?;
    page(&app, &viewer, &uri, &Shown::default()).await
}

/// What the page shows besides the list.
#[derive(Default)]
struct Shown {
    made: Option<(String, String)>,
    typed: (String, String, String),
    mistakes: Vec<Mistake>,
}

/// `POST /staff/users`.
pub async fn add(State(app): State<AppState>, uri: Uri, viewer: Viewer, body: Bytes) -> Result<Response, Problem> {
    viewer.must_be(Role::Administrator)?;
    let lang = staff_language(&uri);
    let fields = form_pairs(&body).ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "malformed"))?;
    let get = |name: &str| fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim()).to_owned();
    let typed = (get("name"), get("role"), get("unit"));
    let mut mistakes = mistakes_of(&app, &typed, lang);
    let mut made = None;
    if mistakes.is_empty() {
        let password = accounts::one_time_password();
        let new = NewUser {
            name: typed.0.clone(),
            role: typed.1.clone(),
            unit: (!typed.2.is_empty()).then(|| typed.2.clone()),
            password: accounts::hash(password.clone()).await,
            created_at: app.clock.now(),
        };
        if app.site.store.add_user(new).await?.is_some() {
            log(&app, &viewer, "user.add", &format!("{} {}", typed.0, typed.1)).await?;
            made = Some((typed.0.clone(), password));
        } else {
            mistakes.push(Mistake { field: "name", text: words::name_taken(lang).to_owned() });
        }
    }
    let typed = if made.is_some() { Default::default() } else { typed };
    page(&app, &viewer, &uri, &Shown { made, typed, mistakes }).await
}

fn mistakes_of(app: &App, (name, role, unit): &(String, String, String), lang: Lang) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let mut say = |field, text: &str| mistakes.push(Mistake { field, text: text.to_owned() });
    match accounts::check_name(name) {
        Err(NameMistake::Empty) => say("name", words::enter_name(lang)),
        Err(NameMistake::Characters) => say("name", words::bad_name(lang)),
        Ok(()) => {}
    }
    let role = Role::from_key(role);
    if role.is_none() {
        say("role", words::choose_role(lang));
    }
    if !unit.is_empty() && app.site.catalogue.unit(unit).is_none()
        || unit.is_empty() && role.is_some_and(Role::needs_unit)
    {
        say("unit", words::choose_unit(lang));
    }
    mistakes
}

/// `POST /staff/users/{id}/password`.
pub async fn new_password(
    State(app): State<AppState>,
    uri: Uri,
    Path(id): Path<String>,
    viewer: Viewer,
) -> Result<Response, Problem> {
    viewer.must_be(Role::Administrator)?;
    let users = app.site.store.users().await?;
    let user = users.iter().find(|user| user.id.simple().to_string() == id).ok_or_else(Problem::not_found)?;
    let password = accounts::one_time_password();
    app.site.store.set_password(user.id, accounts::hash(password.clone()).await, true).await?;
    log(&app, &viewer, "user.password", &user.name).await?;
    page(&app, &viewer, &uri, &Shown { made: Some((user.name.clone(), password)), ..Shown::default() }).await
}

async fn page(app: &App, viewer: &Viewer, uri: &Uri, state: &Shown) -> Result<Response, Problem> {
    let lang = staff_language(uri);
    let mut accounts = Vec::new();
    for user in app.site.store.users().await? {
        let sessions = app.site.store.session_count(user.id, app.clock.now()).await?;
        accounts.push(account(app, &user, sessions, lang));
    }
    let roles: Vec<(&str, &str)> = Role::ALL.iter().map(|role| (role.key(), common::role(*role, lang))).collect();
    let units: Vec<(&str, &str)> =
        app.site.catalogue.units().iter().map(|unit| (unit.code.as_str(), unit.name.as_str())).collect();
    let (name, role, unit) = &state.typed;
    let main = view::users(&view::Users {
        lang,
        accounts: &accounts,
        roles: &roles,
        units: &units,
        add: &format!("{}?lang={}", route::USERS, lang.tag()),
        reset: &|id| format!("{}?lang={}", paths::user_password(id), lang.tag()),
        made: state.made.as_ref().map(|(name, password)| (name.as_str(), password.as_str())),
        typed: (name, role, unit),
        mistakes: &state.mistakes,
    });
    let title = words::users(lang);
    Ok(StaffPage { app, viewer: Some(viewer), lang, uri, title, mistakes: &state.mistakes }.show(&main))
}

fn account(app: &App, user: &User, sessions: u64, lang: Lang) -> Account {
    let unit = user.unit.as_deref().and_then(|code| app.site.catalogue.unit(code));
    Account {
        id: user.id.simple().to_string(),
        name: user.name.clone(),
        role: Role::from_key(&user.role).map_or_else(|| user.role.clone(), |role| common::role(role, lang).to_owned()),
        unit: unit.map(|unit| unit.name.clone()),
        last_sign_in: user.signed_in_at.map(clock::local),
        sessions,
    }
}

async fn log(app: &App, viewer: &Viewer, action: &str, detail: &str) -> Result<(), Problem> {
    let entry = LogEntry { at: app.clock.now(), actor: &viewer.user.name, action, detail };
    Ok(app.site.store.log(&app.site.log_key, entry).await?)
}
