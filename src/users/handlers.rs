//! Accounts: list, add, give a new one-time password. For the administrator alone.

use crate::{
    clock,
    domain::{language::Lang, role::Role},
    store::User,
    ui::form::Mistake,
    users::{
        form::{AccountFacts, FIELDS, NewAccount},
        view::{self, Account},
    },
    web::{
        form::{self, Fields},
        office::Administrator,
        paths::{self, route},
        problem::Problem,
        staff::{Staff, Visit},
        state::{App, AppState},
        words as common,
    },
    work::{
        accounts::{self, AccountError, Wanted},
        form_rule::FormRule,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use bytes::Bytes;
use validator::ValidateArgs;

/// `GET /staff/users`.
pub async fn list(Staff { visit, .. }: Staff<Administrator>) -> Result<Response, Problem> {
    let kept = |name| visit.viewer.unsent.get(name).unwrap_or_default().to_owned();
    let typed = NewAccount { name: kept("name"), role: kept("role"), unit: kept("unit") };
    page(&visit, &Shown { typed, ..Shown::default() }).await
}

/// The parts of the page besides the list.
#[derive(Default)]
struct Shown {
    made: Option<(String, String)>,
    typed: NewAccount,
    mistakes: Vec<Mistake>,
}

/// `POST /staff/users`.
pub async fn add(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    body: Bytes,
) -> Result<Response, Problem> {
    let lang = visit.lang;
    let fields = Fields::read(&body)?;
    let typed = NewAccount { name: fields.trimmed("name"), role: fields.trimmed("role"), unit: fields.trimmed("unit") };
    let known = AccountFacts { catalogue: &app.site.catalogue, role: Role::from_key(&typed.role) };
    let mut mistakes = form::mistakes(typed.validate_with_args(&known), &FIELDS, lang);
    let mut made = None;
    if let Some(role) = known.role.filter(|_| mistakes.is_empty()) {
        let unit = (!typed.unit.is_empty()).then_some(typed.unit.as_str());
        match accounts::add(&app.site, Wanted { name: &typed.name, role, unit }, visit.acts()).await {
            Ok(password) => made = Some((typed.name.clone(), password)),
            Err(AccountError::NameTaken(_)) => {
                mistakes.push(Mistake {
                    field: "name",
                    text: common::broken_rule(FormRule::UserNameTaken, lang).to_owned(),
                });
            }
            Err(AccountError::Store(error)) => return Err(error.into()),
            // The rules of the form say these by field.
            Err(AccountError::BadName(_) | AccountError::UnknownUnit(_) | AccountError::NoUnit(_)) => {
                return Err(Problem::internal());
            }
        }
    }
    let typed = if made.is_some() { NewAccount::default() } else { typed };
    page(&visit, &Shown { made, typed, mistakes }).await
}

/// `POST /staff/users/{id}/password`.
pub async fn new_password(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let users = app.site.store.users().await?;
    let user = users.iter().find(|user| user.id.simple().to_string() == id).ok_or_else(Problem::not_found)?;
    let password = accounts::reset(&app.site, user, visit.acts()).await?;
    page(&visit, &Shown { made: Some((user.name.clone(), password)), ..Shown::default() }).await
}

async fn page(visit: &Visit, state: &Shown) -> Result<Response, Problem> {
    let (app, lang) = (&visit.app, visit.lang);
    let mut accounts = Vec::new();
    for user in app.site.store.users().await? {
        let sessions = app.site.store.session_count(user.id, app.clock.now()).await?;
        accounts.push(account(app, &user, sessions, lang));
    }
    let roles: Vec<(&str, &str)> = Role::ALL.iter().map(|role| (role.key(), common::role(*role, lang))).collect();
    let units: Vec<(&str, &str)> =
        app.site.catalogue.units().iter().map(|unit| (unit.code.as_str(), unit.name.as_str())).collect();
    let NewAccount { name, role, unit } = &state.typed;
    let main = view::users(&view::Users {
        lang,
        accounts: &accounts,
        roles: &roles,
        units: &units,
        add: &visit.link(route::USERS),
        reset: &|id| visit.link(&paths::user_password(id)),
        made: state.made.as_ref().map(|(name, password)| (name.as_str(), password.as_str())),
        by: &visit.by(),
        typed: (name, role, unit),
        mistakes: &state.mistakes,
    });
    Ok(visit.show(&state.mistakes, &main))
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
