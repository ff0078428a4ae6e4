//! The data that a kiosk or another system needs to send answers: questionnaires, units and desks as JSON.

use crate::{
    collect::{
        failures::{DayFailures, ListFailures, OneFailures},
        reply::{
            survey::{Surveys, WholeSurvey},
            units::Units,
        },
        words,
    },
    domain::survey::Survey,
    web::{
        code::Code,
        document::tag,
        extract::{language, pairs},
        json::reply,
        paths::route,
        problem::{FieldMessage, Problem},
        state::AppState,
    },
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, Uri},
    response::Response,
};
use jiff::civil::Date;

/// All versions, newest first.
#[utoipa::path(
    get,
    path = route::SURVEYS,
    operation_id = "surveys",
    tag = tag::LISTS,
    responses((status = 200, description = "The versions", body = Surveys), ListFailures),
)]
pub async fn surveys(State(app): State<AppState>) -> Response {
    let mut surveys: Vec<&Survey> = app.site.surveys.values().collect();
    surveys.sort_by_key(|survey| (std::cmp::Reverse(survey.opens), survey.key.clone()));
    reply(&Surveys::of(&surveys, app.clock.local().date()))
}

/// One version, whole.
#[utoipa::path(
    get,
    path = route::SURVEY,
    operation_id = "survey",
    tag = tag::LISTS,
    params(("key" = String, Path, description = "Key of the version")),
    responses((status = 200, description = "The version", body = WholeSurvey), OneFailures),
)]
pub async fn survey(State(app): State<AppState>, Path(key): Path<String>) -> Result<Response, Problem> {
    let survey = app.site.surveys.get(&key).ok_or_else(Problem::not_found)?;
    Ok(reply(&WholeSurvey::of(survey)))
}

/// Organisations and desks of today, or of the day that `on` names.
#[utoipa::path(
    get,
    path = route::UNITS,
    operation_id = "units",
    tag = tag::LISTS,
    params(("on" = Option<String>, Query, description = "A day, `YYYY-MM-DD`"), ("lang" = Option<String>, Query, description = "Of mistakes: `vi` or `en`")),
    responses((status = 200, description = "The lists", body = Units), DayFailures),
)]
pub async fn units(State(app): State<AppState>, headers: HeaderMap, uri: Uri) -> Result<Response, Problem> {
    let query = uri.query();
    let asked = pairs(query.unwrap_or_default()).into_iter().find(|(name, _)| name == "on");
    let day: Date = match asked {
        None => app.clock.local().date(),
        Some((field, text)) => text.parse().map_err(|_| {
            let message = words::no_day(language(&headers, query)).to_owned();
            Problem::invalid(Code::InvalidQuery, vec![FieldMessage { field, message }])
        })?,
    };
    Ok(reply(&Units::on(&app.site.catalogue, day)))
}
