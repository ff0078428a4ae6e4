//! The dashboard's pages and the CSV behind each of their tables.

use crate::{
    dashboard::{
        filter::{Filter, Known, Problem as FilterProblem},
        overview::Overview,
        select::Data,
        unit_page::UnitPage,
        unit_view, view,
    },
    domain::survey::{Mode, Survey},
    releases,
    store::tallies::Snapshot,
    ui::table::Table,
    web::{
        download,
        extract::pairs,
        paths::{self, route},
        problem::Problem,
        staff::{StaffPage, staff_language},
        state::{App, AppState},
        viewer::{Role, Viewer},
        words::{self, Page},
    },
};
use axum::{
    extract::{Path, State},
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};

/// `GET /staff/overview`; a manager begins at the own unit.
pub async fn overview(State(app): State<AppState>, uri: Uri, viewer: Viewer) -> Result<Response, Problem> {
    let scope = viewer.figures()?;
    if viewer.role == Role::Manager {
        return Ok(Redirect::to(&with_query(&paths::unit(scope.top()), &uri)).into_response());
    }
    let mut asked = Asked::read(&app, &uri, Versions::All).await?;
    if app.site.catalogue.root().is_none_or(|root| root.code != scope.top()) {
        asked.waiting = None;
    }
    let mut overview = Overview::compute(&asked.filter, &asked.data(&app)?, scope.top());
    if overview.responses == 0 && overview.outlook.waiting.is_some() {
        overview.outlook.next = Some(releases::next(&app.site, &app.clock).await?);
    }
    let links = view::Links {
        overview: route::OVERVIEW,
        page: route::OVERVIEW,
        unit: &paths::unit,
        csv: &|table| paths::overview_table(table),
    };
    let main = view::overview(&overview, &links, &asked.choices(&app, true));
    let lang = asked.filter.lang;
    Ok(StaffPage {
        app: &app,
        viewer: Some(&viewer),
        lang,
        uri: &uri,
        title: words::page(Page::Overview, lang),
        mistakes: &[],
    }
    .show(&main))
}

/// `GET /staff/overview/{table}`: one table of the page as CSV.
pub async fn overview_table(
    State(app): State<AppState>,
    uri: Uri,
    Path(table): Path<String>,
    viewer: Viewer,
) -> Result<Response, Problem> {
    let scope = viewer.figures()?;
    let asked = Asked::read(&app, &uri, Versions::All).await?;
    let overview = Overview::compute(&asked.filter, &asked.data(&app)?, scope.top());
    let name = table.strip_suffix(".csv").ok_or_else(Problem::not_found)?;
    csv(overview.table(name), name, &asked, &uri)
}

/// `GET /staff/units/{code}`.
pub async fn unit(
    State(app): State<AppState>,
    uri: Uri,
    Path(code): Path<String>,
    viewer: Viewer,
) -> Result<Response, Problem> {
    let asked = Asked::read(&app, &uri, Versions::All).await?;
    let page = unit_page(&app, &viewer, &asked, &code)?;
    let here = paths::unit(&code);
    let links = view::Links {
        overview: route::OVERVIEW,
        page: &here,
        unit: &paths::unit,
        csv: &|table| paths::unit_table(&code, table),
    };
    let main = unit_view::unit(&page, &links, &asked.choices(&app, false));
    let lang = asked.filter.lang;
    Ok(StaffPage { app: &app, viewer: Some(&viewer), lang, uri: &uri, title: &page.name, mistakes: &[] }.show(&main))
}

/// `GET /staff/units/{code}/{table}`: one table of the page as CSV.
pub async fn unit_table(
    State(app): State<AppState>,
    uri: Uri,
    Path((code, table)): Path<(String, String)>,
    viewer: Viewer,
) -> Result<Response, Problem> {
    let asked = Asked::read(&app, &uri, Versions::All).await?;
    let page = unit_page(&app, &viewer, &asked, &code)?;
    let name = table.strip_suffix(".csv").ok_or_else(Problem::not_found)?;
    csv(page.table(name), &format!("{code}-{name}"), &asked, &uri)
}

/// A unit out of scope is as unknown as one that does not exist.
fn unit_page(app: &App, viewer: &Viewer, asked: &Asked, code: &str) -> Result<UnitPage, Problem> {
    let scope = viewer.figures()?;
    if !app.site.catalogue.is_within(code, scope.top()) {
        return Err(Problem::not_found());
    }
    UnitPage::compute(&asked.filter, &asked.data(app)?, code).ok_or_else(Problem::not_found)
}

