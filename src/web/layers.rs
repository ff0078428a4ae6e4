//! The layers that every request passes on its way in and out.

use crate::web::{
    code::Code,
    problem::Problem,
    render::render,
    state::AppState,
    told::{self, REQUEST_ID},
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use std::{any::Any, sync::Arc, time::Duration};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
};

/// A form has at most this many bytes.
pub const BODY_LIMIT: usize = 32 * 1024;
/// A handler, its body included, has at most this long.
const HANDLER: Duration = Duration::from_secs(10);
/// The session cookie; `__Host-` is added where the site is reached by https.
pub const SESSION_COOKIE: &str = "hailong";

/// For a year browsers reach the site, and hosts below its own, by https alone.
const HTTPS_ONLY: &str = "max-age=31536000; includeSubDomains";

/// Nothing but ourselves, nothing inline, no frames; scripts only set text.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; \
    connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types kiosk";

/// Puts the layers around the routes: the last group, and in it the first one named, is the first that a
/// request meets. The router boxes each request and answer once for every group, so there are only two.
pub fn wrap(routes: Router<AppState>, app: &AppState) -> Router<AppState> {
    wrap_with(routes, app, BODY_LIMIT)
}

/// As [`wrap`], for routes whose bodies have another limit.
pub fn wrap_with(routes: Router<AppState>, app: &AppState, body_limit: usize) -> Router<AppState> {
    let site = app.site.catalogue.root().map_or("", |unit| unit.name.as_str()).into();
    // A proxy may send another `Host` than the one that people see. An address that is no origin trusts nobody more.
    let own = CsrfLayer::new().add_trusted_origin(&app.base_url).unwrap_or_default();
    let inner = ServiceBuilder::new().layer(middleware::from_fn(cookie_needs_origin)).layer(own);
    let site = Frame { site, is_https: app.is_https() };
    outer(routes.layer(inner), site, body_limit)
}

/// The site in every answer. By default there is none.
#[derive(Clone, Default)]
pub struct Frame {
    /// Its name.
    pub site: Arc<str>,
    /// People reach it by https.
    pub is_https: bool,
}

/// The layers that every answer needs, with a site or without.
pub fn outer<S: Clone + Send + Sync + 'static>(routes: Router<S>, frame: Frame, body_limit: usize) -> Router<S> {
    let Frame { site, is_https } = frame;
    routes.layer(
        ServiceBuilder::new()
            .map_request(told::with_short_id)
            .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
            .layer(PropagateRequestIdLayer::new(REQUEST_ID))
            .map_response(move |response| security_headers(response, is_https))
            .layer(middleware::from_fn_with_state(site, render))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, HANDLER))
            .layer(RequestBodyLimitLayer::new(body_limit))
            .layer(DefaultBodyLimit::disable()),
    )
}

/// A change that carries a session must say where it comes from: no browser leaves both headers out.
async fn cookie_needs_origin(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let cookies = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if changes
        && cookies.contains(SESSION_COOKIE)
        && !headers.contains_key("sec-fetch-site")
        && !headers.contains_key(header::ORIGIN)
    {
        let problem = Problem::new(Code::CrossSite);
        return problem.because("a session's cookie came with neither Origin nor Sec-Fetch-Site").into_response();
    }
    next.run(request).await
}

/// The place of a panic is in the log. Its message may hold what somebody typed.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Problem::internal().because("a part of the program broke off").into_response()
}

fn security_headers<B>(mut response: Response<B>, is_https: bool) -> Response<B> {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // The host at most: an address of ours may hold a receipt's token, and a proxy writes down where a file was asked from. Not
        // `no-referrer`: that makes browsers send `Origin: null` with our own forms.
        (header::REFERRER_POLICY, "strict-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
