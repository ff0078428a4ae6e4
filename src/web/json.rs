//! Replies in JSON.

use crate::{domain::text::plain_blanks, web::problem::Problem};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// A reply for programs, without the no-break blanks that pages have.
pub fn reply(value: &impl Serialize) -> Response {
    written(StatusCode::OK, value, |text| plain_blanks(&text).into_owned())
}

/// A reply for programs, with its texts as they are.
pub fn respond(status: StatusCode, value: &impl Serialize) -> Response {
    written(status, value, |text| text)
}

fn written(status: StatusCode, value: &impl Serialize, finish: impl FnOnce(String) -> String) -> Response {
    match serde_json::to_string(value) {
        Ok(text) => (status, [(header::CONTENT_TYPE, "application/json")], finish(text)).into_response(),
        Err(_) => Problem::internal().because("a reply could not be written as JSON").into_response(),
    }
}
