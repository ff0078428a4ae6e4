//! Whatever failed is logged, and becomes something readable.

use crate::web::{
    code::Code,
    error_page::{self, FailedRequest},
    extract::language,
    problem::{KeptAt, Problem, ProblemReply, Told},
    told::{self, REQUEST_ID},
    words,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use std::sync::Arc;
use tower_http::csrf::{ProtectionError, ProtectionErrorKind};
use tracing::Instrument;

/// The layer that turns what failed into something readable, in the form and language asked for, under the site's name.
pub(super) async fn render(State(site): State<Arc<str>>, request: Request, next: Next) -> Response {
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
        span.in_scope(|| tell_page(&response));
        return response;
    };
    span.in_scope(|| problem.log());
    // A reader has sent nothing that could be unrecorded.
    let detail = reads.then(|| words::why(problem.code, lang)).flatten().unwrap_or(problem.code.detail(lang));
    let (kind, body) = if html {
        let kept = response.extensions().get::<KeptAt>().map(|kept| kept.0.as_str());
        let asked = FailedRequest { uri: &uri, reads, kept, id: &id, lang };
        ("text/html; charset=utf-8", error_page::page(&site, &problem, &asked))
    } else if api || accept.contains("json") || !accept.contains("text/") {
        (
            "application/problem+json",
            serde_json::to_string(&ProblemReply { detail, request: id, ..problem.reply(lang) }).unwrap_or_default(),
        )
    } else {
        ("text/plain; charset=utf-8", format!("{}. {detail}\n", problem.code.title(lang)))
    };
    let (mut parts, _) = response.into_parts();
    // Headers that a handler's own layers gave to the body that is replaced.
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_ENCODING);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, Body::from(body))
}

/// Says of which problem a page tells; mistakes in a form are told to whoever made them and to nobody else.
fn tell_page(response: &Response) {
    let status = response.status();
    match response.extensions().get() {
        Some(Told(problem)) => problem.log(),
        None if status == StatusCode::UNPROCESSABLE_ENTITY => {}
        None if status.is_client_error() || status.is_server_error() => told::page(status),
        None => {}
    }
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
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Code::Timeout,
        StatusCode::FORBIDDEN => Code::CrossSite,
        status if status.is_client_error() => Code::Malformed,
        status if status.is_server_error() => Code::Internal,
        _ => return None,
    };
    let problem = bare.then(|| Problem::new(code).at(status))?;
    Some(match response.extensions().get::<ProtectionError>().map(ProtectionError::kind) {
        Some(ProtectionErrorKind::CrossOriginRequest) => problem.because("Sec-Fetch-Site names another site"),
        Some(_) => problem.because("Host is not that of Origin; a proxy must pass Host on unchanged"),
        None => problem,
    })
}
