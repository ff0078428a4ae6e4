//! One account: its password, role, sessions, and whether anybody may sign in with it.

use crate::{
    clock,
    domain::role::Role,
    store::User,
    ui::form::Mistake,
    users::{
        form::{AccountFacts, NewRole, ROLE_FIELDS},
        handlers::{roles, units},
        one_view::{self, UserPage},
        words,
    },
    web::{
        form::{self, Fields},
        office::Administrator,
        paths::{self, route},
        problem::Problem,
        staff::{Staff, Visit},
        state::AppState,
        words as common,
    },
    work::accounts::{self, AccountError},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use bytes::Bytes;
use validator::ValidateArgs;

/// `GET /staff/users/{id}`.
pub async fn show(Staff { visit, .. }: Staff<Administrator>, Path(id): Path<String>) -> Result<Response, Problem> {
    let user = find(&visit, &id).await?;
    page(&visit, &user, &Shown::of(&visit, &user)).await
}

/// `POST /staff/users/{id}/password`: another one-time password, shown once.
pub async fn new_password(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let user = find(&visit, &id).await?;
    let made = accounts::reset(&app.site, &user, visit.acts()).await.map_err(failed)?;
    let user = find(&visit, &id).await?;
    page(&visit, &user, &Shown { made: Some(made), ..Shown::of(&visit, &user) }).await
}

/// `POST /staff/users/{id}/role`.
pub async fn set_role(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let user = find(&visit, &id).await?;
    let fields = Fields::read(&body)?;
    let typed = NewRole { role: fields.trimmed("role"), unit: fields.trimmed("unit") };
    let known = AccountFacts { catalogue: &app.site.catalogue, role: Role::from_key(&typed.role) };
    let mistakes = form::mistakes(typed.validate_with_args(&known), &ROLE_FIELDS, visit.lang);
    if let Some(role) = known.role.filter(|_| mistakes.is_empty()) {
        let unit = (!typed.unit.is_empty()).then_some(typed.unit.as_str());
        let done = accounts::set_role(&app.site, &user, (role, unit), visit.acts()).await;
        return after(&visit, &user, done, "role").await;
    }
    page(&visit, &user, &Shown { role: typed.role, unit: typed.unit, made: None, mistakes }).await
}

/// `POST /staff/users/{id}/disable`.
pub async fn disable(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let user = find(&visit, &id).await?;
    let done = accounts::disable(&app.site, &user, visit.acts()).await;
    after(&visit, &user, done, one_view::DISABLE).await
}

/// `POST /staff/users/{id}/enable`.
pub async fn enable(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let user = find(&visit, &id).await?;
    let done = accounts::enable(&app.site, &user, visit.acts()).await;
    after(&visit, &user, done, one_view::DISABLE).await
}

/// `POST /staff/users/{id}/sessions`: ends them all.
pub async fn end_sessions(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let user = find(&visit, &id).await?;
    let done = accounts::end_sessions(&app.site, &user, visit.acts()).await;
    after(&visit, &user, done, one_view::DISABLE).await
}

/// On to the page as it is now, or the same page with what was wrong beside a field.
async fn after(
    visit: &Visit,
    user: &User,
    done: Result<(), AccountError>,
    field: &'static str,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(visit.go(&paths::user(&user.id.simple().to_string()))),
        Err(AccountError::LastAdministrator) => {
            let mistakes = vec![Mistake { field, text: words::last_administrator(visit.lang).to_owned() }];
            page(visit, user, &Shown { mistakes, ..Shown::of(visit, user) }).await
        }
        Err(error) => Err(failed(error)),
    }
}

/// The rules of the forms say all else.
fn failed(error: AccountError) -> Problem {
    match error {
        AccountError::Store(error) => error.into(),
        _ => Problem::internal(),
    }
}

async fn find(visit: &Visit, id: &str) -> Result<User, Problem> {
    let users = visit.app.site.store.users().await?;
    users.into_iter().find(|user| user.id.simple().to_string() == id).ok_or_else(Problem::not_found)
}

/// The parts of the page besides the account.
struct Shown {
    role: String,
    unit: String,
    made: Option<String>,
    mistakes: Vec<Mistake>,
}

impl Shown {
    fn of(visit: &Visit, user: &User) -> Self {
        let kept = |name, present: &str| visit.viewer.unsent.get(name).unwrap_or(present).to_owned();
        Self {
            role: kept("role", &user.role),
            unit: kept("unit", user.unit.as_deref().unwrap_or_default()),
            made: None,
            mistakes: Vec::new(),
        }
    }
}

async fn page(visit: &Visit, user: &User, shown: &Shown) -> Result<Response, Problem> {
    let (site, lang, id) = (&visit.app.site, visit.lang, user.id.simple().to_string());
    let sessions = visit.sessions_of(user).await?;
    let unit = user.unit.as_deref().map(|code| site.catalogue.unit(code).map_or(code, |unit| unit.name.as_str()));
    let link = |path: &str| visit.link(path);
    let main = one_view::user(&UserPage {
        lang,
        id: &id,
        name: &user.name,
        role: Role::from_key(&user.role).map_or(user.role.as_str(), |role| common::role(role, lang)),
        unit,
        state: words::state(user, visit.now, lang),
        is_disabled: user.disabled_at.is_some(),
        last_sign_in: user.signed_in_at.map(clock::local),
        sessions: &sessions,
        roles: &roles(lang),
        units: &units(site),
        made: shown.made.as_deref(),
        typed: (&shown.role, &shown.unit),
        by: &visit.by(),
        mistakes: &shown.mistakes,
        link: &link,
        list: &link(route::USERS),
    });
    Ok(visit.show_as(&words::title(lang, &user.name), &shown.mistakes, &main))
}
