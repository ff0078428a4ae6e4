//! The log's lines about requests: the request's id in every line about it, and a line for each refusal.
//!
//! Never what was sent or where from: of a path the route's template alone, because a path may hold a token.

use crate::{
    domain::causes::Causes,
    web::{code::Code, problem::Problem},
};
use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, StatusCode},
};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::{
    num::NonZeroU32,
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};
use tracing::Span;

/// Names a request, in its answer and in every line of the log about it.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Under which name spans are opened: the log takes them whatever it leaves out.
pub const SPAN: &str = "hailong::request";
/// Longest id that is taken over from whoever is before us.
const LONGEST_ID: usize = 64;
/// Lines about refusals: who guesses, or asks again and again during an outage, must not fill the disk.
const A_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(19);
const AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(199);

static LINES: LazyLock<DefaultDirectRateLimiter> =
    LazyLock::new(|| RateLimiter::direct(Quota::per_second(A_SECOND).allow_burst(AT_ONCE)));
static LEFT_OUT: AtomicU64 = AtomicU64::new(0);

/// Takes away an id that somebody before us gave the request, where it is not of the kind that proxies make.
pub fn with_short_id<B>(mut request: axum::http::Request<B>) -> axum::http::Request<B> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let id = request.headers().get(&REQUEST_ID).map(HeaderValue::as_bytes);
    if id.is_some_and(|id| id.is_empty() || id.len() > LONGEST_ID || !id.iter().all(is_plain)) {
        request.headers_mut().remove(&REQUEST_ID);
    }
    request
}

/// In this span is whatever the log says while the request is answered.
pub fn span(request: &Request, id: &str) -> Span {
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    tracing::error_span!(target: SPAN, "request", request = id, method = request.method().as_str(), route)
}

impl Problem {
    /// Says in the log what one of several answers tells whoever asked. A problem that is the whole answer is logged where
    /// it is rendered.
    pub fn log(&self) {
        refused(&Refusal {
            status: self.status,
            code: Some(self.code),
            reason: self.reason,
            mistakes: (!self.errors.is_empty()).then_some(self.errors.len()),
            cause: self.source.as_ref().map(|source| Causes(&**source).to_string()),
        });
    }
}

/// Says that a request was refused by a page that names no problem.
pub(super) fn page(status: StatusCode) {
    refused(&Refusal { status, code: None, reason: None, mistakes: None, cause: None });
}

/// The log's word on a refusal.
struct Refusal {
    status: StatusCode,
    /// `None` where a page says it in its own words.
    code: Option<Code>,
    reason: Option<&'static str>,
    mistakes: Option<usize>,
    cause: Option<String>,
}

/// Says that a request was refused, and why.
fn refused(refusal: &Refusal) {
    let Refusal { status, code, reason, mistakes, cause } = refusal;
    macro_rules! line {
        ($level:ident) => {{
            let (status, code) = (status.as_u16(), code.map_or("page", Code::key));
            tracing::$level!(status, code, reason, mistakes, error = cause, "refused")
        }};
    }
    // A look for pages that nobody has says nothing of ours.
    if *code == Some(Code::NotFound) {
        return line!(debug);
    }
    if LINES.check().is_err() {
        LEFT_OUT.fetch_add(1, Ordering::Relaxed);
        return;
    }
    match LEFT_OUT.swap(0, Ordering::Relaxed) {
        0 => {}
        lines => tracing::warn!(parent: None, lines, "more requests were refused than there are lines for"),
    }
    if cause.is_some() || *status == StatusCode::INTERNAL_SERVER_ERROR {
        line!(error);
    } else if status.is_server_error() || *code == Some(Code::CrossSite) {
        line!(warn);
    } else {
        line!(info);
    }
}

#[cfg(test)]
mod tests {
    use super::{REQUEST_ID, with_short_id};
    use axum::http::Request;

    #[test]
    fn only_ids_that_a_proxy_would_make_are_taken_over() {
        let kept = |id: &[u8]| {
            let request = Request::get("/").header(REQUEST_ID, id).body(()).unwrap();
            with_short_id(request).headers().contains_key(REQUEST_ID)
        };
        assert!(kept(b"7f3c2b1a9e8d4c6fb0a1") && kept(b"0198c3f2-6f1c-7aaa-8000-000000000001"));
        for id in [&b""[..], b"a b", b"a=1", b"a_1", "số".as_bytes(), &[b'a'; 65]] {
            assert!(!kept(id), "{id:?}");
        }
    }
}
