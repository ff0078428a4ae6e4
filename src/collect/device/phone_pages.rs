//! `POST /api/v1/devices/slips`, `…/slips/read`: a text that somebody would rather write on a phone.

use super::{
    body::read,
    call::SignedHeaders,
    failures::{PhonePageFailures, SignedFailures},
};
use crate::{
    domain::code,
    store::phone_pages::PhonePageText,
    web::{
        code::Code,
        document::tag,
        json::respond,
        paths::{self, route},
        problem::Problem,
        signed::Signed,
        state::AppState,
    },
    work::address,
};
use axum::{extract::State, http::StatusCode, response::Response};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[schema(as = PhonePageCall)]
struct Call {
    slip: String,
}

/// Opens a page on which somebody writes a text on a phone, for 15 minutes.
#[utoipa::path(
    post,
    path = route::DEVICES_PHONE_PAGES,
    operation_id = "open_phone_page",
    tag = tag::KIOSKS,
    params(SignedHeaders),
    responses((status = 201, description = "The page", body = OpenedPhonePage), SignedFailures),
)]
pub(super) async fn ask(State(app): State<AppState>, Signed(device): Signed) -> Result<Response, Problem> {
    let slip = code::write(&rand::random::<[u8; 10]>());
    app.site.store.add_phone_page(&slip, device.id, app.clock.now()).await?;
    let url = address::phone_page_link(&app.base_url, &slip);
    Ok(respond(StatusCode::CREATED, &OpenedPhonePage { code: paths::phone_page_code(&slip), url, slip }))
}

/// Gives the text of a page once; from then on it is on the kiosk alone.
#[utoipa::path(
    post,
    path = route::DEVICES_PHONE_PAGES_READ,
    operation_id = "read_phone_page",
    tag = tag::KIOSKS,
    params(SignedHeaders),
    request_body = Call,
    responses((status = 200, description = "The text, or none yet", body = WrittenText), PhonePageFailures),
)]
pub(super) async fn give(
    State(app): State<AppState>,
    Signed(device): Signed,
    body: Bytes,
) -> Result<Response, Problem> {
    let call: Call = read(&body)?;
    let text = match app.site.store.read_phone_page(&call.slip, device.id, app.clock.now()).await? {
        PhonePageText::NotYet => None,
        PhonePageText::Text(text) => Some(text),
        PhonePageText::Over => return Err(Problem::new(Code::PhonePageOver)),
        PhonePageText::Unknown => return Err(Problem::not_found()),
    };
    Ok(respond(StatusCode::OK, &WrittenText { text }))
}

/// A page for one text on somebody's phone.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OpenedPhonePage {
    slip: String,
    /// The whole address of the page.
    url: String,
    /// Path of the address as a picture.
    code: String,
}

/// The text that was written on the phone.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WrittenText {
    /// `null` until it is sent.
    text: Option<String>,
}
