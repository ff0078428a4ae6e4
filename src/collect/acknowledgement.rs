//! The acknowledgement of a submission, once it is durable.

use crate::{
    domain::{language::Lang, submission::SubmissionId},
    web::problem::{Problem, ProblemReply},
};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// The same for ever for a submission's id.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Acknowledgement {
    /// The acknowledgement code, such as `7K3M-9QXT-2B`.
    pub code: String,
    /// The same as `code`, until v0.3.
    receipt: String,
}

impl Acknowledgement {
    pub(super) fn of(id: SubmissionId) -> Self {
        let code = id.acknowledgement();
        Self { receipt: code.clone(), code }
    }
}

/// A submission that is durable: 201 where it is stored now, 200 where it was before.
pub type Acknowledged = (StatusCode, Acknowledgement);

/// The result of one of several submissions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Told {
    Acknowledged {
        /// 201, or 200 where it was there before.
        status: u16,
        #[serde(flatten)]
        acknowledgement: Acknowledgement,
    },
    Refused(ProblemReply),
}

impl Told {
    /// Says in the log what is refused.
    pub(super) fn of(told: Result<Acknowledged, Problem>, lang: Lang) -> Self {
        match told {
            Ok((status, acknowledgement)) => Self::Acknowledged { status: status.as_u16(), acknowledgement },
            Err(problem) => {
                problem.log();
                Self::Refused(problem.reply(lang))
            }
        }
    }
}
