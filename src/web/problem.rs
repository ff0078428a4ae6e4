//! How a request fails. A [`Problem`] rides in the response; one layer, in `render`, logs and renders it.

use crate::{domain::language::Lang, store, web::code::Code};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

/// A failure with a stable code.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The usual one of its code, or another that the table has for it.
    pub status: StatusCode,
    pub code: Code,
    pub errors: Vec<FieldMessage>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u32>,
    /// What programs need beside the code, under its name.
    pub members: BTreeMap<&'static str, Value>,
    /// For the log alone.
    pub(super) reason: Option<&'static str>,
    pub(super) source: Option<Arc<store::Error>>,
}

/// One mistake, by field.
#[derive(Clone, Debug, Serialize)]
pub struct FieldMessage {
    pub field: String,
    pub message: String,
}

impl Problem {
    pub fn new(code: Code) -> Self {
        Self {
            status: code.status(),
            code,
            errors: Vec::new(),
            retry_after: None,
            members: BTreeMap::new(),
            reason: None,
            source: None,
        }
    }

    pub fn not_found() -> Self {
        Self::new(Code::NotFound)
    }

    pub fn forbidden() -> Self {
        Self::new(Code::Forbidden)
    }

    /// A fault of ours.
    pub fn internal() -> Self {
        Self::new(Code::Internal)
    }

    /// Every mistake of a submission or query.
    pub fn invalid(code: Code, errors: Vec<FieldMessage>) -> Self {
        Self { errors, ..Self::new(code) }
    }

    /// Under another status than the usual one of its code.
    #[must_use]
    pub fn at(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Trying again makes sense after so many seconds.
    #[must_use]
    pub fn later(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// With something more for programs.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.members.insert(name, value.into());
        self
    }

    /// With what only the log says: it tells whoever runs the site, not whoever asks.
    #[must_use]
    pub fn because(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// With the fault behind it, for the log.
    #[must_use]
    pub fn caused_by(self, source: Arc<store::Error>) -> Self {
        Self { source: Some(source), ..self }
    }

    /// Tried too often; so many seconds to wait.
    pub fn too_many(seconds: u32) -> Self {
        Self::new(Code::TooMany).later(seconds)
    }

    /// Nothing can be stored or read now.
    pub fn unavailable() -> Self {
        Self::new(Code::Unavailable).later(5)
    }
}

impl Problem {
    /// A page of its own that tells whoever asked; the log has the problem.
    pub fn told_by(self, mut page: Response) -> Response {
        page.extensions_mut().insert(Told(self));
        page
    }

    /// As one of several answers in a reply.
    pub fn to_json(&self, lang: Lang) -> Value {
        serde_json::to_value(self.in_words(self.code.detail(lang), lang, "")).unwrap_or_default()
    }

    pub(super) fn in_words<'a>(&'a self, detail: &'a str, lang: Lang, request: &'a str) -> ProblemJson<'a> {
        ProblemJson {
            r#type: "about:blank",
            title: self.code.title(lang),
            status: self.status.as_u16(),
            code: self.code.key(),
            detail,
            request,
            errors: &self.errors,
            retry_after: self.retry_after,
            members: &self.members,
        }
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        let problem = match &error {
            store::Error::Unavailable(_) => Self::unavailable(),
            _ => Self::internal(),
        };
        Self { source: Some(Arc::new(error)), ..problem }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// What a page tells that is none of a problem's own.
#[derive(Clone)]
pub(super) struct Told(pub(super) Problem);

/// The page that has what was typed; in the response of something that failed.
#[derive(Clone, Debug)]
pub(super) struct KeptAt(pub(super) String);

/// As programs read it.
#[derive(Serialize)]
pub(super) struct ProblemJson<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    code: &'a str,
    detail: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    request: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldMessage],
    /// Seconds, as in the header, which one of several answers has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    #[serde(flatten)]
    members: &'a BTreeMap<&'static str, Value>,
}
