//! A queued answer: opened, checked and stored. The screen has said that it was saved, so whatever can be kept is kept.

use crate::{
    collect::{
        acknowledgement::{Acknowledged, Acknowledgement},
        api::{Way, invalid, put},
        closed,
        json::{JsonDraft, draft_of},
        waited::{Sent, Waited},
    },
    domain::{
        device::{Device, Item, ItemError, SealError},
        flags::Flags,
        language::Lang,
        receipt::{Issued, ShortCode},
        submission::{Draft, FieldError, FieldProblem, Submission},
        survey::{Openness, Survey},
    },
    store::writer::Outcome,
    web::{
        code::Code,
        layers,
        problem::Problem,
        receipts::{self, Named, Standing},
        state::App,
        throttle,
    },
};
use axum::http::StatusCode;
use jiff::ToSpan;

/// Days after a version's last day on which what was given on it is still taken.
const GRACE_DAYS: i64 = 90;

/// Takes an item of a device; 201, or 200 where it was there before.
///
/// # Errors
/// The fault that keeps it from being stored: 503 where it may be sent again, else for ever.
pub(super) async fn take(
    app: &App,
    device: &Device,
    item: &str,
    sent: Sent,
    lang: Lang,
) -> Result<Acknowledged, Problem> {
    let opened = Item::parse(item).and_then(|item| item.open(device.id, &device.key, &app.site.device_keys.seals));
    let opened = opened.map_err(refusal)?;
    let text = opened.submission.get();
    if text.len() > layers::BODY_LIMIT {
        return Err(Problem::new(Code::TooLarge));
    }
    let (json, errors) = draft_of(serde_json::from_str(text).unwrap_or_default());
    let waited = Waited::by_device(opened.at, sent);
    let answer = Answer::read(app, device, (json, errors), waited, lang).await?;
    let acknowledgement = Acknowledgement::of(answer.plain.id);
    Ok((answer.store(app, device, waited).await?, acknowledgement))
}

fn refusal(error: ItemError) -> Problem {
    match error {
        ItemError::Malformed => Problem::new(Code::ItemMalformed),
        ItemError::Unsigned => Problem::new(Code::ItemUnsigned),
        ItemError::TooLarge => Problem::new(Code::TooLarge),
        ItemError::Sealed(SealError::KeyGone) => Problem::new(Code::SealKeyGone),
        // Another server made it: in a few seconds this one has it too.
        ItemError::Sealed(SealError::KeyToCome) => Problem::new(Code::SealKeyToCome).later(60),
        ItemError::Sealed(SealError::Unreadable) | ItemError::NoAnswer => Problem::new(Code::ItemUnreadable),
    }
}

/// A checked answer in both of its forms: one of them is stored, and known again as either.
struct Answer<'a> {
    survey: &'a Survey,
    plain: Submission,
    /// With its receipt, where it names one of a unit of this desk.
    spending: Option<(Submission, Issued)>,
    /// The short code that was typed.
    code: Option<ShortCode>,
}

impl<'a> Answer<'a> {
    async fn read(
        app: &'a App,
        device: &Device,
        (json, mut errors): (JsonDraft, Vec<FieldError>),
        waited: Waited,
        lang: Lang,
    ) -> Result<Self, Problem> {
        let JsonDraft { survey, receipt, mut draft } = json;
        let survey = survey.and_then(|key| app.site.surveys.get(&key));
        if survey.is_none() {
            errors.insert(0, FieldError { field: "survey".to_owned(), problem: FieldProblem::UnknownSurvey });
        }
        let Some(survey) = survey.filter(|_| errors.is_empty()) else { return Err(invalid(&errors, lang)) };
        let desk = draft.source.desk.get_or_insert_with(|| device.desk.clone());
        if *desk != device.desk {
            return Err(Problem::new(Code::OtherDesk));
        }
        draft.source.through_device = true;
        let named = receipt.as_deref().and_then(Named::read);
        let issued = match named {
            Some(named) => issued(app, named).await?,
            None => None,
        };
        name_unit(app, &mut draft, issued.as_ref());
        let day = closed::day_of(app, Some(&device.desk), waited);
        let parse = |draft: &Draft| Submission::parse(draft, survey, &app.site.catalogue, day);
        let gone = || closed::refusal(app, Some(&device.desk), None, waited);
        let plain = parse(&draft).map_err(|errors| gone().unwrap_or_else(|| invalid(&errors, lang)))?;
        draft.source.receipt = issued.as_ref().map(|issued| issued.mark.clone());
        let spending = issued.and_then(|issued| Some((parse(&draft).ok()?, issued)));
        let code = if let Some(Named::Code(code)) = named { Some(code) } else { None };
        Ok(Self { survey, plain, spending, code })
    }

