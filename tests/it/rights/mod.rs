//! The table of rights: every route of staff × method × account × {own, foreign, unknown}, as the rooms declare it.

mod document;
mod filling;

use crate::support::{Reply, TestApp};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use filling::{Filling, Whose};
use hailong::{
    domain::{
        receipt::{Event, Week},
        role::Role,
        staff_log::Action,
    },
    server,
    store::{NewUser, User, receipts::Minting},
    web::{
        door,
        rights::{Right, Rights, Who},
    },
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

const OWN: &str = "KH.NT";
/// The other unit that has figures: its code and its name.
const FOREIGN: [&str; 2] = ["KH.CR", "Cam Ranh"];
/// A question for it, where a path has no place for a unit.
const ASKED: &str = "unit=KH.CR";

/// A hash that no password fits.
const NO_HASH: &str = "no hash fits this";

/// Somebody who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whom {
    Nobody,
    /// The password is still the one that was handed out.
    New(Role),
    Account(Role, Option<&'static str>),
}

impl Whom {
    fn all() -> Vec<Self> {
        let accounts = Role::ALL.into_iter().flat_map(|role| [None, Some(OWN)].map(|unit| Self::Account(role, unit)));
        [Self::Nobody].into_iter().chain(Role::ALL.into_iter().map(Self::New)).chain(accounts).collect()
    }

    async fn account(self, app: &TestApp) -> Option<User> {
        let (role, unit) = match self {
            Self::Nobody => return None,
            Self::New(role) => (role, None),
            Self::Account(role, unit) => (role, unit),
        };
        Some(account(app, role, unit, matches!(self, Self::New(_))).await)
    }
}

/// An account, whose password may be one that was handed out.
async fn account(app: &TestApp, role: Role, unit: Option<&str>, must_change: bool) -> User {
    let new = NewUser {
        name: uuid::Uuid::new_v4().to_string(),
        role: role.key().to_owned(),
        unit: unit.map(str::to_owned),
        password: NO_HASH.to_owned(),
        must_change,
        created_at: 0,
    };
    app.site.store.add_user(new, app.entry(Action::UserAdd)).await.unwrap().unwrap()
}

/// Calls in a session of its own: some calls end it.
async fn call(app: &TestApp, user: Option<&User>, method: &Method, path: &str) -> Reply {
    let token = uuid::Uuid::new_v4().to_string();
    if let Some(user) = user {
        app.site.store.open_session(Sha256::digest(&token).into(), user.id, app.clock.now()).await.unwrap();
    }
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::COOKIE, format!("hailong={token}"))
        .header("sec-fetch-site", "same-origin");
    app.request(request.body(Body::empty()).unwrap()).await
}

/// The answer that a route must give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// It does what it is for: a page, a file, a way on, or mistakes in an empty form.
    Served,
    SignIn,
    /// As [`Answer::SignIn`], to a program.
    Unauthorized,
    NewPassword,
    Forbidden,
    NotFound,
}

impl Answer {
    /// The answer that follows from the declaration alone.
    fn expected(right: &Right, whom: Whom, whose: Whose) -> Self {
        let known = |unit: Option<&str>| match whose {
            Whose::Unknown => Self::NotFound,
            Whose::Foreign if right.scoped && unit.is_some() => Self::NotFound,
            Whose::Own | Whose::Foreign | Whose::ForeignAsked => Self::Served,
        };
        match (right.who, whom) {
            (Who::Anybody, _) | (Who::SignedIn, Whom::New(_)) => known(None),
            (_, Whom::Nobody) if right.path.starts_with("/api/") => Self::Unauthorized,
            (_, Whom::Nobody) => Self::SignIn,
            (_, Whom::New(_)) => Self::NewPassword,
            (who, Whom::Account(role, _)) if !who.admits(role) => Self::Forbidden,
            // A manager of nothing sees nothing.
            (_, Whom::Account(role, None)) if right.scoped && role.needs_unit() => Self::Forbidden,
            (_, Whom::Account(_, unit)) => known(unit),
        }
    }

