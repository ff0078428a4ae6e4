//! The short code of a receipt, typed by who cannot scan.

use crate::{
    collect::{
        showing::{later, links},
        view::{self, TypedMistake},
    },
    domain::{receipt::ShortCode, survey::Lang},
    store::receipts::Minting,
    web::{
        address::Address,
        extract::{form_pairs, language},
        paths,
        problem::Problem,
        state::{App, AppState},
    },
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;
use jiff::{ToSpan, Unit};

/// `GET /r`: one field.
pub async fn ask(State(app): State<AppState>, RawQuery(query): RawQuery) -> Response {
    view::typed(language(&HeaderMap::new(), query.as_deref()), &links(&app), "", None).into_response()
}

/// `POST /r`: leads to the receipt, or says what is wrong with what was typed.
pub async fn take(
    State(app): State<AppState>,
    from: Address,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, Problem> {
    let lang = language(&HeaderMap::new(), query.as_deref());
    let pairs = form_pairs(&body).ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "malformed"))?;
    let text = pairs.iter().find(|(name, _)| name == view::FIELD).map_or("", |(_, value)| value);
    let again =
        |status: StatusCode, mistake| (status, view::typed(lang, &links(&app), text, Some(mistake))).into_response();
    let Some(code) = ShortCode::parse(text) else {
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, TypedMistake::Slip));
    };
    if let Err(problem) = app.guard.typed(from) {
        return Ok(later(again(problem.status, TypedMistake::TooMany), problem.retry_after));
    }
    // Numbers of nobody have no tries to use up; they are told what a wrong code is told.
    let Some(run) = app.site.store.minting(code.number).await? else {
        return Ok(again(StatusCode::NOT_FOUND, TypedMistake::Wrong));
    };
    // The try is taken before the code is looked at: many at once get no more than one after the other.
    if !app.guard.take_try(code.number, app.clock.local().date()) {
        return Ok(later(again(StatusCode::TOO_MANY_REQUESTS, TypedMistake::UsedUp), Some(until_tomorrow(&app))));
    }
    let Some(token) = token_of(&app, code, &run) else {
        return Ok(again(StatusCode::NOT_FOUND, TypedMistake::Wrong));
    };
    app.guard.give_back(code.number);
    Ok(Redirect::to(&with_language(paths::receipt(&token), lang)).into_response())
}

/// The token of the receipt that a code opens.
fn token_of(app: &App, code: ShortCode, run: &Minting) -> Option<String> {
    let keys = app.site.register.keys();
    if keys.opens(code, run.key) { keys.token(&run.receipt(code.number)) } else { None }
}

fn with_language(path: String, lang: Lang) -> String {
    if lang == Lang::default() { path } else { format!("{path}?lang={}", lang.tag()) }
}

/// Seconds until the tries are given back.
fn until_tomorrow(app: &App) -> u32 {
    let now = app.clock.local();
    let midnight = now.date().saturating_add(1.day()).to_datetime(jiff::civil::Time::midnight());
    let left = now.until((Unit::Second, midnight)).map_or(60, |span| span.get_seconds());
    u32::try_from(left).unwrap_or(60)
}
