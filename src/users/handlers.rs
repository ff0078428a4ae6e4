//! Accounts: list and add. For the administrator alone.

use crate::{
    clock,
    domain::{language::Lang, role::Role},
    site::Site,
    store::User,
    ui::form::Mistake,
    users::{
        form::{AccountFacts, FIELDS, NewAccount},
        view::{self, Account},
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
    work::{
        accounts::{self, AccountError, Wanted},
        form_rule::FormRule,
    },
};
use axum::{extract::State, response::Response};
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
            Err(_) => return Err(Problem::internal()),
        }
    }
    let typed = if made.is_some() { NewAccount::default() } else { typed };
    page(&visit, &Shown { made, typed, mistakes }).await
}

async fn page(visit: &Visit, state: &Shown) -> Result<Response, Problem> {
    let (app, lang) = (&visit.app, visit.lang);
    let mut accounts = Vec::new();
    for user in app.site.store.users().await? {
        let sessions = app.site.store.open_sessions(user.id, None, visit.now).await?.len() as u64;
        accounts.push(account(visit, &user, sessions));
    }
    let NewAccount { name, role, unit } = &state.typed;
    let main = view::users(&view::Users {
        lang,
        accounts: &accounts,
        roles: &roles(lang),
        units: &units(&app.site),
        add: &visit.link(route::USERS),
        one: &|id| visit.link(&paths::user(id)),
        made: state.made.as_ref().map(|(name, password)| (name.as_str(), password.as_str())),
        by: &visit.by(),
        typed: (name, role, unit),
        mistakes: &state.mistakes,
    });
    Ok(visit.show(&state.mistakes, &main))
}

/// `(key, words)`.
pub(super) fn roles(lang: Lang) -> Vec<(&'static str, &'static str)> {
    Role::ALL.iter().map(|role| (role.key(), common::role(*role, lang))).collect()
}

/// `(code, name)`.
pub(super) fn units(site: &Site) -> Vec<(&str, &str)> {
    site.catalogue.units().iter().map(|unit| (unit.code.as_str(), unit.name.as_str())).collect()
}

fn account(visit: &Visit, user: &User, sessions: u64) -> Account {
    let (app, lang) = (&visit.app, visit.lang);
    let unit = user.unit.as_deref().and_then(|code| app.site.catalogue.unit(code));
    Account {
        id: user.id.simple().to_string(),
        name: user.name.clone(),
        role: Role::from_key(&user.role).map_or_else(|| user.role.clone(), |role| common::role(role, lang).to_owned()),
        unit: unit.map(|unit| unit.name.clone()),
        last_sign_in: user.signed_in_at.map(clock::local),
        state: words::state(user, visit.now, lang),
        sessions,
    }
}
