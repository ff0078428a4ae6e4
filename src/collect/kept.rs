//! The half-filled form of a browser without JavaScript, sealed into a cookie of its own.
//!
//! So every page of it is the answer to a GET: Back and reload show it again and send nothing. The server keeps
//! nothing, every server with the same keys folder can read it, and neither an address nor a log tells an answer.
//! The cookie ends with the browser's session. The pages carry everything hidden besides: without cookies, or with
//! a text too long for one, a page is the answer to the POST itself, and nothing is lost either.

use crate::web::{
    sealed::{self, Fields},
    state::App,
};
use axum::http::{HeaderMap, HeaderValue};
use sha2::{Digest, Sha256};

/// Half-filled forms that a browser keeps beside each other in a scope: two tabs do not mix, and what is sent with each
/// request has a bound. Where two places share a cookie, the later one has it, and the pages' hidden fields lose nothing.
const SLOTS: u8 = 8;

/// The header that keeps these fields for the pages at `path`; `None` where they are too many for a cookie.
pub(super) fn cookie(app: &App, path: &str, fields: &[(String, String)]) -> Option<HeaderValue> {
    let value = sealed::seal(app.site.form_key.bytes(), path, fields)?;
    let (name, scope) = (name(path), scope(path));
    HeaderValue::from_str(&format!("{name}={value}; Path={scope}; {}", app.cookie_marks())).ok()
}

/// The fields that the browser keeps for the pages at `path`.
pub(super) fn fields(app: &App, path: &str, headers: &HeaderMap) -> Option<Fields> {
    sealed::open(app.site.form_key.bytes(), path, sealed::cookie(headers, &name(path))?)
}

/// A number of a place's own, as far as there are some: too small to tell which place it is.
fn name(path: &str) -> String {
    format!("phieu-{}", Sha256::digest(path.as_bytes())[0] % SLOTS)
}

/// The first part of a path: a cookie's scope tells no desk and no receipt.
fn scope(path: &str) -> &str {
    path.get(1..).and_then(|rest| rest.find('/')).map_or("/", |end| &path[..=end])
}

#[cfg(test)]
mod tests {
    use super::{SLOTS, name, scope};
    use std::collections::HashSet;

    #[test]
    fn a_cookies_scope_tells_no_desk_and_no_receipt() {
        assert_eq!((scope("/q/MC.NT/pages"), scope("/r/ABC/pages"), scope("/")), ("/q", "/r", "/"));
    }

    #[test]
    fn places_have_cookies_of_their_own_and_a_browser_never_more_than_a_few() {
        let names: HashSet<String> = (0..1_000).map(|desk| name(&format!("/q/MC.{desk}/pages"))).collect();
        assert_eq!(names.len(), usize::from(SLOTS));
        assert_ne!(name("/q/MC.NT/pages"), name("/q/MC.CR/pages"));
    }
}
