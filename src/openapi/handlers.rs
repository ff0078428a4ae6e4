//! The document for programs, and for people.

use super::{page, words};
use crate::{
    ui::shell::NavItem,
    web::{document::tag, json::respond, paths::route, staff::Anybody},
};
use axum::{Extension, http::StatusCode, response::Response};
use utoipa::openapi::OpenApi;

/// This document.
#[utoipa::path(
    get,
    path = route::OPENAPI,
    operation_id = "openapi",
    tag = tag::SITE,
    responses((status = 200, description = "OpenAPI 3.1", body = Object), DocumentFailures),
)]
pub(super) async fn written(Extension(document): Extension<&'static OpenApi>) -> Response {
    respond(StatusCode::OK, document)
}

crate::web::document::failures! {
    /// Of this document.
    DocumentFailures: [];
}

/// `GET /api`: the same for people.
pub(super) async fn shown(visitor: Anybody, Extension(document): Extension<&'static OpenApi>) -> Response {
    let lang = visitor.lang;
    let nav = page::sections(document, lang).into_iter().map(|(anchor, label)| NavItem {
        label,
        href: format!("#{anchor}"),
        current: false,
    });
    visitor.show_public(words::title(lang), nav.collect(), &page::main(document, lang))
}
