//! The data that a kiosk or another system needs to send answers: questionnaires, units and desks as JSON.

use crate::{
    collect::words,
    domain::{
        language::Text,
        survey::{Choice, Length, Openness, Question, Survey},
        unit::{Desk, Unit, Validity},
    },
    web::{
        code::Code,
        extract::{language, pairs},
        json::reply,
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
use serde_json::{Value, json};

/// All versions, newest first.
pub async fn surveys(State(app): State<AppState>) -> Response {
    let today = app.clock.local().date();
    let mut surveys: Vec<&Survey> = app.site.surveys.values().collect();
    surveys.sort_by_key(|survey| (std::cmp::Reverse(survey.opens), survey.key.clone()));
    let list: Vec<Value> = surveys
        .into_iter()
        .map(|survey| {
            json!({
                "key": survey.key, "mode": survey.mode.key(), "title": text(&survey.title), "opens": survey.opens.to_string(),
                "closes": survey.closes.map(|day| day.to_string()), "open": survey.state_on(today) == Openness::Open,
            })
        })
        .collect();
    reply(&json!({ "surveys": list }))
}

/// One version, whole.
pub async fn survey(State(app): State<AppState>, Path(key): Path<String>) -> Result<Response, Problem> {
    let survey = app.site.surveys.get(&key).ok_or_else(Problem::not_found)?;
    Ok(reply(&json!({
        "key": survey.key,
        "mode": survey.mode.key(),
        "length": length(survey),
        "title": text(&survey.title),
        "stem": text(&survey.stem),
        "method": survey.method.versioned(),
        "opens": survey.opens.to_string(),
        "closes": survey.closes.map(|day| day.to_string()),
        "source": survey.source,
        "wording_status": survey.wording_status,
        "scale": {
            "satisfied_from": survey.satisfied_from,
            "levels": survey.levels.iter().map(|level| json!({"value": level.value, "text": text(&level.text)})).collect::<Vec<_>>(),
        },
        "factors": survey.factors.iter().map(|factor| json!({"key": factor.key, "title": text(&factor.title), "short": text(&factor.short)})).collect::<Vec<_>>(),
        "items": survey.items.iter().map(|item| json!({
            "key": item.key, "factor": survey.factors[item.factor].key, "text": text(&item.text),
            "na": item.na_label.is_some(), "na_label": item.na_label.as_ref().map(text),
        })).collect::<Vec<_>>(),
        "facts": survey.facts.iter().map(question).collect::<Vec<_>>(),
        "expectations_max": survey.expectations_max,
        "expectations": survey.expectations.iter().map(choice).collect::<Vec<_>>(),
        "about": survey.about.iter().map(question).collect::<Vec<_>>(),
    })))
}

/// Organisations and desks of today, or of the day that `on` names.
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
    let catalogue = &app.site.catalogue;
    Ok(reply(&json!({
        "units": catalogue.units_on(day).map(unit).collect::<Vec<_>>(),
        "desks": catalogue.desks_on(day).map(|desk| desk_of(desk, &catalogue.received_on(desk, day))).collect::<Vec<_>>(),
    })))
}

/// The rated statements, and the other questions for each kind of respondent.
fn length(survey: &Survey) -> Value {
    let said = |length: Length| json!({"questions": length.questions, "seconds": length.seconds});
    let more = survey.kinds().iter().map(|kind| (kind.key().to_owned(), said(survey.more(*kind))));
    json!({"rated": said(survey.rated()), "more": more.collect::<serde_json::Map<_, _>>()})
}

fn unit(unit: &Unit) -> Value {
    let Validity { from, to } = unit.validity;
    json!({
        "code": unit.code, "name": unit.name, "parent": unit.parent, "level": unit.level, "block": unit.block,
        "valid_from": from.map(|day| day.to_string()), "valid_to": to.map(|day| day.to_string()),
        "predecessors": unit.predecessors,
    })
}

fn desk_of(desk: &Desk, units: &[&Unit]) -> Value {
    let Validity { from, to } = desk.validity;
    json!({
        "code": desk.code, "name": desk.name, "name_en": desk.name_en,
        "units": units.iter().map(|unit| &unit.code).collect::<Vec<_>>(),
        "valid_from": from.map(|day| day.to_string()), "valid_to": to.map(|day| day.to_string()),
    })
}

fn question(question: &Question) -> Value {
    json!({
        "key": question.key, "text": text(&question.text), "ask": question.ask.iter().map(|kind| kind.key()).collect::<Vec<_>>(),
        "restricted": question.restricted, "choices": question.choices.iter().map(choice).collect::<Vec<_>>(),
    })
}

fn choice(choice: &Choice) -> Value {
    json!({"key": choice.key, "text": text(&choice.text)})
}

fn text(text: &Text) -> Value {
    json!({"vi": text.vi, "en": text.en})
}
