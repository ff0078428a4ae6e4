//! The short code of a receipt, typed by who cannot scan.

use crate::{
    collect::{
        showing::{later, links},
        view::{self, TypedMistake},
    },
    domain::{
        receipt::{Receipt, ShortCode, Tag},
        survey::Lang,
    },
    store::{self, receipts::Minting},
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
    // The try is taken before the code is looked at: many at once get no more than one after the other.
    if !app.guard.take_try(code.number, app.clock.local().date()) {
        return Ok(later(again(StatusCode::TOO_MANY_REQUESTS, TypedMistake::UsedUp), Some(until_tomorrow(&app))));
    }
    if let Some(token) = token_of(&app, code).await? {
        app.guard.give_back(code.number);
        return Ok(Redirect::to(&with_language(paths::receipt(&token), lang)).into_response());
    }
    Ok(match app.guard.bad(from) {
        Ok(()) => again(StatusCode::NOT_FOUND, TypedMistake::Wrong),
        Err(problem) => later(again(problem.status, TypedMistake::TooMany), problem.retry_after),
    })
}

/// The token of the receipt that a code opens.
async fn token_of(app: &App, code: ShortCode) -> store::Result<Option<String>> {
    let keys = app.site.register.keys();
    let run = app.site.store.minting(code.number).await?.filter(|run| keys.opens(code, run.key));
    Ok(run.and_then(|run| keys.token(&receipt(code.number, &run))))
}

fn receipt(number: u32, run: &Minting) -> Receipt {
    Receipt {
        number,
        key: run.key,
        survey: Tag::of(&run.survey),
        unit: Tag::of(&run.unit),
        event: run.event,
        week: run.week,
    }
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
