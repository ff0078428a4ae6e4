//! `POST /api/v1/receipts`: the one-stop information system asks for receipts of its dossiers.
//!
//! A code is read, turned into a digest and forgotten; it is in the reply, and in nothing that is kept.

use crate::{
    domain::{causes::Causes, language::Lang, receipt::Event},
    web::{
        api_keys,
        code::Code,
        document::{Failure, Responses, tag, with_items},
        extract::language,
        json::respond,
        paths::route,
        problem::Problem,
        state::{App, AppState},
    },
    work::{
        api_keys::Right,
        minting::{ForDossier, IssueError, Issuer, Wanted, Withheld},
    },
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoResponses, ToSchema};

/// Receipts of one call.
pub const MOST: usize = 1_000;
/// Bytes of a call: [`MOST`] items, generously indented.
pub const BODY_LIMIT: usize = 512 * 1024;

/// Mints a receipt for each dossier, or finds what was minted before.
#[utoipa::path(
    post,
    path = route::RECEIPTS,
    operation_id = "mint_receipts",
    tag = tag::RECEIPTS,
    request_body(content = ReceiptsCall, description = "At most 512 KiB"),
    responses(ReceiptsResponses),
    security(("key" = [])),
)]
pub async fn mint(State(app): State<AppState>, headers: HeaderMap, body: Bytes) -> Result<Response, Problem> {
    api_keys::holder(&app, &headers, Right::Receipts).await?;
    let items = items(&body)?;
    let read: Vec<Result<Wanted, Code>> =
        items.iter().enumerate().map(|(place, item)| wanted(&app, place, item)).collect();
    let wanted: Vec<Wanted> = read.iter().filter_map(|item| item.as_ref().ok().cloned()).collect();
    let today = app.clock.local().date();
    let issuer = Issuer::new(&app.site, &app.base_url, today, None).await.map_err(problem)?;
    let mut minted = issuer.for_dossiers(&wanted, None).await.map_err(problem)?.into_iter();
    let lang = language(&headers, None);
    let replies = items.iter().zip(&read).filter_map(|(item, read)| {
        let dossier = item.get("dossier").and_then(Value::as_str);
        Some(match read {
            Ok(_) => match minted.next()? {
                Ok(done) => ItemReply::minted(dossier, done),
                Err(withheld) => ItemReply::refused(dossier, withheld_for(&withheld), lang),
            },
            Err(code) => ItemReply::refused(dossier, *code, lang),
        })
    });
    Ok(respond(StatusCode::OK, &Receipts { receipts: replies.collect() }))
}

/// Dossiers' events for which receipts are wanted.
#[derive(Deserialize, ToSchema)]
pub struct ReceiptsCall {
    /// At most 1,000.
    pub receipts: Vec<WantedReceipt>,
}

/// One dossier's event.
#[derive(Deserialize, ToSchema)]
pub struct WantedReceipt {
    /// The code of the dossier, however it is written. It is not kept.
    pub dossier: String,
    /// Code of the unit that hands the receipt out.
    pub unit: String,
    /// `received` where it is left out.
    #[schema(pattern = "^(received|supplement|refused|returned)$")]
    pub event: Option<String>,
}

struct ReceiptsResponses;

impl IntoResponses for ReceiptsResponses {
    fn responses() -> Responses {
        let of = |codes: &[Code]| codes.iter().copied().map(Failure::from).collect::<Vec<_>>();
        let items = of(&[
            Code::MalformedItem,
            Code::BadDossier,
            Code::UnknownUnit,
            Code::UnknownEvent,
            Code::KeyGone,
            Code::UnitEnded,
            Code::UnitNotOpen,
        ]);
        let named = of(&[
            Code::Malformed,
            Code::UnknownApiKey,
            Code::WrongApiKey,
            Code::CrossSite,
            Code::NoOpenSurvey,
            Code::NoAddress,
            Code::RevokedKey,
            Code::TooLarge,
            Code::TooManyReceipts,
            Code::InvalidReceipts,
        ]);
        with_items::<Receipts<'_>>("An item for each dossier, in their order", &items, &named)
    }
}

