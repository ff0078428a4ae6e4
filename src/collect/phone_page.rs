//! A page on a phone: somebody at a kiosk writes on a phone. Nothing of the text stays on the phone, and nothing of it
//! here once the kiosk has fetched it.

use crate::{
    collect::{
        links::links,
        view::{self, StatePage, Surface},
        words,
    },
    domain::{
        language::Lang,
        submission::{COMMENT_LIMIT, FieldProblem},
        text::{self, TextError},
    },
    store::phone_pages::PhonePageState,
    ui::qr::Symbol,
    web::{
        code::Code,
        extract::{form_pairs, language},
        problem::Problem,
        state::{App, AppState},
    },
    work::address,
};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;

/// `GET /w/{slip}`: one field, or why there is none.
pub async fn open(
    State(app): State<AppState>,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language(&headers, query.as_deref());
    let state = app.site.store.phone_page(&written(&address), app.clock.now()).await?;
    Ok(show(&app, state, lang))
}

/// `POST /w/{slip}`: takes the text, once.
pub async fn write(
    State(app): State<AppState>,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let lang = language(&headers, query.as_deref());
    let pairs = form_pairs(&body).ok_or_else(|| Problem::new(Code::Malformed))?;
    let typed = pairs.iter().find(|(name, _)| name == "comment").map_or("", |(_, text)| text);
    match text::clean(typed, COMMENT_LIMIT) {
        Ok(Some(text)) => match app.site.store.write_phone_page(&written(&address), &text, app.clock.now()).await? {
            // Sent twice is sent.
            PhonePageState::Open | PhonePageState::Written => Ok(show(&app, PhonePageState::Written, lang)),
            state => Ok(show(&app, state, lang)),
        },
        Ok(None) => Ok(again(&app, typed, words::phone_page_empty(lang), lang)),
        Err(error) => Ok(again(&app, typed, &words::describe(&mistake(error), lang), lang)),
    }
}

/// `GET /w/{slip}/code.svg`: the QR code of the page, for the kiosk's screen.
pub async fn code(State(app): State<AppState>, Path(address): Path<String>) -> Result<Response, Problem> {
    let link = address::phone_page_link(&app.base_url, &address);
    let picture = Symbol::of(&link).map_err(|_| Problem::not_found())?.svg(&link).into_string();
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}

/// QR codes are written in capitals, and so is the digest of its address.
fn written(address: &str) -> String {
    address.to_ascii_uppercase()
}

fn mistake(error: TextError) -> FieldProblem {
    match error {
        TextError::Control => FieldProblem::Control,
        TextError::TooLong { limit, length } => FieldProblem::TooLong { limit, length },
    }
}

fn again(app: &App, typed: &str, mistake: &str, lang: Lang) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, view::phone_page(lang, &links(app), typed, Some(mistake))).into_response()
}

fn show(app: &App, state: PhonePageState, lang: Lang) -> Response {
    let (status, page) = match state {
        PhonePageState::Open => return view::phone_page(lang, &links(app), "", None).into_response(),
        PhonePageState::Written => (StatusCode::OK, StatePage::PhonePageSent),
        PhonePageState::Over => (StatusCode::GONE, StatePage::PhonePageOver),
        PhonePageState::Unknown => (StatusCode::NOT_FOUND, StatePage::PhonePageUnknown),
    };
    (status, view::state_page(page, Surface::Phone, lang, &links(app))).into_response()
}
