//! A desk's form: one static document, and page by page for browsers without JavaScript.

use crate::{
    collect::{
        closed::{self, Subject},
        links::{Door, at_desk},
        showing::{Showing, not_asked},
        view::{self, Place, StatePage, Surface},
    },
    domain::{
        language::Lang,
        survey::{Mode, Survey},
        unit::Desk,
    },
    web::{
        address::Address,
        code::Code,
        extract::{form_pairs, language},
        problem::Problem,
        state::{App, AppState},
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;
use jiff::civil::Date;

/// A page that never changes may be kept for as long as a new version takes to be noticed.
const SHORT: &str = "public, max-age=300";

const PHONE: Door = Door { surface: Surface::Phone, mode: Mode::Full };
const KIOSK: Door = Door { surface: Surface::Kiosk, mode: Mode::Full };

/// `GET /q/{desk}`: the poster's link, on a phone.
pub async fn poster(state: State<AppState>, desk: Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    document(state, desk, query, headers, PHONE).await
}

/// `GET /k/{desk}`: the kiosk's screen.
pub async fn kiosk(state: State<AppState>, desk: Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    document(state, desk, query, headers, KIOSK).await
}

pub(super) async fn document(
    State(app): State<AppState>,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    door: Door,
) -> Response {
    // The page's address says its language, so that the kept pages are few; a browser's wish does not count.
    let lang = language(&HeaderMap::new(), query.as_deref());
    let (desk, survey) = match asked(&app, &code, door, lang) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    let (surface, links) = (door.surface, at_desk(&app, &desk.code, door));
    // A page changes with the day on which the other form opens or closes.
    let today = app.clock.local().date();
    let units = units_key(&app, desk, today);
    let key = format!("{}/{}/{}/{}/{:?}/{units}", surface.key(), desk.code, lang.tag(), survey.key, links.across);
    let (held, survey_key, code) = (app.clone(), survey.key.clone(), desk.code.clone());
    let page = app.pages.get(key, move || {
        let (desk, survey) = (held.site.catalogue.desk(&code), held.site.surveys.get(&survey_key));
        desk.zip(survey).map_or_else(String::new, |(desk, survey)| {
            let place = Place::desk(desk, &held.site.catalogue, today);
            view::document(survey, &place, surface, lang, &links).into_string()
        })
    });
    page.await.respond(&headers, SHORT)
}

/// Kept pages change with the units that exist on a day.
pub(super) fn units_key(app: &App, desk: &Desk, day: Date) -> String {
    let units = app.site.catalogue.received_on(desk, day);
    units.iter().map(|unit| unit.code.as_str()).collect::<Vec<_>>().join("+")
}

/// `GET /q/{desk}/pages`: the first page without JavaScript.
pub async fn poster_first(state: State<AppState>, desk: Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    first(&state, &desk, query, (&headers, PHONE))
}

/// `GET /k/{desk}/pages`: the first page without JavaScript, on the kiosk.
pub async fn kiosk_first(state: State<AppState>, desk: Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    first(&state, &desk, query, (&headers, KIOSK))
}

pub(super) fn first(app: &App, code: &str, RawQuery(query): RawQuery, (headers, door): (&HeaderMap, Door)) -> Response {
    let lang = language(&HeaderMap::new(), query.as_deref());
    match asked(app, code, door, lang) {
        Ok(asked) => showing(app, asked, door, lang).first(query.as_deref(), headers),
        Err(response) => *response,
    }
}

/// `POST /q/{desk}/pages`: takes a page, shows the next, and stores the last.
pub async fn poster_next(
    state: State<AppState>,
    desk: Path<String>,
    from: Address,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    next(&state, &desk, &body, (&headers, from, PHONE)).await
}

/// `POST /k/{desk}/pages`: the same on the kiosk.
pub async fn kiosk_next(
    state: State<AppState>,
    desk: Path<String>,
    from: Address,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    next(&state, &desk, &body, (&headers, from, KIOSK)).await
}

pub(super) async fn next(
    app: &App,
    code: &str,
    body: &[u8],
    (headers, from, door): (&HeaderMap, Address, Door),
) -> Result<Response, Problem> {
    let pairs = form_pairs(body).ok_or_else(|| Problem::new(Code::Malformed))?;
    let tag = pairs.iter().find(|(name, _)| name == "language");
    let lang = tag.and_then(|(_, tag)| Lang::from_tag(tag)).unwrap_or_default();
    match asked(app, code, door, lang) {
        Ok(asked) => showing(app, asked, door, lang).next(&pairs, headers, from).await,
        Err(response) => Ok(*response),
    }
}

fn showing<'a>(app: &'a App, (desk, survey): (&'a Desk, &'a Survey), door: Door, lang: Lang) -> Showing<'a> {
    let (place, links) =
        (Place::desk(desk, &app.site.catalogue, app.clock.local().date()), at_desk(app, &desk.code, door));
    Showing { app, survey, place, surface: door.surface, lang, links, issued: None }
}

/// The desk and the questionnaire that is asked there now, or the page that says why there is none; in place of
/// a quick form that the site does not offer, the way to the full one.
pub(super) fn asked<'a>(
    app: &'a App,
    code: &str,
    door: Door,
    lang: Lang,
) -> Result<(&'a Desk, &'a Survey), Box<Response>> {
    let (today, full) = (app.clock.local().date(), Door { mode: Mode::Full, ..door });
    let links = |code: &str| at_desk(app, code, full);
    let state = |(status, state): (StatusCode, StatePage<'_>)| {
        Box::new((status, view::state_page(state, door.surface, lang, &links(code))).into_response())
    };
    let Some(desk) = app.site.catalogue.desk(code) else {
        let desks = app.site.catalogue.desks_on(today);
        let desks: Vec<(String, String)> =
            desks.map(|desk| (links(&desk.code).form(lang).to_owned(), desk.name_in(lang).to_owned())).collect();
        return Err(state((StatusCode::NOT_FOUND, StatePage::UnknownDesk { desks: &desks })));
    };
    if let Some(page) = closed::page(app, Subject::Desk(desk), door.surface, lang) {
        return Err(Box::new(page));
    }
    let survey = match door.mode {
        Mode::Full => app.site.current_survey(today),
        Mode::Quick => app.site.quick_survey(today),
    };
    match (survey, door.mode) {
        (Some(survey), _) => Ok((desk, survey)),
        (None, Mode::Full) => Err(state(not_asked(app, today))),
        (None, Mode::Quick) => Err(Box::new(Redirect::to(links(code).form(lang)).into_response())),
    }
}
