//! Keys of other systems: `Authorization: Bearer …`, one right each.

use crate::{
    store::ApiKey,
    web::{code::Code, problem::Problem, state::App},
    work::api_keys::Right,
};
use axum::http::{HeaderMap, header};

/// The secret that a request carries.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, secret) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(secret.trim())
}

/// The key that a request carries, asked for anew at each: what was revoked ends with the next request.
///
/// # Errors
/// 401 where there is none in force, 403 where its right is another.
pub async fn holder(app: &App, headers: &HeaderMap, right: Right) -> Result<ApiKey, Problem> {
    let unknown = || Problem::new(Code::UnknownApiKey);
    let secret = bearer(headers).ok_or_else(unknown)?;
    let key = app.site.store.api_key(secret).await?.ok_or_else(unknown)?;
    // A right that this version does not know is refused.
    if Right::from_key(&key.right) == Some(right) { Ok(key) } else { Err(Problem::new(Code::WrongApiKey)) }
}
