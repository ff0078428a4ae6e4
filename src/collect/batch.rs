//! Several submissions in one request, `POST /api/v1/submissions/batch`: what another system's queue sends. Kiosks
//! seal theirs, see `device`.

use crate::{
    collect::{
        acknowledgement::{Acknowledged, Told},
        api::{self, Delivery},
        call::SubmissionCall,
        failures::{SUBMISSION, of},
        waited::Waited,
    },
    web::{
        address::Address,
        code::Code,
        document::{Responses, tag, with_items},
        extract::language,
        json::respond,
        layers,
        paths::route,
        problem::Problem,
        state::{App, AppState},
    },
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use bytes::Bytes;
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoResponses, ToSchema};

/// Submissions of one request.
pub const MOST: usize = 20;
/// Bytes of a request: [`MOST`] submissions, each as large as one alone may be, and what is around them.
pub const BODY_LIMIT: usize = (MOST + 1) * layers::BODY_LIMIT;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchCall)]
pub struct Call<'b> {
    /// At most 20.
    #[serde(borrow)]
    #[schema(value_type = Vec<SubmissionCall>)]
    submissions: Vec<&'b RawValue>,
    /// Seconds that each waited for the network; none or one for each.
    #[serde(default)]
    waited: Vec<u32>,
}

/// Takes submissions together and tells of each, in order, what it would have been told alone.
#[utoipa::path(
    post,
    path = route::SUBMISSIONS_BATCH,
    operation_id = "submit_batch",
    tag = tag::SUBMISSIONS,
    request_body = Call,
    responses(BatchResponses),
)]
pub async fn submit(
    State(app): State<AppState>,
    from: Address,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let malformed = || Problem::new(Code::Malformed);
    let call: Call = serde_json::from_slice(&body).map_err(|_| malformed())?;
    if !call.waited.is_empty() && call.waited.len() != call.submissions.len() {
        return Err(malformed());
    }
    if call.submissions.len() > MOST {
        return Err(Problem::new(Code::TooManySubmissions));
    }
    let lang = language(&headers, None);
    // All at once, so that they share a transaction of the writer.
    let waited = call.waited.iter().copied().chain(std::iter::repeat(0));
    let told = join_all(call.submissions.iter().zip(waited).map(|(one, seconds)| {
        let delivery = Delivery { from, lang, waited: Waited::seconds(seconds) };
        take(&app, delivery, one.get())
    }))
    .await;
    // Where nothing at all could be stored, nobody is answered with success.
    if told.iter().all(|told| told.as_ref().is_err_and(is_unavailable))
        && let Some(Err(problem)) = told.first()
    {
        return Err(problem.clone());
    }
    let results = told.into_iter().map(|told| Told::of(told, lang)).collect();
    Ok(respond(StatusCode::OK, &Results { results }))
}

/// The result of each submission, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Results {
    results: Vec<Told>,
}

struct BatchResponses;

impl IntoResponses for BatchResponses {
    fn responses() -> Responses {
        let items = of(&[&SUBMISSION[..], &[Code::Internal]].concat());
        let named = of(&[Code::Malformed, Code::TooManySubmissions, Code::TooLarge, Code::CrossSite]);
        with_items::<Results>("What each would have been told alone, in their order", &items, &named)
    }
}

async fn take(app: &App, delivery: Delivery, submission: &str) -> Result<Acknowledged, Problem> {
    if submission.len() > layers::BODY_LIMIT {
        return Err(Problem::new(Code::TooLarge));
    }
    api::take(app, &delivery, submission.as_bytes()).await
}

fn is_unavailable(problem: &Problem) -> bool {
    problem.status == StatusCode::SERVICE_UNAVAILABLE
}
