//! `GET /api/v1/index`: the same figures as the pages, under the same disclosure rule.

use crate::{
    domain::{
        dialect::Dialect,
        disclosure::LEAST,
        figures::{Figures, Source, figures, to_csv},
        lattice::Query,
        survey::Lang,
    },
    ui::words::IN_FILES,
    web::{
        extract::{language, pairs},
        problem::{FieldMessage, Problem},
        query::{self, Asked},
        state::AppState,
        words::{self, QueryMistake},
    },
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// The index of the whole site by one breakdown, as JSON or, by Accept, as CSV.
pub async fn index(
    State(app): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language(&headers, query.as_deref());
    let root = app.site.catalogue.root().map(|unit| unit.code.clone()).unwrap_or_default();
    let asked =
        query::read(&pairs(query.as_deref().unwrap_or_default()), &app.site, &root, app.clock.local().date(), lang);
    let asked = asked.map_err(|errors| Problem::invalid("invalid_query", errors))?;
    let snapshot = app.site.store.tallies().await?;
    let source = Source {
        tallies: &snapshot.tallies,
        survey: asked.survey,
        catalogue: &app.site.catalogue,
        targets: &app.site.targets,
        top: &asked.top,
    };
    let figures = figures(&source, &asked.query).map_err(|_| not_crossed(lang))?;
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.starts_with("text/csv") {
        let csv = to_csv(&figures, asked.dialect.unwrap_or(Dialect::Machine), &IN_FILES);
        return Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], csv).into_response());
    }
    Ok(([(header::CONTENT_TYPE, "application/json")], to_json(&asked, &figures)).into_response())
}

/// A stratum asked for with a breakdown that it is not crossed with.
pub fn not_crossed(lang: Lang) -> Problem {
    let message = words::query(QueryMistake::NotCrossed, lang).to_owned();
    Problem::invalid("invalid_query", vec![FieldMessage { field: "stratum".to_owned(), message }])
}

/// How many responses are in no shown group, where saying so gives no small group away.
fn withheld(count: u64, query: &Query) -> Option<u64> {
    let whole = query.period.whole_year().is_some();
    (whole && query.stratum.is_none() && (count == 0 || count >= LEAST)).then_some(count)
}

fn to_json(asked: &Asked, figures: &Figures) -> String {
    let query = &asked.query;
    let strata: Vec<&str> = match query.stratum {
        Some(stratum) => vec![stratum.key()],
        None => crate::domain::submission::Stratum::ALL.iter().map(|stratum| stratum.key()).collect(),
    };
    json!({
        "survey": asked.survey.key,
        "mode": asked.survey.mode.key(),
        "method": query.method.key(),
        "method_version": query.method.versioned(),
        "from": query.period.from.to_string(),
        "to": query.period.to.to_string(),
        "unit": asked.top,
        "group_by": query.group_by.map(crate::domain::lattice::GroupBy::key),
        "strata": strata,
        "target": figures.target.map(|target| json!({
            "value": target.percent(), "strict": target.strict, "year": target.year, "unit": target.unit, "source": target.source, "mark": target.mark,
        })),
        "total": figures.total,
        "groups": figures.groups,
        "withheld": withheld(figures.withheld, query),
    })
    .to_string()
}
