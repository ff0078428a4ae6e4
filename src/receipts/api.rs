//! `POST /api/v1/receipts`: the one-stop information system asks for receipts of its dossiers.
//!
//! A code is read, turned into a digest and forgotten; it is in the reply, and in nothing that is kept.

use crate::{
    domain::{causes::Causes, language::Lang, receipt::Event},
    minting::{ForDossier, IssueError, Issuer, Wanted},
    receipts::{mistake::ItemMistake, words},
    web::{
        api_keys::{self, Right},
        extract::language,
        problem::Problem,
        state::{App, AppState},
    },
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// Receipts of one call.
pub const MOST: usize = 1_000;
/// Bytes of a call: [`MOST`] items, generously indented.
pub const BODY_LIMIT: usize = 512 * 1024;

/// Mints, or finds what was minted before, in the order of the items.
pub async fn mint(State(app): State<AppState>, headers: HeaderMap, body: Bytes) -> Result<Response, Problem> {
    api_keys::holder(&app, &headers, Right::Receipts).await?;
    let items = items(&body)?;
    let read: Vec<Result<Wanted, ItemMistake>> =
        items.iter().enumerate().map(|(place, item)| wanted(&app, place, item)).collect();
    let wanted: Vec<Wanted> = read.iter().filter_map(|item| item.as_ref().ok().cloned()).collect();
    let today = app.clock.local().date();
    let issuer = Issuer::new(&app.site, &app.base_url, today, None).await.map_err(problem)?;
    let mut minted = issuer.for_dossiers(&wanted).await.map_err(problem)?.into_iter();
    let lang = language(&headers, None);
    let replies = items.iter().zip(&read).map(|(item, read)| {
        let dossier = item.get("dossier").filter(|dossier| dossier.is_string()).unwrap_or(&Value::Null);
        match read {
            Ok(_) => minted.next().map_or(Value::Null, |done| match done {
                Ok(done) => receipt(dossier, &done),
                Err(withheld) => refused(dossier, ItemMistake::of(&withheld), lang),
            }),
            Err(mistake) => refused(dossier, *mistake, lang),
        }
    });
    let reply = json!({ "receipts": replies.collect::<Vec<Value>>() });
    Ok(([(header::CONTENT_TYPE, "application/json")], reply.to_string()).into_response())
}

fn items(body: &[u8]) -> Result<Vec<Value>, Problem> {
    let call: Value = serde_json::from_slice(body).map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "malformed"))?;
    let invalid = || Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_receipts");
    let Value::Object(mut fields) = call else { return Err(invalid()) };
    let Some(Value::Array(items)) = fields.remove("receipts").filter(|_| fields.is_empty()) else {
        return Err(invalid());
    };
    if items.len() > MOST {
        Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too_many_receipts"))
    } else {
        Ok(items)
    }
}

fn wanted(app: &App, place: usize, item: &Value) -> Result<Wanted, ItemMistake> {
    let fields = item.as_object().ok_or(ItemMistake::Malformed)?;
    if fields.keys().any(|name| !["dossier", "unit", "event"].contains(&name.as_str())) {
        return Err(ItemMistake::Malformed);
    }
    let written = text(fields, "dossier")?.ok_or(ItemMistake::BadDossier)?;
    let code = app.site.dossiers.read(written).ok_or(ItemMistake::BadDossier)?;
    let unit = text(fields, "unit")?.filter(|unit| app.site.catalogue.unit(unit).is_some());
    let unit = unit.ok_or(ItemMistake::UnknownUnit)?.to_owned();
    let event = text(fields, "event")?.unwrap_or(Event::Received.key());
    let event = Event::from_key(event).ok_or(ItemMistake::UnknownEvent)?;
    Ok(Wanted { line: place + 1, written: written.to_owned(), code, unit, event })
}

fn text<'v>(fields: &'v Map<String, Value>, name: &str) -> Result<Option<&'v str>, ItemMistake> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(ItemMistake::Malformed),
    }
}

fn receipt(dossier: &Value, done: &ForDossier) -> Value {
    let slip = &done.slip;
    json!({
        "dossier": dossier, "serial": slip.serial, "url": slip.url, "short_code": slip.short_code, "unit": slip.unit,
        "event": slip.event.key(), "expires_on": slip.expires_on.to_string(), "known": done.known,
    })
}

fn refused(dossier: &Value, mistake: ItemMistake, lang: Lang) -> Value {
    json!({ "dossier": dossier, "error": { "code": mistake.code(), "detail": words::item_mistake(mistake, lang) } })
}

fn problem(error: IssueError) -> Problem {
    match error {
        IssueError::Store(error) => error.into(),
        IssueError::NothingOpen | IssueError::Closed(_) | IssueError::Quick(_) | IssueError::UnknownSurvey(_) => {
            Problem::new(StatusCode::CONFLICT, "no_open_survey")
        }
        IssueError::NoAddress(_) => {
            tracing::error!(error = %Causes(&error), "receipts could not be minted");
            Problem::new(StatusCode::CONFLICT, "no_address")
        }
        IssueError::RevokedKey(_) => {
            tracing::error!(error = %Causes(&error), "receipts could not be minted");
            Problem::new(StatusCode::CONFLICT, "revoked_key")
        }
        // Ours to mend: a key that is gone, numbers that are used up. Units are told by item.
        IssueError::NoKey
        | IssueError::UsedUp
        | IssueError::UnknownUnit(_)
        | IssueError::Ended { .. }
        | IssueError::NotYet { .. } => {
            tracing::error!(error = %Causes(&error), "receipts could not be minted");
            Problem::internal()
        }
    }
}