    async fn store(self, app: &App, device: &Device, waited: Waited) -> Result<StatusCode, Problem> {
        let way = || Way { waited, device: Some(device.id), signs: Flags::NONE };
        let late = self.late(app);
        // A receipt says for itself how long it can be answered.
        let gone = closed::refusal(app, Some(&self.plain.desk), Some(&self.plain.unit), waited);
        // A submission that was stored once is acknowledged for ever, in whichever form it was.
        if (late.is_some() || gone.is_some() || self.spending.is_some()) && self.is_known(app).await? {
            return Ok(StatusCode::OK);
        }
        if let Some(late) = late {
            return Err(late);
        }
        let spends = self.may_spend(app).await?;
        if let Some((submission, _)) = self.spending.filter(|_| spends) {
            let outcome = put(app, submission, way()).await?;
            // Where another answer has spent the receipt, this one is a plain one.
            if outcome != Outcome::Answered {
                return told(outcome);
            }
        }
        if let Some(gone) = gone {
            // As with a version: what was asked already will open by our clock too.
            let early = Problem::new(gone.code).at(StatusCode::SERVICE_UNAVAILABLE).later(60);
            return Err(if gone.status == StatusCode::FORBIDDEN { early } else { gone });
        }
        told(put(app, self.plain, way()).await?)
    }

    /// Why the version takes nothing more, or nothing yet.
    fn late(&self, app: &App) -> Option<Problem> {
        let today = app.clock.local().date();
        match (self.survey.state_on(today), self.survey.closes) {
            // Somebody was asked it: our clock is early, and will be right.
            (Openness::NotYet, _) => {
                Some(Problem::new(Code::SurveyNotOpen).at(StatusCode::SERVICE_UNAVAILABLE).later(60))
            }
            (Openness::Closed, Some(last)) if today > last.saturating_add(GRACE_DAYS.days()) => {
                Some(Problem::new(Code::SurveyClosed))
            }
            _ => None,
        }
    }

    async fn is_known(&self, app: &App) -> Result<bool, Problem> {
        let spending = self.spending.iter().map(|(submission, _)| submission);
        for submission in spending.chain([&self.plain]) {
            if app.site.store.was_accepted(submission).await? == Some(true) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The receipt counts. A typed code takes a try of its number, as on a phone: nobody finds a number by queueing guesses.
    async fn may_spend(&self, app: &App) -> Result<bool, Problem> {
        if let Some(code) = self.code {
            if !throttle::take_code(app, code.number).await? {
                return Ok(false);
            }
            if self.spending.is_some() {
                throttle::give_back_code(app, code.number).await?;
            }
        }
        let Some((_, issued)) = &self.spending else { return Ok(false) };
        Ok(receipts::standing(app, issued).await? == Standing::Good)
    }
}

/// The receipt that is named, if it is one of this site.
async fn issued(app: &App, named: Named<'_>) -> Result<Option<Issued>, Problem> {
    Ok(match named {
        Named::Token(token) => app.site.register.read(token).ok(),
        Named::Code(code) => {
            let minting = app.site.store.minting(code.number).await?;
            minting.and_then(|minting| receipts::of_code(app, code, &minting))
        }
    })
}

/// A receipt that does not count any more still says whose procedure it was.
fn name_unit(app: &App, draft: &mut Draft, issued: Option<&Issued>) {
    let desk = draft.source.desk.as_deref().and_then(|desk| app.site.catalogue.desk(desk));
    let unit = issued.map(|issued| &issued.mark.unit).filter(|unit| desk.is_some_and(|desk| desk.units.contains(unit)));
    if draft.source.unit.is_none() {
        draft.source.unit = unit.cloned();
    }
}

fn told(outcome: Outcome) -> Result<StatusCode, Problem> {
    match outcome {
        Outcome::Stored => Ok(StatusCode::CREATED),
        Outcome::Known => Ok(StatusCode::OK),
        // A plain one has no receipt that another could have spent.
        Outcome::Conflict | Outcome::Answered => Err(Problem::new(Code::SubmissionConflict)),
    }
}
