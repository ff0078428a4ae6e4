//! The page of the forms, posters, and the codes of desks as pictures.

use crate::{
    domain::{language::Lang, staff_log::Action},
    print::{
        ask::{self, Fields},
        format::Size,
        paper::{self, Frame, Poster},
        view::{self, Forms},
        words,
    },
    ui::{form::Mistake, qr::Symbol},
    web::{
        code::Code,
        download::attachment,
        extract::pairs,
        office::Administrator,
        paths::{self, route},
        problem::Problem,
        staff::{Staff, Visit},
        state::{App, AppState},
    },
    work::address,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use maud::html;

/// Pixels of a module's side in a downloaded picture: 45 mm at 300 dpi for a short address.
const SCALE: usize = 16;

/// `GET /staff/print`.
pub async fn page(Staff { visit, .. }: Staff<Administrator>) -> Result<Response, Problem> {
    let kept = Fields(visit.viewer.unsent.fields().to_vec());
    forms(&visit, &kept, &[]).await
}

/// The document with papers in it.
pub fn document(visit: &Visit, papers: &maud::Markup, title: &str, more: More) -> Response {
    let frame = Frame {
        lang: visit.lang,
        title,
        warning: more.warning.as_deref(),
        back: &visit.link(route::PRINT),
        others: &more.others,
        stylesheet: &visit.app.assets.url("print.css"),
        icon: &visit.app.assets.url("icon.svg"),
    };
    paper::document(&frame, papers).into_response()
}

/// The other words of the page around the papers.
#[derive(Default)]
pub struct More {
    pub warning: Option<String>,
    /// Label and address.
    pub others: Vec<(String, String)>,
}

/// The page of the forms with what was typed and what is wrong with it.
pub async fn forms(visit: &Visit, fields: &Fields, mistakes: &[Mistake]) -> Result<Response, Problem> {
    let (app, lang) = (&visit.app, visit.lang);
    let (catalogue, today) = (&app.site.catalogue, app.clock.local().date());
    let desks: Vec<(&str, &str)> =
        catalogue.desks_on(today).map(|desk| (desk.code.as_str(), desk.name.as_str())).collect();
    let units: Vec<(&str, &str)> =
        catalogue.units_on(today).map(|unit| (unit.code.as_str(), unit.name.as_str())).collect();
    let main = view::forms(&Forms {
        lang,
        desks: &desks,
        units: &units,
        latest: app.site.store.latest_run().await?.map(|run| run.last),
        warning: address_warning(&app.base_url, lang),
        posters: route::PRINT_POSTER,
        receipts: route::PRINT_RECEIPTS,
        mint: &visit.link(route::PRINT_RECEIPTS),
        by: &visit.by(),
        fields,
        mistakes,
    });
    Ok(visit.show(mistakes, &main))
}

/// `GET /staff/print/poster?desk=&size=`.
pub async fn poster(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
) -> Result<Response, Problem> {
    let lang = visit.lang;
    let fields = Fields(pairs(visit.uri.query().unwrap_or_default()));
    let asked = match ask::posters(&fields, &app.site.catalogue, app.clock.local().date(), lang) {
        Ok(asked) => asked,
        Err(mistakes) => return forms(&visit, &fields, &mistakes).await,
    };
    if !address::leads_somewhere(&app.base_url) {
        return forms(&visit, &fields, &[ask::mistake("desk", words::no_address(lang))]).await;
    }
    let desk = fields.get("desk").unwrap_or_default();
    visit.log(Action::PrintPoster, &format!("{desk} {}", asked.size.key())).await?;
    let (title, others) = around(&asked, lang);
    let warning = address_warning(&app.base_url, lang);
    Ok(document(&visit, &posters(&app, &asked)?, &title, More { others, warning }))
}

fn posters(app: &App, asked: &ask::Posters) -> Result<maud::Markup, Problem> {
    let survey = app.site.current_survey(app.clock.local().date()).or(app.site.latest_survey());
    let site = app.site.catalogue.root().map_or("", |unit| unit.name.as_str());
    let mut codes = Vec::with_capacity(asked.desks.len());
    for desk in &asked.desks {
        let url = desk_url(app, &desk.code);
        codes.push((*desk, symbol(&url)?, url));
    }
    Ok(html! {
        @for (desk, symbol, url) in &codes {
            (paper::poster(&Poster {
                site,
                desk,
                address: paper::typed_address(url),
                symbol,
                survey,
                size: asked.size.key(),
            }))
        }
    })
}

/// The title, and the other paper and the pictures of a single desk.
fn around(asked: &ask::Posters, lang: Lang) -> (String, Vec<(String, String)>) {
    let other = if asked.size == Size::A4 { Size::A5 } else { Size::A4 };
    let [desk] = asked.desks[..] else {
        let title = words::poster_of(lang, words::all_desks(lang));
        return (
            title,
            vec![(words::poster_in(lang, words::size_name(other)), poster_url(ask::ALL_DESKS, other, lang))],
        );
    };
    let mut others = vec![(words::poster_in(lang, words::size_name(other)), poster_url(&desk.code, other, lang))];
    for kind in ["svg", "png"] {
        others.push((words::code_as(lang, kind.to_uppercase()), paths::print_code(&desk.code, kind)));
    }
    (words::poster_of(lang, desk.name_in(lang)), others)
}

fn poster_url(desk: &str, size: Size, lang: Lang) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("desk", desk).append_pair("size", size.key()).append_pair("lang", lang.tag());
    format!("{}?{}", route::PRINT_POSTER, query.finish())
}

/// `GET /staff/print/codes/{desk}.svg` or `.png`: the code of a desk's poster link alone.
pub async fn code(
    Staff { visit, .. }: Staff<Administrator>,
    State(app): State<AppState>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let (desk, kind) = file.rsplit_once('.').ok_or_else(Problem::not_found)?;
    let desk = app.site.catalogue.desk(desk).ok_or_else(Problem::not_found)?;
    if !address::leads_somewhere(&app.base_url) {
        return Err(Problem::new(Code::NoAddress));
    }
    let url = desk_url(&app, &desk.code);
    let symbol = symbol(&url)?;
    let (mime, body) = match kind {
        "svg" => ("image/svg+xml", symbol.svg(&words::code_title(Lang::Vi, &url)).into_string().into_bytes()),
        "png" => ("image/png", symbol.png(SCALE).map_err(|_| Problem::internal())?),
        _ => return Err(Problem::not_found()),
    };
    visit.log(Action::PrintCode, &file).await?;
    attachment(mime, &format!("qr-{file}"), body)
}

/// A warning about an address before it stands on paper for good.
pub fn address_warning(base_url: &str, lang: Lang) -> Option<String> {
    if !address::leads_somewhere(base_url) {
        return Some(words::no_address(lang).to_owned());
    }
    address::leads_here_only(base_url).then(|| words::here_only(lang, base_url))
}

fn desk_url(app: &App, desk: &str) -> String {
    format!("{}{}", app.base_url, paths::poster(desk))
}

/// # Errors
/// 500 where the site's own address is too long for a code.
pub fn symbol(url: &str) -> Result<Symbol, Problem> {
    Symbol::of(url).map_err(|_| Problem::internal())
}

/// The codes of many addresses. Five hundred take a tenth of a second, for which nobody's answer should wait.
///
/// # Errors
/// As [`symbol`].
pub async fn symbols(urls: Vec<String>) -> Result<Vec<Symbol>, Problem> {
    let all = move || urls.iter().map(|url| symbol(url)).collect();
    tokio::task::spawn_blocking(all).await.map_err(|_| Problem::internal())?
}
