//! The door: some are not let in. Their way leads on once they are.
//!
//! The sign-in page is told by its address which page was asked for (`next`) and what has ended (`ended`). So it is the
//! same page in every language, after a wrong password and after a reload. Only pages of staff are ever led on to.

use crate::{
    domain::language::Lang,
    web::{
        code::Code,
        extract::{pairs, staff_language},
        paths::{self, route},
        problem::Problem,
    },
};
use axum::{
    http::{Method, Uri, request::Parts},
    response::{IntoResponse, Redirect, Response},
};

/// The reason why a session is over, as the sign-in page says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// A page was asked for.
    Page,
    /// Something was to be done, and nothing was typed that could be kept.
    Act,
    /// The typed text is kept.
    Typed,
    /// The typed text is too long to be kept.
    Lost,
}

impl Ended {
    const ALL: [Self; 4] = [Self::Page, Self::Act, Self::Typed, Self::Lost];

    fn key(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Act => "act",
            Self::Typed => "typed",
            Self::Lost => "lost",
        }
    }
}

/// The errand of a person who has to pass another page first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errand {
    /// A page of staff, with its query.
    pub next: Option<String>,
    pub ended: Option<Ended>,
}

impl Errand {
    /// After a POST one comes back to the page that the form stood on.
    fn of(parts: &Parts, had_session: bool) -> Self {
        if reads(&parts.method) {
            return Self { next: page_read(&parts.uri), ended: had_session.then_some(Ended::Page) };
        }
        Self { next: page_of(parts.uri.path()), ended: Some(Ended::Act) }
    }

    /// Reads what [`Errand::at`] wrote; what leads anywhere but to a page of staff is left out.
    pub fn read(uri: &Uri) -> Self {
        let query = pairs(uri.query().unwrap_or_default());
        let get = |name| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let ended = Ended::ALL.into_iter().find(|ended| get("ended") == Some(ended.key()));
        Self { next: get("next").filter(|next| is_page(next)).map(str::to_owned), ended }
    }

    /// The address of the page that must be passed first.
    pub fn at(&self, path: &str, lang: Lang) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(ended) = self.ended {
            query.append_pair("ended", ended.key());
        }
        if let Some(next) = &self.next {
            query.append_pair("next", next);
        }
        format!("{path}?{}", query.append_pair("lang", lang.tag()).finish())
    }
}

/// Why there is no viewer.
#[derive(Debug)]
pub enum NoViewer {
    Turned(Turned),
    Problem(Problem),
}

impl NoViewer {
    /// Led to another page, or 401 where a program asks.
    pub(super) fn turned(door: Door, parts: &Parts) -> Self {
        if parts.uri.path().starts_with("/api/") && !matches!(door, Door::Password) {
            return Self::Problem(Problem::new(Code::NotSignedIn));
        }
        let errand = Errand::of(parts, matches!(door, Door::SignIn { had_session: true }));
        Self::Turned(Turned { door, errand, lang: staff_language(&parts.uri) })
    }
}

