//! Somebody of staff at a page: the right to enter, and the frame that every page has.
//!
//! A handler takes [`Staff`], [`SignedIn`] or [`Anybody`] first; [`web::room`](crate::web::room) sees to it.

pub use crate::web::extract::{in_language, staff_language};
use crate::{
    clock,
    domain::{language::Lang, staff_log::Action},
    store::{By, OpenSession, User},
    ui::{
        form::{Mistake, title},
        sessions::SessionRow,
        shell::{self, NavItem, Shell},
    },
    web::{
        door::{Door, NoViewer},
        office::{Office, Reach},
        paths::route,
        problem::Problem,
        rights::{Entrance, Who},
        state::{App, AppState},
        unsent,
        viewer::Viewer,
        words,
    },
};
use axum::{
    extract::{FromRequestParts, MatchedPath},
    http::{StatusCode, Uri, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use std::convert::Infallible;

/// Somebody who holds an office, and how far they see.
pub struct Staff<O: Office> {
    pub visit: Visit,
    pub scope: O::Reach,
}

impl<O: Office> Entrance for Staff<O> {
    const WHO: Who = Who::Roles(O::ROLES);
    const SCOPED: bool = O::Reach::SCOPED;
}

impl<O: Office> FromRequestParts<AppState> for Staff<O> {
    type Rejection = NoViewer;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, NoViewer> {
        let SignedIn(visit) = SignedIn::from_request_parts(parts, app).await?;
        if visit.viewer.user.must_change {
            return Err(NoViewer::turned(Door::Password, parts));
        }
        let admitted = Self::WHO.admits(visit.viewer.role);
        let scope = O::Reach::of(&visit.viewer).filter(|_| admitted);
        let scope = scope.ok_or_else(|| NoViewer::Problem(Problem::forbidden()))?;
        Ok(Self { visit, scope })
    }
}

/// Somebody with an account, who may still have to change the password.
pub struct SignedIn(pub Visit);

impl Entrance for SignedIn {
    const WHO: Who = Who::SignedIn;
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = NoViewer;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, NoViewer> {
        let viewer = Viewer::of(parts, app).await?;
        let Anybody { app, uri, lang, title } = Anybody::at(parts, app);
        let now = app.clock.now();
        Ok(Self(Visit { app, viewer, uri, lang, now, title }))
    }
}

/// Somebody of whom nothing is asked.
pub struct Anybody {
    pub app: AppState,
    pub uri: Uri,
    pub lang: Lang,
    title: &'static str,
}

impl Anybody {
    fn at(parts: &Parts, app: &AppState) -> Self {
        let lang = staff_language(&parts.uri);
        let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let title = app.rights.title(route).map_or("", |title| title(lang));
        Self { app: app.clone(), uri: parts.uri.clone(), lang, title }
    }

    /// As [`Visit::show`].
    pub fn show(&self, mistakes: &[Mistake], main: &Markup) -> Response {
        self.page(self.title, mistakes).show(main)
    }

    /// A page that the public reads, with places of its own beside it, such as the years of its results.
    pub fn show_public(&self, title: &str, nav: Vec<NavItem>, main: &Markup) -> Response {
        let page = self.page(title, &[]);
        if nav.is_empty() { page.show(main) } else { page.show_beside(nav, main) }
    }

    fn page<'p>(&'p self, title: &'p str, mistakes: &'p [Mistake]) -> FramedPage<'p> {
        FramedPage { app: &self.app, viewer: None, lang: self.lang, uri: &self.uri, title, mistakes }
    }
}

impl Entrance for Anybody {
    const WHO: Who = Who::Anybody;
}

impl FromRequestParts<AppState> for Anybody {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Infallible> {
        Ok(Self::at(parts, app))
    }
}

/// The asker and the request.
pub struct Visit {
    pub app: AppState,
    pub viewer: Viewer,
    pub uri: Uri,
    pub lang: Lang,
    /// Milliseconds since 1970, UTC.
    pub now: i64,
    title: &'static str,
}

impl Visit {
    /// The account, as the staff log names who acts.
    pub fn acts(&self) -> By<'_> {
        self.app.site.by(&self.viewer.user.name, self.now)
    }

    /// Writes to the staff log what was taken out.
    pub async fn log(&self, action: Action, detail: &str) -> Result<(), Problem> {
        Ok(self.app.site.store.log(self.acts().does(action, detail)).await?)
    }

    /// A path of ours in the language of the page.
    pub fn link(&self, path: &str) -> String {
        format!("{path}?lang={}", self.lang.tag())
    }

    /// The account whose forms these are.
    pub fn by(&self) -> String {
        unsent::id(&self.viewer.user)
    }

    /// The page under the title that its room declares; 422 where there are mistakes.
    pub fn show(&self, mistakes: &[Mistake], main: &Markup) -> Response {
        self.show_as(self.title, mistakes, main)
    }

    /// The page of one thing among many, under a title of its own.
    pub fn show_as(&self, title: &str, mistakes: &[Mistake], main: &Markup) -> Response {
        let Self { app, viewer, uri, lang, .. } = self;
        // Until the password is changed there is nowhere else to go.
        let viewer = (!viewer.user.must_change).then_some(viewer);
        FramedPage { app, viewer, lang: *lang, uri, title, mistakes }.show(main)
    }

    /// The open sessions of an account; this one is marked.
    pub async fn sessions_of(&self, user: &User) -> Result<Vec<SessionRow>, Problem> {
        let open = self.app.site.store.open_sessions(user.id, Some(self.viewer.session), self.now).await?;
        let local = clock::local;
        let row =
            |it: OpenSession| SessionRow { opened: local(it.opened_at), seen: local(it.seen_at), is_own: it.is_own };
        Ok(open.into_iter().map(row).collect())
    }

    /// On to another page, after something was done.
    pub fn go(&self, path: &str) -> Response {
        Redirect::to(&self.link(path)).into_response()
    }
}

/// A page on its way into the frame.
struct FramedPage<'p> {
    app: &'p App,
    /// `None` before signing in.
    viewer: Option<&'p Viewer>,
    lang: Lang,
    uri: &'p Uri,
    title: &'p str,
    mistakes: &'p [Mistake],
}

impl FramedPage<'_> {
    /// The whole document: 200, or 422 where there are mistakes.
    fn show(&self, main: &Markup) -> Response {
        let status = if self.mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let notice = self.viewer.map(|viewer| viewer.unsent.notice(self.lang));
        (status, shell::page(&self.shell(), &html! { @if let Some(notice) = notice { (notice) } (main) }))
            .into_response()
    }

    /// As [`FramedPage::show`], without viewer.
    fn show_beside(&self, nav: Vec<NavItem>, main: &Markup) -> Response {
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
        let item = |path: &str, title: &str| NavItem {
            label: title.to_owned(),
            href: format!("{path}?lang={}", self.lang.tag()),
            current: self.uri.path() == path,
        };
        self.app.rights.entries(viewer.role).map(|entry| item(entry.path, (entry.title)(self.lang))).collect()
    }
}
