//! The open reads, from any site's page and by way of any cache: open figures, questionnaires, lists.
//!
//! A reply has a strong tag of its content, another one for each encoding, and is asked for again after a minute. A failure
//! is left alone. So is a reply to which its handler gives a Cache-Control of its own, because it answers somebody in particular.

use crate::web::{
    assets::{accepts_encoding, gzip},
    problem::Problem,
    state::AppState,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use flate2::Compression;
use sha2::{Digest, Sha256};
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::cors::{Any, CorsLayer};

/// Figures change with a release, which nobody waits for by the second.
const FRESH: &str = "public, max-age=60, must-revalidate";
/// Browsers ask again whether they may ask after this long; none believes more.
const ALLOWED_FOR: Duration = Duration::from_hours(2);
/// Shorter bodies become longer by being compressed, or hardly shorter.
const WORTH_COMPRESSING: usize = 1024;

/// Opens routes to the pages of other sites, and to caches.
pub fn reads(routes: Router<AppState>) -> Router<AppState> {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers([header::IF_NONE_MATCH])
        .expose_headers([header::ETAG])
        .max_age(ALLOWED_FOR);
    routes.layer(ServiceBuilder::new().layer(cors).layer(middleware::from_fn(tag)))
}

async fn tag(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let asked = request.headers().clone();
    let response = next.run(request).await;
    if !reads || response.status() != StatusCode::OK || response.headers().contains_key(header::CACHE_CONTROL) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // The handlers hand over whole bodies: there is nothing to wait for and no limit to keep.
    let Ok(plain) = to_bytes(body, usize::MAX).await else { return Problem::internal().into_response() };
    let packed = (plain.len() >= WORTH_COMPRESSING && accepts_encoding(&asked, "gzip"))
        .then(|| gzip(&plain, Compression::fast()))
        .flatten();
    let etag = etag(&plain, packed.is_some());
    let known = is_known(&asked, &etag);
    let headers = &mut parts.headers;
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FRESH));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    if packed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        headers.remove(header::CONTENT_LENGTH);
    }
    if known {
        for of_the_body in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LENGTH] {
            headers.remove(of_the_body);
        }
        parts.status = StatusCode::NOT_MODIFIED;
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(packed.unwrap_or(plain)))
}

/// The same bytes have the same tag; the two encodings of a content are not the same bytes.
fn etag(content: &[u8], packed: bool) -> String {
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(content)[..16]);
    format!("\"{digest}{}\"", if packed { "-gzip" } else { "" })
}

/// The asker has this already. A proxy that compresses by itself has made the tag a weak one, which is good enough
/// for reading.
fn is_known(asked: &HeaderMap, etag: &str) -> bool {
    let values = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == etag)
}
