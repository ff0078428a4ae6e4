//! The submissions that wait for the writer, and their fate.

use crate::{
    domain::{
        device::DeviceId,
        flags::Flags,
        inbox::{Entry, Sealed, Trace},
        month::Month,
        submission::Submission,
    },
    store::error::Error,
};
use std::sync::Arc;
use tokio::{sync::oneshot, time::Instant};
use tracing::Span;

/// A checked submission with the server's time.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub submission: Submission,
    /// Milliseconds since 1970, UTC.
    pub received_at: i64,
    /// That is when it was given, as far as anybody can say.
    pub is_timed: bool,
    pub month: Month,
    /// The paired device that it came through. Of use to the rules of flags, and forgotten with the release.
    pub device: Option<DeviceId>,
    /// Signs of stuffing that only the moment of its arrival shows.
    pub signs: Flags,
}

impl Arrival {
    /// The text of it that waits.
    pub(super) fn entry(&self) -> Entry<'_> {
        let Self { submission, received_at, is_timed, month, device, signs } = self;
        Entry {
            survey: &submission.survey,
            unit: &submission.unit,
            month: *month,
            stratum: submission.stratum,
            kind: submission.kind,
            lang: submission.lang.tag(),
            answers: submission.answers.as_str(),
            comment: submission.comment.as_deref(),
            flags: *signs,
            trace: Some(Trace {
                key: submission.id.key(),
                received_at: *received_at,
                is_timed: *is_timed,
                desk: &submission.desk,
                device: *device,
                seconds: submission.seconds,
            }),
        }
    }
}

/// The result of an arrival. All four are durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Stored,
    /// The same id and content was there before.
    Known,
    /// The id was there with other content, which is now kept aside.
    Conflict,
    /// Its receipt was spent by another submission; nothing of this one is kept.
    Answered,
}

/// Why an arrival is not acknowledged. It may be in the database all the same, where that did not say in time; sent
/// again, it is known then.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Refused {
    #[error("too many submissions wait")]
    Full,
    #[error("the database did not take the submission")]
    Failed(#[source] Arc<Error>),
    #[error("the writer has ended")]
    Ended,
}

/// An arrival in the queue.
pub(super) struct Job {
    pub arrival: Arrival,
    pub key: [u8; 16],
    pub digest: [u8; 16],
    /// The text that waits, as it goes into the database.
    pub sealed: Sealed,
    pub since: Instant,
    /// Of the request, for what the log says of it.
    pub span: Span,
    pub done: oneshot::Sender<Result<Outcome, Refused>>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job")
    }
}
