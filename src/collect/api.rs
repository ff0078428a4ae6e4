//! The same submission as JSON: `POST /api/v1/submissions`.

use crate::{
    clock,
    collect::{
        acknowledgement::{Acknowledged, Acknowledgement},
        call::{SubmissionCall, WaitedHeader},
        closed,
        failures::SubmissionFailures,
        json::{Json, draft_of},
        waited::Waited,
        words,
    },
    domain::{
        device::DeviceId,
        flags::{Flags, Rule},
        language::Lang,
        month::Month,
        receipt::Issued,
        submission::{FieldError, FieldProblem, Stratum, Submission},
        survey::{Openness, Survey},
    },
    store::writer::{Arrival, Outcome, Refused},
    web::{
        address::Address,
        code::Code,
        document::tag,
        extract::language,
        json::respond,
        paths::route,
        patience::in_time,
        problem::{FieldMessage, Problem},
        receipts,
        state::{App, AppState},
    },
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use bytes::Bytes;

/// The facts of a submission besides its content.
#[derive(Clone, Copy)]
pub(super) struct Delivery {
    pub from: Address,
    pub lang: Lang,
    pub waited: Waited,
}

/// The header `x-waited`, whole seconds by the sender's own watch.
fn waited(headers: &HeaderMap) -> Waited {
    let seconds = headers.get("x-waited").and_then(|value| value.to_str().ok()?.parse().ok());
    seconds.map(Waited::seconds).unwrap_or_default()
}

/// Takes one submission and answers when it is durable.
#[utoipa::path(
    post,
    path = route::SUBMISSIONS,
    operation_id = "submit",
    tag = tag::SUBMISSIONS,
    params(WaitedHeader),
    request_body(content = SubmissionCall, description = "At most 32 KiB"),
    responses(
        (status = 201, description = "Stored now", body = Acknowledgement),
        (status = 200, description = "Stored before with the same content", body = Acknowledgement),
        SubmissionFailures,
    ),
)]
pub async fn submit(
    State(app): State<AppState>,
    from: Address,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let delivery = Delivery { from, lang: language(&headers, None), waited: waited(&headers) };
    let (status, acknowledgement) = take(&app, &delivery, &body).await?;
    Ok(respond(status, &acknowledgement))
}

/// Reads, checks and stores one submission.
pub(super) async fn take(app: &App, delivery: &Delivery, body: &[u8]) -> Result<Acknowledged, Problem> {
    let Delivery { from, lang, waited } = *delivery;
    let json: Json<'_> = serde_json::from_slice(body).map_err(|_| Problem::new(Code::Malformed))?;
    let (mut draft, mut errors) = draft_of(json);
    let issued = draft.receipt.as_deref().map(|token| receipts::read(app, token, from)).transpose()?;
    draft.draft.source.receipt = issued.as_ref().map(|issued| issued.mark.clone());
    let survey = draft.survey.as_deref().and_then(|key| app.site.surveys.get(key));
    let Some(survey) = survey else {
        errors.insert(0, FieldError { field: "survey".to_owned(), problem: FieldProblem::UnknownSurvey });
        return Err(invalid(&errors, lang));
    };
    let desk = draft.draft.source.desk.as_deref();
    let day = closed::day_of(app, desk, waited);
    let parsed = Submission::parse(&draft.draft, survey, &app.site.catalogue, day);
    match parsed {
        Ok(submission) if errors.is_empty() => accept(app, survey, submission, issued.as_ref(), delivery).await,
        Ok(_) => Err(invalid(&errors, lang)),
        Err(more) => {
            errors.extend(more);
            // Where a desk has ended, nothing else needs to be told.
            let gone = if issued.is_none() { closed::refusal(app, desk, None, waited) } else { None };
            Err(gone.unwrap_or_else(|| invalid(&errors, lang)))
        }
    }
}

/// Stores a checked submission and acknowledges it, or says in time that it cannot.
pub(super) async fn accept(
    app: &App,
    survey: &Survey,
    submission: Submission,
    issued: Option<&Issued>,
    delivery: &Delivery,
) -> Result<Acknowledged, Problem> {
    in_time(store(app, survey, submission, issued, delivery)).await
}

