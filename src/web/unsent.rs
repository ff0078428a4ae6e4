//! Forms that staff typed and that were not done, because their session had ended or because something failed.
//!
//! A layer around the POSTs of staff seals it for the account that the form was made for, into a cookie of the form's own
//! page, and the page shows it again with its button: nothing is done before somebody presses that. No other account can
//! read it or have it done. Only forms that say whose they are (`ui::form::typed_by`) are kept, and of those no secret.

use crate::{
    domain::language::Lang,
    store::User,
    ui::form::TYPED_BY,
    web::{
        code::Code,
        door::{self, Ended, Turned},
        extract::form_pairs,
        layers::BODY_LIMIT,
        problem::{KeptAt, Problem},
        sealed::{self, Fields},
        state::{App, AppState},
        words,
    },
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header::SET_COOKIE, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use sha2::{Digest, Sha256};

/// Seconds for which a browser keeps it.
const SECONDS: u32 = 60 * 60;

/// Fields that must be typed anew, beside those that are called a password in any way.
const SECRETS: [&str; 5] = ["current", "new", "again", "pin", "code"];

/// Whom a posted form was made for; in the request.
#[derive(Clone, Debug)]
struct Author(String);

/// A form on its way, and what of it may be kept.
struct Typed {
    page: String,
    author: Author,
    fields: Fields,
}

impl Typed {
    fn read(page: String, body: &[u8]) -> Option<Self> {
        let mut fields = form_pairs(body)?;
        let author = fields.iter().position(|(name, _)| name == TYPED_BY).map(|at| fields.remove(at).1)?;
        fields.retain(|(name, value)| !is_secret(name) && !value.is_empty());
        Some(Self { page, author: Author(author), fields })
    }

    /// The cookie that keeps it; `None` where it is too long for one.
    fn kept(&self, app: &App) -> Option<HeaderValue> {
        let value = sealed::seal(app.site.form_key.bytes(), &place(&self.page, &self.author.0), &self.fields)?;
        self.cookie(app, &value, SECONDS)
    }

    /// The cookie that takes it away, where the browser keeps something that this form's author typed.
    fn forgotten(&self, app: &App, headers: &HeaderMap) -> Option<HeaderValue> {
        kept_at(app, headers, &self.page, &self.author.0)?;
        self.cookie(app, "", 0)
    }

    fn cookie(&self, app: &App, value: &str, seconds: u32) -> Option<HeaderValue> {
        let (name, page, marks) = (name(&self.page), &self.page, app.cookie_marks());
        let text = format!("{name}={value}; Path={page}; Max-Age={seconds}; {marks}");
        HeaderValue::from_str(&text).ok()
    }
}

/// Keeps what a POST would lose.
pub async fn keep(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let page = door::page_of(request.uri().path()).filter(|_| request.method() == Method::POST);
    let Some(page) = page else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return Problem::new(Code::TooLarge).into_response();
    };
    let headers = parts.headers.clone();
    let typed = Typed::read(page, &body);
    if let Some(typed) = &typed {
        parts.extensions.insert(typed.author.clone());
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    match typed {
        Some(typed) => after(&app, &typed, &headers, response),
        None => response,
    }
}

fn after(app: &App, typed: &Typed, headers: &HeaderMap, mut response: Response) -> Response {
    let turned = response.extensions_mut().remove::<Turned>();
    let failed = response.status().is_server_error() || is_passing(response.status());
    if turned.is_none() && !failed {
        if let Some(cookie) = typed.forgotten(app, headers) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        return response;
    }
    let kept = typed.kept(app);
    if let Some(turned) = turned {
        let ended = if kept.is_some() { Ended::Typed } else { Ended::Lost };
        response = turned.said(ended).into_response();
    } else if kept.is_some() {
        response.extensions_mut().insert(KeptAt(typed.page.clone()));
    }
    if let Some(cookie) = kept {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The same request may go well when it is tried again.
fn is_passing(status: StatusCode) -> bool {
    matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS)
}

/// A posted form was made for this account, or does not say for which.
pub(super) fn is_own(parts: &Parts, user: &User) -> bool {
    parts.extensions.get::<Author>().is_none_or(|author| author.0 == id(user))
}

/// An account, as forms name it.
pub fn id(user: &User) -> String {
    user.id.simple().to_string()
}

/// The typed text that a page has to show again.
#[derive(Clone, Debug, Default)]
pub enum Unsent {
    #[default]
    Nothing,
    /// Another account typed it.
    Theirs,
    Own(Fields),
}

impl Unsent {
    /// The text that the browser keeps for the page that an account looks at.
    pub(super) fn of(app: &App, parts: &Parts, user: &User) -> Self {
        let page = parts.uri.path();
        if !door::reads(&parts.method) || sealed::cookie(&parts.headers, &name(page)).is_none() {
            return Self::Nothing;
        }
        kept_at(app, &parts.headers, page, &id(user)).map_or(Self::Theirs, Self::Own)
    }

    /// All that was typed.
    pub fn fields(&self) -> &[(String, String)] {
        if let Self::Own(fields) = self { fields } else { &[] }
    }

    /// The text that was typed into a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields().iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Stands first in the page; the browser moves the focus to it.
    pub(super) fn notice(&self, lang: Lang) -> Markup {
        let said = match self {
            Self::Nothing => return html! {},
            Self::Theirs => words::unsent_theirs(lang),
            Self::Own(_) => words::unsent(lang),
        };
        html! {
            div.notice role="status" tabindex="-1" autofocus {
                div {
                    p { (said) }
                    @if let Some((name, _)) = self.fields().first() { p { a href={ "#" (name) } { (words::to_unsent(lang)) } } }
                }
            }
        }
    }
}

fn kept_at(app: &App, headers: &HeaderMap, page: &str, account: &str) -> Option<Fields> {
    let value = sealed::cookie(headers, &name(page))?;
    sealed::open(app.site.form_key.bytes(), &place(page, account), value)
}

/// No path has a blank: no other place reads so.
fn place(page: &str, account: &str) -> String {
    format!("unsent {page} {account}")
}

/// A page's own: a browser also sends the cookies of the pages above it.
fn name(page: &str) -> String {
    let digest = Sha256::digest(page.as_bytes());
    format!("unsent-{}", data_encoding::HEXLOWER.encode(&digest[..6]))
}

fn is_secret(name: &str) -> bool {
    name.contains("password") || SECRETS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_forms_of_nobody_are_not_kept() {
        let read = |body: &str| Typed::read("/staff/users".into(), body.as_bytes());
        let typed =
            read("name=lan&typed_by=0a1b&password=x&current=x&new=x&again=x&pin=1&code=2&my_password=x&unit=").unwrap();
        assert_eq!((typed.author.0.as_str(), typed.fields), ("0a1b", vec![("name".to_owned(), "lan".to_owned())]));
        assert!(read("name=lan").is_none() && read("name=%FF&typed_by=0a1b").is_none());
    }
}