/// The result of each item, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Receipts<'c> {
    receipts: Vec<ItemReply<'c>>,
}

/// A dossier's receipt, or why there is none.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum ItemReply<'c> {
    Minted {
        /// As it was written in the call.
        dossier: Option<&'c str>,
        serial: u32,
        /// The link, for the QR code.
        url: String,
        short_code: String,
        /// Code of the unit that hands it out.
        unit: String,
        event: &'static str,
        /// The last day on which it can be answered.
        expires_on: String,
        /// It was minted before.
        known: bool,
    },
    Refused {
        /// As it was written in the call, where it is a text.
        dossier: Option<&'c str>,
        error: ItemError,
    },
}

/// Why one item was left out; the others are minted all the same.
#[derive(Debug, Serialize, ToSchema)]
struct ItemError {
    /// Stable, for programs.
    code: &'static str,
    title: &'static str,
    /// The sentence for a person.
    detail: &'static str,
}

impl<'c> ItemReply<'c> {
    fn minted(dossier: Option<&'c str>, ForDossier { slip, known }: ForDossier) -> Self {
        Self::Minted {
            dossier,
            serial: slip.serial,
            url: slip.url,
            short_code: slip.short_code,
            unit: slip.unit,
            event: slip.event.key(),
            expires_on: slip.expires_on.to_string(),
            known,
        }
    }

    fn refused(dossier: Option<&'c str>, code: Code, lang: Lang) -> Self {
        Self::Refused {
            dossier,
            error: ItemError { code: code.key(), title: code.title(lang), detail: code.detail(lang) },
        }
    }
}

fn items(body: &[u8]) -> Result<Vec<Value>, Problem> {
    let call: Value = serde_json::from_slice(body).map_err(|_| Problem::new(Code::Malformed))?;
    let invalid = || Problem::new(Code::InvalidReceipts);
    let Value::Object(mut fields) = call else { return Err(invalid()) };
    let Some(Value::Array(items)) = fields.remove("receipts").filter(|_| fields.is_empty()) else {
        return Err(invalid());
    };
    if items.len() > MOST { Err(Problem::new(Code::TooManyReceipts)) } else { Ok(items) }
}

fn wanted(app: &App, place: usize, item: &Value) -> Result<Wanted, Code> {
    let fields = item.as_object().ok_or(Code::MalformedItem)?;
    if fields.keys().any(|name| !["dossier", "unit", "event"].contains(&name.as_str())) {
        return Err(Code::MalformedItem);
    }
    let written = text(fields, "dossier")?.ok_or(Code::BadDossier)?;
    let code = app.site.dossiers.read(written).ok_or(Code::BadDossier)?;
    let unit = text(fields, "unit")?.filter(|unit| app.site.catalogue.unit(unit).is_some());
    let unit = unit.ok_or(Code::UnknownUnit)?.to_owned();
    let event = text(fields, "event")?.unwrap_or(Event::Received.key());
    let event = Event::from_key(event).ok_or(Code::UnknownEvent)?;
    Ok(Wanted { line: place + 1, written: written.to_owned(), code, unit, event })
}

fn text<'v>(fields: &'v Map<String, Value>, name: &str) -> Result<Option<&'v str>, Code> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Code::MalformedItem),
    }
}

fn withheld_for(why: &Withheld) -> Code {
    match why {
        Withheld::KeyGone(_) => Code::KeyGone,
        Withheld::Ended { .. } => Code::UnitEnded,
        Withheld::NotYet { .. } => Code::UnitNotOpen,
    }
}

fn problem(error: IssueError) -> Problem {
    match error {
        IssueError::Store(error) => error.into(),
        IssueError::NothingOpen | IssueError::Closed(_) | IssueError::Quick(_) | IssueError::UnknownSurvey(_) => {
            Problem::new(Code::NoOpenSurvey)
        }
        IssueError::NoAddress(_) => {
            tracing::error!(error = %Causes(&error), "receipts could not be minted");
            Problem::new(Code::NoAddress)
        }
        IssueError::RevokedKey(_) => {
            tracing::error!(error = %Causes(&error), "receipts could not be minted");
            Problem::new(Code::RevokedKey)
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
