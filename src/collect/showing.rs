//! One person's way through the pages without JavaScript, and what all pages of the form link to.

use crate::{
    collect::{
        api::{Waited, accept},
        closed::{self, Subject},
        form::{self, Step},
        view::{self, Links, PageState, Place, StatePage, Surface},
    },
    domain::{
        receipt::Issued,
        submission::{Draft, FieldError, Problem as Mistake, Submission, SubmissionId},
        survey::{Kind, Lang, Openness, Survey},
    },
    web::{
        extract::pairs,
        paths::{self, route},
        problem::Problem,
        state::App,
    },
};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::civil::Date;

/// Where a person is, and what they are asked there.
pub(super) struct Showing<'a> {
    pub app: &'a App,
    pub survey: &'a Survey,
    pub place: Place<'a>,
    pub surface: Surface,
    pub lang: Lang,
    pub links: Links,
    /// The receipt that is answered, where it is one.
    pub issued: Option<&'a Issued>,
}

impl Showing<'_> {
    /// The first page; the start screen may have asked for whom already.
    pub fn first(&self, query: Option<&str>) -> Response {
        let kind = pairs(query.unwrap_or_default()).into_iter().find(|(name, _)| name == "kind");
        // The id is made with the form: sending twice is then one submission.
        let draft = Draft {
            id: Some(new_id()),
            kind: kind.map(|(_, kind)| kind).filter(|kind| Kind::stated(kind).is_some()),
            language: Some(self.lang.tag().to_owned()),
            ..Draft::default()
        };
        self.page(&draft, 0, &[], StatusCode::OK)
    }

    /// Takes a page, shows the next, and stores the last.
    ///
    /// # Errors
    /// What keeps the answers from ever being stored.
    pub async fn next(&self, pairs: &[(String, String)]) -> Result<Response, Problem> {
        let mut draft =
            form::draft_of(pairs, self.survey).map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large"))?;
        draft.source.desk = self.place.code().map(str::to_owned);
        draft.source.receipt = self.issued.map(|issued| issued.mark.clone());
        let turn = form::turn_of(pairs);
        if turn.page == 0 && draft.id.is_none() {
            // The first page may have stood in the document, which is the same for everybody.
            draft.id = Some(new_id());
        }
        match form::step(&mut draft, turn, self.survey, !self.place.choice().is_empty()) {
            Step::Show { page, errors } => {
                let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
                Ok(self.page(&draft, page, &errors, status))
            }
            Step::Send => self.send(&draft).await,
        }
    }

    fn page(&self, draft: &Draft, page: usize, errors: &[FieldError], status: StatusCode) -> Response {
        let state = PageState { page, id: draft.id.as_deref().unwrap_or_default(), draft, errors };
        let page = view::page(self.survey, &self.place, self.surface, self.lang, &self.links, &state);
        (status, page).into_response()
    }

    async fn send(&self, draft: &Draft) -> Result<Response, Problem> {
        let submission =
            match Submission::parse(draft, self.survey, &self.app.site.catalogue, self.app.clock.local().date()) {
                Ok(submission) => submission,
                Err(errors) => {
                    let page = errors.first().map_or(0, |error| form::page_of(&error.field, self.survey));
                    return Ok(self.page(draft, page, &errors, StatusCode::UNPROCESSABLE_ENTITY));
                }
            };
        match accept(self.app, self.survey, submission, self.issued, Waited::default()).await {
            Ok((status, receipt)) => {
                let page = view::thanks(&self.place, self.surface, self.lang, &self.links, &receipt);
                Ok((status, page).into_response())
            }
            // Everything typed stays on the page, with a button to send it again.
            Err(problem) if problem.retry_after.is_some() => {
                let last = form::pages(self.survey).len() - 1;
                let busy = [FieldError { field: String::new(), problem: Mistake::NotStored }];
                Ok(later(self.page(draft, last, &busy, problem.status), problem.retry_after))
            }
            // The unit that was chosen may have ended while the form was filled in.
            Err(problem) => self.unit_page(draft).ok_or(problem),
        }
    }

    fn unit_page(&self, draft: &Draft) -> Option<Response> {
        let unit = self.app.site.catalogue.unit(draft.source.unit.as_deref()?)?;
        closed::page(self.app, Subject::Unit(unit), self.surface, self.lang)
    }
}

fn new_id() -> String {
    SubmissionId::from_bytes(rand::random()).to_hex()
}

/// The same response, which says after how many seconds to come again.
pub(super) fn later(mut response: Response, seconds: Option<u32>) -> Response {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// What all pages link to, whatever place they are about.
pub(super) fn links(app: &App) -> Links {
    Links {
        css: app.assets.url("form.css"),
        js: app.assets.url("form.js"),
        icon: app.assets.url("icon.svg"),
        font_regular: app.assets.url("noto-sans-400.woff2"),
        font_bold: app.assets.url("noto-sans-600.woff2"),
        // A query alone leads to the same page: what is not told of its place is not written into it.
        form_vi: format!("?lang={}", Lang::Vi.tag()),
        form_en: format!("?lang={}", Lang::En.tag()),
        pages: None,
        across: None,
        typed: route::RECEIPT_TYPED.to_owned(),
        api: route::SUBMISSIONS.to_owned(),
        results: if paths::leads_somewhere(&app.base_url) {
            format!("{}{}", app.base_url, route::RESULTS)
        } else {
            route::RESULTS.to_owned()
        },
        kiosk: view::KioskLinks::default(),
    }
}

/// Why nobody is asked anything on a day without an open questionnaire.
pub(super) fn not_asked(app: &App, today: Date) -> (StatusCode, StatePage<'static>) {
    let Some(survey) = app.site.latest_survey() else {
        return (StatusCode::SERVICE_UNAVAILABLE, StatePage::Busy);
    };
    match (survey.state_on(today), survey.closes) {
        (Openness::Closed, Some(last)) => (StatusCode::GONE, StatePage::Closed { last }),
        _ => (StatusCode::FORBIDDEN, StatePage::NotYet { opens: survey.opens }),
    }
}
