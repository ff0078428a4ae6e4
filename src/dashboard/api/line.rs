//! The lines of an answer that are never added up, and the target of each.

use crate::domain::{
    figure::{lines::Line, rows::IndexRow},
    target::Target,
};
use serde::Serialize;
use utoipa::ToSchema;

/// One version in one span of the period.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct IndexLine<'f> {
    survey: &'f str,
    /// The first month.
    from: String,
    /// The last month.
    to: String,
    target: Option<IndexTarget<'f>>,
    /// Responses of which only a quarter or year is known that lies in the span only in part: they are in no line.
    across: u64,
    /// Everything that is asked for.
    #[serde(flatten)]
    row: &'f IndexRow,
}

impl<'f> IndexLine<'f> {
    pub fn of(line: &'f Line<'_>) -> Self {
        Self {
            survey: &line.survey.key,
            from: line.period.from.to_string(),
            to: line.period.to.to_string(),
            target: line.target.ok().map(IndexTarget::of),
            across: line.across,
            row: &line.row,
        }
    }
}

/// The index that is to be reached, in per cent.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct IndexTarget<'f> {
    value: f64,
    /// Above the value, rather than at least.
    strict: bool,
    year: i16,
    /// The first month that it judges, `YYYY-MM`.
    from: String,
    unit: &'f str,
    source: &'f str,
    /// The certainty of the value; `example` where nobody has set it.
    mark: &'f str,
}

impl<'f> IndexTarget<'f> {
    pub fn of(target: &'f Target) -> Self {
        Self {
            value: target.percent(),
            strict: target.strict,
            year: target.year,
            from: target.from.to_string(),
            unit: &target.unit,
            source: &target.source,
            mark: &target.mark,
        }
    }
}
