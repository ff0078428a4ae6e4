//! `POST /api/v1/devices/slips`, `…/slips/read`: a text that somebody would rather write on a phone.

use super::body::{read, respond};
use crate::{
    domain::code,
    store::slips::SlipText,
    web::{code::Code, paths, problem::Problem, signed::Signed, state::AppState},
    work::address,
};
use axum::{extract::State, http::StatusCode, response::Response};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Call {
    slip: String,
}

pub(super) async fn ask(State(app): State<AppState>, Signed(device): Signed) -> Result<Response, Problem> {
    let slip = code::write(&rand::random::<[u8; 10]>());
    app.site.store.add_slip(&slip, device.id, app.clock.now()).await?;
    let url = address::slip_link(&app.base_url, &slip);
    Ok(respond(StatusCode::CREATED, &json!({"url": url, "code": paths::slip_code(&slip), "slip": slip})))
}

/// Gives the text once; from then on it is on the kiosk alone.
pub(super) async fn give(
    State(app): State<AppState>,
    Signed(device): Signed,
    body: Bytes,
) -> Result<Response, Problem> {
    let call: Call = read(&body)?;
    let text = match app.site.store.read_slip(&call.slip, device.id, app.clock.now()).await? {
        SlipText::NotYet => None,
        SlipText::Text(text) => Some(text),
        SlipText::Over => return Err(Problem::new(Code::SlipOver)),
        SlipText::Unknown => return Err(Problem::not_found()),
    };
    Ok(respond(StatusCode::OK, &json!({ "text": text })))
}
