//! The viewer: a signed-in member of staff, with role and reach.

use crate::{
    domain::{role::Role, staff_log::Action},
    store::User,
    web::{
        door::{Door, NoViewer},
        layers::SESSION_COOKIE,
        problem::Problem,
        sealed,
        state::App,
        unsent::{self, Unsent},
    },
};
use axum::http::{HeaderValue, request::Parts};
use sha2::{Digest, Sha256};

/// The part of the tree whose figures may be seen; only a session or a key makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    top: String,
}

impl Scope {
    /// All that the site has.
    pub(super) fn whole(app: &App) -> Option<Self> {
        app.site.catalogue.root().map(|root| Self { top: root.code.clone() })
    }

    /// Code of the topmost unit in scope.
    pub fn top(&self) -> &str {
        &self.top
    }
}

/// A signed-in member of staff.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub user: User,
    pub role: Role,
    /// The text that this account typed into a form of the page and that was not done.
    pub unsent: Unsent,
    /// The digest of its token, by which the session is told from the account's others.
    pub session: [u8; 32],
    top: Option<String>,
}

impl Viewer {
    /// The account that opened the session of a request. Its password may still have to be changed.
    pub(super) async fn of(parts: &Parts, app: &App) -> Result<Self, NoViewer> {
        let turned = |had_session| NoViewer::turned(Door::SignIn { had_session }, parts);
        let token = session_token(app, parts).ok_or_else(|| turned(false))?;
        let session =
            app.site.store.session(token, app.clock.now()).await.map_err(|error| NoViewer::Problem(error.into()))?;
        let user = session.ok_or_else(|| turned(true))?.user;
        if !unsent::is_own(parts, &user) {
            return Err(NoViewer::turned(Door::Theirs, parts));
        }
        // A role that this version does not know is refused.
        let role = Role::from_key(&user.role).ok_or(NoViewer::Problem(Problem::forbidden()))?;
        let root = app.site.catalogue.root().map(|unit| unit.code.clone());
        let top = match role {
            Role::Manager => user.unit.clone(),
            _ => user.unit.clone().or(root),
        };
        let unsent = Unsent::of(app, parts, &user);
        Ok(Self { user, role, unsent, session: token, top })
    }

    /// The account's part of the tree; `None` where it has none.
    pub(super) fn scope(&self) -> Option<Scope> {
        self.top.clone().map(|top| Scope { top })
    }
}

/// The cookie's name; over https it is one that no other host or path can set.
fn cookie_name(app: &App) -> String {
    let prefix = if app.is_https() { "__Host-" } else { "" };
    format!("{prefix}{SESSION_COOKIE}")
}

fn session_token(app: &App, parts: &Parts) -> Option<[u8; 32]> {
    sealed::cookie(&parts.headers, &cookie_name(app)).map(digest)
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Opens a session for somebody who signs in with a password of this hash, and gives the cookie that carries it. `None` where the account
/// was changed meanwhile.
pub async fn sign_in(app: &App, user: &User, hash: &str) -> Result<Option<HeaderValue>, Problem> {
    let (token, by) = (new_token(), app.site.by(&user.name, app.clock.now()));
    let is_in = app.site.store.sign_in(digest(&token), user.id, hash, by.does(Action::SignIn, "")).await?;
    Ok(is_in.then(|| cookie(app, &token, "")))
}

/// The same for somebody who is signed in, such as after their other sessions were ended.
pub async fn open_session(app: &App, user: &User) -> Result<HeaderValue, Problem> {
    let token = new_token();
    app.site.store.open_session(digest(&token), user.id, app.clock.now()).await?;
    Ok(cookie(app, &token, ""))
}

fn new_token() -> String {
    let secret: [u8; 32] = rand::random();
    data_encoding::BASE64URL_NOPAD.encode(&secret)
}

/// Ends the session of a request and gives the cookie that removes it.
pub async fn close_session(app: &App, parts: &Parts) -> Result<HeaderValue, Problem> {
    let (store, now) = (&app.site.store, app.clock.now());
    if let Some(token) = session_token(app, parts)
        && let Some(session) = store.session(token, now).await?
    {
        store.sign_out(token, app.site.by(&session.user.name, now).does(Action::SignOut, "")).await?;
    }
    Ok(cookie(app, "", "; Max-Age=0"))
}

fn cookie(app: &App, token: &str, more: &str) -> HeaderValue {
    let text = format!("{}={token}; Path=/; {}{more}", cookie_name(app), app.cookie_marks());
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}
