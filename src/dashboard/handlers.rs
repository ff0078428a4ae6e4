//! The dashboard's pages and the CSV behind each of their tables.

use crate::{
    dashboard::{
        closing_view,
        filter::{self, Filter, Misread},
        lines_view::{self, Apart},
        outlook::Outlook,
        overview::Overview,
        parts,
        unit_page::UnitPage,
        unit_view, view,
    },
    domain::{
        figure::{
            Data,
            lines::{LineSource, lines},
            outside::Outside,
        },
        lattice::{Readers, Sight},
        month::Period,
        question::Askable,
        role::Role,
        survey::{Mode, Survey},
    },
    store::Snapshot,
    ui::table::Table,
    web::{
        download, editions,
        extract::pairs,
        office::Figures,
        paths::{self, route},
        problem::Problem,
        staff::{Staff, staff_language},
        state::{App, AppState},
        viewer::Scope,
    },
    work::releases,
};
use axum::{
    extract::{Path, State},
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};
use maud::html;
use std::sync::Arc;

/// `GET /staff/overview`; a manager begins at the own unit.
pub async fn overview(
    Staff { visit, scope }: Staff<Figures>,
    State(app): State<AppState>,
) -> Result<Response, Problem> {
    if visit.viewer.role == Role::Manager {
        return Ok(Redirect::to(&with_query(&paths::unit(scope.top()), &visit.uri)).into_response());
    }
    let mut asked = PageQuestion::read(&app, &visit.uri, Readers::Staff, scope.top()).await?;
    if app.site.catalogue.root().is_none_or(|root| root.code != scope.top()) {
        asked.waiting = None;
    }
    let mut overview = Overview::compute(&asked.filter, &asked.data(&app)?, asked.outlook(&app));
    overview.apart = asked.apart(&app, &overview.filter);
    if overview.figures.responses == 0 && overview.outlook.waiting.is_some() {
        overview.outlook.next = Some(releases::next(&app.site, &app.clock).await?);
    }
    let links = parts::Links {
        overview: route::OVERVIEW,
        page: route::OVERVIEW,
        unit: &paths::unit,
        csv: &|table| paths::overview_table(table),
    };
    let main = view::overview(&overview, &links, &asked.choices(&app, true));
    Ok(visit.show(&[], &main))
}

/// `GET /staff/overview/{table}`: one table of the page as CSV.
pub async fn overview_table(
    Staff { visit, scope }: Staff<Figures>,
    State(app): State<AppState>,
    Path(table): Path<String>,
) -> Result<Response, Problem> {
    let asked = PageQuestion::read(&app, &visit.uri, Readers::Staff, scope.top()).await?;
    let overview = Overview::compute(&asked.filter, &asked.data(&app)?, asked.outlook(&app));
    let name = table.strip_suffix(".csv").ok_or_else(Problem::not_found)?;
    csv(&app, overview.table(name), name, &asked, &visit.uri).await
}

/// `GET /staff/units/{code}`.
pub async fn unit(
    Staff { visit, scope }: Staff<Figures>,
    State(app): State<AppState>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let asked = PageQuestion::read(&app, &visit.uri, Readers::Staff, scope.top()).await?;
    let page = unit_page(&app, &scope, &asked, &code)?;
    let closing = editions::of(&app, asked.filter.question.period).await?;
    let here = paths::unit(&code);
    let links = parts::Links {
        overview: route::OVERVIEW,
        page: &here,
        unit: &paths::unit,
        csv: &|table| paths::unit_table(&code, table),
    };
    let main = unit_view::unit(&page, &links, &asked.choices(&app, false));
    let closing = closing_view::card(closing.as_ref(), &app.site, Some(&code), asked.filter.lang);
    let main = html! { (main) (closing) };
    Ok(visit.show_as(&page.name, &[], &main))
}

