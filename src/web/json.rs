//! Replies in JSON.

use crate::domain::text::plain_blanks;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::Value;

/// A reply for programs, without the no-break blanks that pages have.
pub fn reply(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], plain_blanks(&value.to_string()).into_owned()).into_response()
}
