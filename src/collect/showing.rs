//! One person's way through the pages without JavaScript, and what all pages of the form link to.

use crate::{
    collect::{
        acknowledgement::Acknowledgement,
        api::{Delivery, accept},
        closed::{self, Subject},
        form::{self, Step},
        kept,
        view::{self, Links, PageState, Place, StatePage, Surface},
        waited::Waited,
    },
    domain::{
        language::Lang,
        receipt::Issued,
        submission::{Draft, FieldError, FieldProblem, Submission, SubmissionId},
        survey::{Kind, Openness, Survey},
    },
    web::{address::Address, code::Code, extract::pairs, problem::Problem, state::App},
};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
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

/// Where the address says which page is shown.
pub(super) const PAGE: &str = "page";
/// The address asks for the mistakes on the page.
const WRONG: &str = "wrong";
/// The field of the cookie with the acknowledgement code, once everything was handed in.
const DONE: &str = "done";

impl Showing<'_> {
    /// A page that was begun before, out of the browser's own cookie; else the way to the first one.
    pub fn first(&self, query: Option<&str>, headers: &HeaderMap) -> Response {
        let asked = pairs(query.unwrap_or_default());
        let said = |name: &str| asked.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str());
        let number = said(PAGE).map(|page| page.parse().unwrap_or(0));
        if let (Some(number), Some(fields)) = (number, kept::fields(self.app, self.pages(), headers)) {
            return self.again(&fields, number, said(WRONG).is_some());
        }
        // The id is made with the form: sending twice is then one submission.
        let draft = Draft {
            id: Some(new_id()),
            kind: said("kind").filter(|kind| Kind::stated(kind).is_some()).map(str::to_owned),
            language: Some(self.lang.tag().to_owned()),
            ..Draft::default()
        };
        // The start screen may have asked for whom already: nobody is asked twice.
        let begin = usize::from(draft.kind.is_some() && !self.survey.is_quick() && self.place.choice().is_empty());
        let leads =
            number.is_none().then(|| self.lead(&form::carried(&draft, None, self.survey), &begin.to_string(), false));
        leads.flatten().unwrap_or_else(|| self.page(&draft, begin, &[], StatusCode::OK))
    }

    /// The same page once more, as Back and reload want it.
    fn again(&self, fields: &[(String, String)], number: usize, wrong: bool) -> Response {
        if let Some((_, code)) = fields.iter().find(|(name, _)| name == DONE) {
            return view::thanks(&self.place, self.surface, self.lang, &self.links, code).into_response();
        }
        let Ok(draft) = self.draft(fields) else {
            return Problem::new(Code::TooLarge).into_response();
        };
        let pages = form::pages(self.survey);
        let number = number.min(pages.len() - 1);
        let mut errors = Vec::new();
        if wrong {
            errors = form::missing(&draft, pages[number], self.survey, !self.place.choice().is_empty());
            if errors.is_empty() {
                errors = self.parse(&draft).err().unwrap_or_default();
            }
        }
        self.page(&draft, number, &errors, status_of(&errors))
    }

    fn draft(&self, fields: &[(String, String)]) -> Result<Draft, Problem> {
        let mut draft = form::draft_of(fields, self.survey).map_err(|_| Problem::new(Code::TooLarge))?;
        draft.source.desk = self.place.code().map(str::to_owned);
        draft.source.receipt = self.issued.map(|issued| issued.mark.clone());
        Ok(draft)
    }

    fn pages(&self) -> &str {
        self.links.pages.as_deref().unwrap_or_default()
    }

    /// Keeps the fields in the browser and leads to a page; `None` where they do not fit.
    fn lead(&self, fields: &[(String, String)], page: &str, wrong: bool) -> Option<Response> {
        let own = [("survey".to_owned(), self.survey.key.clone())];
        let cookie = kept::cookie(self.app, self.pages(), &[fields, &own[..]].concat())?;
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair(PAGE, page);
        if self.lang != Lang::default() {
            query.append_pair("lang", self.lang.tag());
        }
        if wrong {
            query.append_pair(WRONG, "1");
        }
        let there = Redirect::to(&format!("{}?{}", self.pages(), query.finish()));
        Some(([(header::SET_COOKIE, cookie)], there).into_response())
    }

    /// Takes a page and leads to the next, and stores the last. Where the browser keeps no cookies, the next page is
    /// the answer itself.
    ///
    /// # Errors
    /// The fault that keeps the answers from ever being stored.
    pub async fn next(
        &self,
        pairs: &[(String, String)],
        headers: &HeaderMap,
        from: Address,
    ) -> Result<Response, Problem> {
        let mut draft = self.draft(pairs)?;
        let turn = form::turn_of(pairs);
        let mut keeps = kept::fields(self.app, self.pages(), headers).is_some();
        if turn.page == 0 && draft.id.is_none() {
            // The first page may have stood in the document, which is the same for everybody.
            draft.id = Some(new_id());
            keeps = true;
        }
        match form::step(&mut draft, turn, self.survey, !self.place.choice().is_empty()) {
            Step::Show { page, errors } => Ok(self.show(&draft, page, &errors, keeps)),
            Step::Send => self.send(&draft, (turn.page, keeps), from).await,
        }
    }

    fn show(&self, draft: &Draft, page: usize, errors: &[FieldError], keeps: bool) -> Response {
        let fields = form::carried(draft, None, self.survey);
        let leads = keeps.then(|| self.lead(&fields, &page.to_string(), !errors.is_empty())).flatten();
        leads.unwrap_or_else(|| self.page(draft, page, errors, status_of(errors)))
    }

    fn page(&self, draft: &Draft, page: usize, errors: &[FieldError], status: StatusCode) -> Response {
        let state = PageState { place: &self.place, page, id: draft.id.as_deref().unwrap_or_default(), draft, errors };
        let page = view::page(self.survey, self.surface, self.lang, &self.links, &state);
        (status, page).into_response()
    }

    fn parse(&self, draft: &Draft) -> Result<Submission, Vec<FieldError>> {
        Submission::parse(draft, self.survey, &self.app.site.catalogue, self.app.clock.local().date())
    }

    /// Stores what came with a page.
    async fn send(&self, draft: &Draft, (posted, keeps): (usize, bool), from: Address) -> Result<Response, Problem> {
        let submission = match self.parse(draft) {
            Ok(submission) => submission,
            Err(errors) => {
                let page = errors.first().map_or(0, |error| form::page_of(&error.field, self.survey));
                return Ok(self.show(draft, page, &errors, keeps));
            }
        };
        let delivery = Delivery { from, lang: self.lang, waited: Waited::default() };
        match accept(self.app, self.survey, submission, self.issued, &delivery).await {
            Ok((status, Acknowledgement { code, .. })) => {
                let done = [(DONE.to_owned(), code.clone())];
                if let Some(leads) = keeps.then(|| self.lead(&done, DONE, false)).flatten() {
                    return Ok(leads);
                }
                let page = view::thanks(&self.place, self.surface, self.lang, &self.links, &code);
                Ok((status, page).into_response())
            }
            // Everything typed stays on the page, with the button to send it again.
            Err(problem) if problem.retry_after.is_some() => {
                let busy = [FieldError { field: String::new(), problem: FieldProblem::NotStored }];
                Ok(later(self.page(draft, posted, &busy, problem.status), problem.retry_after))
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

fn status_of(errors: &[FieldError]) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
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
