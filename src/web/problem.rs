//! The failure of a request. A [`Problem`] rides in the response; one layer, in `render`, logs and renders it.

use crate::{domain::language::Lang, store, web::code::Code};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A failure with a stable code.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The usual one of its code, or another that the table has for it.
    pub status: StatusCode,
    pub code: Code,
    pub errors: Vec<FieldMessage>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u32>,
    pub more: Option<Box<More>>,
    /// For the log alone.
    pub(super) reason: Option<&'static str>,
    pub(super) source: Option<Arc<store::Error>>,
}

/// One mistake, by field.
#[derive(Clone, Debug, Serialize, ToSchema)]
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
            more: None,
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
    pub fn with(self, more: More) -> Self {
        Self { more: Some(Box::new(more)), ..self }
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
    pub fn reply(&self, lang: Lang) -> ProblemReply {
        ProblemReply {
            r#type: "about:blank",
            title: self.code.title(lang),
            status: self.status.as_u16(),
            code: self.code.key(),
            detail: self.code.detail(lang),
            request: String::new(),
            errors: self.errors.clone(),
            retry_after: self.retry_after,
            more: self.more.as_deref().cloned().unwrap_or_default(),
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

/// A page's own sentence about something that is no problem of its own.
#[derive(Clone)]
pub(super) struct Told(pub(super) Problem);

/// The page that has what was typed; in the response of something that failed.
#[derive(Clone, Debug)]
pub(super) struct KeptAt(pub(super) String);

/// A problem as programs read it, by RFC 9457.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemReply {
    pub(super) r#type: &'static str,
    /// The failure in a few words of the reader's language.
    pub(super) title: &'static str,
    pub(super) status: u16,
    /// Stable, for programs.
    #[schema(value_type = Code)]
    pub(super) code: &'static str,
    /// The sentence for a person.
    pub(super) detail: &'static str,
    /// The request's id, which the log has too; one of several answers has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) request: String,
    /// Every mistake, by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) errors: Vec<FieldMessage>,
    /// Seconds, as in the header, which one of several answers has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) retry_after: Option<u32>,
    #[serde(flatten)]
    pub(super) more: More,
}

/// The facts that programs need beside the code; each is there with few codes.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct More {
    /// Of a pairing code: wrong ones that may still be typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<i32>,
    /// Of a device: the last counter that was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counter: Option<i64>,
    /// Of an organisation or a desk: its first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Of an organisation or a desk: its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    /// Those that do its work today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successors: Option<Vec<Successor>>,
}

/// An organisation that does the work of one that ended.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Successor {
    pub code: String,
    pub name: String,
}
