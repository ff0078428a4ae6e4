//! The export page and the files behind it; every file that leaves is logged.

use crate::{
    domain::{causes::Causes, dialect::Dialect, language::Lang, lattice::Tallies, question, survey::Survey},
    export::{
        files::{self, FileError, What},
        view::{self, File},
    },
    store,
    ui::form::Mistake,
    web::{
        code::Code,
        document::tag,
        download::{CSV, attachment},
        editions,
        exporter::{AboutPeople, ByUnit, Exporter, Taker},
        extract::pairs,
        office::Exports,
        paths::{self, route},
        problem::{FieldMessage, Problem},
        query::{self, QuestionParams},
        staff::{Staff, staff_language},
        state::{App, AppState},
        viewer::Scope,
    },
    work::questions::{CheckedQuestion, Ground},
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderName, HeaderValue, Uri},
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
    let given = with_default_year(pairs(visit.uri.query().unwrap_or_default()), &snapshot.tallies);
    let ground = Ground::of_staff(&app.site, &app.clock, &snapshot.tallies, scope.top());
    let read = query::read(&given, &ground, lang);
    let mistakes: Vec<Mistake> =
        read.as_ref().err().map(|errors| errors.iter().filter_map(mistake).collect()).unwrap_or_default();
    let asked = match read {
        Ok(asked) => asked,
        Err(_) => query::read(&[], &ground, lang).map_err(|errors| Problem::invalid(Code::InvalidQuery, errors))?,
    };
    let mut listed = Vec::new();
    for what in What::ALL {
        listed.push(File { what, rows: files::rows(&app.site, what, &asked).await? });
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
        left_out: &asked.left_out,
        across: asked.across,
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
pub async fn responses(by: Exporter<ByUnit>, State(app): State<AppState>, uri: Uri) -> Result<Response, Problem> {
    download(&app, &uri, &by.taker, What::Responses).await
}

/// The file about people of a year that is over: details and answers, without unit and month.
#[utoipa::path(
    get,
    path = route::PEOPLE,
    operation_id = "people",
    tag = tag::FIGURES,
    params(QuestionParams),
    responses(
        (status = 200, description = "A row for each person. Its answers to two criteria are of two people with the same details", body = String, content_type = "text/csv"),
        ResponsesFailures,
    ),
    security(("key" = []), ("session" = [])),
)]
pub async fn people(by: Exporter<AboutPeople>, State(app): State<AppState>, uri: Uri) -> Result<Response, Problem> {
    download(&app, &uri, &by.taker, What::People).await
}

crate::web::document::failures! {
    /// Of the streams of released answers.
    ResponsesFailures: [
        Code::InvalidQuery, Code::UnknownApiKey, Code::WrongApiKey, Code::NotSignedIn, Code::Forbidden,
    ];
}

async fn download(app: &App, uri: &Uri, by: &Taker, what: What) -> Result<Response, Problem> {
    let lang = staff_language(uri);
    let given = pairs(uri.query().unwrap_or_default());
    let snapshot = app.site.store.tallies().await?;
    let ground = Ground::of_staff(&app.site, &app.clock, &snapshot.tallies, by.scope.top());
    let given = files::with_default_period(what, given, &snapshot.tallies, ground.sight);
    let asked = query::read(&given, &ground, lang).map_err(|errors| Problem::invalid(Code::InvalidQuery, errors))?;
    let pieces = files::make(&app.site, what, &asked).await.map_err(|error| match error {
        FileError::NotCrossed(_) => query::not_crossed(lang),
        FileError::Empty(empty) => said_of(empty.field(), empty.message(lang)),
        FileError::People(why) => said_of(why.field(), why.message(lang)),
        FileError::Store(error) => error.into(),
    })?;
    let detail = asked.describe();
    app.site.store.log(app.site.by(&by.actor, app.clock.now()).does(what.action(), &detail)).await?;
    let name = format!("{}-{}-{}.csv", what.key(), asked.question.period.from, asked.question.period.to);
    let mut file = attachment(CSV, &name, body(pieces))?;
    if let Some(left_out) = files::left_out(&asked).and_then(|text| HeaderValue::from_str(&text).ok()) {
        file.headers_mut().insert(LEFT_OUT, left_out);
    }
    editions::named(app, asked.question.period, file).await
}

/// As [`files::left_out`] says it.
const LEFT_OUT: HeaderName = HeaderName::from_static("hailong-left-out");

fn said_of(field: &str, message: String) -> Problem {
    Problem::invalid(Code::InvalidQuery, vec![FieldMessage { field: field.to_owned(), message }])
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

/// The page begins with the latest year that has something of the version that is named, or of any.
fn with_default_year(mut given: Vec<(String, String)>, tallies: &Tallies) -> Vec<(String, String)> {
    let said = |name: &str| question::value(&given, name);
    let years = tallies.years(|key| said("survey").is_none_or(|named| named == key));
    if let Some(year) = years.last().filter(|_| ["year", "from", "to"].into_iter().all(|name| said(name).is_none())) {
        given.push(("year".to_owned(), year.to_string()));
    }
    given
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
