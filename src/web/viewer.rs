//! Who asks: a signed-in member of staff, their role, and how far they may see.

use crate::{
    domain::role::Role,
    store::{Store, User},
    web::{
        api_keys::{self, Right},
        door::{Door, NoViewer},
        layers::SESSION_COOKIE,
        problem::Problem,
        sealed,
        state::{App, AppState},
        unsent::{self, Unsent},
    },
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, request::Parts},
};
use sha2::{Digest, Sha256};

/// The part of the tree whose figures may be seen; only a session or a key makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    top: String,
}

impl Scope {
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
    /// What this account typed into a form of the page and what was not done.
    pub unsent: Unsent,
    top: Option<String>,
}

impl Viewer {
    /// What of the figures this account may see.
    ///
    /// # Errors
    /// 403 for a role that sees no figures.
    pub fn figures(&self) -> Result<Scope, Problem> {
        match (self.role, &self.top) {
            (Role::Analyst | Role::Manager, Some(top)) => Ok(Scope { top: top.clone() }),
            _ => Err(Problem::forbidden()),
        }
    }

    /// What of single responses this account may take out.
    ///
    /// # Errors
    /// 403 for all but analysts.
    pub fn exports(&self) -> Result<Scope, Problem> {
        if self.role == Role::Analyst { self.figures() } else { Err(Problem::forbidden()) }
    }

    /// Whose receipts this account may count; that says nothing of answers.
    ///
    /// # Errors
    /// 403 for a role that counts none.
    pub fn ledger(&self) -> Result<Scope, Problem> {
        match (self.role, &self.top) {
            (Role::Administrator, Some(top)) => Ok(Scope { top: top.clone() }),
            _ => self.figures(),
        }
    }

    /// # Errors
    /// 403 for every other role.
    pub fn must_be(&self, role: Role) -> Result<(), Problem> {
        if self.role == role { Ok(()) } else { Err(Problem::forbidden()) }
    }
}

impl FromRequestParts<AppState> for Viewer {
    type Rejection = NoViewer;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, NoViewer> {
        let signed_in = SignedIn::from_request_parts(parts, app).await?;
        if signed_in.0.user.must_change { Err(NoViewer::turned(Door::Password, parts)) } else { Ok(signed_in.0) }
    }
}

/// Who takes out single responses: an analyst, or another system with a key for it.
#[derive(Clone, Debug)]
pub struct Exporter {
    /// As the staff log names it.
    pub actor: String,
    pub scope: Scope,
}

impl FromRequestParts<AppState> for Exporter {
    type Rejection = NoViewer;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, NoViewer> {
        if api_keys::bearer(&parts.headers).is_none() {
            let viewer = Viewer::from_request_parts(parts, app).await?;
            return viewer.try_into().map_err(NoViewer::Problem);
        }
        let key = api_keys::holder(app, &parts.headers, Right::Responses).await.map_err(NoViewer::Problem)?;
        let root = app.site.catalogue.root().ok_or_else(|| NoViewer::Problem(Problem::forbidden()))?;
        Ok(Self { actor: api_keys::actor(&key), scope: Scope { top: root.code.clone() } })
    }
}

impl TryFrom<Viewer> for Exporter {
    type Error = Problem;

    fn try_from(viewer: Viewer) -> Result<Self, Problem> {
        Ok(Self { scope: viewer.exports()?, actor: viewer.user.name })
    }
}

/// A signed-in member of staff who may still have to change the password.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Viewer);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = NoViewer;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, NoViewer> {
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
        Ok(Self(Viewer { user, role, unsent, top }))
    }
}

/// The cookie's name; over https it is one that no other host or path can set.
fn cookie_name(app: &App) -> String {
    let prefix = if app.base_url.starts_with("https://") { "__Host-" } else { "" };
    format!("{prefix}{SESSION_COOKIE}")
}

fn session_token(app: &App, parts: &Parts) -> Option<[u8; 32]> {
    sealed::cookie(&parts.headers, &cookie_name(app)).map(digest)
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Opens a session and gives the cookie that carries it.
pub async fn open_session(app: &App, user: &User) -> Result<HeaderValue, Problem> {
    let secret: [u8; 32] = rand::random();
    let token = data_encoding::BASE64URL_NOPAD.encode(&secret);
    app.site.store.open_session(digest(&token), user.id, app.clock.now()).await?;
    Ok(cookie(app, &token, ""))
}

/// Ends the session of a request and gives the cookie that removes it.
pub async fn close_session(app: &App, parts: &Parts) -> Result<HeaderValue, Problem> {
    let store: &Store = &app.site.store;
    if let Some(token) = session_token(app, parts) {
        store.close_session(token).await?;
    }
    Ok(cookie(app, "", "; Max-Age=0"))
}

fn cookie(app: &App, token: &str, more: &str) -> HeaderValue {
    let secure = if app.base_url.starts_with("https://") { "; Secure" } else { "" };
    let text = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{more}", cookie_name(app));
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}
