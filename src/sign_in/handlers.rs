//! Signing in, changing the password, signing out.

use crate::{
    domain::{language::Lang, role::Role, staff_log::Action, text::account_name},
    sign_in::{
        form::{Account, NEW_PASSWORD, NewPassword, SIGN_IN, SignIn},
        view, words,
    },
    store::{AccountChange, User},
    ui::form::Mistake,
    web::{
        code::Code,
        door::Errand,
        form::{self, Fields},
        office::Everyone,
        paths::route,
        problem::Problem,
        staff::{Anybody, SignedIn, Staff, Visit, in_language, staff_language},
        state::{App, AppState},
        throttle,
        viewer::{self, close_session, open_session},
        words as common,
    },
    work::{accounts, form_rule::FormRule, passwords},
};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{ORIGIN, SET_COOKIE},
    },
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;
use validator::{Validate, ValidateArgs};

/// `GET /staff`: the first page of the role.
pub async fn home(Staff { visit, .. }: Staff<Everyone>) -> Result<Redirect, Problem> {
    visit.app.rights.home(visit.viewer.role).map(Redirect::to).ok_or_else(Problem::not_found)
}

/// `GET /staff/sign-in`.
pub async fn show(guest: Anybody) -> Response {
    sign_in_page(&guest, "", &[])
}

/// A page that came by http, while the site is reached by https, would get a cookie that its browser throws away: the person would sign
/// in again and again.
fn is_lost(app: &App, headers: &HeaderMap) -> bool {
    let origin = headers.get(ORIGIN).map(HeaderValue::as_bytes);
    app.is_https() && origin.is_some_and(|origin| origin.starts_with(b"http://"))
}

fn sign_in_elsewhere(guest: &Anybody, name: &str) -> Response {
    let (lang, here) = (guest.lang, Errand::read(&guest.uri).at(route::SIGN_IN, guest.lang));
    let (action, address) = (&here, format!("{}{here}", guest.app.base_url));
    let page = view::SignIn { lang, action, name, message: None, instead: Some(&address), mistakes: &[] };
    let mut response = guest.show(&[], &view::sign_in(&page));
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
}

fn sign_in_page(guest: &Anybody, name: &str, mistakes: &[Mistake]) -> Response {
    let (lang, errand) = (guest.lang, Errand::read(&guest.uri));
    let message = errand.ended.map(|ended| words::ended(ended, lang));
    let page = view::SignIn { lang, action: &errand.at(route::SIGN_IN, lang), name, message, instead: None, mistakes };
    guest.show(mistakes, &view::sign_in(&page))
}

/// `POST /staff/sign-in`.
pub async fn sign_in(
    guest: Anybody,
    State(app): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let lang = guest.lang;
    let fields = Fields::read(&body)?;
    let form = SignIn { name: fields.trimmed("name"), password: fields.get("password") };
    let mistakes = form::mistakes(form.validate(), &SIGN_IN, lang);
    let SignIn { name, password } = form;
    if is_lost(&app, &headers) {
        return Ok(refuse(Code::NotHttps, sign_in_elsewhere(&guest, &name)));
    }
    if !mistakes.is_empty() {
        return Ok(sign_in_page(&guest, &name, &mistakes));
    }
    if accounts::check_name(&name).is_err() {
        return Ok(refuse(Code::WrongPassword, sign_in_page(&guest, &name, &[no_match(lang)])));
    }
    // Counted before the password is looked at: many tries at once are as slow as one after the other.
    let wait = throttle::take_password(&app, &account_name(&name)).await?;
    if wait > 0 {
        let minutes = (wait + 59_999) / 60_000;
        let mut response = sign_in_page(&guest, &name, &[mistake("name", &words::try_later(lang, minutes))]);
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        return Ok(refuse(Code::TooManyPasswords, response));
    }
    let found = app.site.store.user_with_password(&name).await?;
    let known = found.as_ref().map(|(user, _)| user.name.clone());
    let fits = passwords::verify(password, found.as_ref().map(|(_, hash)| hash.clone())).await;
    let Some((user, hash)) = found.filter(|_| fits) else {
        // A name that nobody has may be anything, also a password in the wrong field.
        if let Some(name) = known {
            let by = app.site.by(&name, app.clock.now());
            app.site.store.log(by.does(Action::SignInFailed, "")).await?;
        }
        return Ok(refuse(Code::WrongPassword, sign_in_page(&guest, &name, &[no_match(lang)])));
    };
    throttle::signed_in(&app, &account_name(&name)).await?;
    let shut = if user.disabled_at.is_some() {
        Some(("disabled", words::disabled(lang)))
    } else {
        user.is_used_up(app.clock.now()).then(|| ("used-up", words::used_up(lang)))
    };
    if let Some((why, text)) = shut {
        let by = app.site.by(&user.name, app.clock.now());
        app.site.store.log(by.does(Action::SignInFailed, why)).await?;
        return Ok(refuse(Code::WrongPassword, sign_in_page(&guest, &name, &[mistake("name", text)])));
    }
    let Some(cookie) = viewer::sign_in(&app, &user, &hash).await? else {
        return Ok(refuse(Code::WrongPassword, sign_in_page(&guest, &name, &[no_match(lang)])));
    };
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&onward(&app, &user, &guest.uri))).into_response())
}

