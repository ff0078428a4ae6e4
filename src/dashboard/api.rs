//! `GET /api/v1/index` and `/api/v1/index.csv`: the same figures as the pages, under the same disclosure rule.

mod line;

use line::{IndexLine, IndexTarget};

use crate::{
    dashboard::{against, closed::Closed},
    domain::{
        dialect::Dialect,
        disclosure::LEAST,
        figure::{
            lines::{Line, LineSource, lines},
            rows::{Figures, IndexRow, Source, figures, to_csv},
        },
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
        editions,
        extract::{language, pairs},
        json::reply,
        paths::route,
        problem::{FieldMessage, Problem},
        query::{self, QuestionParams},
        state::{App, AppState},
        words,
    },
    work::questions::{CheckedQuestion, Ground},
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
    params(
        QuestionParams,
        ("format" = Option<String>, Query, description = "`json` or `csv`"),
        ("against_unit" = Option<String>, Query, description = "Each group has its difference from that of this unit"),
        ("against_from" = Option<String>, Query, description = "Each group has its difference from its figure in other months: the first, `YYYY-MM`"),
        ("against_to" = Option<String>, Query, description = "The last of these months, `YYYY-MM`"),
    ),
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
    params(
        QuestionParams,
        ("format" = Option<String>, Query, description = "`json` or `csv`"),
        ("against_unit" = Option<String>, Query, description = "Each group has its difference from that of this unit"),
        ("against_from" = Option<String>, Query, description = "Each group has its difference from its figure in other months: the first, `YYYY-MM`"),
        ("against_to" = Option<String>, Query, description = "The last of these months, `YYYY-MM`"),
    ),
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
    let (mut named, mut rest) = (Vec::new(), pairs(query.unwrap_or_default()));
    named.extend(rest.extract_if(.., |(name, _)| name == "format"));
    let (rest, other) = against::split(rest);
    let named = named.iter().find(|(_, key)| !key.is_empty()).map(|(_, key)| Format::from_key(key));
    let root = app.site.catalogue.root().map(|unit| unit.code.clone()).unwrap_or_default();
    let snapshot = app.site.store.tallies().await?;
    let ground = Ground::of_everybody(&app.site, &app.clock, &snapshot.tallies, &root);
    let read = |pairs: &[_]| query::read(pairs, &ground, lang);
    let asked = against::both(read(&rest), other.map(|other| (read(&other.pairs), other)));
    if named == Some(None) {
        return Err(unknown_format(asked.err().unwrap_or_default(), lang));
    }
    let (asked, other) = asked.map_err(|errors| Problem::invalid(Code::InvalidQuery, errors))?;
    let source = Source {
        tallies: &snapshot.tallies,
        survey: asked.survey,
        catalogue: &app.site.catalogue,
        targets: &app.site.targets,
        sight: asked.sight,
    };
    let of = |question: &Question| figures(&source, question).map_err(|_| query::not_crossed(lang));
    let mut figures = of(&asked.question)?;
    if let Some(other) = other {
        figures.hold_against(&of(&other.question)?);
    }
    Ok(match named.flatten().unwrap_or(format) {
        Format::Csv => {
            let csv = to_csv(&figures, asked.dialect.unwrap_or(Dialect::Machine), &IN_FILES);
            let file = ([(header::CONTENT_TYPE, CSV)], csv).into_response();
            editions::named(app, asked.question.period, file).await?
        }
        Format::Json => {
            let surveys = app.site.versions(ground.today);
            let Source { tallies, catalogue, targets, sight, .. } = source;
            let apart = LineSource { tallies, surveys: &surveys, catalogue, targets, sight };
            let closed = editions::of(app, asked.question.period).await?.as_ref().map(Closed::of);
            reply(&Index { closed, ..Index::of(&asked, &figures, &lines(&apart, &asked.question)) })
        }
    })
}

/// No form in which the figures are written; said together with everything else that is wrong.
fn unknown_format(mut errors: Vec<FieldMessage>, lang: Lang) -> Problem {
    let message = words::no_such_format(lang).to_owned();
    errors.insert(0, FieldMessage { field: "format".to_owned(), message });
    Problem::invalid(Code::InvalidQuery, errors).at(StatusCode::BAD_REQUEST)
}

/// The number of responses in no shown group, or the reason for which saying it would give a small group away.
fn withheld(count: u64, question: &Question) -> Result<u64, &'static str> {
    if question.period.whole_year().is_none() {
        return Err("not_a_year");
    }
    if question.stratum.is_some() {
        return Err("one_stratum");
    }
    if count == 0 || count >= LEAST { Ok(count) } else { Err("too_few") }
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
    /// The number of responses in no shown group, 0 included; `null` where that would tell too much.
    withheld: Option<u64>,
    /// Why `withheld` is not said: `not_a_year` and `one_stratum` are never told of, `too_few` are 1 to 9.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld_reason: Option<&'static str>,
    /// Responses of which only a quarter or year is known that lies in the period only in part: they are in no figure.
    across: u64,
    /// Where the period has several versions, or several targets: a line for each, which are never added up. All else is of
    /// `survey` alone.
    lines: Vec<IndexLine<'f>>,
    /// `null` where these months are no closed month, quarter or year.
    closed: Option<Closed>,
}

impl<'f> Index<'f> {
    fn of(asked: &'f CheckedQuestion<'_>, figures: &'f Figures<'_>, lines: &'f [Line<'_>]) -> Self {
        let question = &asked.question;
        let strata = question.stratum.map_or_else(|| Stratum::ALL.to_vec(), |stratum| vec![stratum]);
        let target = figures.target.ok().map(IndexTarget::of);
        let withheld = withheld(figures.withheld, question);
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
            withheld: withheld.ok(),
            withheld_reason: withheld.err(),
            across: asked.across,
            lines: lines.iter().map(IndexLine::of).collect(),
            closed: None,
        }
    }
}