    fn of(reply: &Reply) -> Option<Self> {
        let to = |page: &str| reply.header("location").starts_with(&format!("{page}?"));
        Some(match reply.status.as_u16() {
            303 if to("/staff/sign-in") => Self::SignIn,
            303 if to("/staff/password") => Self::NewPassword,
            200 | 303 | 422 => Self::Served,
            401 => Self::Unauthorized,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            _ => return None,
        })
    }
}

/// A reply says something of the other unit that was not in its address: pages repeat that.
fn reads_of_the_other(reply: &Reply, path: &str) -> bool {
    let text = reply.text().replace(path, "").replace(ASKED, "");
    FOREIGN.iter().any(|said| text.contains(said))
}

/// Everything that is not as declared.
async fn wrong(app: &TestApp, rights: &[Right]) -> Vec<String> {
    let (mut wrong, mut filling) = (Vec::new(), Filling::make(app).await);
    let mut accounts = Vec::new();
    for whom in Whom::all() {
        accounts.push((whom, whom.account(app).await));
    }
    for right in rights {
        for (whom, user) in &accounts {
            let paths = match filling.paths(right.path) {
                Ok(paths) => paths,
                Err(unknown) => {
                    wrong.push(unknown);
                    break;
                }
            };
            for (whose, path) in paths {
                let expected = Answer::expected(right, *whom, whose);
                let reply = call(app, user.as_ref(), &right.method, &path).await;
                if Answer::of(&reply) != Some(expected) {
                    let found = (reply.status, reply.header("location"));
                    wrong.push(format!("{whom:?}: {} {path} is {found:?}, not {expected:?}", right.method));
                }
                if right.scoped && matches!(whom, Whom::Account(_, Some(_))) && reads_of_the_other(&reply, &path) {
                    wrong.push(format!("{whom:?} reads of another unit at {path}"));
                }
            }
            if right.method == Method::POST
                && right.path.contains('{')
                && Answer::expected(right, *whom, Whose::Own) == Answer::Served
            {
                filling = Filling::make(app).await;
            }
        }
    }
    wrong
}

fn declared() -> Rights {
    server::staff().into_parts().0
}

#[tokio::test]
async fn every_route_lets_in_whom_it_declares_and_nobody_else() {
    let app = with_figures().await;
    let wrong = wrong(&app, declared().routes()).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let whole = Whom::Account(Role::Analyst, None).account(&app).await;
    for path in ["/staff/overview", "/staff/export/index.csv?group_by=unit", "/staff/receipts"] {
        let reply = call(&app, whole.as_ref(), &Method::GET, path).await;
        assert!(reads_of_the_other(&reply, path), "there is nothing of another unit to be kept from anybody at {path}");
    }
}

/// A site on which both units have figures and receipts.
async fn with_figures() -> TestApp {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 25).await;
    app.submit_many("MC.CR", 25).await;
    app.release_now().await;
    for unit in [OWN, FOREIGN[0]] {
        let key = app.site.register.keys().newest().unwrap();
        let week = Week::of(app.clock.local().date());
        let like = Minting { key, survey: "one-stop-2024".into(), unit: unit.into(), event: Event::Returned, week };
        app.site.store.mint(&like, 20, app.by()).await.unwrap().unwrap();
    }
    app
}

/// The control: declarations that are not true are found, each with what is wrong about it.
#[tokio::test]
async fn a_wrong_declaration_is_found() {
    let app = with_figures().await;
    let right = |method, path, who, scoped| Right { method, path, who, scoped, title: None };
    let administrator = Who::Roles(&[Role::Administrator]);
    for (right, named) in [
        (right(Method::GET, "/staff/log", Who::Roles(&[Role::Auditor, Role::Analyst]), false), "Account(Analyst"),
        (right(Method::GET, "/staff/users", Who::Roles(&[]), false), "Account(Administrator"),
        (right(Method::GET, "/staff/users", Who::Anybody, false), "Nobody"),
        (right(Method::GET, "/staff/password", administrator, false), "New(Administrator)"),
        (right(Method::GET, "/staff/units/{code}", Who::Roles(&[Role::Analyst, Role::Manager]), false), "KH.CR"),
        (right(Method::GET, "/staff/devices/desks/{desk}", administrator, true), "MC.CR"),
        (right(Method::POST, "/staff/log", Who::Roles(&[Role::Auditor]), false), "405"),
        (right(Method::GET, "/staff/attic", administrator, false), "404"),
        (right(Method::GET, "/staff/attic/{thing}", administrator, false), "{thing}"),
    ] {
        let wrong = wrong(&app, std::slice::from_ref(&right)).await.join("\n");
        assert!(wrong.contains(named), "{right:?} passes for right, or not for {named}:\n{wrong}");
    }
}