fn csv(table: Option<Table>, name: &str, asked: &Asked, uri: &Uri) -> Result<Response, Problem> {
    let table = table.ok_or_else(Problem::not_found)?;
    let name = format!("{name}-{}-{}", asked.filter.period.from, asked.filter.period.to);
    download::table(&table, &name, asked.filter.lang, uri)
}

/// Which versions can be asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Versions {
    All,
    /// What is published for everybody is the index, whatever is written into the address.
    Full,
}

/// What a page is asked for, and the tallies that answer it.
pub(super) struct Asked {
    pub(super) filter: Filter,
    problems: Vec<FilterProblem>,
    snapshot: Snapshot,
    pub(super) years: Vec<i16>,
    pub(super) waiting: Option<u64>,
}

impl Asked {
    pub(super) async fn read(app: &App, uri: &Uri, versions: Versions) -> Result<Self, Problem> {
        let snapshot = app.site.store.tallies().await?;
        let waiting = Some(app.site.store.waiting_count().await?);
        let today = app.clock.local().date();
        let query = pairs(uri.query().unwrap_or_default());
        let mut surveys = self::versions(app);
        if versions == Versions::Full {
            surveys.retain(|survey| !survey.is_quick());
        }
        let named = query.iter().find(|(name, _)| name == "survey");
        let named = named.and_then(|(_, key)| surveys.iter().find(|survey| survey.key == *key));
        let mode = named.map_or(Mode::Full, |survey| survey.mode);
        // A year in which only the other mode was answered is none to begin with.
        let others: Vec<&str> =
            app.site.surveys.values().filter(|survey| survey.mode != mode).map(|survey| survey.key.as_str()).collect();
        let years = snapshot.tallies.years(|survey| !others.contains(&survey));
        // The latest year that has something; an empty site begins with this year.
        let year = years.iter().rev().find(|year| **year <= today.year()).copied().unwrap_or(today.year());
        let method = surveys.first().map_or(crate::domain::index::Method::Top2, |survey| survey.method);
        let known = Known {
            surveys: surveys.iter().map(|survey| survey.key.as_str()).collect(),
            blocks: app.site.catalogue.blocks(),
            year,
            method,
        };
        let query = query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let (mut filter, problems) = Filter::parse(query, &known);
        filter.lang = staff_language(uri);
        filter.mode = mode;
        Ok(Self { filter, problems, snapshot, years, waiting })
    }

    pub(super) fn data<'a>(&'a self, app: &'a App) -> Result<Data<'a>, Problem> {
        Ok(Data {
            tallies: &self.snapshot.tallies,
            survey: app.site.surveys.get(&self.filter.survey).ok_or_else(Problem::not_found)?,
            catalogue: &app.site.catalogue,
            targets: &app.site.targets,
            references: &app.site.references,
            waiting: self.waiting,
            rules: app.site.release,
            now: app.clock.local(),
        })
    }

    /// The version that is asked now, those with released answers, and what is chosen: any other would only lead to an
    /// empty page.
    fn offered<'a>(&'a self, app: &'a App) -> impl Iterator<Item = &'a Survey> {
        let answered = |survey: &Survey| self.snapshot.tallies.version(&survey.key).iter().any(|row| row.responses > 0);
        let offered = move |(place, survey): (usize, &'a Survey)| {
            (place == 0 || survey.key == self.filter.survey || answered(survey)).then_some(survey)
        };
        versions(app).into_iter().enumerate().filter_map(offered)
    }

    fn choices<'a>(&'a self, app: &'a App, with_block: bool) -> view::Choices<'a> {
        view::Choices {
            blocks: app.site.catalogue.blocks(),
            surveys: self
                .offered(app)
                .map(|survey| (survey.key.as_str(), survey.title.get(self.filter.lang)))
                .collect(),
            channels: self
                .snapshot
                .tallies
                .version(&self.filter.survey)
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

/// All versions, the one that is asked now first.
fn versions(app: &App) -> Vec<&Survey> {
    let current = app.site.current_survey(app.clock.local().date()).or(app.site.latest_survey());
    let mut others: Vec<&Survey> =
        app.site.surveys.values().filter(|survey| current.is_none_or(|current| current.key != survey.key)).collect();
    others.sort_by_key(|survey| (std::cmp::Reverse(survey.opens), survey.key.as_str()));
    current.into_iter().chain(others).collect()
}

fn with_query(path: &str, uri: &Uri) -> String {
    uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
}
