//! Somebody of staff with a browser.

use super::{Reply, TestApp};
use axum::{
    body::Body,
    http::{Request, header},
};
use hailong::{
    domain::{role::Role, staff_log::Action},
    store::{NewUser, User},
    work::passwords,
};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

const SESSION: &str = "hailong";
/// Of every account here.
pub const PASSWORD: &str = "ba con mèo và một cái ghế";

/// A browser: it keeps cookies by their paths.
#[derive(Clone)]
pub struct Browser<'a> {
    pub app: &'a TestApp,
    pub jar: Vec<Cookie>,
}

#[derive(Clone)]
pub struct Cookie {
    pub name: String,
    value: String,
    path: String,
}

impl<'a> Browser<'a> {
    pub fn new(app: &'a TestApp) -> Self {
        Self { app, jar: Vec::new() }
    }

    /// With an open session: passwords take their time.
    pub async fn of(app: &'a TestApp, user: &User) -> Self {
        let token = uuid::Uuid::new_v4().to_string();
        app.site.store.open_session(Sha256::digest(&token).into(), user.id, app.clock.now()).await.unwrap();
        Self { app, jar: vec![Cookie { name: SESSION.into(), value: token, path: "/".into() }] }
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        let request = Request::get(path).header(header::COOKIE, self.cookies(path)).header(header::ACCEPT, "text/html");
        let reply = self.app.request(request.body(Body::empty()).unwrap()).await;
        self.keep(&reply);
        reply
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.post_from("same-origin", path, fields).await
    }

    pub async fn post_from(&mut self, site: &str, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, self.cookies(path));
        let reply = self.app.request(request.body(Body::from(body)).unwrap()).await;
        self.keep(&reply);
        reply
    }

    fn cookies(&self, path: &str) -> String {
        let path = path.split('?').next().unwrap();
        let sent = self.jar.iter().filter(|cookie| {
            let rest = path.strip_prefix(&*cookie.path);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || cookie.path.ends_with('/'))
        });
        sent.map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, reply: &Reply) {
        for said in reply.headers.get_all(header::SET_COOKIE) {
            let mut parts = said.to_str().unwrap().split("; ");
            let (name, value) = parts.next().unwrap().split_once('=').unwrap();
            let attributes: Vec<&str> = parts.collect();
            let path = attributes.iter().find_map(|one| one.strip_prefix("Path=")).unwrap_or("/");
            self.jar.retain(|cookie| (cookie.name.as_str(), cookie.path.as_str()) != (name, path));
            if !attributes.contains(&"Max-Age=0") {
                self.jar.push(Cookie { name: name.into(), value: value.into(), path: path.into() });
            }
        }
    }

    /// Everything that the browser keeps beside the session.
    pub fn kept(&self) -> Vec<&Cookie> {
        self.jar.iter().filter(|cookie| cookie.name != SESSION).collect()
    }
}

pub async fn sign_in(browser: &mut Browser<'_>, at: &str, name: &str) -> Reply {
    browser.post(at, &[("name", name), ("password", PASSWORD)]).await
}

/// One hash for all: it takes its time.
pub async fn hash() -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(|| passwords::hash(PASSWORD.to_owned())).await.clone()
}

pub async fn account(app: &TestApp, name: &str, role: Role) -> User {
    let new = NewUser {
        name: name.into(),
        role: role.key().into(),
        unit: None,
        password: hash().await,
        must_change: false,
        created_at: 0,
    };
    app.site.store.add_user(new, app.entry(Action::UserAdd)).await.unwrap().unwrap()
}
