//! A receipt's link: the form for its unit, page by page without JavaScript, and what is said in place of it.
//!
//! Opening a link spends nothing and counts as nothing: chat programs and browsers open links by themselves. It was
//! opened when the page says that somebody looks at it ([`opened`]), or without JavaScript when a page comes back. Nothing of the token is in the
//! document, which is the same for all receipts of a unit and event; `form.js` takes it from the address.

use crate::{
    collect::{
        kept, links,
        showing::{PAGE, Showing, later, not_asked},
        view::{self, Links, Place, StatePage, Surface},
    },
    domain::{
        language::Lang,
        receipt::Issued,
        survey::{Openness, Survey},
    },
    web::{
        address::Address,
        code::Code,
        extract::{form_pairs, language, pairs},
        paths,
        problem::Problem,
        receipts,
        state::{App, AppState},
    },
    work::address,
};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;

/// A browser keeps nothing of a receipt.
const NEVER: &str = "no-store";

/// `GET /r/{token}`: the form, or why there is none.
pub async fn open(
    State(app): State<AppState>,
    from: Address,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let lang = language(&HeaderMap::new(), query.as_deref());
    let issued = match answerable(&app, &token, from).await {
        Ok(issued) => issued,
        Err(problem) => return refuse(&app, problem, None, lang),
    };
    let Some(survey) = survey_of(&app, &issued) else { return closed(&app, lang) };
    match asks_for_pages(query.as_deref().unwrap_or_default()) {
        Some(query) => Redirect::to(&format!("{}?{query}", paths::receipt_pages(&token))).into_response(),
        None => document(&app, &issued, survey, lang, &headers).await,
    }
}

/// `POST /r/{token}/opened`: the page is in somebody's sight.
pub async fn opened(
    State(app): State<AppState>,
    from: Address,
    Path(token): Path<String>,
) -> Result<StatusCode, Problem> {
    let issued = answerable(&app, &token, from).await?;
    app.opened.add(&issued.mark);
    Ok(StatusCode::NO_CONTENT)
}

/// The choice on the start screen, where it was sent without JavaScript.
fn asks_for_pages(query: &str) -> Option<String> {
    let given = pairs(query);
    let said = given.iter().filter(|(name, _)| matches!(name.as_str(), "kind" | "lang"));
    let said = form_urlencoded::Serializer::new(String::new()).extend_pairs(said).finish();
    given.iter().any(|(name, _)| name == view::PAGES).then_some(said)
}

async fn document(app: &AppState, issued: &Issued, survey: &Survey, lang: Lang, headers: &HeaderMap) -> Response {
    let (unit, event) = (issued.mark.unit.clone(), issued.receipt.event);
    let key = format!("receipt/{unit}/{}/{}/{}", event.key(), lang.tag(), survey.key);
    let (held, survey) = (app.clone(), survey.key.clone());
    let page = app.pages.get(key, move || {
        let (unit, survey) = (held.site.catalogue.unit(&unit), held.site.surveys.get(&survey));
        unit.zip(survey).map_or_else(String::new, |(unit, survey)| {
            let place = Place::Receipt { unit, event };
            view::document(survey, &place, Surface::Phone, lang, &links::links(&held)).into_string()
        })
    });
    page.await.respond(headers, NEVER)
}

