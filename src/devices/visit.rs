//! An administrator at one of these pages; there is no other way in.

use crate::{
    domain::{language::Lang, role::Role},
    store::LogEntry,
    ui::form::Mistake,
    web::{
        problem::Problem,
        staff::{StaffPage, staff_language},
        state::App,
        unsent,
        viewer::Viewer,
    },
};
use axum::{
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};
use maud::Markup;

/// Who asks, and for what.
pub struct Visit<'v> {
    pub app: &'v App,
    pub viewer: &'v Viewer,
    uri: &'v Uri,
    pub lang: Lang,
    /// Milliseconds since 1970, UTC.
    pub now: i64,
}

impl<'v> Visit<'v> {
    /// # Errors
    /// 403 for whoever is no administrator.
    pub fn of(app: &'v App, viewer: &'v Viewer, uri: &'v Uri) -> Result<Self, Problem> {
        viewer.must_be(Role::Administrator)?;
        Ok(Self { app, viewer, uri, lang: staff_language(uri), now: app.clock.now() })
    }

    /// Writes to the staff log.
    pub async fn log(&self, action: &str, detail: &str) -> Result<(), Problem> {
        let entry = LogEntry { at: self.now, actor: &self.viewer.user.name, action, detail };
        Ok(self.app.site.store.log(&self.app.site.log_key, entry).await?)
    }

    /// A path of ours in the language of the page.
    pub fn link(&self, path: &str) -> String {
        format!("{path}?lang={}", self.lang.tag())
    }

    /// Whose forms these are.
    pub fn by(&self) -> String {
        unsent::id(&self.viewer.user)
    }

    /// The page; 422 where there are mistakes.
    pub fn show(&self, title: &str, mistakes: &[Mistake], main: &Markup) -> Response {
        let Self { app, viewer, uri, lang, .. } = *self;
        StaffPage { app, viewer: Some(viewer), lang, uri, title, mistakes }.show(main)
    }

    /// On to another page, after something was done.
    pub fn go(&self, path: &str) -> Response {
        Redirect::to(&self.link(path)).into_response()
    }
}
