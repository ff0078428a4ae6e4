//! The short code of a receipt, typed by a person who cannot scan.

use crate::{
    collect::{
        links::links,
        showing::later,
        view::{self, TypedMistake},
    },
    domain::{language::Lang, receipt::ShortCode},
    web::{
        address::Address,
        code::Code,
        extract::{form_pairs, language, pairs},
        problem::Problem,
        receipts,
        state::AppState,
    },
    work::address,
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;

/// `GET /r`: one field; a link that had a code in place of a token brings it along.
pub async fn ask(State(app): State<AppState>, RawQuery(query): RawQuery) -> Response {
    let given = pairs(query.as_deref().unwrap_or_default());
    let text = given.iter().find(|(name, _)| name == view::FIELD).map_or("", |(_, value)| value);
    view::typed(language(&HeaderMap::new(), query.as_deref()), &links(&app), text, None).into_response()
}

/// `POST /r`: leads to the receipt, or says what is wrong with what was typed.
pub async fn take(
    State(app): State<AppState>,
    from: Address,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, Problem> {
    let lang = language(&HeaderMap::new(), query.as_deref());
    let pairs = form_pairs(&body).ok_or_else(|| Problem::new(Code::Malformed))?;
    let text = pairs.iter().find(|(name, _)| name == view::FIELD).map_or("", |(_, value)| value);
    let again =
        |status: StatusCode, mistake| (status, view::typed(lang, &links(&app), text, Some(mistake))).into_response();
    let Some(code) = ShortCode::parse(text) else {
        let mistyped = Problem::new(Code::MistypedReceipt);
        return Ok(mistyped.told_by(again(StatusCode::UNPROCESSABLE_ENTITY, TypedMistake::Slip)));
    };
    let issued = match receipts::typed(&app, code, from).await {
        Ok(issued) => issued,
        Err(problem) => {
            let mistake = match problem.code {
                Code::UnknownReceipt => TypedMistake::Wrong,
                Code::CodeUsedUp => TypedMistake::UsedUp,
                Code::TooMany => TypedMistake::TooMany,
                _ => return Err(problem),
            };
            let page = later(again(problem.status, mistake), problem.retry_after);
            return Ok(problem.told_by(page));
        }
    };
    let token = app.site.register.keys().token(&issued.receipt).unwrap_or_default();
    Ok(Redirect::to(&with_language(address::receipt(&token), lang)).into_response())
}

fn with_language(path: String, lang: Lang) -> String {
    if lang == Lang::default() { path } else { format!("{path}?lang={}", lang.tag()) }
}