/// `POST /r/{token}`: somebody says of an answered receipt that it was not they.
pub async fn contest(
    State(app): State<AppState>,
    from: Address,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, Problem> {
    let lang = language(&HeaderMap::new(), query.as_deref());
    if !says_not_me(&form_pairs(&body).unwrap_or_default()) {
        return Err(Problem::new(Code::Malformed));
    }
    Ok(contested(&app, &token, from, lang).await)
}

fn says_not_me(said: &[(String, String)]) -> bool {
    said.iter().any(|(name, value)| (name.as_str(), value.as_str()) == view::SAYS)
}

async fn contested(app: &App, token: &str, from: Address, lang: Lang) -> Response {
    match count_contest(app, token, from).await {
        Ok(true) => state(app, StatusCode::OK, StatePage::Contested, lang),
        Ok(false) => Redirect::to(&address::receipt(token)).into_response(),
        Err(problem) => refuse(app, problem, None, lang),
    }
}

/// True where there was something to contest.
async fn count_contest(app: &App, token: &str, from: Address) -> Result<bool, Problem> {
    let issued = receipts::read(app, token, from)?;
    app.guard.sent(issued.mark.nullifier)?;
    let answered = app.site.store.is_spent(issued.mark.nullifier).await?;
    if answered {
        app.site.store.contest(&issued.mark).await?;
    }
    Ok(answered)
}

/// `GET /r/{token}/pages`: the first page without JavaScript.
pub async fn first(
    State(app): State<AppState>,
    from: Address,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let lang = language(&HeaderMap::new(), query.as_deref());
    // A person who has begun goes on, and sees the thanks again. An objection is told when the answers are sent.
    let begun = kept::fields(&app, &paths::receipt_pages(&token), &headers).filter(|_| asks_for(query.as_deref()));
    let read = match &begun {
        Some(_) => receipts::read(&app, &token, from),
        None => answerable(&app, &token, from).await,
    };
    let issued = match read {
        Ok(issued) => issued,
        Err(problem) => return refuse(&app, problem, None, lang),
    };
    let key = begun.iter().flatten().find(|(name, _)| name == "survey").map(|(_, key)| key.as_str());
    let version = key.and_then(|key| app.site.surveys.get(key));
    let Some(survey) = version.or_else(|| survey_of(&app, &issued)) else { return closed(&app, lang) };
    match showing(&app, &token, &issued, survey, lang) {
        Some(showing) => showing.first(query.as_deref(), &headers),
        None => refuse(&app, unknown(), None, lang),
    }
}

/// `POST /r/{token}/pages`: takes a page, shows the next, and stores the last.
pub async fn next(
    State(app): State<AppState>,
    from: Address,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let pairs = form_pairs(&body).ok_or_else(|| Problem::new(Code::Malformed))?;
    let posted = |name: &str| pairs.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str());
    let lang = posted("language").and_then(Lang::from_tag).unwrap_or_default();
    // Where the pages end with "was answered", the button for it posts to them.
    if says_not_me(&pairs) {
        return Ok(contested(&app, &token, from, lang).await);
    }
    let issued = match receipts::read(&app, &token, from) {
        Ok(issued) => issued,
        Err(problem) => return Ok(refuse(&app, problem, None, lang)),
    };
    if receipts::standing(&app, &issued).await?.refusal().is_none() {
        app.opened.add(&issued.mark);
    }
    // A person who began with a version ends with it. It is checked again when the answers are sent.
    let begun = posted("survey").and_then(|key| app.site.surveys.get(key)).filter(|survey| !survey.is_quick());
    let Some(survey) = begun.or_else(|| survey_of(&app, &issued)) else { return Ok(closed(&app, lang)) };
    let Some(showing) = showing(&app, &token, &issued, survey, lang) else {
        return Ok(refuse(&app, unknown(), None, lang));
    };
    Ok(showing.next(&pairs, &headers, from).await.unwrap_or_else(|problem| refuse(&app, problem, Some(survey), lang)))
}

/// The address asks for a certain page of a form that was begun.
fn asks_for(query: Option<&str>) -> bool {
    pairs(query.unwrap_or_default()).iter().any(|(name, _)| name == PAGE)
}

/// Reads a token and finds that nothing keeps its receipt from being answered.
async fn answerable(app: &App, token: &str, from: Address) -> Result<Issued, Problem> {
    let issued = receipts::read(app, token, from)?;
    if let Some(refusal) = receipts::standing(app, &issued).await?.refusal() {
        return Err(refusal);
    }
    if app.site.store.is_spent(issued.mark.nullifier).await? {
        return Err(Problem::new(Code::AlreadyAnswered));
    }
    Ok(issued)
}

fn unknown() -> Problem {
    Problem::new(Code::UnknownReceipt)
}

/// The version of the receipt where it is still open, else the one that is asked now.
fn survey_of<'a>(app: &'a App, issued: &Issued) -> Option<&'a Survey> {
    let today = app.clock.local().date();
    let own = app.site.surveys.get(&issued.survey).filter(|survey| survey.state_on(today) == Openness::Open);
    own.or_else(|| app.site.current_survey(today))
}

fn showing<'a>(app: &'a App, token: &str, issued: &'a Issued, survey: &'a Survey, lang: Lang) -> Option<Showing<'a>> {
    let place = Place::Receipt { unit: app.site.catalogue.unit(&issued.mark.unit)?, event: issued.receipt.event };
    let form = address::receipt(token);
    let links = Links {
        form_en: format!("{form}?lang=en"),
        form_vi: form,
        pages: Some(paths::receipt_pages(token)),
        ..links::links(app)
    };
    Some(Showing { app, survey, place, surface: Surface::Phone, lang, links, issued: Some(issued) })
}

fn closed(app: &App, lang: Lang) -> Response {
    let (status, page) = not_asked(app, app.clock.local().date());
    state(app, status, page, lang)
}

/// The page for what went wrong; `survey` is the one that was answered.
fn refuse(app: &App, problem: Problem, survey: Option<&Survey>, lang: Lang) -> Response {
    let page = match (problem.code, survey) {
        (Code::UnknownReceipt, _) => StatePage::UnknownReceipt,
        (Code::ReceiptExpired, _) => StatePage::ExpiredReceipt,
        (Code::ReceiptRevoked | Code::UnitEnded, _) => StatePage::RevokedReceipt,
        (Code::AlreadyAnswered, _) => StatePage::Answered,
        (Code::TooMany, _) => StatePage::TooMany,
        (Code::SurveyClosed, Some(Survey { closes: Some(last), .. })) => StatePage::Closed { last: *last },
        (Code::SurveyNotOpen, Some(survey)) => StatePage::NotYet { opens: survey.opens },
        _ => return problem.into_response(),
    };
    let page = later(state(app, problem.status, page, lang), problem.retry_after);
    problem.told_by(page)
}

fn state(app: &App, status: StatusCode, page: StatePage<'_>, lang: Lang) -> Response {
    (status, view::state_page(page, Surface::Phone, lang, &links::links(app))).into_response()
}
