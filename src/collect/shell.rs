//! The files of the kiosk that a paired tablet keeps, so that it starts without network: their list with a digest
//! of all their contents, the worker that serves them, the manifest and the poster's code.

use crate::{
    collect::{
        handlers::{asked, units_key},
        links::{Door, at_desk},
        view::{self, Links, Place, Surface},
        words,
    },
    domain::{
        language::Lang,
        survey::{Mode, Survey},
        unit::{Desk, Standing},
    },
    ui::qr::Symbol,
    web::{
        json::respond,
        paths,
        problem::Problem,
        state::{App, AppState},
    },
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A worker is looked for again after a day. The files that it serves are pinned, so it seldom changes.
const DAY: &str = "public, max-age=86400";
/// As long as the document.
const SHORT: &str = "public, max-age=300";
const JSON: &str = "application/json";
/// The first page of a tablet.
const KIOSK: Door = Door { surface: Surface::Kiosk, mode: Mode::Full };

/// The files of one version of a desk's app.
#[derive(Debug, Serialize)]
struct Listed<'l> {
    version: String,
    /// Key of the questionnaire.
    survey: &'l str,
    files: Vec<&'l str>,
}

/// `GET /k/{desk}/shell.json`: `{"version", "survey", "files"}`, where the version is a digest of the files'
/// contents one after the other, so that a tablet can tell whether it has them whole.
pub async fn shell(State(app): State<AppState>, Path(code): Path<String>) -> Response {
    match asked(&app, &code, KIOSK, Lang::default()) {
        Ok((desk, survey)) => {
            let list = Shell::of(&app, desk, survey);
            respond(StatusCode::OK, &Listed { version: list.version(), survey: &survey.key, files: list.names() })
        }
        Err(response) => *response,
    }
}

/// The version of a desk's shell now; `None` while nothing is asked there.
pub async fn version(app: &AppState, code: &str) -> Option<String> {
    let today = app.clock.local().date();
    let survey = app.site.current_survey(today)?.key.clone();
    let quick = app.site.quick_survey(today).map_or("", |quick| &quick.key);
    let desk =
        app.site.catalogue.desk(code).filter(|desk| app.site.catalogue.desk_on(desk, today) == Standing::Open)?;
    let units = units_key(app, desk, today);
    let (held, code) = (app.clone(), code.to_owned());
    // Kept with the pages: every tablet asks every minute.
    let kept = app.pages.get_as(JSON, format!("shell/{code}/{survey}/{quick}/{units}"), move || {
        let (desk, survey) = (held.site.catalogue.desk(&code), held.site.surveys.get(&survey));
        desk.zip(survey).map_or_else(String::new, |(desk, survey)| Shell::of(&held, desk, survey).version())
    });
    String::from_utf8(kept.await.plain().to_vec()).ok().filter(|version| !version.is_empty())
}

/// Files under their names, in a fixed order.
struct Shell(Vec<(String, Vec<u8>)>);

impl Shell {
    fn of(app: &App, desk: &Desk, survey: &Survey) -> Self {
        let mut files = documents(app, desk, survey, KIOSK).to_vec();
        if let Some(quick) = app.site.quick_survey(app.clock.local().date()) {
            files.extend(documents(app, desk, quick, Door { mode: Mode::Quick, ..KIOSK }));
        }
        files.extend([
            (paths::kiosk_code(&desk.code), qr(app, &desk.code).into_bytes()),
            (paths::kiosk_manifest(&desk.code), manifest(app, desk, &at_desk(app, &desk.code, KIOSK))),
        ]);
        for name in ["kiosk.css", "kiosk.js", "icon.svg", "noto-sans-400.woff2", "noto-sans-600.woff2"] {
            let content = app.assets.file(name).map(|file| file.plain().to_vec());
            files.extend(content.map(|content| (app.assets.url(name), content)));
        }
        Self(files)
    }

    fn version(&self) -> String {
        let mut digest = Sha256::new();
        for (_, content) in &self.0 {
            digest.update(content);
        }
        data_encoding::HEXLOWER.encode(&digest.finalize()[..8])
    }

    fn names(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| name.as_str()).collect()
    }
}

/// A form in both languages.
fn documents(app: &App, desk: &Desk, survey: &Survey, door: Door) -> [(String, Vec<u8>); 2] {
    let (links, place) =
        (at_desk(app, &desk.code, door), Place::desk(desk, &app.site.catalogue, app.clock.local().date()));
    let document = |lang| view::document(survey, &place, door.surface, lang, &links).into_string().into_bytes();
    [(links.form_vi.clone(), document(Lang::Vi)), (links.form_en.clone(), document(Lang::En))]
}

/// `GET /k/sw.js`.
pub async fn worker(State(app): State<AppState>, headers: HeaderMap) -> Result<Response, Problem> {
    Ok(app.assets.file("sw.js").ok_or_else(Problem::not_found)?.respond(&headers, DAY))
}

/// `GET /k/{desk}/manifest.webmanifest`.
pub async fn manifest_file(State(app): State<AppState>, Path(code): Path<String>) -> Result<Response, Problem> {
    let desk = app.site.catalogue.desk(&code).ok_or_else(Problem::not_found)?;
    let body = manifest(&app, desk, &at_desk(&app, &code, KIOSK));
    let headers = [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, SHORT)];
    Ok((headers, body).into_response())
}

/// `GET /k/{desk}/code.svg`.
pub async fn code(
    State(app): State<AppState>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let desk = app.site.catalogue.desk(&code).ok_or_else(Problem::not_found)?.code.clone();
    let held = app.clone();
    let kept = app.pages.get_as("image/svg+xml", format!("code/{desk}"), move || qr(&held, &desk));
    Ok(kept.await.respond(&headers, SHORT))
}

/// An address too long for a code leaves an empty picture; the page has its words.
fn qr(app: &App, desk: &str) -> String {
    let address = format!("{}{}", app.base_url, paths::poster(desk));
    Symbol::of(&address).map(|symbol| symbol.svg(&address).into_string()).unwrap_or_default()
}

fn manifest(app: &App, desk: &Desk, links: &Links) -> Vec<u8> {
    let icon = |name: &str, sizes, r#type, purpose| Icon { src: app.assets.url(name), sizes, r#type, purpose };
    let manifest = Manifest {
        id: &links.form_vi,
        start_url: &links.form_vi,
        scope: "/k/",
        name: format!("{} – {}", words::name(Lang::Vi), desk.name),
        short_name: words::short_name(Lang::Vi),
        lang: Lang::Vi.tag(),
        display: "fullscreen",
        orientation: "any",
        background_color: "#f4f6f9",
        theme_color: "#b81c24",
        icons: [
            icon("icon.svg", "any", "image/svg+xml", "any"),
            icon("icon-512.png", "512x512", "image/png", "any maskable"),
        ],
    };
    serde_json::to_vec(&manifest).unwrap_or_default()
}

/// As browsers install it.
#[derive(Debug, Serialize)]
struct Manifest<'l> {
    id: &'l str,
    start_url: &'l str,
    scope: &'static str,
    name: String,
    short_name: &'static str,
    lang: &'static str,
    display: &'static str,
    orientation: &'static str,
    background_color: &'static str,
    theme_color: &'static str,
    icons: [Icon; 2],
}

#[derive(Debug, Serialize)]
struct Icon {
    src: String,
    sizes: &'static str,
    r#type: &'static str,
    purpose: &'static str,
}
