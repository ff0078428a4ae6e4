//! The form's pages: one static document per desk, and page by page for browsers without JavaScript.

use crate::{
    collect::{
        api::accept,
        form::{self, Step},
        view::{self, Links, PageState, Place, StatePage, Surface},
    },
    domain::{
        submission::{Draft, FieldError, Problem as Mistake, Submission, SubmissionId},
        survey::{Kind, Lang, Openness, Survey},
        unit::Desk,
    },
    web::{
        extract::{form_pairs, language, pairs},
        paths::{self, route},
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
            view::document(survey, &place(&held, desk), surface, lang, &links(&held, &desk.code, surface)).into_string()
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
    let (desk, survey) = match asked(app, code, surface, lang) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    // The start screen may have asked for whom already.
    let kind = pairs(query.as_deref().unwrap_or_default()).into_iter().find(|(name, _)| name == "kind");
    // The id is made with the form: sending twice is then one submission.
    let draft = Draft {
        id: Some(SubmissionId::from_bytes(rand::random()).to_hex()),
        kind: kind.map(|(_, kind)| kind).filter(|kind| Kind::from_key(kind).is_some()),
        language: Some(lang.tag().to_owned()),
        ..Draft::default()
    };
    let showing = Showing { app, desk, survey, surface, lang };
    showing.page(&draft, 0, &[], StatusCode::OK)
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
    let malformed = || Problem::new(StatusCode::BAD_REQUEST, "malformed");
    let pairs = form_pairs(body).ok_or_else(malformed)?;
    let tag = pairs.iter().find(|(name, _)| name == "language");
    let lang = tag.and_then(|(_, tag)| Lang::from_tag(tag)).unwrap_or_default();
    let (desk, survey) = match asked(app, code, surface, lang) {
        Ok(asked) => asked,
        Err(response) => return Ok(*response),
    };
    let mut draft =
        form::draft_of(&pairs, survey).map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large"))?;
    draft.source.desk = Some(desk.code.clone());
    draft.source.screen = (surface == Surface::Kiosk).then(|| surface.key().to_owned());
    let showing = Showing { app, desk, survey, surface, lang };
    match form::step(&mut draft, form::turn_of(&pairs), survey, desk.units.len() > 1) {
        Step::Show { page, errors } => {
            let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(showing.page(&draft, page, &errors, status))
        }
        Step::Send => showing.send(&draft).await,
    }
}

/// One person's way through the pages.
struct Showing<'a> {
    app: &'a App,
    desk: &'a Desk,
    survey: &'a Survey,
    surface: Surface,
    lang: Lang,
}

impl Showing<'_> {
    fn page(&self, draft: &Draft, page: usize, errors: &[FieldError], status: StatusCode) -> Response {
        let state = PageState { page, id: draft.id.as_deref().unwrap_or_default(), draft, errors };
        let links = links(self.app, &self.desk.code, self.surface);
        let page = view::page(self.survey, &place(self.app, self.desk), self.surface, self.lang, &links, &state);
        (status, page).into_response()
    }

    async fn send(&self, draft: &Draft) -> Result<Response, Problem> {
        let submission = match Submission::parse(draft, self.survey, &self.app.site.catalogue) {
            Ok(submission) => submission,
            Err(errors) => {
                let page = errors.first().map_or(0, |error| form::page_of(&error.field, self.survey));
                return Ok(self.page(draft, page, &errors, StatusCode::UNPROCESSABLE_ENTITY));
            }
        };
        match accept(self.app, self.survey, submission, None).await {
            Ok((status, receipt)) => {
                let links = links(self.app, &self.desk.code, self.surface);
                let page = view::thanks(&place(self.app, self.desk), self.surface, self.lang, &links, &receipt);
                Ok((status, page).into_response())
            }
            // Everything typed stays on the page, with a button to send it again.
            Err(problem) if problem.status == StatusCode::SERVICE_UNAVAILABLE => {
                let last = form::pages(self.survey).len() - 1;
                let busy = [FieldError { field: String::new(), problem: Mistake::NotStored }];
                let mut response = self.page(draft, last, &busy, problem.status);
                response.headers_mut().insert("retry-after", 5.into());
                Ok(response)
            }
            Err(problem) => Err(problem),
        }
    }
}

/// The desk and the questionnaire that is asked there now, or the page that says why there is none.
fn asked<'a>(app: &'a App, code: &str, surface: Surface, lang: Lang) -> Result<(&'a Desk, &'a Survey), Box<Response>> {
    let today = app.clock.local().date();
    let links = links(app, code, surface);
    let state = |status: StatusCode, state: StatePage| {
        Box::new((status, view::state_page(state, surface, lang, &links)).into_response())
    };
    let Some(desk) = app.site.catalogue.desk(code) else {
        let name = |desk: &Desk| if lang == Lang::Vi { desk.name.clone() } else { desk.name_en.clone() };
        let href = |desk: &Desk| self::links(app, &desk.code, surface).form(lang).to_owned();
        let desks: Vec<(String, String)> =
            app.site.catalogue.desks().iter().map(|desk| (href(desk), name(desk))).collect();
        return Err(state(StatusCode::NOT_FOUND, StatePage::UnknownDesk { desks: &desks }));
    };
    if let Some(survey) = app.site.current_survey(today) {
        return Ok((desk, survey));
    }
    let Some(survey) = app.site.latest_survey() else {
        return Err(state(StatusCode::SERVICE_UNAVAILABLE, StatePage::Busy));
    };
    Err(match (survey.state_on(today), survey.closes) {
        (Openness::Closed, Some(last)) => state(StatusCode::GONE, StatePage::Closed { last }),
        _ => state(StatusCode::FORBIDDEN, StatePage::NotYet { opens: survey.opens }),
    })
}

fn place<'a>(app: &'a App, desk: &'a Desk) -> Place<'a> {
    Place { desk, units: desk.units.iter().filter_map(|code| app.site.catalogue.unit(code)).collect() }
}

fn path(surface: Surface, desk: &str) -> String {
    match surface {
        Surface::Phone => paths::poster(desk),
        Surface::Kiosk => paths::kiosk(desk),
    }
}

fn links(app: &App, desk: &str, surface: Surface) -> Links {
    let form = path(surface, desk);
    Links {
        css: app.assets.url("form.css"),
        js: app.assets.url("form.js"),
        icon: app.assets.url("icon.svg"),
        font_regular: app.assets.url("noto-sans-400.woff2"),
        font_bold: app.assets.url("noto-sans-600.woff2"),
        form_en: format!("{form}?lang=en"),
        form_vi: form,
        pages: match surface {
            Surface::Phone => paths::poster_pages(desk),
            Surface::Kiosk => paths::kiosk_pages(desk),
        },
        api: route::SUBMISSIONS.to_owned(),
        results: format!("{}{}", app.base_url, route::RESULTS),
    }
}
