//! The parts of the rooms, put together.

use super::handlers;
use crate::{
    collect, dashboard, export, receipts,
    web::{
        code::Code,
        document::{response, scheme, tag},
        layers::SESSION_COOKIE,
        problem::ProblemReply,
    },
};
use utoipa::{
    OpenApi as _,
    openapi::{
        OpenApi, Tag,
        security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
        tag::TagBuilder,
    },
};

/// Codes that pages alone answer: nothing of the JSON API signs anybody in.
pub const OF_PAGES: [Code; 3] = [Code::WrongPassword, Code::TooManyPasswords, Code::NotHttps];
/// Codes of addresses and methods that there are not, which no operation can name.
pub const OF_NO_OPERATION: [Code; 1] = [Code::MethodNotAllowed];

const ABOUT: &str = "Submissions, figures and receipts of this site, for other systems. \
    Failures are `application/problem+json` (RFC 9457) with a stable `code`, and `title` and `detail` in the language of \
    `Accept-Language` (`vi` or `en`). An address that there is not is 404 `not_found`, another method 405 \
    `method_not_allowed`. docs/API.md says what no schema can, and docs/KIOSK.md the same of kiosks.";

/// The room's own operation, and what is said of the whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Hài Lòng: JSON API", description = ABOUT, version = "1"),
    paths(handlers::written),
    components(schemas(ProblemReply))
)]
struct Own;

/// The whole document; `server` is what the server says of itself.
pub fn whole(server: OpenApi) -> OpenApi {
    let mut document = Own::openapi();
    document.info.license = None;
    document.info.contact = None;
    for part in [
        collect::document(),
        dashboard::Document::openapi(),
        export::Document::openapi(),
        receipts::Document::openapi(),
        server,
    ] {
        document.merge(part);
    }
    document.tags = Some(tags());
    let components = document.components.get_or_insert_default();
    for code in OF_NO_OPERATION {
        components.responses.insert(code.key().to_owned(), response(&[code]).into());
    }
    components.add_security_scheme(scheme::KEY, SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let cookie = ApiKeyValue::with_description(SESSION_COOKIE, "On a site with https the cookie is `__Host-hailong`");
    let cookie = ApiKey::Cookie(cookie);
    components.add_security_scheme(scheme::SESSION, SecurityScheme::ApiKey(cookie));
    document
}

fn tags() -> Vec<Tag> {
    let said = [
        (tag::SUBMISSIONS, "Handing in filled-in questionnaires"),
        (tag::LISTS, "Questionnaires, organisations and desks"),
        (tag::FIGURES, "The index, and released responses"),
        (tag::RECEIPTS, "Minting receipts for dossiers"),
        (tag::KIOSKS, "What paired kiosks ask for; signed"),
        (tag::SITE, "The server and this document"),
    ];
    said.map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build()).to_vec()
}