#[tokio::test]
async fn no_route_answers_to_a_method_that_it_does_not_declare() {
    let app = TestApp::start().await;
    let (rights, filling) = (declared(), Filling::make(&app).await);
    let administrator = Whom::Account(Role::Administrator, None).account(&app).await;
    let paths: BTreeSet<&str> = rights.routes().iter().map(|right| right.path).collect();
    for route in paths {
        let declared = |method: &Method| rights.routes().iter().any(|it| it.path == route && it.method == *method);
        let others = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
        for method in others.iter().filter(|method| !declared(method)) {
            let (_, path) = &filling.paths(route).unwrap()[0];
            for user in [None, administrator.as_ref()] {
                let status = call(&app, user, method, path).await.status;
                assert_eq!(status, 405, "{method} {path}");
            }
        }
    }
}

/// The addresses are constants of `web::paths`: one below `/staff` that no room declares is open to nobody knows whom.
#[test]
fn every_address_of_staff_is_declared() {
    let rights = declared();
    let known: BTreeSet<&str> = rights.routes().iter().map(|right| right.path).collect();
    let constants = include_str!("../../../src/web/paths.rs").lines().filter_map(|line| {
        let (_, text) = line.trim().strip_prefix("pub const ")?.split_once(": &str = \"")?;
        Some(text.trim_end_matches("\";")).filter(|path| path.starts_with("/staff"))
    });
    let constants: BTreeSet<&str> = constants.collect();
    assert!(constants.len() > 20, "{constants:?}");
    let staff = known.into_iter().filter(|path| path.starts_with("/staff")).collect();
    assert_eq!(constants, staff);
}

#[tokio::test]
async fn every_role_begins_at_a_page_of_its_own_and_its_navigation_leads_to_no_refusal() {
    let (app, rights) = (TestApp::start().await, declared());
    for role in Role::ALL {
        let user = Whom::Account(role, Some(OWN)).account(&app).await;
        let home = call(&app, user.as_ref(), &Method::GET, "/staff").await;
        assert_eq!(rights.home(role), Some(home.header("location")), "{role:?}");
        let entries: Vec<&str> = rights.entries(role).map(|entry| entry.path).collect();
        assert!(entries.len() > 1 && entries.contains(&"/staff/password"), "{role:?}: {entries:?}");
        for entry in entries {
            let reply = call(&app, user.as_ref(), &Method::GET, entry).await;
            assert_eq!(Answer::of(&reply), Some(Answer::Served), "{role:?} at {entry}");
            assert!(rights.opens(role, entry), "{role:?} is not led on to {entry}");
        }
    }
}

/// After a sign-in, and with what was typed, one comes back to the page that an act or file belongs to.
#[tokio::test]
async fn acts_and_files_belong_to_a_page_of_the_same_people() {
    let app = TestApp::start().await;
    let (rights, filling) = (declared(), Filling::make(&app).await);
    for right in rights.routes().iter().filter(|right| matches!(right.who, Who::Roles(_))) {
        let (_, path) = &filling.paths(right.path).unwrap()[0];
        if !path.starts_with("/staff/") {
            continue;
        }
        let page = door::page_of(path).unwrap_or_else(|| panic!("{path} belongs to no page"));
        for role in Role::ALL {
            assert_eq!(rights.opens(role, &page), right.who.admits(role), "{role:?}: {path} belongs to {page}");
        }
    }
}
