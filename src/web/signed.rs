//! Requests that a device signs, and the answers to them, which the site signs.
//!
//! A tablet believes nothing that is not so signed: a captive portal answers 200 too. So every answer to a request
//! with a right signature is signed, whatever it says and whatever went wrong.

use crate::{
    domain::device::{Device, Hex32, MOST_COUNTER, texts},
    web::{
        code::Code,
        layers,
        patience::in_time,
        problem::{More, Problem},
        state::AppState,
    },
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{FromRequest, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use std::sync::{Arc, OnceLock};

const SIGNATURE: &str = "x-signature";

/// The device that signed a request; it is in force, and the request is new.
#[derive(Clone, Debug)]
pub struct Signed(pub Arc<Device>);

impl<S: Sync> FromRequestParts<S> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // A route that nobody wrapped has none: closed.
        parts.extensions.get::<Self>().cloned().ok_or_else(|| unknown("nobody looked at its signature"))
    }
}

/// The nonce of the request whose answer is to be signed: set once the request's signature was found right.
#[derive(Clone, Default)]
struct Believed(Arc<OnceLock<Hex32>>);

/// As [`layers::wrap_with`], for routes whose requests must be signed.
pub fn wrap(routes: Router<AppState>, app: &AppState, body_limit: usize) -> Router<AppState> {
    let checked = routes.layer(middleware::from_fn_with_state(app.clone(), check));
    layers::wrap_with(checked, app, body_limit).layer(middleware::from_fn_with_state(app.clone(), sign))
}

/// The headers of a signed request.
struct Said<'h> {
    device: Hex32,
    counter: i64,
    nonce: Hex32,
    signature: &'h str,
}

impl<'h> Said<'h> {
    fn read(headers: &'h HeaderMap) -> Option<Self> {
        let text = |name: &str| headers.get(name)?.to_str().ok();
        let counter = text("x-counter")?.parse().ok().filter(|n: &i64| (1..=MOST_COUNTER).contains(n))?;
        let (device, nonce) = Hex32::parse(text("x-device")?).zip(Hex32::parse(text("x-nonce")?))?;
        Some(Self { device, counter, nonce, signature: text(SIGNATURE)? })
    }
}

fn unknown(reason: &'static str) -> Problem {
    Problem::new(Code::DeviceUnknown).because(reason)
}

fn revoked() -> Problem {
    Problem::new(Code::DeviceRevoked)
}

/// Known, signed, in force, new: in this order. Times are not compared, a tablet's clock may say what it likes.
async fn check(State(app): State<AppState>, request: Request, next: Next) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let body = match Bytes::from_request(Request::new(body), &()).await {
        Ok(body) => body,
        Err(rejection) => return Ok(rejection.into_response()),
    };
    let Said { device: id, counter, nonce, signature } =
        Said::read(&parts.headers).ok_or_else(|| unknown("it is not signed"))?;
    let device = app.site.store.device(id).await?.ok_or_else(|| unknown("no device has this id"))?;
    let (method, path) = (parts.method.as_str(), parts.uri.path());
    let text = texts::Request { method, path, device: id, counter, nonce, body: &body }.text();
    if !device.key.has_signed(&text, signature) {
        return Err(unknown("its signature does not fit"));
    }
    if let Some(Believed(nonce_of)) = parts.extensions.get() {
        nonce_of.get_or_init(|| nonce);
    }
    if device.revoked_at.is_some() {
        return Err(revoked());
    }
    in_time(async {
        if !app.site.store.accept_counter(id, counter).await? {
            return Err(match app.site.store.device(id).await?.filter(|device| device.revoked_at.is_none()) {
                Some(now) => {
                    Problem::new(Code::DeviceReplayed).with(More { counter: Some(now.counter), ..More::default() })
                }
                None => revoked(),
            });
        }
        parts.extensions.insert(Signed(Arc::new(Device { counter, ..device })));
        Ok(next.run(Request::from_parts(parts, Body::from(body))).await)
    })
    .await
}

/// Outside everything else: what layers made of an error is what is signed.
async fn sign(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let believed = Believed::default();
    request.extensions_mut().insert(believed.clone());
    let response = next.run(request).await;
    let Some(nonce) = believed.0.get() else { return response };
    let (mut parts, body) = response.into_parts();
    // Our own answers are in memory already.
    let Ok(body) = to_bytes(body, usize::MAX).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let signature = app.site.device_keys.sign.sign(&texts::reply(*nonce, parts.status.as_u16(), &body));
    if let Ok(signature) = HeaderValue::try_from(signature) {
        parts.headers.insert(SIGNATURE, signature);
    }
    Response::from_parts(parts, Body::from(body))
}
