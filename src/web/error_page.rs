//! The page of an error: in the house's frame, with why and what next.

use crate::{
    domain::language::Lang,
    ui::shell::{self, Shell},
    web::{
        assets::Assets,
        code::Code,
        extract::in_language,
        paths::{self, route},
        problem::Problem,
        words::{self, Way},
    },
};
use axum::http::{StatusCode, Uri};
use maud::{Markup, html};

/// The request, and its manner.
#[derive(Clone, Copy)]
pub struct FailedRequest<'a> {
    pub uri: &'a Uri,
    /// Nothing was sent along.
    pub reads: bool,
    /// The page that shows again what was typed.
    pub kept: Option<&'a str>,
    /// Of the request; a person can name it where something is wrong here.
    pub id: &'a str,
    pub lang: Lang,
}

/// The whole document.
pub fn page(site: &str, problem: &Problem, asked: &FailedRequest<'_>) -> String {
    let lang = asked.lang;
    // An address that cannot be read is none.
    let code = if asked.reads && problem.code == Code::Malformed { Code::NotFound } else { problem.code };
    let title = code.title(lang);
    let why = match Area::of(asked.uri.path()) {
        _ if asked.reads => words::why(problem.code, lang),
        Area::Staff => words::why_not_done(problem.code, lang),
        _ => None,
    };
    let detail = why.unwrap_or(code.detail(lang));
    let way = if asked.reads { Way::Read } else { Way::Sent };
    let main = html! {
        div.card.empty {
            h1 { (title) }
            p { (detail) }
            @if !problem.errors.is_empty() { ul { @for error in &problem.errors { li { (error.message) } } } }
            @if asked.kept.is_some() { p { (words::still_there(lang)) } }
            p { (words::next(problem.status, problem.code, way, lang)) }
            (links(problem.status, asked))
            @if problem.status.is_server_error() && !asked.id.is_empty() {
                p.note { (words::request_id(lang)) ": " code { (asked.id) } }
            }
        }
    };
    let assets = Assets::get();
    let shell = Shell {
        lang,
        title: title.to_owned(),
        site: site.to_owned(),
        home: home(asked.uri.path()),
        stylesheet: assets.url("staff.css"),
        icon: assets.url("icon.svg"),
        nav: Vec::new(),
        viewer: None,
        // A request that sent something cannot be read again in another language.
        languages: Lang::ALL
            .into_iter()
            .filter(|_| asked.reads)
            .map(|lang| (lang, in_language(asked.uri, lang)))
            .collect(),
    };
    shell::page(&shell, &main).into_string()
}

/// Where the frame's name leads: a kiosk never leaves itself, staff stay with staff.
fn home(path: &str) -> String {
    match Area::of(path) {
        Area::Kiosk(desk) => paths::kiosk(desk),
        Area::Staff => route::STAFF.to_owned(),
        Area::Public => route::HOME.to_owned(),
    }
}

fn links(status: StatusCode, asked: &FailedRequest<'_>) -> Markup {
    let lang = asked.lang;
    let link = |href: &str, text: &str| html! { p { a href=(format!("{href}?lang={}", lang.tag())) { (text) } } };
    let again = asked.reads && (status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS);
    html! {
        @if let Some(page) = asked.kept { (link(page, words::back_to_it(lang))) }
        @if again { p { a href=(in_language(asked.uri, lang)) { (words::try_again(lang)) } } }
        @match Area::of(asked.uri.path()) {
            Area::Kiosk(desk) => @if !again { (link(&paths::kiosk(desk), words::try_again(lang))) },
            Area::Staff if status == StatusCode::UNAUTHORIZED => (link(route::SIGN_IN, words::sign_in(lang))),
            Area::Staff => (link(route::STAFF, words::staff_home(lang))),
            Area::Public => {
                (link(route::HOME, words::home(lang)))
                (link(route::RECEIPT_TYPED, words::typed(lang)))
            }
        }
    }
}

/// The area of the site to which an address belongs.
enum Area<'p> {
    Public,
    Staff,
    /// A kiosk's screen, by its desk's code.
    Kiosk(&'p str),
}

impl<'p> Area<'p> {
    fn of(path: &'p str) -> Self {
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["", "staff", ..] => Self::Staff,
            ["", "k", desk, ..] if !desk.is_empty() => Self::Kiosk(desk),
            _ => Self::Public,
        }
    }
}
