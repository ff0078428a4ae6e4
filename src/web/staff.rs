//! The frame that every staff page has: who is signed in, what their role may open, the language.

pub use crate::web::extract::{in_language, staff_language};
use crate::{
    domain::{language::Lang, role::Role},
    ui::{
        form::{Mistake, title},
        shell::{self, NavItem, Shell},
    },
    web::{
        paths::{self, route},
        state::App,
        viewer::Viewer,
        words,
    },
};
use axum::{
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};

/// A page on its way into the frame.
#[derive(Debug)]
pub struct StaffPage<'p> {
    pub app: &'p App,
    /// `None` before signing in.
    pub viewer: Option<&'p Viewer>,
    pub lang: Lang,
    pub uri: &'p Uri,
    pub title: &'p str,
    pub mistakes: &'p [Mistake],
}

/// Places beside a page that the public reads, such as the years of its results.
pub type PublicNav = Vec<NavItem>;

impl StaffPage<'_> {
    /// The whole document: 200, or 422 where there are mistakes.
    pub fn show(&self, main: &Markup) -> Response {
        let status = if self.mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let notice = self.viewer.map(|viewer| viewer.unsent.notice(self.lang));
        (status, shell::page(&self.shell(), &html! { @if let Some(notice) = notice { (notice) } (main) }))
            .into_response()
    }

    /// As [`StaffPage::show`], for a page without viewer that has places of its own beside it.
    pub fn show_with(&self, nav: PublicNav, main: &Markup) -> Response {
        shell::page(&Shell { nav, home: self.uri.path().to_owned(), ..self.shell() }, main).into_response()
    }

    fn shell(&self) -> Shell {
        let root = self.app.site.catalogue.root();
        Shell {
            lang: self.lang,
            title: title(self.title, self.mistakes, self.lang),
            site: root.map_or_else(String::new, |unit| unit.name.clone()),
            home: route::STAFF.to_owned(),
            stylesheet: self.app.assets.url("staff.css"),
            icon: self.app.assets.url("icon.svg"),
            nav: self.viewer.map_or_else(Vec::new, |viewer| self.nav(viewer)),
            viewer: self.viewer.map(|viewer| shell::Viewer {
                name: viewer.user.name.clone(),
                role: words::role(viewer.role, self.lang).to_owned(),
                sign_out: route::SIGN_OUT.to_owned(),
            }),
            languages: Lang::ALL.into_iter().map(|lang| (lang, in_language(self.uri, lang))).collect(),
        }
    }

    fn nav(&self, viewer: &Viewer) -> Vec<NavItem> {
        let all = pages_of(viewer.role).iter().chain(&[(route::PASSWORD, words::Page::Password)]);
        all.map(|(path, page)| NavItem {
            label: words::page(*page, self.lang).to_owned(),
            href: format!("{path}?lang={}", self.lang.tag()),
            current: self.uri.path() == *path,
        })
        .collect()
    }
}

/// Where the role begins after signing in.
pub fn home(role: Role) -> &'static str {
    match role {
        Role::Analyst | Role::Manager => route::OVERVIEW,
        Role::Oversight => route::COMMENTS,
        Role::Administrator => route::USERS,
        Role::Auditor => route::LOG,
    }
}

fn pages_of(role: Role) -> &'static [(&'static str, words::Page)] {
    match role {
        Role::Analyst => &[
            (route::OVERVIEW, words::Page::Overview),
            (route::EXPORT, words::Page::Export),
            (route::LEDGER, words::Page::Receipts),
        ],
        Role::Manager => &[(route::OVERVIEW, words::Page::Overview), (route::LEDGER, words::Page::Receipts)],
        Role::Oversight => &[(route::COMMENTS, words::Page::Comments)],
        Role::Administrator => &[
            (route::USERS, words::Page::Users),
            (route::STAFF_DEVICES, words::Page::Devices),
            (route::LEDGER, words::Page::Receipts),
            (route::PRINT, words::Page::Print),
        ],
        Role::Auditor => &[(route::LOG, words::Page::Log)],
    }
}

/// Whether a page belongs to those of a role; which units it may see there is another question.
pub fn opens(role: Role, page: &str) -> bool {
    let path = page.split('?').next().unwrap_or_default();
    let below = |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let units = matches!(role, Role::Analyst | Role::Manager) && path.starts_with(&paths::unit(""));
    units || path == route::PASSWORD || pages_of(role).iter().any(|(place, _)| below(place))
}
