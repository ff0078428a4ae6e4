//! `/` and the accessibility statement: for people who come without a link.

use crate::{
    collect::{
        links::links,
        view::{self, HomeLinks},
    },
    web::{
        extract::language,
        paths::route,
        state::{App, AppState},
    },
};
use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
};
use maud::Markup;

/// `GET /`.
pub async fn home(State(app): State<AppState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Markup {
    view::home(language(&headers, query.as_deref()), &links(&app), &own(&app))
}

/// `GET /accessibility`.
pub async fn accessibility(State(app): State<AppState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Markup {
    view::accessibility(language(&headers, query.as_deref()), &links(&app), &own(&app))
}

fn own(app: &App) -> HomeLinks<'_> {
    HomeLinks {
        home: route::HOME,
        accessibility: route::ACCESSIBILITY,
        api: route::API,
        staff: route::STAFF,
        contact: app.site.contact.as_deref(),
    }
}
