//! `GET /api/v1/index` and `/api/v1/index.csv`: the same figures as the pages, under the same disclosure rule.

use crate::{
    domain::{
        dialect::Dialect,
        disclosure::LEAST,
        figure::rows::{Figures, IndexRow, Source, figures, to_csv},
        language::Lang,
        lattice::GroupBy,
        question::Question,
        submission::Stratum,
    },
    ui::words::IN_FILES,
    web::{
        code::Code,
        document::tag,
        download::CSV,
        extract::{language, pairs},
        json::reply,
        paths::route,
        problem::{FieldMessage, Problem},
        query::{self, QuestionParams},
        state::{App, AppState},
        words,
    },
    work::questions::CheckedQuestion,
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// The format of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Json,
    Csv,
}

impl Format {
    fn from_key(key: &str) -> Option<Self> {
        match key {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// The one that a request would rather have; JSON where it has no preference.
    fn accepted(headers: &HeaderMap) -> Self {
        let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let [json, csv] = ["application/json", "text/csv"].map(|kind| preference(accept, kind));
        if csv > json { Self::Csv } else { Self::Json }
    }
}

/// The weight that an Accept header gives a kind of content, in thousandths: by its own name, else by its family, else by `*/*`.
fn preference(accept: &str, kind: &str) -> u16 {
    let family = kind.split_once('/').map_or(kind, |(family, _)| family);
    let named = |name: &str| {
        let mut parts = accept.split(',').map(|part| part.split_once(';').unwrap_or((part, "")));
        let (_, rest) = parts.find(|(kind, _)| kind.trim().eq_ignore_ascii_case(name))?;
        let weight = rest.split(';').find_map(|it| it.trim().strip_prefix("q=")?.parse::<f32>().ok());
        Some((weight.unwrap_or(1.0) * 1000.0) as u16)
    };
    named(kind).or_else(|| named(&format!("{family}/*"))).or_else(|| named("*/*")).unwrap_or_default()
}

/// The index by one breakdown, as JSON or, by `format` or Accept, as CSV.
#[utoipa::path(
    get,
    path = route::INDEX,
    operation_id = "index",
    tag = tag::FIGURES,
    params(QuestionParams, ("format" = Option<String>, Query, description = "`json` or `csv`")),
    responses((status = 200, description = "The figures", content((Index = "application/json"), (String = "text/csv"))), IndexFailures),
)]
pub async fn index(
    State(app): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut response = answer(&app, query.as_deref(), &headers, Format::accepted(&headers)).await?;
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// The index as CSV, at an address that says so.
#[utoipa::path(
    get,
    path = route::INDEX_CSV,
    operation_id = "index_csv",
    tag = tag::FIGURES,
    params(QuestionParams, ("format" = Option<String>, Query, description = "`json` or `csv`")),
    responses((status = 200, description = "A row for each group, or the figures as JSON", content((Index = "application/json"), (String = "text/csv"))), IndexFailures),
)]
pub async fn index_csv(
    State(app): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(&app, query.as_deref(), &headers, Format::Csv).await
}

crate::web::document::failures! {
    /// Of the index: 400 for an unknown `format`.
    IndexFailures: [Code::InvalidQuery, (Code::InvalidQuery, StatusCode::BAD_REQUEST)];
}

async fn answer(app: &App, query: Option<&str>, headers: &HeaderMap, format: Format) -> Result<Response, Problem> {
    let lang = language(headers, query);
    let (named, rest): (Vec<_>, Vec<_>) =
        pairs(query.unwrap_or_default()).into_iter().partition(|(name, _)| name == "format");
    let named = named.iter().find(|(_, key)| !key.is_empty()).map(|(_, key)| Format::from_key(key));
    let root = app.site.catalogue.root().map(|unit| unit.code.clone()).unwrap_or_default();
    let asked = query::read(&rest, &app.site, &root, app.clock.local().date(), lang);
    if named == Some(None) {
        return Err(unknown_format(asked.err().unwrap_or_default(), lang));
    }
    let asked = asked.map_err(|errors| Problem::invalid(Code::InvalidQuery, errors))?;
    let snapshot = app.site.store.tallies().await?;
    let source = Source {
        tallies: &snapshot.tallies,
        survey: asked.survey,
        catalogue: &app.site.catalogue,
        targets: &app.site.targets,
    };
    let figures = figures(&source, &asked.question).map_err(|_| query::not_crossed(lang))?;
    Ok(match named.flatten().unwrap_or(format) {
        Format::Csv => {
            let csv = to_csv(&figures, asked.dialect.unwrap_or(Dialect::Machine), &IN_FILES);
            ([(header::CONTENT_TYPE, CSV)], csv).into_response()
        }
        Format::Json => reply(&Index::of(&asked, &figures)),
    })
}

/// No form in which the figures are written; said together with everything else that is wrong.
fn unknown_format(mut errors: Vec<FieldMessage>, lang: Lang) -> Problem {
    let message = words::no_such_format(lang).to_owned();
    errors.insert(0, FieldMessage { field: "format".to_owned(), message });
    Problem::invalid(Code::InvalidQuery, errors).at(StatusCode::BAD_REQUEST)
}

/// The number of responses in no shown group, where saying so gives no small group away.
fn withheld(count: u64, question: &Question) -> Option<u64> {
    let whole = question.period.whole_year().is_some();
    (whole && question.stratum.is_none() && (count == 0 || count >= LEAST)).then_some(count)
}

/// The index by one breakdown. Percentages have their full precision.
#[derive(Debug, Serialize, ToSchema)]
pub struct Index<'f> {
    survey: &'f str,
    /// Of the version: `full`, or `quick`, whose figure is a rating and not the index.
    mode: &'static str,
    method: &'static str,
    method_version: &'static str,
    /// The first month.
    from: String,
    /// The last month.
    to: String,
    /// Code of the unit on top of what is counted.
    unit: &'f str,
    group_by: Option<&'static str>,
    /// The channels that are counted.
    strata: Vec<&'static str>,
    target: Option<IndexTarget<'f>>,
    /// Everything that is asked for.
    total: &'f IndexRow,
    groups: &'f [IndexRow],
    /// The number of responses in no shown group; `null` where that would tell too much.
    withheld: Option<u64>,
}

/// The index that is to be reached, in per cent.
#[derive(Debug, Serialize, ToSchema)]
struct IndexTarget<'f> {
    value: f64,
    /// Above the value, rather than at least.
    strict: bool,
    year: i16,
    unit: &'f str,
    source: &'f str,
    /// The certainty of the value; `example` where nobody has set it.
    mark: &'f str,
}

impl<'f> Index<'f> {
    fn of(asked: &'f CheckedQuestion<'_>, figures: &'f Figures<'_>) -> Self {
        let question = &asked.question;
        let strata = question.stratum.map_or_else(|| Stratum::ALL.to_vec(), |stratum| vec![stratum]);
        let target = figures.target.ok().map(|target| IndexTarget {
            value: target.percent(),
            strict: target.strict,
            year: target.year,
            unit: &target.unit,
            source: &target.source,
            mark: &target.mark,
        });
        Self {
            survey: &asked.survey.key,
            mode: asked.survey.mode.key(),
            method: question.method.key(),
            method_version: question.method.versioned(),
            from: question.period.from.to_string(),
            to: question.period.to.to_string(),
            unit: question.units.code(),
            group_by: question.group_by.map(GroupBy::key),
            strata: strata.into_iter().map(Stratum::key).collect(),
            target,
            total: &figures.total,
            groups: &figures.groups,
            withheld: withheld(figures.withheld, question),
        }
    }
}