async fn store(
    app: &App,
    survey: &Survey,
    submission: Submission,
    issued: Option<&Issued>,
    &Delivery { from, waited, .. }: &Delivery,
) -> Result<Acknowledged, Problem> {
    if let Some(issued) = issued {
        app.guard.sent(issued.mark.nullifier)?;
    }
    let acknowledgement = Acknowledgement::of(submission.id);
    if let Some(refusal) = refusal(app, survey, &submission, issued, waited).await? {
        // A submission that was accepted on the last day is acknowledged for ever, also where the first reply was lost.
        // Boxed, as in `refusal`: the work of few requests must not make the future of each one larger, which is moved about.
        return match Box::pin(app.site.store.was_accepted(&submission)).await? {
            Some(true) => Ok((StatusCode::OK, acknowledgement)),
            Some(false) => Err(Problem::new(Code::SubmissionConflict)),
            None => Err(refusal),
        };
    }
    // By our clock: what somebody says of the time that an answer waited is only their word.
    let poster = (submission.stratum == Stratum::Poster).then(|| submission.desk.clone());
    let stands_apart = poster.as_ref().is_some_and(|desk| !app.crowds.take(desk, from));
    let signs = if stands_apart { Flags::NONE.with(Rule::Capacity1) } else { Flags::NONE };
    // Anybody may say how long an answer waited: it is believed, or nobody would be judged who says a week.
    let outcome = put(app, submission, Way { waited: waited.believed(), device: None, signs }).await;
    if !matches!(outcome, Ok(Outcome::Stored)) && !stands_apart {
        poster.iter().for_each(|desk| app.crowds.give_back(desk, from));
    }
    match outcome? {
        Outcome::Stored => Ok((StatusCode::CREATED, acknowledgement)),
        Outcome::Known => Ok((StatusCode::OK, acknowledgement)),
        Outcome::Conflict => Err(Problem::new(Code::SubmissionConflict)),
        Outcome::Answered => Err(Problem::new(Code::AlreadyAnswered)),
    }
}

/// The way by which a checked submission came.
pub(super) struct Way {
    pub waited: Waited,
    pub device: Option<DeviceId>,
    /// Signs that only the moment of its arrival shows.
    pub signs: Flags,
}

/// Hands a submission to the writer and waits until it is durable.
pub(super) async fn put(
    app: &App,
    submission: Submission,
    Way { waited, device, signs }: Way,
) -> Result<Outcome, Problem> {
    let received_at = app.clock.now() - waited.counted();
    // It counts in the month in which it was given. That may be over, but by no more than the time that counts.
    let month = Month::of(clock::local(received_at).date()).unwrap_or(app.clock.month());
    let arrival = Arrival { submission, received_at, is_timed: waited.is_told(), month, device, signs };
    app.writer.submit(arrival).await.map_err(|refused| match refused {
        Refused::Full => Problem::unavailable().because("too many submissions wait"),
        Refused::Ended => Problem::unavailable().because("the server is ending"),
        Refused::Failed(cause) => Problem::unavailable().caused_by(cause),
    })
}

/// The reason why nobody can answer this version, about this unit, or with this receipt, now. A person who began before
/// midnight has an hour's grace.
async fn refusal(
    app: &App,
    survey: &Survey,
    submission: &Submission,
    issued: Option<&Issued>,
    waited: Waited,
) -> Result<Option<Problem>, Problem> {
    let grace = receipts::day_of_grace(app);
    match survey.state_on(app.clock.local().date()) {
        Openness::Open => {}
        Openness::Closed if survey.state_on(grace) == Openness::Open => {}
        Openness::Closed => return Ok(Some(Problem::new(Code::SurveyClosed))),
        Openness::NotYet => return Ok(Some(Problem::new(Code::SurveyNotOpen))),
    }
    match issued {
        Some(issued) => Ok(Box::pin(receipts::standing_on(app, issued, grace)).await?.refusal()),
        None => Ok(closed::refusal(app, Some(&submission.desk), Some(&submission.unit), waited)),
    }
}

pub(super) fn invalid(errors: &[FieldError], lang: Lang) -> Problem {
    let errors = errors
        .iter()
        .map(|error| FieldMessage { field: error.field.clone(), message: words::describe_error(error, lang) });
    Problem::invalid(Code::InvalidSubmission, errors.collect())
}
