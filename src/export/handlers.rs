//! The export page and the files behind it; every file that leaves is logged.

use crate::{
    domain::{causes::Causes, dialect::Dialect, language::Lang, lattice::Tallies, month::Period, survey::Survey},
    export::{
        files::{self, FileError, What},
        view::{self, File},
    },
    site::Site,
    store,
    ui::form::Mistake,
    web::{
        code::Code,
        document::tag,
        download::{CSV, attachment},
        exporter::Exporter,
        extract::pairs,
        office::Exports,
        paths::{self, route},
        problem::{FieldMessage, Problem},
        query::{self, QuestionParams},
        staff::{Staff, staff_language},
        state::{App, AppState},
        viewer::Scope,
    },
    work::questions::CheckedQuestion,
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::Uri,
    response::Response,
};
use bytes::Bytes;
use futures_util::stream;
use maud::Markup;
use tokio::sync::mpsc;
use tracing::Span;

/// `GET /staff/export`: which files there are for a period and unit, and how many rows they have.
pub async fn page(Staff { visit, scope }: Staff<Exports>, State(app): State<AppState>) -> Result<Response, Problem> {
    let lang = visit.lang;
    let snapshot = app.site.store.tallies().await?;
    let years = snapshot.tallies.years(|_| true);
    let given = pairs(visit.uri.query().unwrap_or_default());
    let read = query::read(&given, &app.site, scope.top(), app.clock.local().date(), lang);
    let mistakes: Vec<Mistake> =
        read.as_ref().err().map(|errors| errors.iter().filter_map(mistake).collect()).unwrap_or_default();
    let asked = match read {
        Ok(asked) => with_default_year(asked, &given, &snapshot.tallies),
        Err(_) => query::read(&[], &app.site, scope.top(), app.clock.local().date(), lang)
            .map_err(|errors| Problem::invalid(Code::InvalidQuery, errors))?,
    };
    let mut listed = Vec::new();
    for what in What::ALL {
        listed.push(File { what, rows: Some(rows(&app.site, what, &asked).await?) });
    }
    let main = show(&app, &scope, &asked, Found { years: &years, files: &listed, mistakes: &mistakes }, lang);
    Ok(visit.show(&mistakes, &main))
}

/// Found for a question: the years with figures, the files with their rows, and what is wrong with it.
struct Found<'f> {
    years: &'f [i16],
    files: &'f [File],
    mistakes: &'f [Mistake],
}

fn show(app: &App, scope: &Scope, asked: &CheckedQuestion, found: Found<'_>, lang: Lang) -> Markup {
    let catalogue = &app.site.catalogue;
    let units = catalogue.units().iter().filter(|unit| catalogue.is_within(&unit.code, scope.top()));
    let units: Vec<(&str, &str)> = units.map(|unit| (unit.code.as_str(), unit.name.as_str())).collect();
    let mut surveys: Vec<&Survey> = app.site.surveys.values().collect();
    surveys.sort_by_key(|survey| (std::cmp::Reverse(survey.opens), survey.key.as_str()));
    let surveys: Vec<(&str, &str)> =
        surveys.iter().map(|survey| (survey.key.as_str(), survey.title.get(lang))).collect();
    view::export(&view::Export {
        lang,
        page: route::EXPORT,
        period: asked.question.period,
        years: found.years,
        units: &units,
        unit: Some(asked.question.units.code()).filter(|unit| *unit != scope.top()).unwrap_or_default(),
        surveys: &surveys,
        survey: &asked.survey.key,
        files: found.files,
        href: &|what, dialect| href(asked, what, dialect),
        mistakes: found.mistakes,
    })
}

/// `GET /staff/export/{file}`: `responses.csv`, `index.csv` or `codebook.csv`.
pub async fn file(
    analyst: Staff<Exports>,
    State(app): State<AppState>,
    uri: Uri,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let what = name.strip_suffix(".csv").and_then(What::from_key).ok_or_else(Problem::not_found)?;
    download(&app, &uri, &analyst.into(), what).await
}

