//! A desk's form: one static document, and page by page for browsers without JavaScript.

use crate::{
    collect::{
        showing::{self, Showing, not_asked},
        view::{self, KioskLinks, Links, Place, StatePage, Surface},
    },
    domain::{
        survey::{Lang, Survey},
        unit::Desk,
    },
    web::{
        extract::{form_pairs, language},
        paths,
        problem::Problem,
        state::{App, AppState},
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use bytes::Bytes;

/// A page that never changes may be kept for as long as a new version takes to be noticed.
const SHORT: &str = "public, max-age=300";

/// `GET /q/{desk}`: the poster's link, on a phone.
pub async fn poster(state: State<AppState>, desk: Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    document(state, desk, query, headers, Surface::Phone).await
}

/// `GET /k/{desk}`: the kiosk's screen.
pub async fn kiosk(state: State<AppState>, desk: Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    document(state, desk, query, headers, Surface::Kiosk).await
}

async fn document(
    State(app): State<AppState>,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    surface: Surface,
) -> Response {
    // The page's address says its language, so that the kept pages are few; a browser's wish does not count.
    let lang = language(&HeaderMap::new(), query.as_deref());
    let (desk, survey) = match asked(&app, &code, surface, lang) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    let key = format!("{}/{}/{}/{}", surface.key(), desk.code, lang.tag(), survey.key);
    let (held, survey_key, code) = (app.clone(), survey.key.clone(), desk.code.clone());
    let page = app.pages.get(key, move || {
        let (desk, survey) = (held.site.catalogue.desk(&code), held.site.surveys.get(&survey_key));
        desk.zip(survey).map_or_else(String::new, |(desk, survey)| {
            let place = Place::desk(desk, &held.site.catalogue);
            view::document(survey, &place, surface, lang, &links(&held, &desk.code, surface)).into_string()
        })
    });
    page.await.respond(&headers, SHORT)
}

/// `GET /q/{desk}/pages`: the first page without JavaScript.
pub async fn poster_first(state: State<AppState>, desk: Path<String>, query: RawQuery) -> Response {
    first(&state, &desk, query, Surface::Phone)
}

/// `GET /k/{desk}/pages`: the first page without JavaScript, on the kiosk.
pub async fn kiosk_first(state: State<AppState>, desk: Path<String>, query: RawQuery) -> Response {
    first(&state, &desk, query, Surface::Kiosk)
}

fn first(app: &App, code: &str, RawQuery(query): RawQuery, surface: Surface) -> Response {
    let lang = language(&HeaderMap::new(), query.as_deref());
    match asked(app, code, surface, lang) {
        Ok(asked) => showing(app, asked, surface, lang).first(query.as_deref()),
        Err(response) => *response,
    }
}

/// `POST /q/{desk}/pages`: takes a page, shows the next, and stores the last.
pub async fn poster_next(state: State<AppState>, desk: Path<String>, body: Bytes) -> Result<Response, Problem> {
    next(&state, &desk, &body, Surface::Phone).await
}

/// `POST /k/{desk}/pages`: the same on the kiosk.
pub async fn kiosk_next(state: State<AppState>, desk: Path<String>, body: Bytes) -> Result<Response, Problem> {
    next(&state, &desk, &body, Surface::Kiosk).await
}

async fn next(app: &App, code: &str, body: &[u8], surface: Surface) -> Result<Response, Problem> {
    let pairs = form_pairs(body).ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "malformed"))?;
    let tag = pairs.iter().find(|(name, _)| name == "language");
    let lang = tag.and_then(|(_, tag)| Lang::from_tag(tag)).unwrap_or_default();
    match asked(app, code, surface, lang) {
        Ok(asked) => showing(app, asked, surface, lang).next(&pairs).await,
        Err(response) => Ok(*response),
    }
}

fn showing<'a>(app: &'a App, (desk, survey): (&'a Desk, &'a Survey), surface: Surface, lang: Lang) -> Showing<'a> {
    let (place, links) = (Place::desk(desk, &app.site.catalogue), links(app, &desk.code, surface));
    Showing { app, survey, place, surface, lang, links, issued: None }
}

/// The desk and the questionnaire that is asked there now, or the page that says why there is none.
pub(super) fn asked<'a>(
    app: &'a App,
    code: &str,
    surface: Surface,
    lang: Lang,
) -> Result<(&'a Desk, &'a Survey), Box<Response>> {
    let today = app.clock.local().date();
    let links = links(app, code, surface);
    let state = |(status, state): (StatusCode, StatePage<'_>)| {
        Box::new((status, view::state_page(state, surface, lang, &links)).into_response())
    };
    let Some(desk) = app.site.catalogue.desk(code) else {
        let name = |desk: &Desk| if lang == Lang::Vi { desk.name.clone() } else { desk.name_en.clone() };
        let href = |desk: &Desk| self::links(app, &desk.code, surface).form(lang).to_owned();
        let desks: Vec<(String, String)> =
            app.site.catalogue.desks().iter().map(|desk| (href(desk), name(desk))).collect();
        return Err(state((StatusCode::NOT_FOUND, StatePage::UnknownDesk { desks: &desks })));
    };
    match app.site.current_survey(today) {
        Some(survey) => Ok((desk, survey)),
        None => Err(state(not_asked(app, today))),
    }
}

pub(super) fn links(app: &App, desk: &str, surface: Surface) -> Links {
    let all = showing::links(app);
    match surface {
        Surface::Phone => {
            let form_vi = paths::poster(desk);
            Links { form_en: format!("{form_vi}?lang=en"), form_vi, pages: Some(paths::poster_pages(desk)), ..all }
        }
        Surface::Kiosk => {
            let form_vi = paths::kiosk(desk);
            Links {
                css: app.assets.url("kiosk.css"),
                js: app.assets.url("kiosk.js"),
                form_en: format!("{form_vi}?lang=en"),
                form_vi,
                pages: Some(paths::kiosk_pages(desk)),
                kiosk: KioskLinks { manifest: paths::kiosk_manifest(desk), code: paths::kiosk_code(desk) },
                ..all
            }
        }
    }
}
