//! How a request fails. A [`Problem`] rides in the response; one layer logs and renders it.

use crate::{
    domain::language::Lang,
    store,
    web::{
        error_page::{self, Asked},
        extract::language,
        layers::REQUEST_ID,
        told,
        unsent::KeptAt,
        words,
    },
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};
use tower_http::csrf::{ProtectionError, ProtectionErrorKind};
use tracing::Instrument;

/// A failure with a stable code.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    /// Stable, for programs; its sentences are in `words`.
    pub code: &'static str,
    pub errors: Vec<FieldMessage>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u32>,
    /// What programs need beside the code, under its name.
    pub members: BTreeMap<&'static str, Value>,
    /// For the log alone.
    pub(super) reason: Option<&'static str>,
    pub(super) source: Option<Arc<store::Error>>,
}

/// One mistake, by field.
#[derive(Clone, Debug, Serialize)]
pub struct FieldMessage {
    pub field: String,
    pub message: String,
}

impl Problem {
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self {
            status,
            code,
            errors: Vec::new(),
            retry_after: None,
            members: BTreeMap::new(),
            reason: None,
            source: None,
        }
    }

    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden")
    }

    /// A fault of ours.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
    }

    /// Every mistake of a submission or query.
    #[must_use]
    pub fn invalid(code: &'static str, errors: Vec<FieldMessage>) -> Self {
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, code) }
    }

    /// Trying again makes sense after so many seconds.
    #[must_use]
    pub fn later(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// With something more for programs.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.members.insert(name, value.into());
        self
    }

    /// With what only the log says: it tells whoever runs the site, not whoever asks.
    #[must_use]
    pub fn because(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// With the fault behind it, for the log.
    #[must_use]
    pub fn caused_by(self, source: Arc<store::Error>) -> Self {
        Self { source: Some(source), ..self }
    }

    /// Tried too often; so many seconds to wait.
    #[must_use]
    pub fn too_many(seconds: u32) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many").later(seconds)
    }

    /// Nothing can be stored or read now.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable").later(5)
    }
}

impl Problem {
    /// Says in the log what one of several answers tells whoever asked. A problem that is the whole answer is logged where
    /// it is rendered.
    pub fn log(&self) {
        told::refused(self);
    }

    /// A page of its own that tells whoever asked; the log has the problem.
    #[must_use]
    pub fn told_by(self, mut page: Response) -> Response {
        page.extensions_mut().insert(Told(self));
        page
    }

    /// As one of several answers in a reply.
    #[must_use]
    pub fn to_json(&self, lang: Lang) -> Value {
        let (title, detail) = words::problem(self.code, lang);
        serde_json::to_value(self.in_words(title, detail, "")).unwrap_or_default()
    }

    fn in_words<'a>(&'a self, title: &'a str, detail: &'a str, request: &'a str) -> ProblemJson<'a> {
        ProblemJson {
            r#type: "about:blank",
            title,
            status: self.status.as_u16(),
            code: self.code,
            detail,
            request,
            errors: &self.errors,
            retry_after: self.retry_after,
            members: &self.members,
        }
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        let problem = match &error {
            store::Error::Unavailable(_) => Self::unavailable(),
            _ => Self::internal(),
        };
        Self { source: Some(Arc::new(error)), ..problem }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The layer that turns what failed into something readable, in the form and language asked for, under the site's name.
pub async fn render(State(site): State<Arc<str>>, request: Request, next: Next) -> Response {
    let lang = language(request.headers(), request.uri().query());
    let (reads, uri) = (matches!(*request.method(), Method::GET | Method::HEAD), request.uri().clone());
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accept = accept.to_owned();
    let api = request.uri().path().starts_with("/api/");
    let html = !api && accept.contains("text/html");
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
    let span = told::span(&request, &id);
    let response = next.run(request).instrument(span.clone()).await;
    let Some(problem) = problem_of(&response) else {
        span.in_scope(|| told_of(&response).as_ref().map(Problem::log));
        return response;
    };
    span.in_scope(|| problem.log());
    let (title, detail) = words::problem(problem.code, lang);
    let (kind, body) = if html {
        let kept = response.extensions().get::<KeptAt>().map(|kept| kept.0.as_str());
        let asked = Asked { uri: &uri, reads, kept, id: &id, lang };
        ("text/html; charset=utf-8", error_page::page(&site, &problem, &asked))
    } else if api || accept.contains("json") || !accept.contains("text/") {
        ("application/problem+json", serde_json::to_string(&problem.in_words(title, detail, &id)).unwrap_or_default())
    } else {
        ("text/plain; charset=utf-8", format!("{title}. {detail}\n"))
    };
    let (mut parts, _) = response.into_parts();
    // What a handler's own layers said of the body that is replaced.
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_ENCODING);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, Body::from(body))
}

/// What a page tells that is none of a problem's own.
#[derive(Clone)]
struct Told(Problem);

/// The problem of which a page tells; mistakes in a form are told to whoever made them and to nobody else.
fn told_of(response: &Response) -> Option<Problem> {
    let status = response.status();
    let refused = status.is_client_error() || status.is_server_error();
    let unnamed = (refused && status != StatusCode::UNPROCESSABLE_ENTITY).then(|| Problem::new(status, "page"));
    response.extensions().get().map(|Told(problem)| problem.clone()).or(unnamed)
}

/// Failures that a layer answered with a bare status are rendered too.
fn problem_of(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let status = response.status();
    let bare = !response.headers().contains_key(header::CONTENT_TYPE) || {
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        kind.is_some_and(|kind| kind.starts_with("text/plain"))
    };
    let code = match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => "timeout",
        StatusCode::FORBIDDEN => "cross_site",
        status if status.is_client_error() => "malformed",
        status if status.is_server_error() => "internal",
        _ => return None,
    };
    let problem = bare.then(|| Problem::new(status, code))?;
    Some(match response.extensions().get::<ProtectionError>().map(ProtectionError::kind) {
        Some(ProtectionErrorKind::CrossOriginRequest) => problem.because("Sec-Fetch-Site names another site"),
        Some(_) => problem.because("Host is not that of Origin; a proxy must pass Host on unchanged"),
        None => problem,
    })
}

#[derive(Serialize)]
struct ProblemJson<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    code: &'a str,
    detail: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    request: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldMessage],
    /// Seconds, as in the header, which one of several answers has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    #[serde(flatten)]
    members: &'a BTreeMap<&'static str, Value>,
}
