//! The failures in the document of the API: the codes that an operation answers, each under its status.

use crate::web::{code::Code, problem::ProblemReply};
use axum::http::StatusCode;
use std::collections::BTreeMap;
use utoipa::{
    ToSchema,
    openapi::{
        Content, ContentBuilder, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, extensions::ExtensionsBuilder,
        schema::AllOfBuilder,
    },
};

/// The subjects of operations.
pub mod tag {
    pub const SUBMISSIONS: &str = "submissions";
    pub const LISTS: &str = "lists";
    pub const FIGURES: &str = "figures";
    pub const RECEIPTS: &str = "receipts";
    pub const KIOSKS: &str = "kiosks";
    pub const SITE: &str = "site";
}

/// Names of the ways in which a request says who asks.
pub mod scheme {
    pub const KEY: &str = "key";
    pub const SESSION: &str = "session";
}

/// Responses by their status.
pub type Responses = BTreeMap<String, RefOr<Response>>;

/// The codes of single items in a reply, by status: an extension of its response.
pub const ITEM_CODES: &str = "x-item-codes";

/// A code under one of its statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure(pub StatusCode, pub Code);

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self(code.status(), code)
    }
}

impl From<(Code, StatusCode)> for Failure {
    fn from((code, status): (Code, StatusCode)) -> Self {
        Self(status, code)
    }
}

/// The failures of any operation.
const ALWAYS: [Code; 3] = [Code::Internal, Code::Unavailable, Code::Timeout];

/// `Name: [codes];` is a type that an operation names among its responses. Answers of any operation need not be named.
macro_rules! failures {
    ($($(#[$doc:meta])* $name:ident: [$($code:expr),* $(,)?];)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> $crate::web::document::Responses {
                $crate::web::document::responses(&[$($crate::web::document::Failure::from($code)),*])
            }
        }
    )*};
}
pub(crate) use failures;

/// The responses for codes, and for those of any operation.
pub fn responses(named: &[Failure]) -> Responses {
    by_status(named.iter().copied().chain(ALWAYS.map(Failure::from)))
        .into_iter()
        .map(|(status, codes)| (status.as_str().to_owned(), response(&codes).into()))
        .collect()
}

/// As [`responses`], and a reply of which each item may fail by itself.
pub fn with_items<T: ToSchema>(description: &str, items: &[Failure], named: &[Failure]) -> Responses {
    let items = by_status(items.iter().copied());
    let keys = items.iter().map(|(status, codes)| (status.as_str(), codes.iter().map(|code| code.key()).collect()));
    let keys: BTreeMap<&str, Vec<&str>> = keys.collect();
    let reply = ResponseBuilder::new()
        .description(description)
        .content("application/json", Content::new(Some(Ref::from_schema_name(T::name()))))
        .extensions(Some(ExtensionsBuilder::new().add(ITEM_CODES, serde_json::json!(keys)).build()))
        .build();
    let mut responses = responses(named);
    responses.insert(StatusCode::OK.as_str().to_owned(), reply.into());
    responses
}

fn by_status(failures: impl Iterator<Item = Failure>) -> BTreeMap<StatusCode, Vec<Code>> {
    let mut all: BTreeMap<StatusCode, Vec<Code>> = BTreeMap::new();
    for Failure(status, code) in failures {
        let codes = all.entry(status).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    all
}

/// A problem with one of these codes. Its description is the codes' titles.
pub fn response(codes: &[Code]) -> Response {
    let said: Vec<String> = codes.iter().map(|code| format!("`{}`: {}", code.key(), title(*code))).collect();
    let narrowed = ObjectBuilder::new().property("code", Code::one_of(codes)).required("code");
    let schema = AllOfBuilder::new().item(Ref::from_schema_name(ProblemReply::name())).item(narrowed);
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(said.join("; ")).content("application/problem+json", content).build()
}

fn title(code: Code) -> &'static str {
    code.title(crate::domain::language::Lang::En)
}