/// `GET /staff/units/{code}/{table}`: one table of the page as CSV.
pub async fn unit_table(
    Staff { visit, scope }: Staff<Figures>,
    State(app): State<AppState>,
    Path((code, table)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let asked = PageQuestion::read(&app, &visit.uri, Readers::Staff, scope.top()).await?;
    let page = unit_page(&app, &scope, &asked, &code)?;
    let name = table.strip_suffix(".csv").ok_or_else(Problem::not_found)?;
    csv(&app, page.table(name), &format!("{code}-{name}"), &asked, &visit.uri).await
}

/// A unit out of scope is as unknown as one that does not exist.
fn unit_page(app: &App, scope: &Scope, asked: &PageQuestion, code: &str) -> Result<UnitPage, Problem> {
    if !app.site.catalogue.is_within(code, scope.top()) {
        return Err(Problem::not_found());
    }
    // The count that waits for one unit would tell when somebody answers.
    let outlook = Outlook { waiting: None, ..asked.outlook(app) };
    let mut page = UnitPage::compute(&asked.filter, &asked.data(app)?, outlook, code).ok_or_else(Problem::not_found)?;
    page.apart = asked.apart(app, &page.filter);
    Ok(page)
}

async fn csv(
    app: &App,
    table: Option<Table>,
    name: &str,
    asked: &PageQuestion,
    uri: &Uri,
) -> Result<Response, Problem> {
    let (table, period) = (table.ok_or_else(Problem::not_found)?, asked.filter.question.period);
    let name = format!("{name}-{}-{}", period.from, period.to);
    editions::named(app, period, download::table(&table, &name, asked.filter.lang, uri)?).await
}

/// A page's question, and the tallies that answer it.
pub(super) struct PageQuestion {
    pub(super) filter: Filter,
    problems: Vec<Misread>,
    snapshot: Snapshot,
    pub(super) years: Vec<i16>,
    pub(super) waiting: Option<u64>,
    pub(super) sight: Sight,
    outside: Arc<Outside>,
}

impl PageQuestion {
    /// `top` is the code of the unit whose subtree may be asked for.
    pub(super) async fn read(app: &App, uri: &Uri, readers: Readers, top: &str) -> Result<Self, Problem> {
        let snapshot = app.site.store.tallies().await?;
        let waiting = Some(app.site.store.waiting_count().await?);
        let outside = outside(app).await?;
        let today = app.clock.local().date();
        let mut surveys = app.site.versions(today);
        let sight = snapshot.tallies.sight(readers);
        // The index is published for everybody, whatever is written into the address: of full versions.
        if readers == Readers::Everybody {
            surveys.retain(|survey| !survey.is_quick());
        }
        // A year in which only the other mode was answered is none to begin with.
        let years = |mode: Mode| -> Vec<i16> {
            let of_mode = |key: &str| app.site.surveys.get(key).is_none_or(|survey| survey.mode == mode);
            snapshot.tallies.years(of_mode)
        };
        // The latest year that has something; an empty site begins with this year.
        let begin = |survey: Option<&Survey>| -> i16 {
            let years = years(survey.map_or(Mode::Full, |survey| survey.mode));
            years.into_iter().rev().find(|year| *year <= today.year()).unwrap_or(today.year())
        };
        let known = Askable {
            surveys: &surveys,
            catalogue: &app.site.catalogue,
            top,
            year: &begin,
            answered: &|survey, period| {
                let within = |code: &str| app.site.catalogue.is_within(code, top);
                snapshot.tallies.versions(period, sight, within).contains_key(survey.key.as_str())
            },
            names: &filter::NAMES,
            others: &[],
        };
        let (mut filter, problems) = Filter::read(&pairs(uri.query().unwrap_or_default()), &known);
        filter.lang = staff_language(uri);
        let years = years(filter.mode);
        Ok(Self { filter, problems, snapshot, years, waiting, sight, outside })
    }

    pub(super) fn data<'a>(&'a self, app: &'a App) -> Result<Data<'a>, Problem> {
        Ok(Data {
            tallies: &self.snapshot.tallies,
            survey: app.site.surveys.get(&self.filter.question.survey).ok_or_else(Problem::not_found)?,
            catalogue: &app.site.catalogue,
            targets: &app.site.targets,
            references: &app.site.references,
            sight: self.sight,
            outside: &self.outside,
            now: app.clock.local(),
        })
    }

    /// The answers that are in no figure of a question: versions or targets that are not added up, and what lies across its months.
    pub(super) fn apart(&self, app: &App, filter: &Filter) -> Apart {
        let (tallies, catalogue, question) = (&self.snapshot.tallies, &*app.site.catalogue, &filter.question);
        let surveys = &app.site.versions(app.clock.local().date());
        let source = LineSource { tallies, surveys, catalogue, targets: &app.site.targets, sight: self.sight };
        let asked = (question.period, self.sight);
        let across = tallies.across(&question.survey, asked, |code| question.covers(catalogue, code));
        Apart { table: lines_view::table(&lines(&source, question), filter), across }
    }

    /// The full versions that have answers in a period, the one to begin with first.
    pub(super) fn answered<'a>(&self, app: &'a App, period: Period) -> Vec<&'a Survey> {
        let answered = self.snapshot.tallies.versions(period, self.sight, |_| true);
        let mut surveys = app.site.versions(app.clock.local().date());
        surveys.retain(|survey| !survey.is_quick() && answered.contains_key(survey.key.as_str()));
        surveys
    }

    pub(super) fn outlook(&self, app: &App) -> Outlook {
        Outlook { rules: app.site.release, waiting: self.waiting, next: None }
    }

    /// The version that is asked now, those with released answers, and what is chosen: any other would only lead to an
    /// empty page.
    fn offered<'a>(&'a self, app: &'a App) -> impl Iterator<Item = &'a Survey> {
        let answered = |survey: &Survey| self.snapshot.tallies.version(&survey.key).iter().any(|row| row.responses > 0);
        let offered = move |(place, survey): (usize, &'a Survey)| {
            (place == 0 || survey.key == self.filter.question.survey || answered(survey)).then_some(survey)
        };
        app.site.versions(app.clock.local().date()).into_iter().enumerate().filter_map(offered)
    }

    fn choices<'a>(&'a self, app: &'a App, with_block: bool) -> parts::Choices<'a> {
        parts::Choices {
            blocks: app.site.catalogue.blocks(),
            surveys: self
                .offered(app)
                .map(|survey| (survey.key.as_str(), survey.title.get(self.filter.lang)))
                .collect(),
            channels: self
                .snapshot
                .tallies
                .version(&self.filter.question.survey)
                .iter()
                .filter(|row| row.responses > 0)
                .filter_map(|row| row.stratum)
                .collect(),
            years: self.years.clone(),
            with_block,
            problems: &self.problems,
        }
    }
}

/// The answers that stand behind no figure, read again after a minute.
async fn outside(app: &App) -> Result<Arc<Outside>, Problem> {
    let read = async || releases::outside(&app.site).await.map(Arc::new);
    Ok(app.outside.get(app.clock.now(), read).await?.1)
}

fn with_query(path: &str, uri: &Uri) -> String {
    uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
}