/// The page that was asked for, where it is one of this account's; else the role's first one.
fn onward(app: &App, user: &User, uri: &Uri) -> String {
    let (role, next) = (Role::from_key(&user.role), Errand::read(uri).next);
    let next =
        next.filter(|next| role.is_some_and(|role| app.rights.opens(role, next))).and_then(|next| next.parse().ok());
    next.map_or_else(|| here(route::STAFF, uri), |next| in_language(&next, staff_language(uri)))
}

/// `POST /staff/sign-out`.
pub async fn sign_out(_: Anybody, State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let cookie = close_session(&app, &parts).await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(route::SIGN_IN)).into_response())
}

/// `GET /staff/password`.
pub async fn show_password(SignedIn(visit): SignedIn) -> Response {
    password_page(&visit, &[])
}

fn password_page(visit: &Visit, mistakes: &[Mistake]) -> Response {
    let (lang, user) = (visit.lang, &visit.viewer.user);
    let action = Errand::read(&visit.uri).at(route::PASSWORD, lang);
    let page = view::ChangePassword { lang, action: &action, name: &user.name, first: user.must_change, mistakes };
    visit.show_as(words::change(lang), mistakes, &view::change_password(&page))
}

/// `POST /staff/password`; ends all other sessions of the account.
pub async fn change_password(
    SignedIn(visit): SignedIn,
    State(app): State<AppState>,
    body: Bytes,
) -> Result<Response, Problem> {
    let Visit { viewer, uri, lang, .. } = &visit;
    let fields = Fields::read(&body)?;
    let [current, new, again] = NEW_PASSWORD.map(|name| fields.get(name));
    let form = NewPassword { current, new, again };
    let name = &viewer.user.name;
    let stored = app.site.store.user_with_password(name).await?.map(|(_, stored)| stored);
    let fits = passwords::verify(form.current.clone(), stored.clone()).await;
    let account = Account { name, current: &form.current, fits, new: &form.new };
    let mistakes = form::mistakes(form.validate_with_args(&account), &NEW_PASSWORD, *lang);
    if !mistakes.is_empty() {
        return Ok(password_page(&visit, &mistakes));
    }
    let hash = passwords::hash(form.new).await;
    let change = AccountChange::OwnPassword { hash, instead_of: stored.unwrap_or_default() };
    if !app.site.store.change_user(viewer.user.id, change, visit.acts().does(Action::PasswordChange, "")).await? {
        let text = common::broken_rule(FormRule::PasswordWrong, *lang);
        return Ok(password_page(&visit, &[mistake("current", text)]));
    }
    let cookie = open_session(&app, &viewer.user).await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&onward(&app, &viewer.user, uri))).into_response())
}

/// `GET /staff/sessions`.
pub async fn show_sessions(Staff { visit, .. }: Staff<Everyone>) -> Result<Response, Problem> {
    let rows = visit.sessions_of(&visit.viewer.user).await?;
    Ok(visit.show(&[], &view::own_sessions(&rows, &visit.link(route::SESSIONS), visit.lang)))
}

/// `POST /staff/sessions`: ends all others of the account.
pub async fn end_others(Staff { visit, .. }: Staff<Everyone>) -> Result<Response, Problem> {
    let Visit { app, viewer, .. } = &visit;
    let entry = visit.acts().does(Action::SessionsEnd, &viewer.user.name);
    app.site.store.end_other_sessions(viewer.user.id, viewer.session, entry).await?;
    Ok(visit.go(route::SESSIONS))
}

/// An address of ours in the language of this one.
fn here(path: &str, uri: &Uri) -> String {
    format!("{path}?lang={}", staff_language(uri).tag())
}

fn no_match(lang: Lang) -> Mistake {
    mistake("password", words::no_match(lang))
}

/// Says in the log that nobody was let in, and nothing of what was typed.
fn refuse(code: Code, page: Response) -> Response {
    Problem::new(code).at(page.status()).told_by(page)
}

fn mistake(field: &'static str, text: &str) -> Mistake {
    Mistake { field, text: text.to_owned() }
}