impl IntoResponse for NoViewer {
    fn into_response(self) -> Response {
        match self {
            Self::Turned(turned) => turned.into_response(),
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

/// Where somebody is led instead.
#[derive(Clone, Copy, Debug)]
pub enum Door {
    /// Nobody is signed in; perhaps somebody was.
    SignIn { had_session: bool },
    /// A one-time password has to be changed first.
    Password,
    /// Somebody else typed this: back to the page, and nothing is done.
    Theirs,
}

/// Somebody who was led to another page. It rides in the response, so that a layer can keep what they typed.
#[derive(Clone, Debug)]
pub struct Turned {
    door: Door,
    errand: Errand,
    lang: Lang,
}

impl Turned {
    /// As it is, but for what is said of what was typed.
    pub(super) fn said(mut self, ended: Ended) -> Self {
        self.errand.ended = Some(ended);
        self
    }

    fn address(&self) -> String {
        let Errand { next, .. } = &self.errand;
        match self.door {
            Door::SignIn { .. } => self.errand.at(route::SIGN_IN, self.lang),
            Door::Password => Errand { next: next.clone(), ended: None }.at(route::PASSWORD, self.lang),
            Door::Theirs => format!("{}?lang={}", next.as_deref().unwrap_or(route::STAFF), self.lang.tag()),
        }
    }
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        let mut response = Redirect::to(&self.address()).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

pub(super) fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// The page that an act of staff, a file or a page itself belongs to; `None` for what has none.
///
/// The path may stand in headers: it has nothing in it that ends a part of one.
pub fn page_of(path: &str) -> Option<String> {
    let plain = path.bytes().all(|c| c.is_ascii_alphanumeric() || b"/.-_~%".contains(&c));
    let parts: Vec<&str> = path.strip_prefix("/staff/").filter(|_| plain)?.split('/').collect();
    if parts.iter().any(|part| part.is_empty() || matches!(*part, "." | "..")) {
        return None;
    }
    Some(match *parts.as_slice() {
        ["users"] => route::USERS.to_owned(),
        ["users", id, ..] => paths::user(id),
        ["devices"] | ["devices", "pairings", ..] => route::STAFF_DEVICES.to_owned(),
        ["devices", "desks", desk] => paths::staff_desk_hours(desk),
        ["devices", id, "revoke"] => paths::staff_device_revoke(id),
        ["devices", id, ..] => paths::staff_device(id),
        ["print", ..] => route::PRINT.to_owned(),
        ["overview", ..] => route::OVERVIEW.to_owned(),
        ["units", code, ..] => paths::unit(code),
        ["export", ..] => route::EXPORT.to_owned(),
        ["receipts", ..] => route::LEDGER.to_owned(),
        ["comments" | "comments.csv"] => route::COMMENTS.to_owned(),
        ["log" | "log.csv"] => route::LOG.to_owned(),
        ["password"] => route::PASSWORD.to_owned(),
        ["sessions"] => route::SESSIONS.to_owned(),
        _ => return None,
    })
}

/// The page to come back to after a GET: the same, or for a file, which no browser stays at, the page that has its link.
fn page_read(uri: &Uri) -> Option<String> {
    let path = if is_paper(uri.path()) { uri.path().to_owned() } else { page_of(uri.path())? };
    let query = pairs(uri.query().unwrap_or_default());
    // Which kind of file was asked for says nothing to the page.
    let kept = query.iter().filter(|(name, _)| path == uri.path() || name != "dialect");
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    Some(if query.is_empty() { path } else { format!("{path}?{query}") })
}

/// A form asks with GET for this page, and shows it for printing.
fn is_paper(path: &str) -> bool {
    path == route::PRINT_POSTER || path == route::PRINT_RECEIPTS
}

/// An address is a page of staff on this site.
fn is_page(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let plain = address.bytes().all(|c| c.is_ascii_graphic() && c != b'\\' && c != b'#');
    plain && (is_paper(path) || page_of(path).is_some_and(|page| page == path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(address: &str) -> Option<String> {
        let errand = Errand { next: Some(address.to_owned()), ended: Some(Ended::Typed) };
        let read = Errand::read(&errand.at(route::SIGN_IN, Lang::En).parse().unwrap());
        assert_eq!(read.ended, Some(Ended::Typed));
        read.next
    }

    #[test]
    fn only_pages_of_staff_are_led_on_to() {
        for page in [
            "/staff/users",
            "/staff/comments?words=ch%E1%BB%9D%20l%C3%A2u&unit=KH.NT",
            "/staff/units/KH.NT?from=2024-01",
            "/staff/devices/desks/MC.NT",
            "/staff/devices/0a1b/revoke",
            "/staff/print/receipts?first=1&count=20&layout=sheet",
            "/staff/password",
        ] {
            assert_eq!(next(page).as_deref(), Some(page));
        }
        for evil in [
            "",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example/staff/users",
            "https:evil.example",
            "javascript:alert(1)",
            "staff/users",
            "/staff//evil.example",
            "/staff/../..//evil.example",
            "/staff/units/..",
            "/staff/users\r\nSet-Cookie: a=b",
            "/staff/users?\\evil",
            "/staff/users#//evil.example",
            "/staff/units/a;b",
            "/staffx/users",
            "/staff/sign-in",
            "/staff/sign-out",
            "/staff/users/0a1b/password",
            "/staff/log.csv",
            "/results",
        ] {
            assert_eq!(next(evil), None, "{evil}");
        }
    }

    #[test]
    fn acts_and_files_lead_back_to_their_page() {
        for (path, page) in [
            ("/staff/users/0a1b/password", "/staff/users/0a1b"),
            ("/staff/devices/pairings/0a1b", "/staff/devices"),
            ("/staff/devices/0a1b/name", "/staff/devices/0a1b"),
            ("/staff/devices/0a1b/revoke", "/staff/devices/0a1b/revoke"),
            ("/staff/print/receipts", "/staff/print"),
            ("/staff/units/KH.NT/items.csv", "/staff/units/KH.NT"),
            ("/staff/export/responses.csv", "/staff/export"),
        ] {
            assert_eq!(page_of(path).as_deref(), Some(page), "{path}");
        }
        for (asked, page) in [
            ("/staff/overview/units.csv?year=2024&dialect=excel-vi", "/staff/overview?year=2024"),
            ("/staff/log.csv", "/staff/log"),
            ("/staff/comments?words=l%C3%A2u", "/staff/comments?words=l%C3%A2u"),
            ("/staff/print/receipts?first=1", "/staff/print/receipts?first=1"),
            ("/staff/print/codes/MC.NT.svg", "/staff/print"),
        ] {
            assert_eq!(page_read(&asked.parse().unwrap()).as_deref(), Some(page));
        }
        assert_eq!((page_of("/staff"), page_of("/staff/sign-out"), page_of("/staff/units")), (None, None, None));
    }
}
