//! A slip's page: somebody at a kiosk writes on a phone. Nothing of the text stays on the phone, and nothing of it
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
    store::slips::SlipState,
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
    Path(slip): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language(&headers, query.as_deref());
    let state = app.site.store.slip(&written(&slip), app.clock.now()).await?;
    Ok(show(&app, state, lang))
}

/// `POST /w/{slip}`: takes the text, once.
pub async fn write(
    State(app): State<AppState>,
    Path(slip): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let lang = language(&headers, query.as_deref());
    let pairs = form_pairs(&body).ok_or_else(|| Problem::new(Code::Malformed))?;
    let typed = pairs.iter().find(|(name, _)| name == "comment").map_or("", |(_, text)| text);
    match text::clean(typed, COMMENT_LIMIT) {
        Ok(Some(text)) => match app.site.store.write_slip(&written(&slip), &text, app.clock.now()).await? {
            // Sent twice is sent.
            SlipState::Open | SlipState::Written => Ok(show(&app, SlipState::Written, lang)),
            state => Ok(show(&app, state, lang)),
        },
        Ok(None) => Ok(again(&app, typed, words::slip_empty(lang), lang)),
        Err(error) => Ok(again(&app, typed, &words::describe(&mistake(error), lang), lang)),
    }
}

/// `GET /w/{slip}/code.svg`: the QR code of the page, for the kiosk's screen.
pub async fn code(State(app): State<AppState>, Path(slip): Path<String>) -> Result<Response, Problem> {
    let link = address::slip_link(&app.base_url, &slip);
    let picture = Symbol::of(&link).map_err(|_| Problem::not_found())?.svg(&link).into_string();
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], picture).into_response())
}

/// QR codes are written in capitals, and so is the slip's digest.
fn written(slip: &str) -> String {
    slip.to_ascii_uppercase()
}

fn mistake(error: TextError) -> FieldProblem {
    match error {
        TextError::Control => FieldProblem::Control,
        TextError::TooLong { limit, length } => FieldProblem::TooLong { limit, length },
    }
}

fn again(app: &App, typed: &str, mistake: &str, lang: Lang) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, view::slip(lang, &links(app), typed, Some(mistake))).into_response()
}

fn show(app: &App, state: SlipState, lang: Lang) -> Response {
    let (status, page) = match state {
        SlipState::Open => return view::slip(lang, &links(app), "", None).into_response(),
        SlipState::Written => (StatusCode::OK, StatePage::SlipSent),
        SlipState::Over => (StatusCode::GONE, StatePage::SlipOver),
        SlipState::Unknown => (StatusCode::NOT_FOUND, StatePage::SlipUnknown),
    };
    (status, view::state_page(page, Surface::Phone, lang, &links(app))).into_response()
}