/// Released responses as a stream of CSV.
#[utoipa::path(
    get,
    path = route::RESPONSES,
    operation_id = "responses",
    tag = tag::FIGURES,
    params(QuestionParams),
    responses(
        (status = 200, description = "A row for each response", body = String, content_type = "text/csv"),
        ResponsesFailures,
    ),
    security(("key" = []), ("session" = [])),
)]
pub async fn responses(by: Exporter, State(app): State<AppState>, uri: Uri) -> Result<Response, Problem> {
    download(&app, &uri, &by, What::Responses).await
}

crate::web::document::failures! {
    /// Of the stream of responses.
    ResponsesFailures: [
        Code::InvalidQuery, Code::UnknownApiKey, Code::WrongApiKey, Code::NotSignedIn, Code::Forbidden,
    ];
}

async fn download(app: &App, uri: &Uri, by: &Exporter, what: What) -> Result<Response, Problem> {
    let lang = staff_language(uri);
    let given = pairs(uri.query().unwrap_or_default());
    let asked = query::read(&given, &app.site, by.scope.top(), app.clock.local().date(), lang)
        .map_err(|errors| Problem::invalid(Code::InvalidQuery, errors))?;
    let pieces = files::make(&app.site, what, &asked).await.map_err(|error| match error {
        FileError::NotCrossed(_) => query::not_crossed(lang),
        FileError::Store(error) => error.into(),
    })?;
    let detail = asked.describe();
    app.site.store.log(app.site.by(&by.actor, app.clock.now()).does(what.action(), &detail)).await?;
    let name = format!("{}-{}-{}.csv", what.key(), asked.question.period.from, asked.question.period.to);
    attachment(CSV, &name, body(pieces))
}

/// An error in the middle breaks the connection off: half a file must not look whole.
fn body(pieces: mpsc::Receiver<store::Result<Bytes>>) -> Body {
    // The file is sent when the request's handler has long ended.
    let span = Span::current();
    Body::from_stream(stream::unfold((pieces, span), |(mut pieces, span)| async move {
        let piece = pieces.recv().await?;
        if let Err(error) = &piece {
            span.in_scope(|| tracing::error!(error = %Causes(error), "an export broke off"));
        }
        Some((piece, (pieces, span)))
    }))
}

async fn rows(site: &Site, what: What, asked: &CheckedQuestion<'_>) -> Result<u64, Problem> {
    Ok(match what {
        What::Responses => site.store.count_responses(&files::filter(site, asked)).await?,
        What::Index => {
            let units = site.catalogue.units().iter();
            units.filter(|unit| asked.question.covers(&site.catalogue, &unit.code)).count() as u64
        }
        What::Codebook => crate::domain::codebook::columns(asked.survey).len() as u64,
    })
}

/// The page begins with the latest year that has something of the version.
fn with_default_year<'s>(
    mut asked: CheckedQuestion<'s>,
    given: &[(String, String)],
    tallies: &Tallies,
) -> CheckedQuestion<'s> {
    let named =
        given.iter().any(|(name, value)| matches!(name.as_str(), "year" | "from" | "to") && !value.trim().is_empty());
    let years = tallies.years(|survey| survey == asked.survey.key);
    if let Some(year) = years.last().filter(|_| !named) {
        asked.question.period = Period::of_year(*year);
    }
    asked
}

fn href(asked: &CheckedQuestion, what: What, dialect: Dialect) -> String {
    let period = asked.question.period;
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("survey", &asked.survey.key);
    query.append_pair("from", &period.from.to_string()).append_pair("to", &period.to.to_string());
    query.append_pair("unit", asked.question.units.code()).append_pair("dialect", dialect.key());
    if let Some(block) = &asked.question.block {
        query.append_pair("block", block);
    }
    if what == What::Index {
        query.append_pair("group_by", "unit");
    }
    format!("{}?{}", paths::export_file(&format!("{}.csv", what.key())), query.finish())
}

fn mistake(message: &FieldMessage) -> Option<Mistake> {
    let field = ["from", "to", "unit", "survey"].into_iter().find(|field| *field == message.field)?;
    Some(Mistake { field, text: message.message.clone() })
}
